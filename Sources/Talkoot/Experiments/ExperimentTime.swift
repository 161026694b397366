import Storage

/// One time that an experiment got more days: from which last day to which, when, and why. Who asked for it is not kept: it may be somebody who hides.
public struct ExperimentExtension: Sendable, Hashable {
    public let from: Day
    public let until: Day
    public let reason: String
    public let on: Day
}

enum ExperimentTimeTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE experiment_extension (
            city TEXT NOT NULL, experiment TEXT NOT NULL, number BIGINT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL, reason TEXT NOT NULL, extended_on TEXT NOT NULL,
            PRIMARY KEY (city, experiment, number), FOREIGN KEY (city, experiment) REFERENCES experiment (city, id))
        """,
    ]
}

extension ExperimentQueries {
    /// How often and why it was given more days, the first time first.
    public static func extensions(of one: MicroExperiment, _ scene: Scene) throws -> [ExperimentExtension] {
        try scene.tx.rows("SELECT from_on, until_on, reason, extended_on FROM experiment_extension WHERE city = \(scene.city.id) AND experiment = \(one.id) ORDER BY number") {
            ExperimentExtension(from: try $0.day(), until: try $0.day(), reason: try $0.text(), on: try $0.day())
        }
    }
}

/// Gives it more days, with the reason, while it runs: within what the city lets a small experiment last, counted from its first day.
public struct ExtendExperiment: ExperimentMove {
    public static let name = "experiment.extend"
    static let event = ExperimentEvent.extended
    public static let form = Form(.day("lastDay"), .text("reason", max: 1_000), .version) { ExtendExperiment(endsOn: $0, reason: $1, version: $2) }
    let endsOn: Day, reason: String, version: Int?

    /// The last day that it can have.
    static func latest(_ one: MicroExperiment, _ scene: Scene) -> Day { one.startsOn.adding(days: ExperimentLimits(scene.city).days - 1) }
    public static func isOpen(_ one: MicroExperiment, _ scene: Scene) -> Bool { one.state == .running && one.endsOn < latest(one, scene) && scene.today <= latest(one, scene) }
    public static func prefill(_ one: MicroExperiment, _ scene: Scene) -> [String: JSON] {
        ["lastDay": .text(min(max(one.endsOn, scene.today).adding(days: 7), latest(one, scene)).description), "version": .integer(Int64(one.version))]
    }
    public func problems(_ one: MicroExperiment, _ scene: Scene) -> [Problem] {
        if endsOn <= one.endsOn { return [Problem("lastDay", "problem.noExtension", ["until": one.endsOn.description])] }
        if endsOn < scene.today { return [Problem("lastDay", "problem.past")] }
        return endsOn > Self.latest(one, scene) ? [Problem("lastDay", "problem.longExperiment", ["days": "\(ExperimentLimits(scene.city).days)"])] : []
    }

    public func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome {
        if let version, version != one.version { throw Refusal.stale }
        let moved = try change.tx.run("""
            UPDATE experiment SET ends_on = \(endsOn), reminders = 0, version = version + 1 WHERE city = \(change.city.id) AND id = \(one.id) AND state = \(one.state) AND version = \(one.version)
            """)
        if moved == 0 { throw Refusal.stale }
        let number = try change.tx.count("SELECT count(*) FROM experiment_extension WHERE city = \(change.city.id) AND experiment = \(one.id)") + 1
        try change.tx.run("""
            INSERT INTO experiment_extension (city, experiment, number, from_on, until_on, reason, extended_on)
            VALUES (\(change.city.id), \(one.id), \(number), \(one.endsOn), \(endsOn), \(reason), \(change.today))
            """)
        change.act(for: one)
        try change.schedule(RemindOfExperiment.name, on: one.reference, at: change.city.calendar.end(of: endsOn))
        return try change.told(try ExperimentQueries.experiment(Target(one.code.rawValue), change), .extended, facts: ["from": .text(one.endsOn.description), "until": .text(endsOn.description), "reason": .text(reason)])
    }
}
