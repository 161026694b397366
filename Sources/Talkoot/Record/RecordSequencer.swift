import Storage
import TransparencyLog

extension Platform {
    /// Whether any entry waits for its place. One look into an index of what waits.
    public func recordIsWaiting() async throws -> Bool {
        try await database.read { try RecordTable.firstWaiting(after: "", $0) } != nil
    }

    /// Gives the waiting entries of each city their places, at most `limit` a city, and signs a checkpoint over each log that grew.
    /// Any number of processes may call it at any time. Returns how many entries were placed.
    /// - Throws: ``RecordProblem`` when a log cannot be signed; then all of that city waits, and the others were served.
    @discardableResult public func sequenceRecord(upTo limit: Int = 5_000) async throws -> Int {
        var placed = 0
        var last = ""
        var failure: (any Error)?
        while let city = try await database.read({ [last] in try RecordTable.firstWaiting(after: last, $0) }) {
            do { placed += try await sequencer().place(city, upTo: limit) } catch { failure = failure ?? error }
            last = city.rawValue
        }
        if let failure { throw failure }
        return placed
    }

    /// Compares every log with what was published before, and begins a new epoch where a restored database is behind. For the start of the program.
    public func reopenRecord() async throws {
        for city in try await database.read({ try CityTable.all($0) }) { _ = try await sequencer().place(city.id, upTo: 0) }
    }

    /// Begins a new epoch of every log, since the database is a restored one: others may have seen entries that it never had.
    public func reopenRestoredRecord() async throws {
        for city in try await database.read({ try CityTable.all($0) }) { _ = try await sequencer().place(city.id, upTo: 0, isRestored: true) }
    }

    private func sequencer() throws -> RecordSequencer {
        guard let recordKey else { throw RecordProblem.noKey }
        return RecordSequencer(database: database, key: recordKey, now: now(), random: random)
    }
}

/// Turns entries that were written in any order into one log.
struct RecordSequencer: Sendable {
    let database: any Database
    let key: RecordKey
    let now: Instant
    let random: Randomness

    func place(_ id: ID<City>, upTo limit: Int, isRestored: Bool = false) async throws -> Int {
        guard let city = try await database.read({ try CityTable.find(id, $0) }) else { return 0 }
        // Read before the lock: by then the database knows at least as much, unless it went back.
        let heads = PublishedHeads(beside: key)
        let published = try heads.note(of: city.slug)
        let grown = try await database.write { tx in
            try tx.lock("sequencer")
            // The lock alone keeps sequencers apart, and no act reads what they write.
            try tx.standAside()
            return try grow(city, published: published, upTo: limit, isRestored, tx)
        }
        if let grown { try heads.keep(grown.note, of: city.slug) }
        return grown?.placed ?? 0
    }

    private func grow(_ city: City, published: String?, upTo limit: Int, _ isRestored: Bool, _ tx: any Transaction) throws -> (placed: Int, note: String)? {
        var log = try RecordLog.find(city.id, tx) ?? RecordLog(epoch: 1, verifier: key.signer(origin: key.origin(of: city.slug)).verifier, tree: CompactTree())
        guard log.verifier.publicKey == key.publicKey else { throw RecordProblem.otherKey(city: city.slug) }
        var batch = LogBatch(before: log.tree)
        if let lost = try lostHead(published, city, log, tx) ?? (isRestored ? ownHead(log) : nil) {
            log.epoch = max(log.epoch, lost.epoch) + 1
            log.verifier = try key.signer(origin: key.origin(of: city.slug, epoch: log.epoch, mark: random.bytes(4))).verifier
            try batch.place(beginEpoch(log, after: lost.checkpoint, city, tx), city.id, tx)
        }
        let waiting = try tx.rows("SELECT id, body FROM entry WHERE city = \(city.id) AND position IS NULL ORDER BY ticket, id LIMIT \(limit)") {
            (id: try $0.value(ID<Entry>.self), body: try $0.text())
        }
        for entry in waiting { try batch.place(entry, city.id, tx) }
        guard batch.count > 0 else { return nil }
        try batch.keepTiles(RecordTiles(city: city.id, tx: tx))
        log.tree = batch.tree
        try log.keep(city.id, tx)
        return (batch.count, try sign(log, city, tx))
    }

    private func sign(_ log: RecordLog, _ city: City, _ tx: any Transaction) throws -> String {
        let checkpoint = try Checkpoint(origin: log.verifier.name, size: log.tree.size, root: log.tree.root)
        let note = try checkpoint.signed(with: key.signer(origin: log.verifier.name)).description
        try tx.run("INSERT INTO record_checkpoint (city, epoch, size, at, note) VALUES (\(city.id), \(log.epoch), \(log.tree.size), \(now), \(note))")
        return note
    }
}

/// Entries on their way into the log, with the hashes that they complete.
private struct LogBatch {
    private let before: CompactTree
    private(set) var tree: CompactTree
    private var completed: [[TreeHash]] = []
    var count: Int { tree.size - before.size }

    init(before: CompactTree) {
        self.before = before
        tree = before
    }

    mutating func place(_ entry: (id: ID<Entry>, body: String), _ city: ID<City>, _ tx: any Transaction) throws {
        try tx.run("UPDATE entry SET position = \(tree.size) WHERE city = \(city) AND id = \(entry.id)")
        var fresh: [(level: Int, hash: TreeHash)] = []
        tree.append(TreeHash.leaf(Array(entry.body.utf8))) { subtree, hash in
            if subtree.level.isMultiple(of: TilePath.height) { fresh.append((subtree.level / TilePath.height, hash)) }
        }
        for (level, hash) in fresh {
            if level == completed.count { completed.append([]) }
            completed[level].append(hash)
        }
    }

    func keepTiles(_ tiles: RecordTiles) throws {
        for (level, hashes) in completed.enumerated() {
            try tiles.add(hashes, level: level, after: before.size >> (level * TilePath.height))
        }
    }
}
