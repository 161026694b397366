import Storage

/// How the register is kept: what is due, what was done, and when.
public struct RetentionState: Sendable {
    public let rule: RetentionRule
    /// Rows whose time is over now. Only where it was counted.
    public let due: Int?
    /// The last time that it was looked through; nil where it never was, or where nothing ends by time.
    public let lastRun: Instant?
    /// Rows that were taken away in all.
    public let removed: Int
}

enum RetentionTable {
    static let migration: [SQLText] = [
        "CREATE TABLE retention_run (rule TEXT PRIMARY KEY, at BIGINT NOT NULL, removed BIGINT NOT NULL)",
        "CREATE INDEX signal_contact_email ON signal_contact (city, signal) WHERE email IS NOT NULL",
    ]
    static func runs(_ tx: any Transaction) throws -> [String: (at: Instant, removed: Int)] {
        Dictionary(uniqueKeysWithValues: try tx.rows("SELECT rule, at, removed FROM retention_run ORDER BY rule") { (try $0.text(), (try $0.instant(), try $0.int())) })
    }
    static func note(_ rule: RetentionRule, _ removed: Int, _ now: Instant, _ tx: any Transaction) throws {
        try tx.run("""
            INSERT INTO retention_run (rule, at, removed) VALUES (\(rule.name), \(now), \(removed))
            ON CONFLICT (rule) DO UPDATE SET at = excluded.at, removed = retention_run.removed + excluded.removed
            """)
    }
}

public enum RetentionQueries {
    /// The register of the installation with the last runs; it holds for all of its cities.
    public static func register(_ scene: Scene) throws -> [RetentionState] { try register(scene.tx) }

    static func register(_ tx: any Transaction) throws -> [RetentionState] {
        let runs = try RetentionTable.runs(tx)
        return RetentionRule.all.map { RetentionState(rule: $0, due: nil, lastRun: runs[$0.name]?.at, removed: runs[$0.name]?.removed ?? 0) }
    }
}

extension Platform {
    /// What a run would take away now, without taking it.
    public func retentionDue() async throws -> [RetentionState] {
        let now = now()
        return try await reading { tx in
            try RetentionQueries.register(tx).map { state in
                let due = try state.rule.removal.map { try tx.count("SELECT count(*) FROM \($0.rows(now))") }
                return RetentionState(rule: state.rule, due: due, lastRun: state.lastRun, removed: state.removed)
            }
        }
    }

    /// Takes away whatever is over, each kind in a transaction of its own. Returns the rows of each.
    @discardableResult public func keepRetention() async throws -> [String: Int] {
        try await keepRetention(RetentionRule.all)
    }

    /// Throws away what no longer counts: the quick kinds each time, the others once a day. And sets right what a clock left behind that ran ahead.
    public func sweep() async throws {
        try await keepHouse { tx, now in try Outbox.bringForward(now, tx) }
        let runs = try await reading { try RetentionTable.runs($0) }
        let yesterday = now().adding(days: -1)
        try await keepRetention(RetentionRule.all.filter { $0.removal?.isQuick == true || runs[$0.name].map { $0.at <= yesterday } ?? true })
    }

    @discardableResult private func keepRetention(_ rules: [RetentionRule]) async throws -> [String: Int] {
        var removed: [String: Int] = [:]
        for rule in rules {
            guard let removal = rule.removal else { continue }
            var byActs = 0
            if let act = removal.act { byActs = try await perform(act, onAllOf: removal) }
            let carriedOut = byActs
            removed[rule.name] = try await keepHouse { tx, now in
                let rows = try removal.statement.map { try tx.run($0(now)) } ?? carriedOut
                try RetentionTable.note(rule, rows, now, tx)
                return rows
            }
        }
        return removed
    }

    /// In portions, each in a transaction of its own. Returns how many there were.
    private func perform(_ act: String, onAllOf removal: RetentionRule.Removal) async throws -> Int {
        let portion = 200, now = now()
        var done = 0
        while true {
            let due = try await reading { tx in
                try tx.rows("SELECT city, code FROM \(removal.rows(now)) ORDER BY city, code LIMIT \(portion)") { (city: try $0.value(ID<City>.self), target: Target(try $0.text())) }
            }
            for one in due { _ = try await perform(act, on: one.target, .object([:]), in: one.city, as: .system(because: "retention"), id: newActID()) }
            done += due.count
            if due.count < portion { return done }
        }
    }
}
