import Crypto
import Testing
import TransparencyLog

@Suite("Signed notes and checkpoints")
struct NoteTests {
    private let logKey: SignerKey
    private let witness: SignerKey
    private let stranger: SignerKey

    init() throws {
        func key(_ byte: UInt8, _ name: String, _ algorithm: NoteAlgorithm) throws -> SignerKey {
            let seed = [UInt8](repeating: byte, count: 32)
            return try SignerKey(name: name, privateKey: .init(rawRepresentation: seed), algorithm: algorithm)
        }
        logKey = try key(1, "log.example/record", .ed25519)
        witness = try key(2, "witness.example/w1", .cosignatureV1)
        stranger = try key(3, "stranger.example", .ed25519)
    }

    @Test("a checkpoint signed by the log and cosigned by a witness is read back by both keys")
    func roundTrip() throws {
        let checkpoint = try SmallLog(size: 13).checkpoint()
        var note = try checkpoint.signed(with: logKey)
        try note.cosign(with: witness, at: 1_735_689_600)
        try note.sign(with: stranger)
        let read = try SignedNote(note.description)
        #expect(read == note)
        #expect(try read.verified(by: [logKey.verifier]).count == 1)
        let valid = try read.verified(by: [witness.verifier, logKey.verifier])
        #expect(valid.map(\.name) == ["log.example/record", "witness.example/w1"])
        #expect(valid.last?.cosignedAt == 1_735_689_600)
        #expect(try Checkpoint(signed: note.description, by: logKey.verifier) == checkpoint)
    }

    @Test("a key that signed twice counts once")
    func repeatedSignature() throws {
        var note = try SmallLog(size: 13).checkpoint().signed(with: logKey)
        try note.sign(with: logKey)
        #expect(note.signatures.count == 2)
        #expect(try note.verified(by: [logKey.verifier]).count == 1)
    }

