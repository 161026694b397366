/// An object with a lifecycle that belongs to an initiative: what the house needs to know to keep its clocks, index and record.
public protocol Moving: ActSubject, Sendable {
    associatedtype State: LifecycleState
    static var lifecycle: Lifecycle<State> { get }
    var reference: ObjectReference { get }
    var initiative: ID<Initiative> { get }
    var state: State { get }
    /// The department whose clock runs, where one does.
    var owningDepartment: ID<Department>? { get }
    var title: String { get }
    /// What search finds it by, beside its title.
    var searchText: String { get }
    /// Whether everybody may read it in this state.
    func isPublic(in state: State) -> Bool
    /// Whether moderation lets others see it; `shown` where it has no say.
    var visibility: Visibility { get }
}

extension Moving {
    public var stateName: String? { state.rawValue }
    public var isPublic: Bool { isOpen(in: state) }
    public var visibility: Visibility { .shown }
    /// Whether everybody may read it in this state and as moderation has it.
    func isOpen(in state: State) -> Bool { visibility.isShown && isPublic(in: state) }
}

extension Change {
    /// The same as ``moved(_:to:_:facts:personal:titled:promisedAt:)`` for an object that this change has just made, with an initiative of its own:
    /// nothing earlier has to be looked for, which on PostgreSQL would also be in the way of everybody who makes another.
    func began<Object: Moving>(_ object: Object, _ event: some EventName, facts: [String: JSON] = [:], personal: [String: JSON] = [:]) throws -> Outcome {
        let isPublic = object.isPublic
        try begins(object.state, Object.lifecycle, object.reference, of: object.initiative, department: object.owningDepartment)
        if object.visibility.isShown {
            try SearchTable.add(SearchDocument(object.reference, title: object.title, body: object.searchText, isPublic: isPublic), city.id, at: now, tx)
        }
        let facts = facts.merging(["state": .text(object.state.rawValue)]) { $1 }
        try happened(Event(event, on: object.reference, of: object.initiative, isPublic: isPublic, facts: facts, personal: personal))
        return Outcome(object.reference)
    }

    /// After the row was written: the stage and its clock, the index, the initiative and the record.
    func moved<Object: Moving>(_ object: Object, to state: Object.State, _ event: some EventName, facts: [String: JSON] = [:], personal: [String: JSON] = [:],
                               titled title: String? = nil, promisedAt: Instant? = nil) throws -> Outcome {
        let isPublic = object.isOpen(in: state)
        try enters(state, Object.lifecycle, object.reference, of: object.initiative, department: object.owningDepartment, promisedAt: promisedAt)
        try initiativeMoved(object.initiative, title: object.visibility.isShown ? title : nil, becomesPublic: isPublic)
        try keepIndexed(object, in: state)
        let facts = facts.merging(["state": .text(state.rawValue)]) { $1 }
        try happened(Event(event, on: object.reference, of: object.initiative, isPublic: isPublic, facts: facts, personal: personal))
        return Outcome(object.reference)
    }

    /// The index knows it as it stands now, and nothing of what moderation took away.
    func keepIndexed<Object: Moving>(_ object: Object, in state: Object.State? = nil) throws {
        if object.visibility.isShown {
            try index(SearchDocument(object.reference, title: object.title, body: object.searchText, isPublic: object.isOpen(in: state ?? object.state)))
        } else { try SearchTable.remove(object.reference, city.id, tx) }
    }

    /// Something happened to an object that did not move it.
    func noted<Object: Moving>(_ object: Object, _ event: some EventName, facts: [String: JSON] = [:], personal: [String: JSON] = [:]) throws -> Outcome {
        try initiativeMoved(object.initiative)
        let facts = facts.merging(["state": .text(object.state.rawValue)]) { $1 }
        try happened(Event(event, on: object.reference, of: object.initiative, isPublic: object.isPublic, facts: facts, personal: personal))
        return Outcome(object.reference)
    }
}
