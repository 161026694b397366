/// Checks a whole published log against its signed head: every entry against
/// the tile of hashes that holds its hash, every tile against the tiles below
/// it, and the tree over all of it against the root.
///
/// The verifier does no reading itself. It says which files it needs next, one
/// bundle of entries and the tiles that end with it at a time, and takes their
/// content; `verify` does both in a loop. It costs about two hashes an entry and
/// keeps no more than one bundle and one tile of each level.
public struct LogVerifier: Sendable {
    /// The head that the log is checked against.
    public let checkpoint: Checkpoint
    /// Heads seen before, which have to be the beginning of this log.
    private let earlier: [Checkpoint]
    private var computed = CompactTree()
    private var levels: [LevelReview]
    private var rewritten: Checkpoint?

    /// A verifier of the log with this head, already checked for its signature
    /// (`Checkpoint(signed:by:)`). Nothing may have changed before `earlier`.
    ///
    /// Throws `LogFault.shrunk` when an earlier head is larger than this one.
    public init(checkpoint: Checkpoint, earlier: [Checkpoint] = []) throws(LogFault) {
        for old in earlier where old.size > checkpoint.size {
            throw .shrunk(from: old.size, to: checkpoint.size)
        }
        self.checkpoint = checkpoint
        self.earlier = earlier.sorted { $0.size < $1.size }
        levels = LevelReview.all(size: checkpoint.size)
        checkEarlier()
    }

    /// How many entries have been taken so far.
    public var progress: Int { computed.size }

    /// The files whose content `accept` needs next; empty when all are read.
    public var needed: [TilePath] {
        guard progress < checkpoint.size else { return [] }
        let bundle = TilePath.bundle(progress / TilePath.fullWidth, size: checkpoint.size)
        return [bundle] + levels.indices.compactMap { level in
            let first = progress >> (level * TilePath.height)
            let isCompleted = (progress + bundle.width) >> (level * TilePath.height) > first
            guard isCompleted, first.isMultiple(of: TilePath.fullWidth) else { return nil }
            return TilePath.tile(level: level, holding: first, size: checkpoint.size)
        }
    }

    /// Takes the content of the files in `needed`, in that order, and hands each
    /// entry over with its index. Only `finish` says whether the entry was the signed one.
    ///
    /// Throws `LogFault` when a file cannot be what it should be; what only the
    /// whole log can show, `finish` says.
    public mutating func accept(
        _ files: [[UInt8]], visiting visit: (Int, ArraySlice<UInt8>) throws -> Void = { _, _ in }
    ) throws {
        let paths = needed
        precondition(files.count == paths.count, "accept takes the content of every file in needed")
        guard let bundle = paths.first else { return }
        for (path, bytes) in zip(paths, files).dropFirst() { try take(path, bytes) }
        let (entries, rest) = EntryBundle.leading(files[0], atMost: bundle.width)
        try checkShape(of: bundle, entries: entries, rest: rest)
        for (offset, entry) in entries.enumerated() { try visit(bundle.entries.lowerBound + offset, entry) }
        for level in levels.indices { levels[level].before = computed.coarsened(level: level * TilePath.height) }
        for entry in entries { append(TreeHash.leaf(entry)) }
    }

    /// Judges the log when all files have been taken. Throws `LogFault`.
    public func finish() throws(LogFault) {
        guard progress == checkpoint.size else { throw .unfinished(at: progress) }
        let disagreement = levels.indices.first { levels[$0].firstDifference != nil }
        guard computed.root == checkpoint.root else { throw blame() }
        if let level = disagreement, let index = levels[level].firstDifference {
            let path = TilePath.tile(level: level, holding: index, size: checkpoint.size)
            throw .tile(path, reason: "its hash \(index % TilePath.fullWidth) is not the one of what it covers")
        }
        if let old = rewritten { throw .rewritten(before: old.size) }
    }

