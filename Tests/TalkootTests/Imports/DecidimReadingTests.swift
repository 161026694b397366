internal import Foundation
@testable internal import Talkoot
internal import Testing

@Suite("Proposals of Decidim are read")
struct DecidimReadingTests {
    private func read(_ text: String) throws -> ImportReading<ForeignProposal> { try DecidimProposals.read(Data(text.utf8)) }

    @Test("from JSON lines, with category, district, status and date")
    func readsLines() throws {
        let reading = try read("""
            {"id": 3, "title": "Festes majors inclusives", "summary": "Promoure <b>activitats</b>.", "category": "Bon viure", "subcategory": "Autonomia personal ", "district": "Gràcia", "status": "accepted", "created": "22/01/2016"}

            {"id": 4, "title": "Més arbres", "summary": "", "category": "Bon viure", "district": null, "status": "rejected", "created": "2016-02-03T10:00:00+01:00"}
            """)
        #expect(reading.count == 2 && reading.notes.isEmpty)
        let (first, second) = (reading.items[0], reading.items[1])
        #expect(first.origin == "decidim:3" && first.line == 1 && first.text == "Festes majors inclusives" && first.description == "Promoure activitats.")
        #expect(first.category == "Bon viure · Autonomia personal" && first.district == "Gràcia" && first.state == .accepted && first.createdOn == Day("2016-01-22"))
        #expect(second.line == 3 && second.state == .declined && second.district.isEmpty && second.createdOn == Day("2016-02-03"))
    }

    @Test("from the CSV of an export, whatever its version calls the columns", arguments: [
        "id;category/id;category/name/ca;scope/name/ca;title/ca;body/ca;state;published_at\n7;1;Medi;Gràcia;Més arbres;\"Al carrer;\nde \"\"Verdi\"\"\";accepted;2019-03-01 10:00:00 +0100\n",
        "id,taxonomies/name/ca,district,title,body,state,created_at\n7,Medi,Gràcia,Més arbres,\"Al carrer;\nde \"\"Verdi\"\"\",accepted,2019-03-01T09:00:00Z\r\n",
        "\u{FEFF}id\tcategory/name\tscope/name/en\ttitle/en\ttitle/ca\tsummary\tstatus\tcreated\n7\tMedi\tGràcia\t\tMés arbres\t\"Al carrer;\nde \"\"Verdi\"\"\"\taccepted\t01/03/2019",
    ])
    func readsTables(_ text: String) throws {
        let reading = try read(text)
        let one = try #require(reading.items.first)
        #expect(reading.notes.isEmpty && reading.items.count == 1)
        #expect(one.origin == "decidim:7" && one.text == "Més arbres" && one.description == "Al carrer;\nde \"Verdi\"" && one.category == "Medi" && one.district == "Gràcia")
        #expect(one.state == .accepted && one.createdOn == Day("2019-03-01"))
    }

    @Test("the language of a title and the answer of the city come along")
    func readsLanguages() throws {
        let one = try #require(try read("id;title/ca;body/ca;state;answer/ca;answered_at;published_at\n7;'=Més;B;rejected;<p>No.</p>;2019-05-02;2019-03-01").items.first)
        #expect(one.language == "ca" && one.answer == "No." && one.answeredOn == Day("2019-05-02") && one.text == "=Més")
    }

    @Test("a line that cannot be taken is told with its number and reason, and the others go on")
    func refusesLines() throws {
        let long = String(repeating: "x", count: 1 << 20)
        let reading = try read("""
            {"id": 1, "title": "Good", "created": "22/01/2016"}
            {"id": 2, "title":
            {"title": "Without id", "created": "22/01/2016"}
            {"id": 3, "title": "  ", "summary": "<br>", "created": "22/01/2016"}
            {"id": 1, "title": "Again", "created": "22/01/2016"}
            {"id": 4, "title": "Mine no more", "status": "withdrawn", "created": "22/01/2016"}
            [1]
            {"id": 5, "title": "\(long)", "created": "22/01/2016"}
            {"id": 6, "title": "No date"}
            {"id": 7, "title": "Odd date", "created": "31/02/2016"}
            """)
        #expect(reading.count == 10 && reading.items.map(\.origin) == ["decidim:1", "decidim:6", "decidim:7"])
        #expect(reading.notes.map(\.description) == [
            "2: refused, it is not a JSON object", "3: refused, it has no id", "4: refused, it has neither title nor text", "5: refused, it has the same id as line 1",
            "6: refused, its author took it back", "7: refused, it is not a JSON object", "8: refused, it is longer than a megabyte", "9: changed, it has no date, so it gets today's",
            "10: changed, its date cannot be read, so it gets today's",
        ])
    }

    @Test("broken UTF-8 in one line refuses that line alone; in a table the file")
    func refusesBrokenText() throws {
        var bytes = Data("{\"id\": 1, \"title\": \"a\", \"created\": \"22/01/2016\"}\n{\"id\": 2, \"title\": \"".utf8)
        bytes += [0xC3, 0x28] + Array("\"}".utf8)
        let reading = try DecidimProposals.read(bytes)
        #expect(reading.items.count == 1 && reading.notes.map(\.reason) == ["it is not UTF-8 text"])
        #expect(throws: ImportTrouble(.notText)) { try DecidimProposals.read(Data("id;title\n1;".utf8) + [0xFF]) }
    }

    @Test("a title that is too long is cut, and stands whole in the description")
    func shortens() throws {
        let title = String(repeating: "paraula ", count: 80).dropLast()
        let reading = try read("{\"id\": 1, \"title\": \"\(title)\", \"summary\": \"Més.\", \"created\": \"22/01/2016\"}")
        let one = try #require(reading.items.first)
        #expect(one.text.unicodeScalars.count <= 500 && one.text.hasSuffix("paraula…"))
        #expect(one.description == title + "\n\nMés.")
        #expect(reading.notes.map(\.kind) == [.shortened])
    }

    @Test("without a title the text begins the signal")
    func readsUntitled() throws {
        let one = try #require(try read("{\"id\": 1, \"summary\": \"Més bancs al parc.\", \"created\": \"22/01/2016\"}").items.first)
        #expect(one.text == "Més bancs al parc.")
    }

    @Test("a file that is none is refused in one sentence", arguments: [
        ("", "The file is empty."), ("  \n ", "The file is empty."), ("[1, 2", "The file begins as a JSON list but is none."),
        ("name;amount\nx;1\n", "The first line names no columns “id” and “title”, so this is no export of Decidim's proposals."),
        ("id;title\n1;\"open", "The quoted field that begins on line 2 does not end."),
    ])
    func refusesFiles(_ text: String, _ sentence: String) {
        #expect(#expect(throws: ImportTrouble.self) { try read(text) }?.description == sentence)
    }
}
