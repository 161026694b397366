public import Storage
public import TransparencyLog

/// Checks a record in its database: all that ``RecordVerifier`` checks, and that the rows beside the log say what the log says:
/// every commitment that still has its opening, and the state of every object.
public struct RecordReview: Sendable {
    private let database: any Database
    private let rooms: Rooms
    /// The log's public key as it was learnt elsewhere; without it that of the data directory's key file, or else the database's own.
    public var key: VerifierKey?
    /// Checkpoints kept from before, as signed notes.
    public var since: [String] = []
    /// The directory with the key and with what was published last (`record.head`), where the database is reviewed beside it.
    public var dataDirectory: String?

    public init(_ database: any Database, rooms: Rooms = .house) {
        self.database = database
        self.rooms = rooms
    }
    public init(_ platform: Platform) { self.init(platform.database, rooms: platform.rooms) }

    /// Reads and checks everything about one city, by its slug.
    /// - Throws: ``RecordFault`` for the first bad entry; ``RecordProblem`` where there is nothing to check.
    public func verify(_ slug: String) async throws -> RecordReport {
        // Before the database, which may go on meanwhile.
        let published = try dataDirectory.flatMap { try PublishedHeads(in: $0).note(of: slug) }
        let (city, log, history) = try await database.read { tx in
            guard let city = try CityTable.find(slug: slug, tx) else { throw RecordProblem.noSuchCity(slug) }
            return (city, try RecordLog.find(city.id, tx), try RecordCheckpoint.all(city.id, tx))
        }
        guard let newest = history.last, let log else { throw RecordProblem.noCheckpoint(slug) }
        do {
            var review = try LogReview(note: newest.note, key: keyToUse(log))
            if let published, !published.isEmpty { try review.expect(published, "the last published checkpoint") }
            for old in since { try review.expect(old, "the earlier checkpoint", isAsked: true) }
            for old in history.dropLast() { try review.expect(old.note, "the checkpoint of \(old.size) entries") }
            return try await check(city, &review)
        } catch var fault as RecordFault {
            if fault.object == nil { fault.object = try await object(of: fault.index, city.id) }
            throw fault
        }
    }

    private func keyToUse(_ log: RecordLog) throws -> VerifierKey {
        if let key { return key }
        guard let dataDirectory, let file = try RecordKey.find(in: dataDirectory) else { return log.verifier }
        return try VerifierKey(name: log.verifier.name, publicKey: file.publicKey)
    }

    private func check(_ city: City, _ review: inout LogReview) async throws -> RecordReport {
        let (database, rooms) = (database, rooms)
        var openings = OpeningReview(city: city)
        let log: Result<RecordReport, RecordFault>
        do {
            log = .success(try await review.run { path in
                guard case .entries = path.content else { return try await database.read { try RecordTiles(city: city.id, tx: $0).bytes(path) } }
                let rows = try await database.read { try EntryRow.within(path.entries, city.id, $0) }
                openings.check(rows)
                return try EntryBundle.encode(rows.map { Array($0.body.utf8) })
            })
        } catch let fault as RecordFault { log = .failure(fault) }
        var report = try Self.first(log, openings.fault)
        let states = try await database.read { try StateReview(city: city, rooms: rooms, tx: $0).check() }
        report.contents = .init(opened: openings.opened, erased: openings.erased, sealed: openings.sealed, objects: states.objects, waiting: states.waiting)
        return report
    }

    /// The report, or of two faults the one that comes first in the log.
    private static func first(_ log: Result<RecordReport, RecordFault>, _ opening: RecordFault?) throws -> RecordReport {
        guard let opening else { return try log.get() }
        guard case .failure(let fault) = log, let index = fault.index, index <= (opening.index ?? 0) else { throw opening }
        throw fault
    }

    private func object(of index: Int?, _ city: ID<City>) async throws -> String? {
        guard let index else { return nil }
        return try await database.read { tx in
            try tx.first("SELECT object_kind, object_code FROM entry WHERE city = \(city) AND position = \(index)") { "\(try $0.text())/\(try $0.text())" }
        }
    }
}