    /// Reads and checks the whole log with a function that returns the content
    /// of a file, or `nil` when there is none. Throws `LogFault`, or what the functions throw.
    public mutating func verify(
        visiting visit: (Int, ArraySlice<UInt8>) throws -> Void = { _, _ in },
        reading read: (TilePath) throws -> [UInt8]?
    ) throws {
        while progress < checkpoint.size {
            var files: [[UInt8]] = []
            for path in needed {
                guard let bytes = try read(path) else { throw LogFault.missing(path) }
                files.append(bytes)
            }
            try accept(files, visiting: visit)
        }
        try finish()
    }

    /// The same with a function that waits for the content, such as one that
    /// fetches it from a server. The files of a step are fetched one after another.
    public mutating func verify(
        isolation: isolated (any Actor)? = #isolation,
        visiting visit: (Int, ArraySlice<UInt8>) throws -> Void = { _, _ in },
        fetching fetch: (TilePath) async throws -> [UInt8]?
    ) async throws {
        while progress < checkpoint.size {
            var files: [[UInt8]] = []
            for path in needed {
                guard let bytes = try await fetch(path) else { throw LogFault.missing(path) }
                files.append(bytes)
            }
            try accept(files, visiting: visit)
        }
        try finish()
    }
}

extension LogVerifier {
    private mutating func take(_ path: TilePath, _ bytes: [UInt8]) throws(LogFault) {
        guard case .hashes(let level) = path.content else { return }
        do throws(InvalidTile) {
            levels[level].tile = try Tile(path, bytes: bytes).hashes
        } catch {
            throw .tile(path, reason: error.description)
        }
    }

    private mutating func append(_ leaf: TreeHash) {
        var completed: [(subtree: Subtree, hash: TreeHash)] = []
        computed.append(leaf) { subtree, hash in
            if subtree.level.isMultiple(of: TilePath.height) { completed.append((subtree, hash)) }
        }
        for (subtree, hash) in completed {
            levels[subtree.level / TilePath.height].review(hash, at: subtree.index)
        }
        checkEarlier()
    }

    private mutating func checkEarlier() {
        guard rewritten == nil else { return }
        rewritten = earlier.first { $0.size == computed.size && $0.root != computed.root }
    }

    /// Names the first bad entry of a bundle that cannot be taken apart.
    private func checkShape(
        of bundle: TilePath, entries: [ArraySlice<UInt8>], rest: ArraySlice<UInt8>
    ) throws(LogFault) {
        guard entries.count < bundle.width || !rest.isEmpty else { return }
        let differs = zip(entries, levels[0].tile).enumerated().first { TreeHash.leaf($1.0) != $1.1 }
        let offset = differs?.offset ?? min(entries.count, bundle.width - 1)
        throw .entry(bundle.entries.lowerBound + offset, reason: "its bundle \(bundle) is malformed there")
    }

    /// Finds what is wrong when the entries do not lead to the signed root: the
    /// lowest level of tiles that does lead to it tells which entries are bad.
    private func blame() -> LogFault {
        for level in levels.indices where rootOfTiles(from: level) == checkpoint.root {
            let span = 1 << (level * TilePath.height)
            let first = levels[level].firstDifference.map { $0 * span } ?? checkpoint.size / span * span
            let last = min(first + span, checkpoint.size) - 1
            let reason = "the signed tree holds another hash"
            return first == last
                ? .entry(first, reason: reason)
                : .entries(first...last, reason: reason)
        }
        let first = levels.indices.compactMap { level in
            levels[level].firstDifference.map { $0 << (level * TilePath.height) }
        }.min()
        return .otherRoot(firstSuspect: first, signed: checkpoint.root, computed: computed.root)
    }

    /// The root that the tiles of a level lead to, with the lower levels' tiles
    /// for what stands to the right of them.
    private func rootOfTiles(from level: Int) -> TreeHash {
        var peaks: [TreeHash] = []
        for lower in (0...level).reversed() {
            let tree = levels[lower].published ?? computed.coarsened(level: lower * TilePath.height)
            let isTop = lower == level
            peaks += isTop ? tree.peaks[...] : tree.peaks.suffix((tree.size % TilePath.fullWidth).nonzeroBitCount)
        }
        return peaks.joined
    }
}
