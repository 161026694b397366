import Testing

@testable import TalkootCommands

@Suite("How civic commands read tables")
struct FileReadingTests {
    private func table(_ text: String, _ columns: [String] = ["winner", "loser"]) throws -> ReviewTable {
        try ReviewTable(bytes: Array(text.utf8), file: "pairs.csv", columns: columns)
    }

    private func rows(_ text: String) throws -> [[String]] { try table(text).rows.map(\.fields) }

    @Test("The same table in every spelling of CSV and as JSON", arguments: [
        "winner,loser\nSauna,Park\nPark,Quay\n",
        "winner,loser\r\nSauna,Park\r\nPark,Quay",
        "\u{FEFF}winner,loser\rSauna,Park\rPark,Quay\r",
        "\n\nwinner,loser\n\n\nSauna,Park\n\n\"Park\",\"Quay\"\n\n",
        "voter,loser,winner\n1,Park , Sauna\n2,\tQuay,Park\n",
        "[{\"winner\":\"Sauna\",\"loser\":\"Park\"},{\"loser\":\" Quay\",\"winner\":\"Park\",\"voter\":{\"id\":[1]}}]",
    ])
    func spellings(text: String) throws {
        #expect(try rows(text) == [["Sauna", "Park"], ["Park", "Quay"]])
    }

    @Test("Quotes, commas and line ends inside a field are kept, and lines are counted through them")
    func quotes() throws {
        let table = try table("winner,loser\n\"The \"\"Old\"\" Quay, west\",\"two\r\nlines\"\na,b\n")
        #expect(table.rows.map(\.fields) == [["The \"Old\" Quay, west", "two\r\nlines"], ["a", "b"]])
        #expect(table.rows.map(\.line) == [2, 4])
    }

    @Test("Ä written as one character or as two is the same item")
    func composition() throws {
        let table = try table("winner,loser\nKes\u{E4},Talvi\nKesa\u{308},Talvi\nTalvi,\u{A0}Kes\u{E4}\n")
        #expect(table.texts.count == 2)
        #expect(table.number(0, 0) == table.number(1, 0))
        #expect(table.number(2, 1) == table.number(0, 0))
    }

    @Test("Many items keep their names apart")
    func manyItems() throws {
        let text = "winner,loser\n" + (0..<5_000).map { "item \($0),item \($0 + 1)\n" }.joined()
        let table = try table(text)
        #expect(table.texts == (0...5_000).map { "item \($0)" })
        #expect((0..<5_000).allSatisfy { table.number($0, 0) == $0 && table.number($0, 1) == $0 + 1 && table.line($0) == $0 + 2 })
    }

    @Test("What cannot be read is refused with its line", arguments: [
        ("", "pairs.csv:1: the file is empty; a header row is needed"),
        ("winner,loser\na,\"b\n", "pairs.csv:2: a quote is opened and never closed"),
        ("winner,loser\na,\"b\"c\n", "pairs.csv:2: text follows a closing quote"),
        ("winner,loser\n\na\n", "pairs.csv:3: 1 fields instead of 2"),
        ("winner,loser,loser\n", "pairs.csv:1: column “loser” stands twice in the header"),
        ("[{\"winner\":1,\"loser\":2}\n,{\"winner\":1}]", "pairs.csv:2: “loser” is missing or neither text nor number"),
        ("[{\"winner\":1,\"loser\":2}] x", "pairs.csv:1: text follows the end of the JSON document"),
        ("[{\"winner\":1,\"loser\":2,\"winner\":3}]", "pairs.csv:1: “winner” stands twice"),
    ])
    func refusals(text: String, message: String) {
        #expect { _ = try table(text) } throws: { ($0 as? InputProblem)?.description == message }
    }

    @Test("Text in another encoding than UTF-8 is refused with its line")
    func latin1() {
        #expect {
            _ = try ReviewTable(bytes: Array("winner,loser\na,Kes".utf8) + [0xE4, 10], file: "pairs.csv", columns: ["winner", "loser"])
        } throws: {
            ($0 as? InputProblem)?.description == "pairs.csv:2: the text is not UTF-8"
        }
    }

    @Test("Decimals are read to the nearest double, as the language reads them", arguments: [
        "0", "-0", "1", "-1", "0.1", "-0.375", "999999999.999999", "0.000000000000001", "123456789.123456", "1e-3", " 2.5 ", "0.30000000000000004",
        "1.7976931348623157e-300", "5E2", "0.12345678901234567890",
    ])
    func decimals(text: String) throws {
        let table = try NumberTable(bytes: Array("\(text),1\n".utf8), file: "scores.csv")
        #expect(table.rows == [[Double(text.filter { $0 != " " }) ?? .nan, 1]])
    }

    @Test("A number that is none is refused with its line", arguments: ["", ".", "-", "1e10", "nan", "inf", "1 2", "0x"])
    func noNumbers(text: String) {
        #expect { _ = try NumberTable(bytes: Array("1,1\n1,\(text)\n".utf8), file: "scores.csv") } throws: {
            ($0 as? InputProblem)?.description == "scores.csv:2: “\(text)” is not a number within ±1000000000"
        }
    }
}
