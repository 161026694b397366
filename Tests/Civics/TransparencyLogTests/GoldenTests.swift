import Crypto
import Foundation
import Testing
import TransparencyLog

@Suite("Against values from elsewhere", .enabled(if: Golden.isThere, "the reference data is not on this machine (TALKOOT_DATA)"))
struct GoldenTests {
    private let golden: Golden

    init() throws { golden = try Golden.read() }

    @Test("inclusion proofs are made and accepted exactly as the vectors have them")
    func inclusion() throws {
        let log = StoredHashes((0..<70).map { TreeHash.leaf(Array("decision-\($0)".utf8)) })
        #expect(golden.inclusion.count == 77)
        for vector in golden.inclusion {
            let path = try vector.proof.map { try #require(TreeHash(hex: $0)) }
            let proof = InclusionProof(index: vector.index, size: vector.size, path: path)
            let leaf = try #require(TreeHash(hex: vector.leaf_hash))
            try proof.verify(leaf: leaf, root: try #require(TreeHash(hex: vector.root)))
            #expect(try InclusionProof(index: vector.index, size: vector.size, reading: log) == proof)
        }
    }

    @Test("consistency proofs are made and accepted exactly as the vectors have them")
    func consistency() throws {
        let log = StoredHashes((0..<70).map { TreeHash.leaf(Array("decision-\($0)".utf8)) })
        #expect(golden.consistency.count == 65)
        for vector in golden.consistency {
            let path = try vector.proof.map { try #require(TreeHash(hex: $0)) }
            let proof = ConsistencyProof(oldSize: vector.size1, newSize: vector.size2, path: path)
            let oldRoot = try #require(TreeHash(hex: vector.root1))
            try proof.verify(oldRoot: oldRoot, newRoot: try #require(TreeHash(hex: vector.root2)))
            #expect(try ConsistencyProof(oldSize: vector.size1, newSize: vector.size2, reading: log) == proof)
        }
    }

    @Test("tiles have the addresses and widths of the vectors")
    func tiles() throws {
        for vector in golden.tile_paths {
            let path = try #require(TilePath(vector.level.content, index: vector.index, width: vector.width))
            #expect(path.description == vector.path)
            #expect(TilePath(vector.path) == path)
        }
        for (size, levels) in golden.tiles_for_size {
            let paths = TilePath.tiles(from: 0, to: try #require(Int(size)))
            for level in levels {
                let ofLevel = paths.filter { $0.content == .hashes(level: level.level) }
                #expect(ofLevel.count { !$0.isPartial } == level.full)
                #expect((ofLevel.last { $0.isPartial }?.width ?? 0) == level.partial_width)
            }
            #expect(Set(paths.map(\.content)).count == levels.count)
        }
    }

    @Test("70 000 entries lead to the root and the level-1 tile of the vectors")
    func large() throws {
        let stored = StoredHashes((0..<golden.big.size).map { TreeHash.leaf(Array("leaf-\($0)".utf8)) })
        #expect(try stored.root(size: golden.big.size).hex == golden.big.root)
        let path = try #require(TilePath("tile/1/000"))
        let content = try Tile(path, reading: stored).bytes
        #expect(sha256(content) == golden.big.level1_tile0_sha256)
    }

    @Test("a checkpoint is signed and cosigned byte for byte as the vectors have it")
    func signing() throws {
        let vector = golden.checkpoint_vector
        let key = try SignerKey("PRIVATE+KEY+\(vector.name)+\(vector.key_id)+" + base64(1, hex: vector.seed_hex))
        #expect(key.verifier.text == vector.vkey)
        #expect(try SignerKey(key.text).verifier == key.verifier)
        let root = try #require(TreeHash(hex: golden.big.root))
        let note = try Checkpoint(origin: vector.name, size: golden.big.size, root: root).signed(with: key)
        #expect(note.description == vector.note)
        #expect(try Checkpoint(signed: vector.note_with_cosignature, by: key.verifier).root == root)
        let cosigned = try SignedNote(vector.note_with_cosignature)
        let witness = try #require(cosigned.signatures.first { $0.name == vector.witness_name })
        #expect(witness.cosignedAt == UInt64(vector.timestamp))
        #expect(cosigned.description == vector.note_with_cosignature)
        let seed = bytes(hex: vector.seed_hex)
        let witnessKey = try SignerKey(
            name: vector.witness_name, privateKey: .init(rawRepresentation: seed), algorithm: .cosignatureV1)
        #expect(try cosigned.verified(by: [witnessKey.verifier]) == [witness])
        var again = note
        try again.cosign(with: witnessKey, at: UInt64(vector.timestamp))
        #expect(again == cosigned)
    }

    @Test("Go's published note is accepted, and refused with any byte changed")
    func goNote() throws {
        let vector = golden.go_note_example
        let key = try VerifierKey(vector.vkey)
        #expect(key.text == vector.vkey)
        let text = vector.text.hasSuffix("\n") ? vector.text : vector.text + "\n"
        let note = text + "\n— PeterNeumann \(vector.signature_base64)\n"
        #expect(try SignedNote(note).verified(by: [key]).count == 1)
        for place in note.utf8.indices {
            var changed = Array(note.utf8)
            changed[note.utf8.distance(from: note.utf8.startIndex, to: place)] ^= 1
            guard let altered = String(validating: changed, as: UTF8.self) else { continue }
            #expect(throws: (any Error).self) { try SignedNote(altered).verified(by: [key]) }
        }
    }

    @Test("a log written by Tessera verifies at each of its sixteen checkpoints, and our files equal its own")
    func tessera() throws {
        let folder = Golden.folder.appending(path: "tlog/tessera_testdata/log")
        let key = try VerifierKey(golden.tessera.vkey)
        let log = SmallLog(entries: golden.tessera.leaves.map { Array($0.utf8) })
        var seen: [Checkpoint] = []
        for size in 0...15 {
            let text = try String(contentsOf: folder.appending(path: "checkpoint.\(size)"), encoding: .utf8)
            #expect(text == golden.tessera.checkpoints[size])
            let checkpoint = try Checkpoint(signed: text, by: key)
            #expect(checkpoint.size == size)
            var verifier = try LogVerifier(checkpoint: checkpoint, earlier: seen)
            var entries: [[UInt8]] = []
            try verifier.verify(visiting: { entries.append(Array($1)) }) { path in
                [UInt8](try Data(contentsOf: folder.appending(path: path.description)))
            }
            #expect(entries == Array(log.entries.prefix(size)))
            seen.append(checkpoint)
            for (path, bytes) in try SmallLog(entries: Array(log.entries.prefix(size))).files() {
                #expect(try [UInt8](Data(contentsOf: folder.appending(path: path.description))) == bytes)
            }
        }
    }
}
