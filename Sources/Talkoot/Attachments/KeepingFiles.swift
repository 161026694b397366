import Storage

/// How an act takes the files that its input names.
extension Scene {
    /// What is wrong with the files that an act names: not there, another's, named before, or too many for the object.
    func fileProblems(_ ids: [String], _ field: String, for object: ObjectReference? = nil, picturesOnly: Bool = false) throws -> [Problem] {
        if ids.isEmpty { return [] }
        let limit = AttachmentLimits(city).files
        let there = try object.map { try tx.count("SELECT count(*) FROM attachment WHERE city = \(city.id) AND object_kind = \($0.kind) AND object = \($0.id) AND state = 'kept'") } ?? 0
        guard Set(ids).count + there <= limit else { return [Problem(field, "problem.file.tooMany", ["limit": "\(limit)"])] }
        let found = try AttachmentTable.find(ids, self).filter(isOwnAndWaiting)
        if found.count < Set(ids).count { return [Problem(field, "problem.file.gone")] }
        return picturesOnly && found.contains { !$0.type.isPicture } ? [Problem(field, "problem.file.pictures")] : []
    }
    /// Of the files of an object, in hexadecimal digits, for the record.
    func fileHashes(of object: ObjectReference) throws -> [JSON] {
        try tx.rows("SELECT sha256 FROM attachment WHERE city = \(city.id) AND object_kind = \(object.kind) AND object = \(object.id) AND state = 'kept' ORDER BY sha256") { .text(try $0.text()) }
    }
    /// A person's file is that person's alone; a visitor's is known to nobody but whoever was told its id.
    private func isOwnAndWaiting(_ file: Attachment) -> Bool {
        file.state == .waiting && (file.owner == nil || file.owner == standing.person?.id)
    }
}

extension Change {
    /// An object that is gone takes its files along.
    func dropFiles(of object: ObjectReference) throws {
        try tx.run("DELETE FROM attachment WHERE city = \(city.id) AND object_kind = \(object.kind) AND object = \(object.id)")
    }
    /// Erases the files of an object together with its words; that there were some stays.
    func wipeFiles(of object: ObjectReference) throws {
        let own: SQLText = "city = \(city.id) AND object_kind = \(object.kind) AND object = \(object.id) AND state = 'kept'"
        try tx.run("DELETE FROM attachment_print WHERE city = \(city.id) AND attachment IN (SELECT id FROM attachment WHERE \(own))")
        try tx.run("UPDATE attachment SET state = 'removed', removed_at = \(now), reason = '', alternative = '', name = '' WHERE \(own)")
    }
    /// Gives the files to an object. Returns the hashes of their bytes, for the record.
    func keep(_ ids: [String], on object: ObjectReference, alternative: String? = nil) throws -> [JSON] {
        if ids.isEmpty { return [] }
        let kept = try tx.rows("""
            UPDATE attachment SET state = 'kept', object_kind = \(object.kind), object = \(object.id), object_code = \(object.code), alternative = \(alternative ?? ""),
                owner = coalesce(owner, \(standing.person?.id)), kept_at = \(now)
            WHERE city = \(city.id) AND id IN (\(list: ids)) AND state = 'waiting' AND (owner IS NULL OR owner = \(standing.person?.id)) RETURNING sha256
            """) { try $0.text() }
        guard kept.count == Set(ids).count else { throw Refusal.stale }
        return kept.sorted().map(JSON.text)
    }
}
