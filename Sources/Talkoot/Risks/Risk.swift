public import Storage

/// What could go wrong with a problem or its solution, how bad it would be, and who bears it.
public struct Risk: PartElement, Hashable {
    public enum Likelihood: String, CaseIterable, Sendable, SQLBindable {
        case one = "1", two = "2", three = "3", four = "4", five = "5"
        public var number: Int { Int(rawValue) ?? 0 }
    }
    public enum Proximity: String, CaseIterable, Sendable, SQLBindable { case now, thisStage, later }
    public enum State: String, LifecycleState { case open, closed, happened }

    public let id: ID<Risk>
    public let code: PublicCode
    public let problem: ID<CityProblem>
    public let category: RiskCategory
    public let happening: String
    public let likelihood: Likelihood
    public let harm: Harm
    public let proximity: Proximity
    /// What keeps it from happening, or makes it smaller.
    public let safeguard: String
    /// Who watches it.
    public let owner: ID<Person>?
    public let state: State
    /// Why it was closed, or what happened.
    public let outcome: String
    /// Of what happened.
    public let cost: Money?
    public let happenedOn: Day?
    public let version: Int

    /// Likelihood times the worst harm, 1 to 25.
    public var score: Int { likelihood.number * harm.worst }
    public var level: RiskLevel { RiskLevel(score: score) }

    public init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        problem = try row.value()
        category = try row.value()
        happening = try row.text()
        likelihood = try row.value()
        harm = Harm(money: try row.int(), people: try row.int(), service: try row.int(), law: try row.int(), reputation: try row.int())
        proximity = try row.value()
        safeguard = try row.text()
        owner = try row.optionalValue()
        state = try row.value()
        outcome = try row.text()
        cost = try row.optionalInteger().map { Money(cents: $0) }
        happenedOn = try row.optionalDay()
        version = try row.int()
    }
    public static let columns: SQLText = "id, code, problem, category, happening, likelihood, harm_money, harm_people, harm_service, harm_law, harm_reputation, proximity, safeguard, owner, state, outcome, cost, happened_on, version"
    public static let table: SQLText = "risk"
    public static let kind = ObjectKind("risk")
    public static let partKind = ObjectKind.riskRegister
    public var title: String { Shortening.cut(happening, to: 80) }
    public var stateName: String? { state.rawValue }

    static let lifecycle = Lifecycle<State>(
        kind, initial: .open, path: [.open, .closed],
        moves: [
            Move("risk.close", from: [.open], to: .closed, by: ProblemPart.deciders),
            Move("risk.happen", from: [.open], to: .happened, by: ProblemPart.editors),
            Move("risk.reopen", from: [.closed], to: .open, by: ProblemPart.deciders),
        ])
}

extension ObjectKind { public static let riskRegister = ObjectKind("riskRegister") }

/// How bad it would be, from 1 to 5 for each of five kinds; 0 where it does no harm of that kind.
public struct Harm: Sendable, Hashable {
    public let money: Int, people: Int, service: Int, law: Int, reputation: Int
    /// The kinds with their names, as forms and exports call them.
    public var kinds: [(name: String, grade: Int)] { [("money", money), ("people", people), ("service", service), ("law", law), ("reputation", reputation)] }
    /// What counts for the level.
    public var worst: Int { kinds.map(\.grade).max() ?? 0 }
}

/// Bands of likelihood times harm.
public enum RiskLevel: String, CaseIterable, Sendable, Comparable {
    case low, medium, high, veryHigh

    public init(score: Int) {
        self = switch score {
        case ..<5: .low
        case 5...9: .medium
        case 10...16: .high
        default: .veryHigh
        }
    }
    /// From here on somebody has to bear it before a way is chosen.
    public static let mustBeBorne = RiskLevel.medium
    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    public static func < (a: RiskLevel, b: RiskLevel) -> Bool { a.place < b.place }
}

/// What to think of, in the order of the field. In words: `choice.category.<name>` names it, `risks.bearer.<name>` says who usually
/// bears it, `risks.guard.<name>` what usually guards against it.
public enum RiskCategory: String, CaseIterable, Sendable, SQLBindable {
    case need, technology, delivery, money, service, safety, law, procurement, privacy, rights, ethics, partnership, reputation, environment, upkeep
    /// As the field writes it: R1 to R15.
    public var code: String { "R\((Self.allCases.firstIndex(of: self) ?? 0) + 1)" }
}

/// Who bears a risk, and how much of it: a department, an organisation, or somebody who is not known here, in the words that were typed.
public struct RiskBearer: Sendable, Hashable {
    public let risk: ID<Risk>
    public let department: ID<Department>?
    /// As everybody may read it.
    public let organisation: String?
    public let other: String
    /// In per cent; those of one risk make a hundred.
    public let share: Int
    init(row: inout Row) throws {
        risk = try row.value()
        department = try row.optionalValue()
        organisation = try row.optionalText()
        other = try row.text()
        share = try row.int()
    }
}
