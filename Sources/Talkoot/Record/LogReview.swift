import TransparencyLog

/// The check of one log: its signed head, everything that was signed before, every entry and every tile.
struct LogReview {
    let head: Checkpoint
    private let key: VerifierKey
    /// Heads signed before, with whether somebody asked for just this one.
    private var earlier: [(head: Checkpoint, isAsked: Bool)] = []
    private var epochs: [EpochNote] = []

    /// - Throws: ``RecordFault`` for a note that the key has not signed.
    init(note: String, key: VerifierKey) throws {
        self.key = key
        head = try Self.checkpoint(note, key, "the checkpoint")
    }

    /// Adds a checkpoint that has to be a beginning of this log.
    /// - Parameter isAsked: whether it has to be so even where a restore is said to have lost its entries.
    mutating func expect(_ note: String, _ name: String, isAsked: Bool = false) throws {
        let old = try Self.checkpoint(note, key, name)
        if old.origin == head.origin, old.size > head.size { throw RecordFault(LogFault.shrunk(from: old.size, to: head.size)) }
        earlier.append((old, isAsked))
    }

    /// Reads everything once. The roots at the sizes of earlier heads are computed on the way: the library's verifier compares them too,
    /// but looks through all of them at every entry, and a log has many.
    mutating func run(reading fetch: (TilePath) async throws -> [UInt8]?) async throws -> RecordReport {
        let wanted = Set(earlier.map(\.head.size))
        var tree = CompactTree()
        var (roots, epochs) = ([0: tree.root], [EpochNote]())
        do {
            var verifier = try LogVerifier(checkpoint: head)
            try await verifier.verify(visiting: { _, entry in
                if entry.starts(with: Self.beginningOfEpochs), let body = try? JSON(parsing: entry), let note = EpochNote(body) { epochs.append(note) }
                if wanted.isEmpty { return }
                tree.append(.leaf(entry))
                if wanted.contains(tree.size) { roots[tree.size] = tree.root }
            }, fetching: fetch)
        } catch let fault as LogFault { throw RecordFault(fault) }
        self.epochs = epochs
        var report = RecordReport(head)
        var (beginnings, lost) = (Set([head]), Set<Checkpoint>())
        for (old, isAsked) in earlier.sorted(by: { $0.head.size < $1.head.size }) {
            if try judge(old, roots[old.size], isAsked) { lost.insert(old) } else { beginnings.insert(old) }
        }
        (report.checkpoints, report.lostCheckpoints) = (beginnings.count, lost.count)
        return report
    }
    /// Canonical JSON begins with the first key.
    private static let beginningOfEpochs = Array(#"{"act":"record.reopen","#.utf8)

    /// Whether the head's entries were lost in a restore, as the log itself says.
    /// - Throws: ``RecordFault`` where the log is not one that has grown out of it.
    private func judge(_ old: Checkpoint, _ root: TreeHash?, _ isAsked: Bool) throws -> Bool {
        let isBeginning = root == old.root
        if old.origin == head.origin {
            if isBeginning { return false }
            throw RecordFault(LogFault.rewritten(before: old.size))
        }
        guard let epoch = LogName.epoch(of: old.origin), let kept = epochs.filter({ $0.epoch > epoch }).map(\.kept).min() else {
            throw RecordFault("the checkpoint of \(old.size) entries is of \(old.origin), which this log does not continue")
        }
        if isBeginning, old.size <= kept { return false }
        if !isAsked, old.size > kept || epochs.contains(where: { $0.lost == old }) { return true }
        if old.size <= kept { throw RecordFault(LogFault.rewritten(before: old.size)) }
        throw RecordFault(index: kept, "\(old.origin) had \(old.size) entries; a restore lost those from here on, and another epoch began")
    }

    /// Reads a note and checks that the log's key has signed it, under the name of the log or one of its epochs.
    private static func checkpoint(_ note: String, _ key: VerifierKey, _ name: String) throws -> Checkpoint {
        do {
            let note = try SignedNote(note)
            let origin = try Checkpoint(text: note.text).origin
            guard LogName.base(of: origin) == LogName.base(of: key.name) else { throw InvalidCheckpoint.otherOrigin(expected: key.name, found: origin) }
            return try Checkpoint(verifying: note, by: VerifierKey(name: origin, publicKey: key.publicKey))
        } catch {
            throw RecordFault("\(name) cannot be trusted: \(error)")
        }
    }
}
