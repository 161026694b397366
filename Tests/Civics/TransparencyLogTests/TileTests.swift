import Testing
import TransparencyLog

@Suite("Tiles and bundles")
struct TileTests {
    @Test("have one address each, which is read back", arguments: [
        "tile/0/000", "tile/0/001", "tile/0/000.p/1", "tile/0/000.p/255", "tile/1/x001/234", "tile/63/999",
        "tile/0/x001/x234/067", "tile/0/x001/x234/067.p/112", "tile/entries/000", "tile/entries/x010/000.p/9",
        "tile/7/x036/x028/x797/x018/x963/966",
    ])
    func addresses(text: String) throws {
        #expect(try #require(TilePath(text)).description == text)
    }

    @Test("are not found under any other spelling", arguments: [
        "", "tile", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "tile/00/000", "tile/64/000", "tile/-1/000",
        "tile/0/0", "tile/0/0000", "tile/0/x000", "tile/0/x000/001", "tile/0/001/002", "tile/0/x001/x002",
        "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p", "tile/0/.p/1",
        "tile/0/000.p/1/2", "tile/Entries/000", "tile/data/000", "tile/0/٠٠٠", "tile/0/0é0", "tile/8/0/000",
        "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/x001/x000/x000/x000/x000/x000/x000/000",
    ])
    func otherSpellings(text: String) {
        #expect(TilePath(text) == nil)
    }

    @Test("survive any text as an address")
    func hostileAddresses() {
        var generator = SeededGenerator(seed: 8)
        let pieces = ["tile", "/", "0", "entries", "x001", "067", ".p", "1", "256", "x", "", "é", "\u{0}", "-", "9999999999999999999999"]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...9, using: &generator)
            let text = (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
            if let path = TilePath(text) { #expect(path.description == text) }
        }
    }

    @Test("that change between two sizes are exactly those whose content differs", arguments: [
        (0, 1), (0, 256), (255, 256), (256, 257), (255, 513), (300, 300), (10, 70_000), (65_535, 65_536), (65_536, 66_000),
    ])
    func changes(old: Int, new: Int) {
        let before = Set(TilePath.tiles(from: 0, to: old) + TilePath.bundles(from: 0, to: old))
        let after = Set(TilePath.tiles(from: 0, to: new) + TilePath.bundles(from: 0, to: new))
        let changed = TilePath.tiles(from: old, to: new) + TilePath.bundles(from: old, to: new)
        #expect(Set(changed) == after.subtracting(before))
        #expect(Set(changed).count == changed.count)
        #expect(!changed.contains { $0.width == 0 })
    }

    @Test("say which entries they cover")
    func covered() throws {
        #expect(try #require(TilePath("tile/0/001.p/44")).entries == 256..<300)
        #expect(try #require(TilePath("tile/1/000.p/3")).entries == 0..<768)
        #expect(try #require(TilePath("tile/entries/002")).entries == 512..<768)
        #expect(try #require(TilePath("tile/63/999")).entries.upperBound == Int.max)
        #expect(TilePath(.entries, index: -1) == nil)
        #expect(TilePath(.entries, index: Int.max) == nil)
        #expect(TilePath(.hashes(level: 64), index: 0) == nil)
        #expect(TilePath(.entries, index: 0, width: 257) == nil)
    }

    @Test("of hashes have 32 bytes for each and no others")
    func tileBytes() throws {
        let log = StoredHashes(SmallLog(size: 300).leaves)
        let path = try #require(TilePath("tile/0/001.p/44"))
        let tile = try Tile(path, reading: log)
        #expect(tile.bytes.count == 44 * 32)
        #expect(try Tile(path, bytes: tile.bytes) == tile)
        #expect(throws: InvalidTile.wrongLength(path, expected: 1408, found: 1407)) {
            try Tile(path, bytes: tile.bytes.dropLast())
        }
        #expect(throws: InvalidTile.self) { try Tile(try #require(TilePath("tile/entries/000")), reading: log) }
    }

    @Test("of entries give back what was put in, with the largest entry and the empty one")
    func bundles() throws {
        let entries: [[UInt8]] = [[], [1, 2, 3], [UInt8](repeating: 7, count: 65_535), Array("päätös".utf8)]
        let bytes = try EntryBundle.encode(entries)
        #expect(Array(bytes.prefix(7)) == [0, 0, 0, 3, 1, 2, 3])
        #expect(try EntryBundle.decode(bytes, width: 4).map { Array($0) } == entries)
        #expect(throws: InvalidBundle.cutOff(index: 4)) { try EntryBundle.decode(bytes, width: 5) }
        #expect(throws: InvalidBundle.cutOff(index: 3)) { try EntryBundle.decode(bytes.dropLast(), width: 4) }
        #expect(throws: InvalidBundle.bytesAfterEnd(11)) { try EntryBundle.decode(bytes, width: 3) }
        #expect(throws: InvalidBundle.entryTooLarge(index: 0, bytes: 65_536)) {
            try EntryBundle.encode([[UInt8](repeating: 0, count: 65_536)])
        }
    }

    @Test("of entries survive any bytes")
    func hostileBundles() throws {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in UInt8.random(in: 0...12, using: &generator) }
            let width = Int.random(in: 1...8, using: &generator)
            guard let entries = try? EntryBundle.decode(bytes, width: width) else { continue }
            #expect(try EntryBundle.encode(entries.map { Array($0) }) == bytes)
        }
    }
}
