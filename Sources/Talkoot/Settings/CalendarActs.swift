import Storage

/// A city that never works answers nobody: whatever calendar is set, a working day is always near.
enum CalendarRules {
    /// No stretch without a working day is longer.
    static let longestRest = 21
    static let mostYears = 10

    /// What is wrong with a calendar from a day on, if anything.
    static func problem(_ calendar: CityCalendar, from today: Day, field: String) -> Problem? {
        let end = (calendar.holidays.max() ?? today).adding(days: 400)
        var rest = 0, day = today
        while day < end {
            rest = calendar.isBusinessDay(day) ? 0 : rest + 1
            if rest > longestRest { return Problem(field, "problem.noWorkingDay", ["from": day.adding(days: 1 - rest).description, "limit": "\(longestRest)"]) }
            day = day.adding(days: 1)
        }
        return nil
    }
}

/// The weekdays on which the city works, from a coming day on; nothing that has been counted is counted anew.
public struct SetWorkingWeek: SettingAct {
    public static let name = "calendar.week"
    public static let form = Form(.picks("weekdays"), .optional(.day("from")), .text("reason", max: 1_000)) { SetWorkingWeek(weekdays: $0, from: $1, reason: $2) }
    let weekdays: [String], from: Day?, reason: String

    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] {
        ["weekdays": (1...7).map { Option("\($0)", "weekday.\($0)", isKey: true) }]
    }
    public static func prefill(_ subject: TheCity, _ scene: Scene) throws -> [String: JSON] {
        ["weekdays": .list(scene.city.calendar.week.weekdays(on: scene.today.adding(days: 1)).sorted().map { .text("\($0)") })]
    }
    private var chosen: Set<Int> { Set(weekdays.compactMap(Int.init)) }
    private func start(_ scene: Scene) -> Day { from ?? scene.today.adding(days: 1) }

    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        if let from, from <= scene.today { return [Problem("from", "problem.notAhead")] }
        if chosen.isEmpty || !chosen.isSubset(of: 1...7) || chosen.count != weekdays.count { return [Problem("weekdays", "problem.choice")] }
        let calendar = scene.city.calendar
        let changed = CityCalendar(timeZone: calendar.timeZone, holidays: calendar.holidays, week: calendar.week.changed(to: chosen, from: start(scene)))
        return CalendarRules.problem(changed, from: scene.today, field: "weekdays").map { [$0] } ?? []
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let week = change.city.calendar.week, start = start(change)
        try change.tx.run("UPDATE city SET working_week = \(week.changed(to: chosen, from: start).text) WHERE id = \(change.city.id)")
        func list(_ days: Set<Int>) -> JSON { .list(days.sorted().map { .integer(Int64($0)) }) }
        let before = week.weekdays(on: start)
        // The same days may still call off others that were planned for later.
        let previous = before == chosen ? week.weekdays(on: start.adding(days: 36_500)) : before
        return try change.set("calendar.week", to: list(chosen), was: list(previous),
                              from: change.city.calendar.instant(of: LocalTime(day: start, minuteOfDay: 0)), because: reason, .calendarChanged)
    }
}

/// The holidays from today on, a line each: `2026-12-06 Independence Day`. Those that have passed stay as they were counted.
public struct SetHolidays: Act {
    public static let needsFreshCheck = true
    public static let name = "calendar.holidays"
    public static let target: ObjectKind? = nil
    public static let permitted = Settings.keepers
    public static let form = Form(.optional(.text("holidays", max: 20_000)), .text("reason", max: 1_000)) { SetHolidays(holidays: $0 ?? "", reason: $1) }
    let holidays: String, reason: String

    /// Whose public holidays the form proposes beside those that hold; `on=FI` asks for Finland's.
    public struct Proposal: ActSubject, Sendable {
        let country: Country?
        public var bearings: Bearings { Bearings() }
        public var stateName: String? { nil }
    }
    public static func load(_ target: Target, _ scene: Scene) throws -> Proposal {
        if target == .none { return Proposal(country: nil) }
        guard let country = Country(rawValue: target.text) else { throw Refusal.notFound }
        return Proposal(country: country)
    }
    public static func prefill(_ proposal: Proposal, _ scene: Scene) throws -> [String: JSON] {
        var listed = try SettingQueries.holidays(scene)
        let year = scene.today.parts.year
        let proposed = proposal.country.map { country in (year...(year + 2)).flatMap { country.holidays(in: $0) } } ?? []
        // A name that the city gave stays.
        for holiday in proposed where holiday.day >= scene.today && listed[holiday.day, default: ""].isEmpty { listed[holiday.day] = holiday.name }
        return ["holidays": .text(listed.keys.sorted().map { String("\($0) \(listed[$0] ?? "")".trimmed) }.joined(separator: "\n"))]
    }

    public func problems(_ proposal: Proposal, _ scene: Scene) throws -> [Problem] {
        let read = HolidayList(holidays, today: scene.today)
        if !read.problems.isEmpty { return read.problems }
        let calendar = scene.city.calendar
        let changed = CityCalendar(timeZone: calendar.timeZone, holidays: Set(read.names.keys), week: calendar.week)
        return CalendarRules.problem(changed, from: scene.today, field: "holidays").map { [$0] } ?? []
    }
    public func apply(_ proposal: Proposal, _ change: Change) throws -> Outcome {
        let names = HolidayList(holidays, today: change.today).names
        let kept = change.city.calendar.holidays.filter { $0 < change.today }.union(names.keys)
        try change.tx.run("UPDATE city SET holidays = \(kept.sorted().map(\.description).joined(separator: ",")) WHERE id = \(change.city.id)")
        func object(_ names: [Day: String]) -> JSON { .object(Dictionary(uniqueKeysWithValues: names.map { ($0.description, .text($1)) })) }
        return try change.set("calendar.holidays", to: object(names), was: object(try SettingQueries.holidays(change)), because: reason, .calendarChanged)
    }
}

/// The lines of a list of holidays, and what is wrong with them by their number.
struct HolidayList: Sendable {
    private(set) var names: [Day: String] = [:]
    private(set) var problems: [Problem] = []

    init(_ text: String, today: Day) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.allSatisfy(\.isWhitespace) {
            let words = line.trimmed.split(separator: " ", maxSplits: 1)
            func wrong(_ key: String) { problems.append(Problem("holidays", key, ["line": "\(index + 1)", "text": String(line.prefix(40))])) }
            guard let day = words.first.flatMap({ Day($0) }) else { wrong("problem.holidayLine"); continue }
            if day < today { wrong("problem.holidayPast") }
            else if day > today.adding(days: CalendarRules.mostYears * 366) { wrong("problem.holidayFar") }
            else if names[day] != nil { wrong("problem.holidayTwice") }
            else { names[day] = words.count > 1 ? String(words[1].trimmed.prefix(80)) : "" }
        }
        // More sentences than anybody reads at once.
        problems = Array(problems.prefix(10))
    }
}
