public import Storage

/// What keeps people from something, agreed on by the departments that own it. (`Problem` alone is a fault of an input.)
public struct CityProblem: Sendable, Hashable {
    public enum State: String, LifecycleState {
        case draft, submitted, triaged, defining, defined, split, routed, inSolution, solved, merged, declined, parked, closedUnsolved
    }
    /// Who starts, and whether something is improved or new.
    public enum Quadrant: String, CaseIterable, Sendable, SQLBindable { case citizensImprove, citizensNew, companiesImprove, companiesNew, city }
    /// How openly a solution is looked for.
    public enum Openness: String, CaseIterable, Sendable, SQLBindable { case cultivate, replicate, partner, network, openSource }
    public enum Route: String, CaseIterable, Sendable, SQLBindable { case challenge, inHouse, buy, citizens }

    public let id: ID<CityProblem>
    public let code: PublicCode
    public let initiative: ID<Initiative>
    /// Its code where moderation has erased the words.
    public let title: String
    public let statement: String
    public let affected: String
    public let department: ID<Department>
    public let district: ID<District>?
    public let quadrant: Quadrant?
    public let outcome: String
    public let metric: String
    public let baseline: String
    public let target: String
    public let route: Route?
    public let routeReason: String
    public let state: State
    public let owner: ID<Person>?
    public let version: Int
    public let createdAt: Instant
    public let visibility: Visibility
    /// How many gates bound in the city when it began; what runs keeps the rules it began with.
    public let bindingGates: Int
    /// Departments that joined as owners beside the first; kept here by those acts, so that each signature need not look for them.
    public let coOwners: [ID<Department>]
    /// When the head of the first department said that it is theirs.
    public let acceptedAt: Instant?
    /// With whom and how openly a solution is looked for.
    public let openness: Openness?
    /// While it rests: the day on which it comes back.
    public let wakesOn: Day?
    /// The problem that it was joined to.
    public let mergedInto: PublicCode?
    /// The problem that it is a lot of.
    public let parent: PublicCode?
    /// The last value of the metric when it was solved.
    public let reached: String?
    /// The good that came of it and that no number shows.
    public let civicValue: String?
    /// The association or group that brought it.
    public let broughtBy: ID<Organisation>?
    /// How it is bought, and whose decision the way was where not the head's own.
    public let procurement: Procurement?
    public let routeBehalf: String?
    /// What kind of answer is looked for.
    public let answer: AnswerKind

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        initiative = try row.value()
        let title = try row.text()
        self.title = title.isEmpty ? code.rawValue : title
        statement = try row.text()
        affected = try row.text()
        department = try row.value()
        district = try row.optionalValue()
        quadrant = try row.optionalValue()
        outcome = try row.text()
        metric = try row.text()
        baseline = try row.text()
        target = try row.text()
        route = try row.optionalValue()
        routeReason = try row.text()
        state = try row.value()
        owner = try row.optionalValue()
        version = try row.int()
        createdAt = try row.instant()
        visibility = try row.value()
        bindingGates = try row.int()
        coOwners = try row.text().split(separator: ",").map { ID(String($0)) }
        acceptedAt = try row.optionalInstant()
        openness = try row.optionalValue()
        wakesOn = try row.optionalDay()
        mergedInto = try row.optionalValue()
        parent = try row.optionalValue()
        reached = try row.optionalText()
        civicValue = try row.optionalText()
        broughtBy = try row.optionalValue()
        procurement = try row.optionalValue()
        routeBehalf = try row.optionalText()
        answer = AnswerKind(cityRole: try row.optionalValue(), novelty: try row.optionalValue(), change: try row.optionalValue())
    }
    static let columns: SQLText = """
        problem.id, problem.code, problem.initiative, problem.title, problem.statement, problem.affected, problem.department, problem.district, problem.quadrant,
        problem.outcome, problem.metric, problem.baseline, problem.target, problem.route, problem.route_reason, problem.state, problem.owner, problem.version, problem.created_at, problem.visibility,
        problem.binding_gates, problem.co_owners, problem.accepted_at, problem.openness, problem.wakes_on, problem.merged_into, problem.parent, problem.reached, problem.civic_value, problem.brought_by,
        problem.procurement, problem.route_behalf, problem.city_role, problem.novelty, problem.what_changes
        """

    public var reference: ObjectReference { ObjectReference(.problem, id: id.rawValue, code: code) }
}

extension ObjectKind { public static let problem = ObjectKind("problem") }

