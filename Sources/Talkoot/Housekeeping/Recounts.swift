import Storage

/// What the house keeps beside its rooms because to count it at each look would cost too much, and how it is counted anew.
/// Small steps, each one transaction with its place: it can be stopped between any two and goes on from there, while people act.
public struct Recount: Sendable {
    /// Named as on the command line.
    public let name: String
    /// How many rows there are to go through.
    let size: @Sendable (any Transaction) throws -> Int
    /// Before the first step.
    var begin: @Sendable (any Transaction) throws -> Void = { _ in }
    /// Goes on after a place, nil at the beginning. Returns the place it came to and the rows it went through; nil where there was nothing left.
    let step: @Sendable (String?, any Transaction) throws -> (place: String, rows: Int)?

    public static let all: [Recount] = [SearchIndex.recount, SpotCounts.recount]
}

/// How far a recount has come.
public struct RecountProgress: Sendable, Hashable {
    public let name: String
    public let done: Int
    /// As many as there were when it began.
    public let size: Int
    public let isEnded: Bool
}

enum RecountTable {
    static let migration: [SQLText] = [
        "CREATE TABLE recount (name TEXT PRIMARY KEY, place TEXT, done BIGINT NOT NULL, size BIGINT NOT NULL, begun_at BIGINT NOT NULL, ended_at BIGINT)",
    ]
    static func find(_ name: String, _ tx: any Transaction) throws -> (place: String?, progress: RecountProgress)? {
        try tx.first("SELECT place, done, size, ended_at FROM recount WHERE name = \(name)") { row in
            let place = try row.optionalText()
            return (place, RecountProgress(name: name, done: try row.int(), size: try row.int(), isEnded: try row.optionalInstant() != nil))
        }
    }
    static func keep(_ progress: RecountProgress, at place: String?, _ now: Instant, _ tx: any Transaction) throws {
        let ended = progress.isEnded ? now : nil
        try tx.run("""
            INSERT INTO recount (name, place, done, size, begun_at, ended_at) VALUES (\(progress.name), \(place), \(progress.done), \(progress.size), \(now), \(ended))
            ON CONFLICT (name) DO UPDATE SET place = excluded.place, done = excluded.done, size = excluded.size, ended_at = excluded.ended_at,
                begun_at = CASE WHEN excluded.place IS NULL THEN excluded.begun_at ELSE recount.begun_at END
            """)
    }
}

extension Platform {
    /// Whether an earlier recount was stopped before its end.
    public func isRecountUnfinished(_ recount: Recount) async throws -> Bool {
        try await reading { tx in try RecountTable.find(recount.name, tx).map { !$0.progress.isEnded } ?? false }
    }

    /// Counts anew. Goes on where an earlier one was stopped, unless it is told to begin again.
    /// - Parameter goesOn: hears how far it has come after each step; false stops there, and nothing of what was done is lost.
    @discardableResult
    public func recount(_ recount: Recount, fromTheBeginning: Bool = false, goesOn: (RecountProgress) -> Bool = { _ in true }) async throws -> RecountProgress {
        var progress = try await keepHouse { tx, now in
            if !fromTheBeginning, let known = try RecountTable.find(recount.name, tx)?.progress, !known.isEnded { return known }
            try recount.begin(tx)
            let fresh = RecountProgress(name: recount.name, done: 0, size: try recount.size(tx), isEnded: false)
            try RecountTable.keep(fresh, at: nil, now, tx)
            return fresh
        }
        while !progress.isEnded, goesOn(progress) {
            progress = try await keepHouse { tx, now in try Self.step(recount, now, tx) }
        }
        return progress
    }

    /// The place is read in the transaction itself: two that run at once take turns, and none goes over what the other did.
    private static func step(_ recount: Recount, _ now: Instant, _ tx: any Transaction) throws -> RecountProgress {
        guard let (place, known) = try RecountTable.find(recount.name, tx), !known.isEnded else { return RecountProgress(name: recount.name, done: 0, size: 0, isEnded: true) }
        let next = try recount.step(place, tx)
        let progress = RecountProgress(name: known.name, done: known.done + (next?.rows ?? 0), size: known.size, isEnded: next == nil)
        try RecountTable.keep(progress, at: next?.place ?? place, now, tx)
        return progress
    }
}