    @Test("no flipped bit of a cosigned checkpoint passes as the same statement")
    func flippedBits() throws {
        var note = try SmallLog(size: 13).checkpoint().signed(with: logKey)
        try note.cosign(with: witness, at: 1_735_689_600)
        let bytes = Array(note.description.utf8)
        let keys = [logKey.verifier, witness.verifier]
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                guard let text = String(validating: changed, as: UTF8.self), let read = try? SignedNote(text),
                    let valid = try? read.verified(by: keys)
                else { continue }
                #expect(valid.count == 1 && read.text == note.text, "byte \(place), bit \(bit)")
            }
        }
    }

    @Test("a known key with a wrong signature, and a note that only strangers signed, are refused")
    func refusals() throws {
        let checkpoint = try SmallLog(size: 13).checkpoint()
        var forged = try checkpoint.signed(with: stranger)
        let text = forged.description
        #expect(throws: InvalidNote.unsigned(by: ["log.example/record"])) {
            try Checkpoint(signed: text, by: logKey.verifier)
        }
        forged.add(NoteSignature(name: logKey.verifier.name, keyID: logKey.verifier.id, payload: [UInt8](repeating: 7, count: 64)))
        #expect(throws: InvalidNote.badSignature(name: "log.example/record")) {
            try forged.verified(by: [stranger.verifier, logKey.verifier])
        }
        let elsewhere = try checkpoint.signed(with: stranger).description
        #expect(throws: InvalidCheckpoint.otherOrigin(expected: "stranger.example", found: "log.example/record")) {
            try Checkpoint(signed: elsewhere, by: stranger.verifier)
        }
        #expect(try Checkpoint(signed: elsewhere, by: stranger.verifier, origin: "log.example/record") == checkpoint)
        var note = try SignedNote(text: "one line\n")
        #expect(throws: InvalidNote.wrongAlgorithm) { try note.sign(with: witness) }
        #expect(throws: InvalidNote.wrongAlgorithm) { try note.cosign(with: logKey, at: 0) }
        #expect(throws: InvalidNote.unsigned(by: ["log.example/record"])) { try note.verified(by: [logKey.verifier]) }
        #expect(throws: InvalidNote.badText) { try SignedNote(text: "no newline") }
    }

    @Test("keys are read from their text, and only from their own", arguments: [
        "", "+", "name", "name+00000000", "name+00000000+", "name+zzzzzzzz+AQ==", "na me+00000000+AQ==",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "PeterNeumann+c74f20a3+CRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ])
    func badKeys(text: String) throws {
        #expect(throws: InvalidNoteKey.self) { try VerifierKey(text) }
        #expect(throws: InvalidNoteKey.self) { try SignerKey("PRIVATE+KEY+" + text) }
        #expect(throws: InvalidNoteKey.self) { try SignerKey(text) }
    }

    @Test("keys of both kinds survive being written and read")
    func keyTexts() throws {
        for key in [logKey, witness] {
            #expect(try VerifierKey(key.verifier.text) == key.verifier)
            #expect(try SignerKey(key.text).verifier == key.verifier)
        }
        #expect(throws: InvalidNoteKey.badName("a b")) { try SignerKey(name: "a b") }
        #expect(throws: InvalidNoteKey.badName("")) { try SignerKey(name: "") }
        #expect(throws: InvalidNoteKey.badName("a+b")) { try SignerKey(name: "a+b") }
    }

    @Test("a checkpoint's text has one proper spelling", arguments: [
        "", "\n", "log.example\n", "log.example\n5\n", "log.example\n5\nROOT", "\n5\nROOT\n", "log.example\n05\nROOT\n",
        "log.example\n+5\nROOT\n", "log.example\n-5\nROOT\n", "log.example\n5 \nROOT\n", "log.example\n\nROOT\n",
        "log.example\n9223372036854775808\nROOT\n", "log.example\n5\nROOT=\n", "log.example\n5\n ROOT\n", "log.example\n5\nAAAA\n",
        "log.example\n5\nROOT\n\n", "log.example\n5\nROOT\na\n\nb\n", "log.example\n0\nROOT\n", "log.example\n٥\nROOT\n",
        "log.example\n5\nROOT\nx\ty\n",
    ])
    func badCheckpoints(pattern: String) throws {
        let text = pattern.replacing("ROOT", with: TreeHash.leaf([]).base64)
        #expect(throws: InvalidCheckpoint.self) { try Checkpoint(text: text) }
    }

    @Test("a checkpoint keeps its extension lines")
    func extensions() throws {
        let text = "log.example\n5\n\(TreeHash.leaf([]).base64)\nfirst line\nsecond line\n"
        let checkpoint = try Checkpoint(text: text)
        #expect(checkpoint.extensions == ["first line", "second line"])
        #expect(checkpoint.text == text)
    }

    @Test("notes that are not exactly of their form are refused", arguments: [
        "", "\n", "\n\n", "text\n", "text\n\n", "text\n\n— name AAAAAAE=", "text\n— name AAAAAAE=\n",
        "text\n\n- name AAAAAAE=\n", "text\n\n—  AAAAAAE=\n", "text\n\n— name AAAAAA==\n", "text\n\n— name AAAAAAE\n",
        "text\n\n— na me AAAAAAE=\n", "text\n\n— na+me AAAAAAE=\n", "text\r\n\n— name AAAAAAE=\n", "text\n\n— name AAAAAAE=\n\n",
        "text\u{0}\n\n— name AAAAAAE=\n", "text\n\n— name AAAAAAE=\nmore\n", "text\n\n— name  AAAAAAE=\n",
    ])
    func badNotes(text: String) {
        #expect(throws: InvalidNote.self) { try SignedNote(text) }
    }

    @Test("any text that is accepted as a note is written back byte for byte")
    func hostileNotes() throws {
        var generator = SeededGenerator(seed: 10)
        let pieces = ["text", "\n", "\n\n", "— ", "name ", "AAAAAAE=", "é", "—", " ", "+", "=", "\u{7f}"]
        var accepted = 0
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...8, using: &generator)
            let middle = (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
            for text in [middle, "text\n\n" + middle, middle + "\n\n— name AAAAAAE=\n"] {
                guard let note = try? SignedNote(text) else { continue }
                accepted += 1
                #expect(Array(note.description.utf8) == Array(text.utf8))
            }
        }
        #expect(accepted > 1_000)
        let crowded = "text\n\n" + String(repeating: "— name AAAAAAE=\n", count: 101)
        #expect(throws: InvalidNote.tooManySignatures) { try SignedNote(crowded) }
        #expect(throws: InvalidNote.tooLarge) { try SignedNote(String(repeating: "a", count: 1_000_001)) }
    }
}
