import Storage

extension Tunable: ActSubject {
    public var bearings: Bearings { Bearings() }
    public var stateName: String? { nil }
}

/// Sets a limit or a deadline, now or from a later day on. Clocks that run keep the day they promised; what was published keeps its rules.
public struct SetLimit: Act {
    public static let name = "limit.set"
    public static let target: ObjectKind? = .setting
    public static let permitted = Settings.keepers
    public static let needsFreshCheck = true
    public static let form = Form(.line("value", max: 30), .optional(.day("from")), .text("reason", max: 1_000)) { SetLimit(value: $0, from: $1, reason: $2) }
    let value: String, from: Day?, reason: String

    public static func load(_ target: Target, _ scene: Scene) throws -> Tunable {
        guard let tunable = Tunable.named(target.text) else { throw Refusal.notFound }
        return tunable
    }
    public static func prefill(_ tunable: Tunable, _ scene: Scene) throws -> [String: JSON] { ["value": .text(tunable.written(scene.city.value(of: tunable)))] }

    public func problems(_ tunable: Tunable, _ scene: Scene) throws -> [Problem] {
        var problems: [Problem] = []
        if let from, from <= scene.today { problems.append(Problem("from", "problem.notAhead")) }
        guard let number = tunable.read(value) else { return problems + [Problem("value", tunable.unit == .money ? "problem.money" : "problem.integer")] }
        guard tunable.range.contains(number) else {
            return problems + [Problem("value", "problem.range", ["low": tunable.written(tunable.range.lowerBound), "high": tunable.written(tunable.range.upperBound)])]
        }
        return problems + (try LimitPairs.problem(tunable, number, scene).map { [$0] } ?? [])
    }
    public func apply(_ tunable: Tunable, _ change: Change) throws -> Outcome {
        guard let number = tunable.read(value) else { throw Refusal.invalid([Problem("value", "problem.integer")]) }
        let start = from.map { change.city.calendar.instant(of: LocalTime(day: $0, minuteOfDay: 0)) }
        let previous = try previous(tunable, number, from: start ?? change.now, change)
        let outcome = try change.set(tunable.name, to: .integer(Int64(number)), was: .integer(Int64(previous)), from: start, because: reason, .limitChanged)
        try SettingTable.put(tunable.name, number, from: start ?? change.now, because: reason, change)
        return outcome
    }

    /// What would hold from then on without this change. Where that is the same, it may still call off what was planned for later.
    private func previous(_ tunable: Tunable, _ number: Int, from start: Instant, _ scene: Scene) throws -> Int {
        let planned = try SettingTable.planned(scene).filter { $0.name == tunable.name }
        let before = planned.last { $0.from <= start }?.value ?? scene.city.value(of: tunable)
        return before == number ? planned.first { $0.from > start }?.value ?? before : before
    }
}

/// Limits that must fit each other at every time: what holds now and what is planned.
enum LimitPairs {
    /// The first is never more than the second.
    private static let pairs: [(less: Tunable, more: Tunable, problem: String)] = [
        (.juryMinimumScores, .juryMinimum, "problem.scoresAboveJury"), (.openDays, .decideDays, "problem.decidesBeforeClosing"),
    ]

    static func problem(_ tunable: Tunable, _ value: Int, _ scene: Scene) throws -> Problem? {
        let planned = try SettingTable.planned(scene)
        func values(_ other: Tunable) -> [Int] { [scene.city.value(of: other)] + planned.filter { $0.name == other.name }.map(\.value) }
        for pair in pairs {
            if pair.less == tunable, let bound = values(pair.more).min(), value > bound { return Problem("value", pair.problem, ["bound": "\(bound)"]) }
            if pair.more == tunable, let bound = values(pair.less).max(), value < bound { return Problem("value", pair.problem, ["bound": "\(bound)"]) }
        }
        return nil
    }
}
