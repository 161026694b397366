import Testing

@testable import TalkootWeb

@Suite("The calendar is written as RFC 5545 asks")
struct ICalendarTests {
    @Test("no line is longer than 75 octets, and unfolding gives the text back", arguments: ["ä", "€", "𝄞", "a"])
    func linesAreFolded(letter: String) {
        let line = "SUMMARY:" + String(repeating: letter, count: 200)
        let folded = ICalendar.fold(line)
        let lines = folded.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") })
        #expect(folded.replacing("\r\n ", with: "") == line)
    }

    @Test("75 octets stand on one line, 76 on two")
    func theLimitIsExact() {
        #expect(!ICalendar.fold(String(repeating: "x", count: 75)).contains("\r\n"))
        #expect(ICalendar.fold(String(repeating: "x", count: 76)) == String(repeating: "x", count: 75) + "\r\n x")
    }

    @Test("separators, backslashes and line ends are escaped")
    func textsAreEscaped() {
        #expect(ICalendar.escape("Kerbs, lamps; C:\\ and\r\nmore") == "Kerbs\\, lamps\\; C:\\\\ and\\nmore")
    }

    @Test("an entry says what, when and since when it is known, and every line ends with CRLF")
    func entriesAreWhole() {
        let entry = ICalendar.Entry(uid: "closes-1@kuusila.example", when: .day(year: 2026, month: 4, day: 7), summary: "Closes: x", address: "https://example.org/x")
        let text = ICalendar(name: "Kuusila", stamp: "20260312T080000Z", entries: [entry]).text
        #expect(text.contains("UID:closes-1@kuusila.example\r\nDTSTAMP:20260312T080000Z\r\nDTSTART;VALUE=DATE:20260407\r\nSUMMARY:Closes: x\r\n"))
        #expect(text.contains("STATUS:CONFIRMED\r\n"))
        #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"))
        #expect(text.hasSuffix("END:VCALENDAR\r\n"))
        #expect(text.replacing("\r\n", with: "").contains("\n") == false)
    }
}
