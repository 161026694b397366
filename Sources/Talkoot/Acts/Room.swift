public import Storage

/// What a room gives to the house. The list of rooms in ``Rooms/all`` is the only place where the house names them.
public protocol Room: Sendable {
    static var name: String { get }
    static var migrations: [Migration] { get }
    static var acts: [any Act.Type] { get }
    static var lifecycles: [LifecycleOutline] { get }
    /// Event names, for documents and subscriptions.
    static var events: [String] { get }
    static var reactions: [Reaction] { get }
    /// Who hears of an event, beside the followers of its initiative.
    static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer]
    /// The state that a table holds for an object, for the verifier of the record; nil where it is no object of this room.
    static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String?
    /// A text of people's own by its code, uncut, where moderation has a say in it.
    static func publicText(_ code: PublicCode, _ scene: Scene) throws -> PublicText?
    /// What somebody wrote in this room, newest first, at most fifty: what a moderator needs to judge a habit.
    static func publicTexts(by person: ID<Person>, _ scene: Scene) throws -> [PublicText]
    /// What the room keeps about a person, for the person's own download.
    static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON]
    /// Removes or anonymises it. The record stays whole, since personal parts live beside it.
    static func erase(_ person: ID<Person>, _ change: Change) throws
}

extension Room {
    public static var migrations: [Migration] { [] }
    public static var lifecycles: [LifecycleOutline] { [] }
    public static var events: [String] { [] }
    public static var reactions: [Reaction] { [] }
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] { [] }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? { nil }
    public static func publicText(_ code: PublicCode, _ scene: Scene) throws -> PublicText? { nil }
    public static func publicTexts(by person: ID<Person>, _ scene: Scene) throws -> [PublicText] { [] }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] { [:] }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {}
}

/// What an event of one room causes in another: an act performed as the system, in the same transaction, its cause recorded.
public struct Reaction: Sendable {
    public let event: String
    public let act: String
    /// The targets and inputs of the acts to perform; none where the event asks for nothing this time.
    public let prepare: @Sendable (Event, Scene) throws -> [(Target, JSON)]
    public init(to event: some EventName, perform act: String, _ prepare: @escaping @Sendable (Event, Scene) throws -> [(Target, JSON)]) {
        self.event = event.rawValue
        self.act = act
        self.prepare = prepare
    }
}

/// Who hears of an event.
public enum Hearer: Sendable, Hashable {
    case person(ID<Person>)
    /// Everybody who holds the role for the department, or for the whole city.
    case role(Role, ID<Department>?)
    /// The members of an organisation.
    case organisation(ID<Organisation>)
    /// Somebody without an account, reached through an address that the object's room keeps: an anonymous sender.
    case contact(ObjectReference)
}

/// All rooms, with their acts by name.
public struct Rooms: Sendable {
    public let all: [any Room.Type]
    private let actsByName: [String: any Act.Type]
    /// What people can do to an object of a kind, with whom each act is for.
    private let offersByTarget: [ObjectKind: [(act: any Act.Type, permitted: [Who])]]
    private let reactionsByEvent: [String: [Reaction]]

    public init(_ all: [any Room.Type]) {
        self.all = all
        let offers = all.flatMap { $0.acts }.compactMap { act in act.permitted == [.system] ? nil : act.target.map { (target: $0, act: act, permitted: act.permitted) } }
        offersByTarget = Dictionary(grouping: offers, by: \.target).mapValues { $0.map { ($0.act, $0.permitted) } }
        actsByName = Dictionary(all.flatMap { $0.acts }.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        reactionsByEvent = Dictionary(grouping: all.flatMap { $0.reactions }, by: \.event)
    }

    public var acts: [any Act.Type] { all.flatMap { $0.acts } }
    public var lifecycles: [LifecycleOutline] { all.flatMap { $0.lifecycles } }
    public var events: [String] { all.flatMap { $0.events } }
    public func act(named name: String) -> (any Act.Type)? { actsByName[name] }
    /// In the order of the rooms, those that somebody could ever be let do; whether now and here, the act itself says.
    func acts(on kind: ObjectKind, for standing: Standing) -> [any Act.Type] {
        (offersByTarget[kind] ?? []).filter { $0.permitted.contains(where: standing.mayMatch) }.map(\.act)
    }

    func react(to event: Event, in change: Change) throws {
        for reaction in reactionsByEvent[event.name] ?? [] {
            for (target, input) in try reaction.prepare(event, change) {
                guard change.depth < 3, let act = act(named: reaction.act) else {
                    throw StorageError.other("reaction \(reaction.act) to \(event.name) is too deep or unknown")
                }
                try change.perform(act, on: target, input, because: event)
            }
        }
    }
}
