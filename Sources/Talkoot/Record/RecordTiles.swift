import Storage
import TransparencyLog

/// The tiles of hashes of one city's log as rows: each holds up to 256 hashes, and narrower tiles are the beginnings of wider ones.
struct RecordTiles {
    let city: ID<City>
    let tx: any Transaction

    /// The content of a tile of that width, or nil where the log does not reach so far.
    func bytes(_ path: TilePath) throws -> [UInt8]? {
        guard case .hashes(let level) = path.content, let hashes = try row(level, path.index) else { return nil }
        let length = path.width * TreeHash.byteCount
        return hashes.count >= length ? Array(hashes.prefix(length)) : nil
    }

    /// The hashes of a tree of that size, computed from the rows as they are needed.
    func reader(size: Int) -> TileReader {
        TileReader(size: size) { path in
            guard let bytes = try bytes(path) else { throw InvalidTile.missing(path) }
            return bytes
        }
    }

    /// Adds hashes behind those of a level, of which there are `count` already.
    func add(_ hashes: [TreeHash], level: Int, after count: Int) throws {
        var rest = hashes[...]
        var place = count / TilePath.fullWidth
        let taken = count % TilePath.fullWidth
        var bytes = taken == 0 ? [] : Array(try row(level, place)?.prefix(taken * TreeHash.byteCount) ?? [])
        var room = TilePath.fullWidth - taken
        while !rest.isEmpty {
            for hash in rest.prefix(room) { hash.append(to: &bytes) }
            try tx.run("""
                INSERT INTO record_tile (city, level, place, hashes) VALUES (\(city), \(level), \(place), \(bytes))
                ON CONFLICT (city, level, place) DO UPDATE SET hashes = excluded.hashes
                """)
            rest = rest.dropFirst(room)
            (place, bytes, room) = (place + 1, [], TilePath.fullWidth)
        }
    }

    private func row(_ level: Int, _ place: Int) throws -> [UInt8]? {
        try tx.first("SELECT hashes FROM record_tile WHERE city = \(city) AND level = \(level) AND place = \(place)") { try $0.bytes() }
    }
}

/// The head of a city's log as it is kept: how far it has come, and the right edge of its tree.
struct RecordLog {
    var epoch: Int
    var verifier: VerifierKey
    var tree: CompactTree

    static func find(_ city: ID<City>, _ tx: any Transaction) throws -> RecordLog? {
        try tx.first("SELECT epoch, verifier, tree FROM record_log WHERE city = \(city)") { row in
            let (epoch, verifier, bytes) = (try row.int(), try VerifierKey(try row.text()), try row.bytes())
            guard let tree = CompactTree(bytes: bytes) else { throw StorageError.column("the tree of a record's log") }
            return RecordLog(epoch: epoch, verifier: verifier, tree: tree)
        }
    }

    func keep(_ city: ID<City>, _ tx: any Transaction) throws {
        try tx.run("""
            INSERT INTO record_log (city, epoch, verifier, size, tree) VALUES (\(city), \(epoch), \(verifier.text), \(tree.size), \(tree.bytes))
            ON CONFLICT (city) DO UPDATE SET epoch = excluded.epoch, verifier = excluded.verifier, size = excluded.size, tree = excluded.tree
            """)
    }
}
