import Foundation
@testable import Talkoot
@testable import TalkootMail
import Testing

@Suite("Letters are signed so that their recipients' servers know whose they are") struct DKIMTests {
    private func letter(_ text: String = "Hei  Rami,\n\nthe lamp is lit.  \n\n\n") throws -> Letter {
        Letter(from: try #require(EmailAddress("city@talkoot.example")), named: "Kuusila", to: try #require(EmailAddress("rami@mail.example")), subject: "Lamppu — palaa taas ja palaa koko yön, myös sateessa",
               text: text, id: "abc@talkoot.example", at: Instant(milliseconds: 1_795_268_107_123), language: .finnish,
               list: MailingList(id: "notices.kuusila.talkoot.example", unsubscribe: "https://talkoot.example/kuusila/unsubscribe?token=abc"))
    }

    @Test("the examples of RFC 6376 §3.4.5") func relaxed() {
        #expect(SignedMessage.relaxed(header: "A: X") == "a:X")
        #expect(SignedMessage.relaxed(header: "B : Y\t\r\n\tZ  ") == "b:Y Z")
        #expect(SignedMessage.relaxed(body: " C \r\nD \t E\r\n\r\n\r\n") == " C\r\nD E\r\n")
        #expect(SignedMessage.relaxed(body: "") == "" && SignedMessage.relaxed(body: "\r\n\r\n") == "")
    }

    @Test("two signatures stand before the letter, whose bytes stay as they are, on lines of at most 78") func shape() throws {
        let letter = try letter(), signed = String(decoding: try DKIM(domain: "talkoot.example", key: MailKey()).sign(letter), as: UTF8.self)
        #expect(signed.hasSuffix(String(decoding: letter.bytes, as: UTF8.self)))
        #expect(signed.components(separatedBy: "DKIM-Signature: ").count == 3)
        #expect(signed.contains("a=rsa-sha256;") && signed.contains("a=ed25519-sha256;"))
        #expect(signed.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 78 })
        let listed = signed.components(separatedBy: " h=")[1].components(separatedBy: ";")[0]
        for name in ["from", "to", "subject", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post", "content-type"] { #expect(listed.contains(name), "\(name)") }
    }

    @Test("the key file is its owner's alone, is made once, and a broken one is no reason to send unsigned") func keyFile() throws {
        let folder = try TestFolder.fresh()
        #expect(try MailKey.read(in: folder) == nil)
        let made = try MailKey.load(in: folder), again = try MailKey.load(in: folder)
        #expect(made.records(domain: "k.example").map(\.value) == again.records(domain: "k.example").map(\.value))
        #expect(try FileManager.default.attributesOfItem(atPath: folder + "/mail.key")[.posixPermissions] as? Int == 0o600)
        try Data("-----BEGIN".utf8).write(to: URL(fileURLWithPath: folder + "/mail.key"))
        #expect(throws: MailKey.Trouble.self) { try MailKey.read(in: folder) }
    }

    @Test("dkimpy verifies both, and neither once a word, the sender or the way out was changed", .enabled(if: Verifier.python != nil, "dkimpy is not installed: .venv/bin/pip install dkimpy pynacl"))
    func verified() throws {
        let key = try MailKey(), bytes = try DKIM(domain: "talkoot.example", key: key).sign(letter())
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(try Verifier.verify(text, key) == [true, true])
        for (old, new) in [("lamp", "lump"), ("From: \"Kuusila\"", "From: \"Kuusilo\""), ("unsubscribe?token", "subscribe?token"), ("MIME-Version", "From: <x@y.example>\r\nMIME-Version")] {
            #expect(text.contains(old))
            #expect(try Verifier.verify(text.replacingOccurrences(of: old, with: new), key) == [false, false], "\(old)")
        }
        let empty = try DKIM(domain: "talkoot.example", key: key).sign(letter(""))
        #expect(try Verifier.verify(String(decoding: empty, as: UTF8.self), key) == [true, true])
    }
}

/// A verifier that others wrote.
private enum Verifier {
    static let python: String? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
        return [root + "/.venv/bin/python", "/usr/bin/python3"].first { (try? run($0, ["-c", "import dkim, nacl"], "").status) == 0 }
    }()
    private static let script = """
        import dkim, json, sys
        given = json.load(sys.stdin)
        names = lambda name, timeout=5: given["records"].get(name.decode().rstrip(".")).encode()
        seen = dkim.DKIM(given["letter"].encode())
        answers = []
        for index in (0, 1):
            try: answers.append(bool(seen.verify(idx=index, dnsfunc=names)))
            except dkim.DKIMException: answers.append(False)
        print(json.dumps(answers))
        """

    static func verify(_ letter: String, _ key: MailKey) throws -> [Bool] {
        let records = Dictionary(uniqueKeysWithValues: key.records(domain: "talkoot.example").map { ($0.name, $0.value) })
        let given = try JSONEncoder().encode(Given(letter: letter, records: records))
        let answer = try run(try #require(python), ["-c", script], String(decoding: given, as: UTF8.self))
        return try JSONDecoder().decode([Bool].self, from: Data(answer.output.utf8))
    }
    private struct Given: Encodable { let letter: String, records: [String: String] }

    private static func run(_ path: String, _ arguments: [String], _ input: String) throws -> (status: Int32, output: String) {
        let process = Process(), standardInput = Pipe(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        (process.standardInput, process.standardOutput, process.standardError) = (standardInput, output, FileHandle.nullDevice)
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        let read = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: read, as: UTF8.self))
    }
}
