import Storage

/// How an installation is doing, in numbers that name nobody. Counts stop at ten thousand: more is as bad, and counting on would cost.
public struct Vitals: Sendable {
    public static let most = 10_000
    /// Letters that wait or are under way, how many of them have failed before, and since when the oldest waits.
    public let waitingNotices: Int
    public let troubledNotices: Int
    public let oldestNotice: Instant?
    /// Entries of the record without a place, and since when the oldest waits.
    public let waitingEntries: Int
    public let oldestEntry: Instant?
    /// Moves that the clock should have made and has not, and since when the oldest is due.
    public let dueMoves: Int
    public let oldestMove: Instant?
    public let records: [RecordSize]
    public struct RecordSize: Sendable, Hashable {
        public let slug: String
        public let size: Int
        public let epoch: Int
    }

    static func read(at now: Instant, _ tx: any Transaction) throws -> Vitals {
        let notices = try figures("SELECT at, attempts FROM notice WHERE state IN ('waiting', 'sending') AND at <= \(now) ORDER BY next_at, id LIMIT \(most)", tx)
        let entries = try figures("SELECT at, 0 FROM entry WHERE position IS NULL LIMIT \(most)", tx)
        let moves = try figures("SELECT at, 0 FROM due WHERE done_at IS NULL AND at <= \(now) ORDER BY at LIMIT \(most)", tx)
        let records = try tx.rows("SELECT city.slug, record_log.size, record_log.epoch FROM record_log JOIN city ON city.id = record_log.city ORDER BY city.slug") {
            RecordSize(slug: try $0.text(), size: try $0.int(), epoch: try $0.int())
        }
        return Vitals(
            waitingNotices: notices.count, troubledNotices: notices.troubled, oldestNotice: notices.oldest, waitingEntries: entries.count, oldestEntry: entries.oldest,
            dueMoves: moves.count, oldestMove: moves.oldest, records: records)
    }

    private static func figures(_ rows: SQLText, _ tx: any Transaction) throws -> (count: Int, troubled: Int, oldest: Instant?) {
        let found = try tx.rows(rows) { (at: try $0.instant(), attempts: try $0.int()) }
        return (found.count, found.count { $0.attempts > 1 }, found.map(\.at).min())
    }
}

extension Platform {
    public func vitals() async throws -> Vitals {
        let now = now()
        return try await reading { try Vitals.read(at: now, $0) }
    }
}
