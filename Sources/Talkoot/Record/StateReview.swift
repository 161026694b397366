import Storage
import TransparencyLog

/// Compares the state that each object was last recorded in with the one that its room's table holds.
struct StateReview {
    let city: City
    let rooms: Rooms
    let tx: any Transaction

    /// So many entries are read at once.
    private let portion = 5_000

    private struct Known {
        var object: ObjectReference
        var index: Int?
        /// Nil where the facts that tell it were erased.
        var state: String?
    }

    func check() throws -> (objects: Int, waiting: Int) {
        try checkEnd()
        let known = try lastStates()
        for one in known {
            guard let state = one.state else { continue }
            let held = try heldState(of: one.object)
            guard held != state else { continue }
            throw RecordFault(
                index: one.index, object: "\(one.object.kind)/\(one.object.code)",
                held.map { "recorded as “\(state)”, but the table says “\($0)”" } ?? "recorded as “\(state)”, but no table holds it")
        }
        let waiting = try tx.count("SELECT count(*) FROM entry WHERE city = \(city.id) AND position IS NULL")
        return (known.count { $0.state != nil }, waiting)
    }

    /// The sequencer may have gone on meanwhile, but never without a checkpoint.
    private func checkEnd() throws {
        let end = try RecordCheckpoint.newest(city.id, limit: 1, tx).first?.size ?? 0
        let last = try tx.first("SELECT position FROM entry WHERE city = \(city.id) AND position >= \(end) ORDER BY position LIMIT 1") { try $0.int() }
        if let last { throw RecordFault(index: last, "it has a place beyond the last checkpoint") }
        let size = try RecordLog.find(city.id, tx)?.tree.size ?? 0
        if size != end { throw RecordFault(index: min(size, end), "the log is kept as one of \(size) entries, but the last checkpoint covers \(end)") }
    }

    private func heldState(of object: ObjectReference) throws -> String? {
        for room in rooms.all {
            if let state = try room.recordedState(of: object, city.id, tx) { return state }
        }
        return nil
    }

    /// In the order in which they last moved.
    private func lastStates() throws -> [Known] {
        let kinds = Set(rooms.all.flatMap { $0.lifecycles }.map(\.kind))
        var known: [String: Known] = [:]
        func read(_ range: SQLText) throws {
            _ = try tx.rows("""
                SELECT object_kind, object_id, object_code, position, opening.content
                FROM entry JOIN opening ON opening.city = entry.city AND opening.entry = entry.id AND opening.part = 'facts' WHERE entry.city = \(city.id) AND \(range)
                """) { row in
                let object = ObjectReference(try row.value(), id: try row.text(), code: try row.value())
                let (index, content) = (try row.optionalInt(), try row.text())
                guard kinds.contains(object.kind), content.isEmpty || content.contains("\"state\":") else { return }
                let state = content.isEmpty ? nil : try JSON(parsing: content)["state"]?.text
                if state != nil || content.isEmpty { known["\(object.kind)/\(object.id)"] = Known(object: object, index: index, state: state) }
            }
        }
        // A long record is neither sorted nor held as a whole: its places are in order already.
        let end = try RecordLog.find(city.id, tx)?.tree.size ?? 0
        for from in stride(from: 0, to: end, by: portion) { try read("position >= \(from) AND position < \(from + portion) ORDER BY position") }
        try read("position IS NULL ORDER BY ticket, id")
        return known.values.sorted { ($0.index ?? .max, $0.object.id) < ($1.index ?? .max, $1.object.id) }
    }
}
