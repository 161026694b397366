import TransparencyLog

/// The check of one log: its signed head, everything that was signed before, every entry and every tile.
struct LogReview {
    let head: Checkpoint
    private let key: VerifierKey
    private var earlier: [Checkpoint] = []
    /// Heads of earlier epochs, smallest first, with whether somebody asked for just this one.
    private var foreign: [(head: Checkpoint, isAsked: Bool)] = []
    private var roots: [Int: TreeHash] = [:]
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
        if old.origin == head.origin { earlier.append(old) } else { foreign.append((old, isAsked)) }
    }

    /// Reads everything. The visitor sees each entry before anybody knows whether it is the signed one.
    mutating func run(reading fetch: (TilePath) async throws -> [UInt8]?) async throws -> RecordReport {
        var verifier: LogVerifier
        do { verifier = try LogVerifier(checkpoint: head, earlier: earlier) } catch { throw RecordFault(error) }
        let wanted = Set(foreign.map(\.head.size))
        var tree = CompactTree()
        var (roots, epochs) = (wanted.contains(0) ? [0: tree.root] : [:], [EpochNote]())
        do {
            try await verifier.verify(visiting: { _, entry in
                if entry.starts(with: Self.beginningOfEpochs) { epochs += [try? JSON(parsing: entry)].compactMap { $0.flatMap(EpochNote.init) } }
                if wanted.isEmpty { return }
                tree.append(.leaf(entry))
                if wanted.contains(tree.size) { roots[tree.size] = tree.root }
            }, fetching: fetch)
        } catch let fault as LogFault { throw RecordFault(fault) }
        (self.roots, self.epochs) = (roots, epochs)
        return try judgeEarlierEpochs()
    }
    /// Canonical JSON begins with the first key.
    private static let beginningOfEpochs = Array(#"{"act":"record.reopen","#.utf8)

    private func judgeEarlierEpochs() throws -> RecordReport {
        var report = RecordReport(head)
        report.checkpoints = Set(earlier + [head]).count
        for (old, isAsked) in foreign.sorted(by: { $0.head.size < $1.head.size }) {
            guard let epoch = Self.epoch(of: old.origin), let kept = epochs.filter({ $0.epoch > epoch }).map(\.kept).min() else {
                throw RecordFault("the checkpoint of \(old.size) entries is of \(old.origin), which this log does not continue")
            }
            if roots[old.size] == old.root, old.size <= kept {
                report.checkpoints += 1
            } else if old.size > kept || epochs.contains(where: { $0.lost == old }), !isAsked {
                report.lostCheckpoints += 1
            } else if old.size > kept {
                throw RecordFault(index: kept, "\(old.origin) had \(old.size) entries; a restore lost those from here on, and another epoch began")
            } else {
                throw RecordFault(LogFault.rewritten(before: old.size))
            }
        }
        return report
    }

    /// Reads a note and checks that the log's key has signed it, under the name of the log or one of its epochs.
    private static func checkpoint(_ note: String, _ key: VerifierKey, _ name: String) throws -> Checkpoint {
        do {
            let note = try SignedNote(note)
            let origin = try Checkpoint(text: note.text).origin
            guard base(of: origin) == base(of: key.name) else { throw InvalidCheckpoint.otherOrigin(expected: key.name, found: origin) }
            return try Checkpoint(verifying: note, by: VerifierKey(name: origin, publicKey: key.publicKey))
        } catch {
            throw RecordFault("\(name) cannot be trusted: \(error)")
        }
    }

    private static func epoch(of origin: String) -> Int? {
        guard let mark = origin.range(of: "/epoch-") else { return 1 }
        return Int(origin[mark.upperBound...])
    }
    private static func base(of origin: String) -> Substring {
        origin.range(of: "/epoch-").map { origin[..<$0.lowerBound] } ?? origin[...]
    }
}

extension String {
    /// The first place where another text stands.
    fileprivate func range(of other: String) -> Range<Index>? { ranges(of: other).first }
}