extension CityProblem: Moving {
    public var bearings: Bearings { Bearings(authors: Set(owner.map { [$0] } ?? []), departments: [department]) }
    public var owningDepartment: ID<Department>? { department }
    public var searchText: String { statement + " " + affected + " " + outcome }
    /// Public from the moment it is submitted: residents see what the city works on.
    public func isPublic(in state: State) -> Bool { state != .draft }
}

extension CityProblem: Concealable {
    public var publicText: PublicText {
        PublicText(object: reference, initiative: initiative, title: title, text: [title, statement, affected, outcome].filter { !$0.isEmpty }.joined(separator: "\n\n"), author: owner,
                   organisation: nil, department: department, isOpen: isPublic(in: state), isOpenToStaff: true, visibility: visibility, at: createdAt)
    }
}

enum ProblemEvent: String, EventName {
    case drafted = "problem.drafted"
    case submitted = "problem.submitted"
    case triaged = "problem.triaged"
    case defined = "problem.defined"
    case routed = "problem.routed"
    case taken = "problem.inSolution"
    case solved = "problem.solved"
    case declined = "problem.declined"
    case screened = "problem.screened"
    case owned = "problem.owned"
    case reclassified = "problem.reclassified"
    case described = "problem.described"
    case parked = "problem.parked"
    case woken = "problem.woken"
    case merged = "problem.merged"
    case begun = "problem.begun"
    case invited = "problem.invited"
    case redefined = "problem.redefined"
    case started = "problem.started"
    case objectiveAdded = "objective.added"
    case objectiveClosed = "objective.closed"
    case weighed = "problem.weighed"
    case expected = "problem.expected"
    case reviewed = "problem.reviewed"
    case lotsPlanned = "problem.lotsPlanned"
    case split = "problem.split"
    case lotMade = "problem.lotMade"
    case compared = "problem.compared"
    case mapPublished = "participation.published"
    case closed = "problem.closedUnsolved"
    case lookBackDue = "problem.lookBackDue"
    case lookedBack = "problem.lookedBack"
}

extension CityProblem {
    static let owners: [Who] = [.role(.departmentHead), .role(.innovationOfficer)]

    public static let lifecycle = Lifecycle<State>(
        .problem, initial: .draft, alsoBegins: [.defined: SplitProblem.name], path: [.draft, .submitted, .triaged, .defining, .defined, .routed, .inSolution, .solved],
        promises: [
            .submitted: StagePromise("problem.triageDays", days: 10, actsNext: .role(.innovationOfficer)),
            .triaged: StagePromise("problem.defineDays", days: 40, actsNext: .role(.departmentHead)),
            .defining: StagePromise("problem.defineDays", days: 40, actsNext: .role(.departmentHead)),
            .defined: StagePromise("problem.routeDays", days: 20, actsNext: .role(.departmentHead)),
            .routed: StagePromise("problem.startDays", days: 40, actsNext: .role(.innovationOfficer)),
        ],
        moves: [
            Move("problem.submit", from: [.draft], to: .submitted, by: [.author] + owners),
            Move("problem.triage", from: [.submitted], to: .triaged, by: [.role(.innovationOfficer)]),
            Move("problem.begin", from: [.triaged], to: .defining, by: [.role(.departmentHead)]),
            Move("problem.park", from: [.submitted, .triaged], to: .parked, by: [.role(.innovationOfficer)]),
            Move("problem.wake", from: [.parked], to: .submitted, by: [.role(.innovationOfficer), .system]),
            Move("problem.merge", from: [.submitted, .triaged], to: .merged, by: [.role(.innovationOfficer)]),
            Move("problem.decline", from: [.submitted, .triaged], to: .declined, by: [.role(.innovationOfficer)]),
            Move("problem.define", from: [.triaged, .defining], to: .defined, by: [.role(.departmentHead)]),
            Move("problem.split", from: [.defined], to: .split, by: [.role(.innovationOfficer)]),
            Move("problem.route", from: [.defined], to: .routed, by: [.role(.departmentHead)]),
            Move("problem.take", from: [.routed], to: .inSolution, by: [.system]),
            Move("problem.start", from: [.routed], to: .inSolution, by: [.role(.departmentHead)]),
            Move("problem.redefine", from: [.inSolution], to: .defining, by: [.role(.departmentHead)]),
            Move("problem.solve", from: [.inSolution, .split], to: .solved, by: [.role(.departmentHead)]),
            Move("problem.close", from: [.submitted, .triaged, .parked, .defining, .defined, .split, .routed, .inSolution], to: .closedUnsolved, by: [.role(.departmentHead)]),
        ])
}
