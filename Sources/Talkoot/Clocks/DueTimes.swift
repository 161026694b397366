import Storage

/// Moves that the clock makes: "close the call", "promise broken". A guard never waits for them; it compares the deadline itself with now.
enum DueTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE due (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, at BIGINT NOT NULL, act TEXT NOT NULL, target TEXT NOT NULL,
            attempts BIGINT NOT NULL, done_at BIGINT, trouble TEXT, PRIMARY KEY (city, id))
        """,
        "CREATE INDEX due_waiting ON due (at) WHERE done_at IS NULL",
        "CREATE INDEX due_target ON due (city, target, act)",
    ]
}

extension Change {
    /// Lets the clock perform an act at a time, as the system. An earlier time for the same act and target is replaced.
    public func schedule(_ act: String, on object: ObjectReference, at time: Instant) throws {
        try unschedule(act, on: object)
        let id: ID<DueTime> = newID()
        try tx.run("INSERT INTO due (city, id, at, act, target, attempts) VALUES (\(city.id), \(id), \(time), \(act), \(object.code), \(0))")
    }
    public func unschedule(_ act: String, on object: ObjectReference) throws {
        try tx.run("DELETE FROM due WHERE city = \(city.id) AND target = \(object.code) AND act = \(act) AND done_at IS NULL")
    }
}

enum DueTime {}

/// What is due now, for the clockwork that performs it.
struct DueMove: Sendable {
    let city: ID<City>, id: ID<DueTime>, act: String, target: Target
}

extension Platform {
    /// Performs what is due, oldest first, each in a transaction of its own. Returns how many were performed.
    /// A move that is refused was overtaken by somebody's act and is marked with the refusal; a busy database leaves it for the next round.
    @discardableResult public func performDueMoves(limit: Int = 200) async throws -> Int {
        let now = now()
        let moves = try await database.read { tx in
            try tx.rows("SELECT city, id, act, target FROM due WHERE done_at IS NULL AND at <= \(now) ORDER BY at, id LIMIT \(limit)") {
                DueMove(city: try $0.value(), id: try $0.value(), act: try $0.text(), target: Target(try $0.text()))
            }
        }
        for move in moves { try await perform(move) }
        try await performClockWarnings(limit: limit)
        return moves.count
    }

    private func perform(_ move: DueMove) async throws {
        var trouble: String?
        do { _ = try await perform(move.act, on: move.target, .object([:]), in: move.city, as: .system(because: "clock"), id: ActID(made: "due-" + move.id.rawValue)) }
        catch Refusal.busy { throw Refusal.busy }
        catch let refusal as Refusal { trouble = "\(refusal)" }
        let outcome = trouble
        try await keepHouse { tx, now in
            try tx.run("UPDATE due SET done_at = \(now), trouble = \(outcome) WHERE city = \(move.city) AND id = \(move.id)")
        }
    }
}
