import Testing
import TransparencyLog

@Suite("Checking a whole published log")
struct LogVerifierTests {
    @Test("finds nothing wrong with logs of many sizes, and visits every entry in order", arguments: [0, 1, 2, 255, 256, 257, 511, 512, 700])
    func soundLogs(size: Int) throws {
        let log = SmallLog(size: size)
        let files = try log.files()
        var verifier = try LogVerifier(checkpoint: log.checkpoint())
        var visited: [[UInt8]] = []
        var read: Set<TilePath> = []
        try verifier.verify(visiting: { index, entry in
            #expect(index == visited.count)
            visited.append(Array(entry))
        }, reading: { path in
            read.insert(path)
            return files[path]
        })
        #expect(visited == log.entries)
        #expect(read == Set(files.keys))
    }

    @Test("a log of 70 000 entries, with three levels of tiles, is sound; one changed byte in it is found")
    func threeLevels() throws {
        let log = SmallLog(size: 70_000)
        var files = try log.files()
        let checkpoint = try log.checkpoint()
        #expect(fault(files, checkpoint) == nil)
        let bundle = try #require(TilePath("tile/entries/200"))
        files[bundle]?[2] ^= 1
        #expect(fault(files, checkpoint)?.firstEntry == 51_200)
        files[bundle]?[2] ^= 1
        let upper = try #require(TilePath("tile/1/001.p/17"))
        files[upper]?[40] ^= 1
        guard case .tile(upper, _)? = fault(files, checkpoint) else {
            Issue.record("the changed tile was not named")
            return
        }
    }

