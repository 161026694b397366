public import Storage

/// A small trial of a colleague's idea in its own work place: what is tried, by when it is seen, what it may cost at most, and what came of it.
public struct MicroExperiment: Sendable, Hashable {
    /// Written with what is expected before it starts, then run for some weeks, then kept, changed or dropped. Within the city's
    /// limits it starts without asking anybody.
    public enum State: String, LifecycleState { case written, asked, allowed, running, measured, kept, changed, dropped, calledOff }
    public enum Finding: String, CaseIterable, Sendable, SQLBindable { case reached, partly, missed }

    public let id: ID<MicroExperiment>
    public let code: PublicCode
    public let signal: ID<Signal>
    public let idea: PublicCode
    public let initiative: ID<Initiative>
    public let department: ID<Department>
    public let title: String
    public let plan: String
    public let place: String
    public let expected: String
    public let measure: String
    public let startsOn: Day
    public let endsOn: Day
    public let hours: Int
    public let money: Money
    public let state: State
    /// Nil for the author of an idea who stays hidden, and for whoever has left.
    public let lead: ID<Person>?
    public let isByAuthor: Bool
    /// Led by the author of an idea who stays hidden.
    public let isHidden: Bool
    /// What the head said to it.
    public let answer: String
    public let happened: String
    public let finding: Finding?
    public let hoursSpent: Int
    public let moneySpent: Money
    public let reasons: String
    public let lesson: String
    public let reminders: Int
    public let version: Int
    public let createdAt: Instant
    /// Whether the reader leads it. Known of a hidden lead to that person alone.
    public let isOwn: Bool
    /// Whether the reader had the idea and hides.
    public let isHiddenAuthor: Bool
    public let hasJoined: Bool
    public let joiners: Int
    /// Whoever may act as its lead, of those that the reader may know.
    private let leads: Set<ID<Person>>

    init(row: inout Row, for reader: ID<Person>?) throws {
        id = try row.value()
        code = try row.value()
        signal = try row.value()
        idea = try row.value()
        initiative = try row.value()
        department = try row.value()
        title = try row.text()
        plan = try row.text()
        place = try row.text()
        expected = try row.text()
        measure = try row.text()
        startsOn = try row.day()
        endsOn = try row.day()
        hours = try row.int()
        money = Money(cents: try row.integer())
        state = try row.value()
        lead = try row.optionalValue()
        isByAuthor = try row.bool()
        isHidden = try row.bool()
        answer = try row.text()
        happened = try row.text()
        finding = try row.optionalValue()
        hoursSpent = try row.int()
        moneySpent = Money(cents: try row.integer())
        reasons = try row.text()
        lesson = try row.text()
        reminders = try row.int()
        version = try row.int()
        createdAt = try row.instant()
        isHiddenAuthor = try row.bool()
        hasJoined = try row.bool()
        joiners = try row.int()
        isOwn = (reader != nil && lead == reader) || (isHidden && isHiddenAuthor)
        leads = Set([isOwn ? reader : lead].compactMap(\.self))
    }

    public var reference: ObjectReference { ObjectReference(.experiment, id: id.rawValue, code: code) }
    public var isEnded: Bool { Self.lifecycle.isFinal.contains(state) }
}

extension ObjectKind { public static let experiment = ObjectKind("experiment") }

extension MicroExperiment: Moving {
    public var bearings: Bearings { Bearings(authors: leads, departments: [department]) }
    public var owningDepartment: ID<Department>? { department }
    public var searchText: String { [plan, place, expected, happened, lesson].joined(separator: " ") }
    /// Those who work for the city read it. What others can use of it becomes a lesson or a problem.
    public func isPublic(in state: State) -> Bool { false }

    public static let lifecycle = Lifecycle<State>(
        .experiment, initial: .written, path: [.written, .running, .measured, .kept],
        promises: [.asked: StagePromise("experiment.answerDays", days: 5, actsNext: .role(.departmentHead))],
        moves: [
            Move("experiment.ask", from: [.written], to: .asked, by: [.author]),
            Move("experiment.allow", from: [.asked], to: .allowed, by: deciders),
            Move("experiment.refuse", from: [.asked], to: .written, by: deciders),
            Move("experiment.start", from: [.written, .allowed], to: .running, by: [.author]),
            Move("experiment.extend", from: [.running], to: .running, by: [.author] + deciders),
            Move("experiment.measure", from: [.running], to: .measured, by: [.author] + deciders),
            Move("experiment.keep", from: [.measured], to: .kept, by: [.author] + deciders),
            Move("experiment.change", from: [.measured], to: .changed, by: [.author] + deciders),
            Move("experiment.drop", from: [.measured], to: .dropped, by: [.author] + deciders),
            Move("experiment.callOff", from: [.written, .asked, .allowed, .running], to: .calledOff, by: [.author] + deciders),
        ])
    static let deciders: [Who] = [.role(.departmentHead), .role(.innovationOfficer)]
}

enum ExperimentEvent: String, EventName {
    case written = "experiment.written"
    case revised = "experiment.revised"
    case asked = "experiment.asked"
    case allowed = "experiment.allowed"
    case refused = "experiment.refused"
    case started = "experiment.started"
    case extended = "experiment.extended"
    case joined = "experiment.joined"
    /// Its last day is over, or a week has gone since.
    case due = "experiment.due"
    case measured = "experiment.measured"
    case kept = "experiment.kept"
    case changed = "experiment.changed"
    case dropped = "experiment.dropped"
    case calledOff = "experiment.calledOff"
    case taught = "experiment.taught"
}

/// Up to where an experiment starts without asking.
public struct ExperimentLimits: Sendable {
    public let hours: Int
    public let money: Money
    public let days: Int
    public init(_ city: City) {
        hours = city.value(of: .experimentHours)
        money = Money(cents: Int64(city.value(of: .experimentMoney)))
        days = city.value(of: .experimentDays)
    }
    public func ask(_ experiment: MicroExperiment) -> Bool { experiment.hours > hours || experiment.money > money }
}
