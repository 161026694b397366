import ArgumentParser
@testable import Talkoot
@testable import TalkootCommands
import Testing

/// What an import has to say at a terminal, it says in the language of whoever sits there.
struct ImportWordsTests {
    private var faults: [ImportFault] {
        let gaps = ["line": "3", "day": "31/31", "length": "120"]
        return [.empty, .notText, .noColumn("a", header: ["b"]), .unnamedColumns(header: ["b"]), .openQuote(line: 2), .fields(3, of: 4), .noNumber, .noText, .sameNumber(line: 2)] + ForeignFault.allCases.map { .foreign($0, gaps) }
    }

    @Test func everyFaultIsSaidInFourLanguagesWithoutAGapLeftOpen() {
        for language in ["en", "fi", "sv", "es"] {
            let words = TerminalWords(language)
            for fault in faults {
                let said = words.fault(fault)
                #expect(!said.contains("⟦") && !said.contains("{") && (language == "en" || said != TerminalWords("en").fault(fault)), "\(fault) in \(language): \(said)")
            }
        }
        #expect(!faults.contains { $0.description.contains("{") })
        #expect(TerminalWords("fi").fault(.other("disk full")) == "disk full", "the system's own words")
    }

    @Test func theReportIsInTheReadersLanguage() throws {
        var report = ImportReport()
        (report.read, report.imported) = (3, 2)
        report.notes = [ImportNote(line: 2, .refused, .sameID, ["line": "1"]), ImportNote(line: 3, .changed, .noDate)]
        #expect(try lines(report, "en") == ["3 read, 2 imported, 0 here already, 1 refused, 0 shortened", "line 2: refused, it has the same id as line 1", "line 3: changed, it has no date, so it gets today's"])
        #expect(try lines(report, "fi") == ["luettu 3, tuotu 2, jo täällä 0, hylätty 1, lyhennetty 0", "rivi 2: hylätty, sillä on sama tunnus kuin rivillä 1", "rivi 3: muutettu, sillä ei ole päivää, joten se saa tämän päivän"])
        #expect(try lines(report, "sv", "--dry-run")[0] == "lästa 3, skulle importeras 2, redan här 0, avvisade 1, förkortade 0")
        #expect(throws: (any Error).self) { try ImportSource.parse(["file.csv", "--city", "kuusila", "--language", "de"]) }
    }

    private func lines(_ report: ImportReport, _ language: String, _ more: String...) throws -> [String] {
        try ImportSource.parse(["file.csv", "--city", "kuusila", "--language", language] + more).lines(report)
    }
}
