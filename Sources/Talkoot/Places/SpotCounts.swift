import Storage

/// How many public signals came from each district and category on each day. Kept with each change of a signal, in its transaction, so that a map of a
/// million signals need not go through them.
///
/// Days are those of universal time, since the calendar of a city may change; what a city's day adds at its ends is counted from the signals themselves.
enum SpotCounts {
    static let day: Int64 = 86_400_000
    /// Without places for values, which an engine would not take for the same in two clauses.
    private static let keys: SQLText = "city, COALESCE(district, ''), category, created_at / 86400000"

    static let migration: [SQLText] = [
        """
        CREATE TABLE signal_spot_count (
            city TEXT NOT NULL REFERENCES city (id), district TEXT NOT NULL, category TEXT NOT NULL, day BIGINT NOT NULL, count BIGINT NOT NULL, PRIMARY KEY (city, district, category, day))
        """,
        "CREATE INDEX signal_spot_counted ON signal_spot_count (city, day, district, category, count)",
        """
        INSERT INTO signal_spot_count (city, district, category, day, count)
        SELECT \(keys), count(*) FROM signal WHERE is_public GROUP BY \(keys)
        """,
        "DROP INDEX signal_spot",
    ]

    /// Counts signals that were just written.
    static func add(_ signals: [ID<Signal>], _ city: ID<City>, _ tx: any Transaction) throws { try count(signals, 1, city, tx) }

    /// Whatever the body does to a signal, it is counted as it is afterwards.
    static func keep(_ signal: ID<Signal>, _ change: Change, while body: () throws -> Void) throws {
        try count([signal], -1, change.city.id, change.tx)
        try body()
        try count([signal], 1, change.city.id, change.tx)
    }

    private static func count(_ signals: [ID<Signal>], _ sign: Int64, _ city: ID<City>, _ tx: any Transaction) throws {
        guard !signals.isEmpty else { return }
        try tx.run("""
            INSERT INTO signal_spot_count (city, district, category, day, count)
            SELECT \(keys), count(*) * \(sign) FROM signal WHERE city = \(city) AND id IN (\(list: signals)) AND is_public GROUP BY \(keys)
            ON CONFLICT (city, district, category, day) DO UPDATE SET count = signal_spot_count.count + excluded.count
            """)
    }

    /// From the signals themselves, a week at a time.
    static let recount = Recount(name: "spots", size: { try $0.count("SELECT count(*) FROM signal WHERE is_public") }, step: step)

    /// Before any day that a calendar of ours knows.
    private static let first: Int64 = -10_000_000

    private static func step(after place: String?, _ tx: any Transaction) throws -> (place: String, rows: Int)? {
        let last = place.map { $0.split(separator: "~").map(String.init) } ?? []
        let (city, from) = last.count == 2 ? (last[0], Int64(last[1]) ?? 0) : ("", first)
        // The next day that has signals or counts, in this city or in the next one.
        let next = try tx.first("""
            SELECT city, day FROM (
                SELECT * FROM (SELECT city, created_at / 86400000 AS day FROM signal WHERE (city = \(city) AND created_at >= \(from * day)) OR city > \(city) ORDER BY city, created_at LIMIT 1) AS signals
                UNION ALL SELECT * FROM (SELECT city, day FROM signal_spot_count WHERE (city = \(city) AND day >= \(from)) OR city > \(city) ORDER BY city, day LIMIT 1) AS counts
            ) AS either ORDER BY city, day LIMIT 1
            """) { (city: try $0.text(), day: try $0.integer()) }
        guard let next else { return nil }
        let end = next.day + 7
        try tx.run("DELETE FROM signal_spot_count WHERE city = \(next.city) AND day >= \(next.day) AND day < \(end)")
        try tx.run("""
            INSERT INTO signal_spot_count (city, district, category, day, count)
            SELECT \(keys), count(*) FROM signal WHERE city = \(next.city) AND created_at >= \(next.day * day) AND created_at < \(end * day) AND is_public GROUP BY \(keys)
            """)
        let rows = try tx.count("SELECT COALESCE(sum(count), 0) FROM signal_spot_count WHERE city = \(next.city) AND day >= \(next.day) AND day < \(end)")
        return ("\(next.city)~\(end)", rows)
    }

    /// A time as whole days of universal time, and what remains of it before and behind them.
    struct Parts: Equatable {
        let days: Range<Int64>
        let rest: [Range<Int64>]

        /// Without an end it has no last day.
        init(from: Instant, until: Instant?) {
            let start = from.milliseconds, first = (start + day - 1) / day
            guard let end = until?.milliseconds else {
                (days, rest) = (first..<Int64.max / day, [start..<first * day])
                return
            }
            let last = end / day
            (days, rest) = last < first ? (first..<first, [start..<max(start, end)]) : (first..<last, [start..<first * day, last * day..<end])
        }
    }
}
