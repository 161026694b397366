internal import Foundation
@testable internal import Talkoot
internal import Testing

@Suite struct LetterTests {
    private func letter(subject: String = "Hello", text: String = "Text", name: String = "Kuusila", list: MailingList? = nil, id: String = "abc@talkoot.example") throws -> Letter {
        Letter(from: try #require(EmailAddress("city@talkoot.example")), named: name, to: try #require(EmailAddress("rami@mail.example")), subject: subject, text: text,
               id: id, at: Instant(milliseconds: 1_795_268_107_000), language: .finnish, list: list)
    }
    /// Headers with folding undone, and the body, as a mail program reads them.
    private func read(_ letter: Letter) throws -> (headers: [String], body: String) {
        let text = String(decoding: letter.bytes, as: UTF8.self)
        let end = try #require(text.firstRange(of: "\r\n\r\n"))
        let headers = text[..<end.lowerBound].replacing("\r\n ", with: " ").components(separatedBy: "\r\n")
        return (headers, decodeQuotedPrintable(String(text[end.upperBound...])))
    }
    private func decodeQuotedPrintable(_ text: String) -> String {
        let joined = Array(text.replacing("=\r\n", with: "").utf8)
        var bytes: [UInt8] = []
        var index = 0
        while index < joined.count {
            if joined[index] == UInt8(ascii: "="), let byte = UInt8(String(decoding: joined[index + 1...index + 2], as: UTF8.self), radix: 16) {
                bytes.append(byte)
                index += 3
            } else {
                bytes.append(joined[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    }
    private func decodeWords(_ value: String) -> String {
        value.components(separatedBy: " ").map { word in
            guard word.hasPrefix("=?utf-8?B?"), let data = Data(base64Encoded: String(word.dropFirst(10).dropLast(2))) else { return word }
            return String(decoding: data, as: UTF8.self)
        }.joined()
    }

    @Test func aLetterHasTheHeadersThatMailProgramsWant() throws {
        let list = MailingList(id: "notices.kuusila.talkoot.example", unsubscribe: "https://talkoot.example/kuusila/unsubscribe?token=x")
        let (headers, body) = try read(letter(text: "Hei Töölö!\n\nNäkemiin", list: list))
        #expect(headers == [
            "From: \"Kuusila\" <city@talkoot.example>", "To: <rami@mail.example>", "Subject: Hello", "Date: Sat, 21 Nov 2026 13:35:07 +0000",
            "Message-ID: <abc@talkoot.example>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
            "Content-Language: fi", "Auto-Submitted: auto-generated", "List-Id: <notices.kuusila.talkoot.example>",
            "List-Unsubscribe: <https://talkoot.example/kuusila/unsubscribe?token=x>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ])
        #expect(body == "Hei Töölö!\n\nNäkemiin\n")
    }

    @Test func theOneClickButtonNeedsHTTPS() throws {
        let (headers, _) = try read(letter(list: MailingList(id: "a.b", unsubscribe: "http://127.0.0.1/x")))
        #expect(headers.contains("List-Unsubscribe: <http://127.0.0.1/x>") && !headers.contains { $0.hasPrefix("List-Unsubscribe-Post") })
    }

    @Test(arguments: ["Kysymys: miksi Töölöntorin valo on pimeä, ja kuka sen korjaa ennen talvea ja pimeää aikaa?", "🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲",
                      String(repeating: "long plain words ", count: 20), "=?utf-8?B?aGFoYQ==?=", ""])
    func subjectsOfAllKindsComeOutAsTheyWentIn(subject: String) throws {
        let (headers, _) = try read(letter(subject: subject))
        let value = try #require(headers.first { $0.hasPrefix("Subject: ") }).dropFirst(9)
        let expected = subject.trimmingCharacters(in: .whitespaces)
        #expect((value.hasPrefix("=?") ? decodeWords(String(value)) : String(value)) == expected)
    }

    @Test func noValueCanBeginAHeaderOfItsOwn() throws {
        let attack = "x\r\nBcc: victim@mail.example\r\n\r\nbody\u{2028}Evil: 1\n.\r\nQUIT"
        let evil = try letter(subject: attack, text: attack, name: attack + "\"", list: MailingList(id: attack, unsubscribe: "https://a/\r\nEvil: 2> <x"), id: attack)
        let (headers, _) = try read(evil)
        let names = headers.map { $0.prefix { $0 != ":" } }
        #expect(names == ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Language", "Auto-Submitted",
                          "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"])
        #expect(headers.allSatisfy { !$0.contains("\r") && !$0.contains("\n") })
    }

    @Test func everyLineIsShortAsciiAndEndsInBoth() throws {
        let texts = [String(repeating: "ä", count: 3_000), String(repeating: "x", count: 5_000), String(repeating: " ", count: 200) + "a \nb\t\n", "From here\n.\n..", "=3D=\r\r\n"]
        for text in texts {
            let letter = try letter(subject: text, text: text, name: text)
            let lines = letter.bytes.split(separator: 10, omittingEmptySubsequences: false)
            #expect(lines.dropLast().allSatisfy { $0.last == 13 && $0.count <= 79 && $0.dropLast().allSatisfy { (0x20...0x7E).contains($0) } })
            #expect(lines.dropLast().allSatisfy { $0.dropLast().last != 0x20 })
            #expect(try read(letter).body == CleanText.clean(text, lines: true) + "\n")
        }
    }
}
