import Crypto
import Testing
import TransparencyLog

@Suite("A proof to take home")
struct EntryProofTests {
    private let log = SmallLog(size: 13)
    private let key: SignerKey

    init() throws {
        let seed = [UInt8](repeating: 1, count: 32)
        key = try SignerKey(name: "log.example/record", privateKey: .init(rawRepresentation: seed))
    }

    private func proof(of index: Int, extra: [UInt8]? = nil) throws -> EntryProof {
        let inclusion = try InclusionProof(index: index, size: 13, reading: StoredHashes(log.leaves))
        return EntryProof(inclusion, checkpoint: try log.checkpoint().signed(with: key), extra: extra)
    }

    @Test("is checked with nothing but the entry and the log's public key", arguments: 0..<13)
    func roundTrip(index: Int) throws {
        for extra: [UInt8]? in [nil, [], [1, 2, 3]] {
            let proof = try proof(of: index, extra: extra)
            let read = try EntryProof(proof.description)
            #expect(read == proof)
            #expect(try read.verify(leaf: TreeHash.leaf(log.entries[index]), by: key.verifier).size == 13)
            #expect(throws: InvalidProof.self) { try read.verify(leaf: TreeHash.leaf([]), by: key.verifier) }
        }
    }

    @Test("has the lines of the published format")
    func format() throws {
        let lines = try proof(of: 12, extra: [255]).description.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.prefix(3) == ["c2sp.org/tlog-proof@v1", "extra /w==", "index 12"])
        #expect(lines[3...5].map { $0.count } == [44, 44, 0])
        #expect(lines[6...7] == ["log.example/record", "13"])
    }

    @Test("with any byte changed proves the same entry or nothing")
    func changedBytes() throws {
        let proof = try proof(of: 5)
        let leaf = TreeHash.leaf(log.entries[5])
        let bytes = Array(proof.description.utf8)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                guard let text = String(validating: changed, as: UTF8.self) else { continue }
                #expect(throws: (any Error).self, "byte \(place), bit \(bit)") {
                    try EntryProof(text).verify(leaf: leaf, by: key.verifier)
                }
            }
        }
    }

    @Test("is refused when a part of it is missing")
    func cutOff() throws {
        let text = try proof(of: 5).description
        for length in 0..<text.utf8.count {
            let start = String(decoding: text.utf8.prefix(length), as: UTF8.self)
            #expect(throws: (any Error).self) { try EntryProof(start) }
        }
        #expect(throws: EntryProof.Malformed.title) { try EntryProof("c2sp.org/tlog-proof@v2\n") }
        #expect(throws: EntryProof.Malformed.index) { try EntryProof("c2sp.org/tlog-proof@v1\nindex 05\n\n") }
        #expect(throws: EntryProof.Malformed.extra) { try EntryProof("c2sp.org/tlog-proof@v1\nextra ?\nindex 5\n\n") }
        #expect(throws: EntryProof.Malformed.hash(0)) { try EntryProof("c2sp.org/tlog-proof@v1\nindex 5\nAAAA\n\n") }
    }
}
