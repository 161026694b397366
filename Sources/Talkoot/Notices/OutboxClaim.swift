import Storage

/// Notices that one courier has taken to send, for a while: until then no other touches them, and after it anybody may take them again.
struct OutboxClaim: Sendable {
    struct Line: Sendable, Hashable {
        let id: ID<Notice>
        let at: Instant
        let event: String
        let object: ObjectReference
        let initiative: ID<Initiative>?
        /// How often it was taken, with this time.
        let attempts: Int
    }
    let city: ID<City>
    /// Who gets it; nil for somebody without an account.
    let person: ID<Person>?
    let lines: [Line]
    let until: Instant
    /// Collected, as the person wished.
    let isCollected: Bool

    /// More waiting notices than this to one person go into one mail.
    static let digestFrom = 4
    static let most = 50
}

extension Outbox {
    private static let open: SQLText = "state IN ('waiting', 'sending')"

    static func isAnythingDue(_ now: Instant, _ tx: any Transaction) throws -> Bool {
        try tx.exists("SELECT 1 FROM notice WHERE \(open) AND next_at <= \(now) LIMIT 1")
    }

    /// Takes what is due longest, codes for signing in before all else, together with what else waits for the same person when that is much.
    /// What an earlier courier had taken and never finished is taken again exactly as it was, so that it becomes the same letter.
    static func claim(until: Instant, _ now: Instant, _ tx: any Transaction) throws -> OutboxClaim? {
        guard let first = try oldest("AND object_kind = 'signInRequest'", now, tx) ?? oldest("", now, tx) else { return nil }
        var lines = try linesDue(with: first, now, tx)
        if !first.isRetaken, first.rhythm == nil, lines.count < OutboxClaim.digestFrom || first.person == nil { lines = lines.filter { $0.id == first.id } }
        let changed = try tx.run("""
            UPDATE notice SET state = 'sending', attempts = attempts + 1, next_at = \(until)
            WHERE city = \(first.city) AND id IN (\(list: lines.map(\.id))) AND state = \(first.isRetaken ? "sending" : "waiting")
            """)
        guard changed == lines.count, changed > 0 else { return nil }
        return OutboxClaim(city: first.city, person: first.person, lines: lines, until: until, isCollected: first.rhythm != nil)
    }

    private struct First {
        let city: ID<City>, id: ID<Notice>, recipient: String, person: ID<Person>?, isRetaken: Bool, nextAt: Instant, rhythm: String?
    }

    private static func oldest(_ condition: SQLText, _ now: Instant, _ tx: any Transaction) throws -> First? {
        try tx.first("""
            SELECT city, id, recipient, person, state = 'sending', next_at, rhythm FROM notice WHERE \(open) \(condition) AND next_at <= \(now)
            ORDER BY next_at, id LIMIT 1 \(locking(tx))
            """) { row in
            First(city: try row.value(), id: try row.value(), recipient: try row.text(), person: try row.optionalValue(), isRetaken: try row.bool(), nextAt: try row.instant(), rhythm: try row.optionalText())
        }
    }

    private static func linesDue(with first: First, _ now: Instant, _ tx: any Transaction) throws -> [OutboxClaim.Line] {
        let together: SQLText = first.isRetaken ? "state = 'sending' AND next_at = \(first.nextAt)" : "state = 'waiting' AND next_at <= \(now)"
        return try tx.rows("""
            SELECT id, at, event, object_kind, object_id, object_code, initiative, attempts FROM notice
            WHERE city = \(first.city) AND recipient = \(first.recipient) AND \(open) AND \(together) AND \(first.rhythm == nil ? "rhythm IS NULL" : "rhythm IS NOT NULL" as SQLText)
            ORDER BY next_at, id LIMIT \(OutboxClaim.most) \(locking(tx))
            """) { row in
            OutboxClaim.Line(
                id: try row.value(), at: try row.instant(), event: try row.text(), object: ObjectReference(try row.value(), id: try row.text(), code: try row.value()),
                initiative: try row.optionalValue(), attempts: try row.int() + 1)
        }
    }

    /// One of the named places where the engines differ: on PostgreSQL two couriers pass each other by instead of waiting.
    private static func locking(_ tx: any Transaction) -> SQLText {
        tx.dialect == .postgresql ? "FOR UPDATE SKIP LOCKED" : ""
    }

    /// Notes how it ended. Does nothing where the claim has run out and somebody else holds it.
    static func finish(_ lines: [OutboxClaim.Line], of claim: OutboxClaim, _ end: NoticeEnd, _ now: Instant, _ tx: any Transaction) throws {
        let change: SQLText = switch end {
        case .sent: "state = 'sent', sent_at = \(now), trouble = NULL"
        case .dropped(let why): "state = 'dropped', trouble = \(why)"
        case .again(let at, let why): "state = 'waiting', next_at = \(at), trouble = \(why)"
        }
        try tx.run("""
            UPDATE notice SET \(change) WHERE city = \(claim.city) AND id IN (\(list: lines.map(\.id))) AND state = 'sending' AND next_at = \(claim.until)
            """)
    }
}

enum NoticeEnd: Sendable, Equatable {
    case sent
    case dropped(String)
    case again(at: Instant, String)

    /// Why a notice was not sent though nothing failed. Kept in `notice.trouble`.
    static let unreadable = NoticeEnd.dropped("may no longer be read")
    static let noAddress = NoticeEnd.dropped("no address")
    static let unwanted = NoticeEnd.dropped("no mail wanted")
    static let nobody = NoticeEnd.dropped("no active account")
    static let paused = NoticeEnd.dropped("the address refuses letters")
    static let expired = NoticeEnd.dropped("expired")
    static let wordless = NoticeEnd.dropped("no words")

    /// After a failure: 1, 5, 30 minutes, then every two hours; given up three days after it happened.
    static func after(_ failure: MailFailure, _ line: OutboxClaim.Line, _ now: Instant) -> NoticeEnd {
        switch failure {
        case .never(let why): return .dropped(why)
        case .later(let why):
            if now >= line.at.adding(days: 3) { return .dropped(why) }
            let minutes: [Int64] = [1, 5, 30, 120]
            return .again(at: now.adding(seconds: 60 * minutes[min(line.attempts, minutes.count) - 1]), why)
        }
    }
}