    @Test("a log can be fetched with waiting, and a fault in it is found as well")
    func fetched() async throws {
        let log = SmallLog(size: 300)
        let files = try log.files()
        var verifier = try LogVerifier(checkpoint: log.checkpoint())
        try await verifier.verify(fetching: { path in
            await Task.yield()
            return files[path]
        })
        #expect(verifier.progress == 300)
        var incomplete = try LogVerifier(checkpoint: log.checkpoint())
        let absent = try #require(TilePath("tile/entries/001.p/44"))
        await #expect(throws: LogFault.missing(absent)) {
            try await incomplete.verify(fetching: { $0 == absent ? nil : files[$0] })
        }
    }

    @Test("any changed byte of an entry names that entry")
    func changedEntry() throws {
        let log = SmallLog(size: 300)
        let files = try log.files()
        let checkpoint = try log.checkpoint()
        for index in [0, 1, 9, 10, 100, 254, 255, 256, 257, 298, 299] {
            let path = try #require(TilePath(.entries, index: index / 256, width: index < 256 ? 256 : 44))
            let start = log.entries[path.entries.lowerBound..<index].reduce(0) { $0 + 2 + $1.count }
            for offset in 0..<2 + log.entries[index].count {
                var changed = files
                changed[path]?[start + offset] ^= 1
                #expect(fault(changed, checkpoint)?.firstEntry == index, "entry \(index), byte \(offset)")
            }
        }
    }

    @Test("any changed byte of a tile names that tile when the entries are sound")
    func changedTile() throws {
        let log = SmallLog(size: 300)
        let files = try log.files()
        let checkpoint = try log.checkpoint()
        for (path, bytes) in files where path.content != .entries {
            for place in stride(from: 0, to: bytes.count, by: 61) {
                var changed = files
                changed[path]?[place] ^= 0x80
                guard case .tile(path, _)? = fault(changed, checkpoint) else {
                    Issue.record("byte \(place) of \(path) was not noticed")
                    return
                }
            }
        }
    }

    @Test("an entry forged together with its tile is confined to the 256 entries below the next level")
    func forgedLeaf() throws {
        let log = SmallLog(size: 700)
        var files = try log.files()
        var entries = log.entries
        entries[300] = Array("forged".utf8)
        let forged = try SmallLog(entries: entries).files()
        for name in ["tile/entries/001", "tile/0/001"] {
            let path = try #require(TilePath(name))
            files[path] = forged[path]
        }
        #expect(fault(files, try log.checkpoint()) == .entries(256...511, reason: "the signed tree holds another hash"))
    }

    @Test("a history forged as a whole does not lead to the signed root")
    func forgedHistory() throws {
        let log = SmallLog(size: 700)
        var entries = log.entries
        entries[3] = Array("forged".utf8)
        let files = try SmallLog(entries: entries).files()
        guard case .otherRoot(nil, _, _)? = fault(files, try log.checkpoint()) else {
            Issue.record("the forged history was accepted")
            return
        }
    }

    @Test("nothing before an earlier checkpoint may have changed")
    func earlierCheckpoints() throws {
        let log = SmallLog(size: 700)
        let files = try log.files()
        let checkpoint = try log.checkpoint()
        let sizes = [0, 1, 255, 256, 300, 700]
        let seen = try sizes.map { try SmallLog(size: $0).checkpoint() }
        var verifier = try LogVerifier(checkpoint: checkpoint, earlier: seen)
        try verifier.verify { files[$0] }
        var entries = log.entries
        entries[260] = Array("other".utf8)
        let other = try SmallLog(entries: Array(entries.prefix(300))).checkpoint()
        var suspicious = try LogVerifier(checkpoint: checkpoint, earlier: [other])
        #expect(throws: LogFault.rewritten(before: 300)) { try suspicious.verify { files[$0] } }
        #expect(throws: LogFault.shrunk(from: 700, to: 300)) {
            try LogVerifier(checkpoint: SmallLog(size: 300).checkpoint(), earlier: [checkpoint])
        }
    }

    @Test("missing, cut and lengthened files and hostile sizes are refused, each with its place")
    func brokenFiles() throws {
        let log = SmallLog(size: 300)
        let files = try log.files()
        let checkpoint = try log.checkpoint()
        for path in files.keys {
            var broken = files
            broken[path] = nil
            #expect(fault(broken, checkpoint) == .missing(path))
            broken[path] = files[path]?.dropLast()
            #expect(fault(broken, checkpoint)?.firstEntry != nil)
            broken[path] = (files[path] ?? []) + [0]
            #expect(fault(broken, checkpoint)?.firstEntry != nil)
        }
        let boundless = try Checkpoint(origin: "log.example/record", size: Int.max, root: checkpoint.root)
        #expect(fault(files, boundless) == TilePath("tile/1/000").map(LogFault.missing))
        var early = try LogVerifier(checkpoint: checkpoint)
        #expect(throws: LogFault.unfinished(at: 0)) { try early.finish() }
        try early.accept(early.needed.compactMap { files[$0] })
        #expect(early.progress == 256)
    }

    @Test("no scattering of changed bytes over the files goes unnoticed")
    func scattered() throws {
        var generator = SeededGenerator(seed: 11)
        let log = SmallLog(size: 520)
        let files = try log.files()
        let checkpoint = try log.checkpoint()
        let paths = files.keys.sorted { $0.description < $1.description }
        for _ in 0..<60 {
            var changed = files
            for _ in 0..<Int.random(in: 1...5, using: &generator) {
                let path = paths[Int.random(in: 0..<paths.count, using: &generator)]
                let place = Int.random(in: 0..<(files[path]?.count ?? 1), using: &generator)
                changed[path]?[place] = UInt8.random(in: 0...255, using: &generator)
            }
            #expect((fault(changed, checkpoint) == nil) == (changed == files))
        }
    }

    private func fault(_ files: [TilePath: [UInt8]], _ checkpoint: Checkpoint) -> LogFault? {
        do {
            var verifier = try LogVerifier(checkpoint: checkpoint)
            try verifier.verify { files[$0] }
            return nil
        } catch {
            return error as? LogFault
        }
    }
}
