import Storage

/// A number that the rules read and a city may set: its name, what it counts, the house's value and the range in which it stays lawful and workable.
/// What it is for, and the law or reason behind the range, are texts of the language files: `limit.<name>.label` and `limit.<name>.why`.
public struct Tunable: Sendable, Hashable {
    public enum Unit: String, CaseIterable, Sendable { case businessDays, days, hours, percent, people, scores, money, files, megabytes, gates }

    public let name: String
    public let unit: Unit
    /// What holds where the city has set nothing.
    public let standard: Int
    public let range: ClosedRange<Int>
    /// Who acts next under a promise of this length; nil for what is no promise.
    public let actsNext: Who?

    init(_ name: String, _ unit: Unit, _ standard: Int, _ range: ClosedRange<Int>, actsNext: Who? = nil) {
        (self.name, self.unit, self.standard, self.range, self.actsNext) = (name, unit, standard, range, actsNext)
    }

    /// The room that it belongs to: the part of the name before the point.
    public var area: String { String(name.prefix { $0 != "." }) }

    /// What somebody typed, in cents where it is money.
    func read(_ text: String) -> Int? {
        unit == .money ? Money(text).map { Int($0.cents) } : Int(text.filter { !$0.isWhitespace })
    }
    /// As it is typed and shown again in a form.
    public func written(_ value: Int) -> String { unit == .money ? Money(cents: Int64(value)).text : String(value) }
}

extension Tunable {
    /// How many people a jury has before a challenge can be published.
    static let juryMinimum = Tunable("jury.minimum", .people, 3, 2...25)
    /// How many scores an entry needs to be ranked.
    static let juryMinimumScores = Tunable("jury.minimumScores", .scores, 3, 1...25)
    /// How many of the gates of a problem stay shut while something is missing: none, triage, also definition, also route.
    static let bindingGates = Tunable("problem.bindingGates", .gates, 3, 0...3)
    /// What a problem may cost before its way is chosen only after comparing: together or in house.
    static let comparisonLimit = Tunable("problem.comparisonLimitCents", .money, 5_000_000, 0...1_000_000_000_00)
    /// From which value on the law asks for a procedure that others can take part in: in Finland for goods and services, Act 1397/2016, section 25.
    static let procurementLimit = Tunable("problem.procurementLimitCents", .money, 6_000_000, 0...1_000_000_000_00)
    /// What the head of a department may decide alone.
    static let mandateLimit = Tunable("mandate.limitCents", .money, 15_000_000, 0...1_000_000_000_00)
    /// What a colleague's experiment may take before the head is asked, and how long one lasts at most.
    static let experimentHours = Tunable("experiment.freeHours", .hours, 40, 0...1_000)
    static let experimentMoney = Tunable("experiment.freeCents", .money, 50_000, 0...1_000_000_00)
    static let experimentDays = Tunable("experiment.longestDays", .days, 28, 7...92)
    /// Ten business days are the fourteen days of the Finnish Local Government Act (410/2015, section 139); nobody gets less.
    static let appealDays = Tunable("decision.appealDays", .businessDays, 10, 10...60)
    /// How long a decision of moderation can be appealed: at least six months (Regulation (EU) 2022/2065, article 20).
    static let moderationAppealDays = Tunable("moderation.appealDays", .days, 183, 183...730)
    /// What forms propose; the person who fills them in may choose otherwise.
    static let openDays = Tunable("challenge.openDays", .days, 30, 7...365)
    static let decideDays = Tunable("challenge.decideDays", .days, 60, 14...730)
    static let mandateDays = Tunable("decision.mandateDays", .days, 180, 30...730)
    static let pilotLeadDays = Tunable("pilot.leadDays", .days, 14, 0...180)
    static let pilotLengthDays = Tunable("pilot.lengthDays", .days, 90, 7...184)
    /// The share of a promise's time after which whoever acts next is reminded.
    static let warningShare = Tunable("clock.warningShare", .percent, 80, 50...95)

    /// Files of one object, and megabytes of one file and of one person's day. A file is held in memory while it is judged, which bounds them.
    static let files = Tunable("attachment.files", .files, 5, 1...20)
    static let megabytes = Tunable("attachment.megabytes", .megabytes, 10, 1...10)
    static let megabytesADay = Tunable("attachment.megabytesADay", .megabytes, 100, 10...1_000)
    /// How long somebody stays signed in without coming back, and at most; shorter for those who work for the city.
    static let staffIdleDays = Tunable("session.staffIdleDays", .days, 3, 1...30)
    static let staffDays = Tunable("session.staffDays", .days, 14, 1...90)
    static let idleDays = Tunable("session.idleDays", .days, 14, 1...90)
    static let sessionDays = Tunable("session.days", .days, 90, 1...365)

    /// All of them: first what the rooms promise, each once, in the order of the rooms; then what else the rules read.
    public static let all: [Tunable] = {
        var known: Set<String> = []
        let promises = Rooms.house.lifecycles.flatMap { outline in outline.states.compactMap { outline.promises[$0] } }
            .filter { known.insert($0.setting).inserted }
            .map { Tunable($0.setting, .businessDays, $0.days, 1...250, actsNext: $0.actsNext) }
        return promises + [bindingGates, comparisonLimit, procurementLimit, experimentHours, experimentMoney, experimentDays, juryMinimum, juryMinimumScores, mandateLimit, appealDays, moderationAppealDays, openDays, decideDays, mandateDays, pilotLeadDays, pilotLengthDays, warningShare, staffIdleDays, staffDays, idleDays, sessionDays, files, megabytes, megabytesADay]
    }()
    public static func named(_ name: String) -> Tunable? { all.first { $0.name == name } }
}

extension City {
    /// What holds now: the city's own value, or the house's.
    public func value(of tunable: Tunable) -> Int { setting(tunable.name, default: tunable.standard) }
}
