public import Storage

/// The way of people through a service, step by step, with what each side does: a journey map and a service blueprint in one.
public struct Journey: Sendable, Hashable {
    /// As it is, and as it shall be; both have steps of their own.
    public enum Edition: String, CaseIterable, Sendable, SQLBindable { case now, after }

    public let id: ID<Journey>
    public let code: PublicCode
    public let initiative: ID<Initiative>
    public let problem: ID<CityProblem>
    public let title: String
    public let owner: ID<Person>?
    public let createdAt: Instant

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        initiative = try row.value()
        problem = try row.value()
        title = try row.text()
        owner = try row.optionalValue()
        createdAt = try row.instant()
    }
    static let columns: SQLText = "journey.id, journey.code, journey.initiative, journey.problem, journey.title, journey.owner, journey.created_at"

    public var reference: ObjectReference { ObjectReference(.journey, id: id.rawValue, code: code) }
}

/// One step: what the person does, what the city does in sight and out of sight, on what it rests, how it feels and what hurts.
public struct JourneyStep: Sendable, Hashable {
    /// From the worst to the best; the height in the picture.
    public enum Feeling: String, CaseIterable, Sendable, SQLBindable {
        case veryBad, bad, neutral, good, veryGood
        /// From −2 to 2.
        public var height: Int { (Self.allCases.firstIndex(of: self) ?? 2) - 2 }
    }
    public enum Lane: String, CaseIterable, Sendable { case person, front, back, support }

    public let id: ID<JourneyStep>
    public let code: PublicCode
    public let journey: ID<Journey>
    public let edition: Journey.Edition
    /// From 1, without gaps in each edition.
    public let place: Int
    public let title: String
    public let person: String
    public let front: String
    public let back: String
    public let support: String
    public let department: ID<Department>?
    /// Who acts in the step where it is no department of the city.
    public let outside: String
    public let feeling: Feeling?
    public let waitMinutes: Int?
    public let pain: String
    public let evidence: String
    /// The problem that its pain became.
    public let lifted: PublicCode?
    public let version: Int

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        journey = try row.value()
        edition = try row.value()
        place = try row.int()
        title = try row.text()
        person = try row.text()
        front = try row.text()
        back = try row.text()
        support = try row.text()
        department = try row.optionalValue()
        outside = try row.text()
        feeling = try row.optionalValue()
        waitMinutes = try row.optionalInt()
        pain = try row.text()
        evidence = try row.text()
        lifted = try row.optionalValue()
        version = try row.int()
    }
    static let columns: SQLText = """
        journey_step.id, journey_step.code, journey_step.journey, journey_step.edition, journey_step.place, journey_step.title, journey_step.person_does, journey_step.front, journey_step.back,
        journey_step.support, journey_step.department, journey_step.outside, journey_step.feeling, journey_step.wait_minutes, journey_step.pain, journey_step.evidence, journey_step.lifted, journey_step.version
        """

    public var reference: ObjectReference { ObjectReference(.journeyStep, id: id.rawValue, code: code) }
    public func text(in lane: Lane) -> String {
        switch lane {
        case .person: person
        case .front: front
        case .back: back
        case .support: support
        }
    }
    /// It has a pain that is no problem yet.
    public var isPainful: Bool { !pain.isEmpty && lifted == nil }
    /// Whose step it is: a department, or somebody outside by name; nil where the person is alone.
    var keeper: String? { department?.rawValue ?? (outside.isEmpty ? nil : "outside:" + Folding.fold(outside)) }
}

extension ObjectKind {
    public static let journey = ObjectKind("journey")
    public static let journeyStep = ObjectKind("journeyStep")
}

/// What a map counts. A hand-off is a change of keeper from one step to the next that has one; steps in which the person is alone hand nothing on.
public struct JourneyFigures: Sendable, Hashable {
    public let steps: Int, departments: Int, handOffs: Int, waitMinutes: Int, pains: Int

    public init(_ steps: [JourneyStep]) {
        let keepers = steps.sorted { $0.place < $1.place }.compactMap(\.keeper)
        self.steps = steps.count
        departments = Set(keepers).count
        handOffs = zip(keepers, keepers.dropFirst()).count { $0 != $1 }
        waitMinutes = steps.compactMap(\.waitMinutes).reduce(0, +)
        pains = steps.count { !$0.pain.isEmpty }
    }
}

/// A map with its problem and steps: what its acts are about and its page shows.
public struct JourneyMap: Sendable, ActSubject {
    public let journey: Journey
    public let problem: CityProblem
    public let steps: [JourneyStep]

    public func steps(_ edition: Journey.Edition) -> [JourneyStep] { steps.filter { $0.edition == edition } }
    /// Each department that acts in a step may draw it, not only the one that owns the problem.
    public var bearings: Bearings { Bearings(authors: problem.bearings.authors, departments: problem.bearings.departments.union(steps.compactMap(\.department))) }
    public var stateName: String? { nil }
}

/// One step within its map.
public struct StepOfMap: Sendable, ActSubject {
    public let map: JourneyMap
    public let step: JourneyStep
    public var bearings: Bearings { map.bearings }
    public var stateName: String? { nil }
}

enum JourneyEvent: String, EventName {
    case begun = "journey.begun"
    case changed = "journey.changed"
    case lifted = "journey.lifted"
}
