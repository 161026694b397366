import Foundation
import Representation
import Testing

@testable import TalkootCommands

@Suite("talkoot power")
struct PowerCommandTests {
    private static let council = "name,weight,veto\nCity,5,yes\nFirms,4,\nNGO,2,no\nUni,1,0\n\"Residents, all\",3,false\n"

    private func report(_ text: String, quota: String) throws -> PowerReport {
        try PowerReport(weights: WeightFile(table: CSVTable(bytes: Array(text.utf8), file: "council.csv")), quota: quota)
    }

    @Test("prints exact power, vetoes included, and the alert it raises")
    func json() throws {
        let report = try report(Self.council, quota: "8")
        let document = try JSONSerialization.jsonObject(with: Data(report.json.text.utf8)) as? [String: Any]
        let members = try #require(document?["members"] as? [[String: Any]])
        #expect(members.map { $0["swings"] as? Int } == [13, 3, 1, 1, 3])
        #expect(members.first?["banzhaf"] as? String == "13/21")
        #expect(members.last?["name"] as? String == "Residents, all")
        #expect(document?["alert"] as? Bool == true)
        #expect(report.text.contains("Alert: City holds 61.9 % of the power"))
        #expect(report.page.html.contains("13/21"))
    }

    @Test("counts half votes exactly and rounds a quota up")
    func halves() throws {
        let report = try report("name,weight\nA,1.5\nB,2\nC,0.5\n", quota: "2.01")
        #expect(report.power.map { Int($0.swings.numerator) } == [1, 3, 1])
        #expect(try self.report("name,weight\nA,1\nB,1\nC,1\n", quota: "majority").body.quota == 2)
    }

    @Test("estimates what would take too long to count, says so, and gives every number its range")
    func estimates() throws {
        let states = "name,weight\n" + (0..<60).map { "State \($0),\(1_000_000 + $0 * $0 * 7_919)\n" }.joined()
        let weights = try WeightFile(table: CSVTable(bytes: Array(states.utf8), file: "states.csv"))
        let report = try PowerReport(weights: weights, quota: "majority", fallback: 4_000, seed: 3)
        let document = try JSONSerialization.jsonObject(with: Data(report.json.text.utf8)) as? [String: Any]
        #expect(document?["method"] as? String == "sampled")
        #expect(document?["seed"] as? String == "3")
        let member = try #require((document?["members"] as? [[String: Any]])?.last)
        let range = try #require(member["shapleyShubikRange"] as? [Double])
        let estimate = try #require(member["shapleyShubik"] as? Double)
        #expect(range.count == 2 && range[0] < estimate && estimate < range[1])
        #expect(report.text.contains("estimated from"))
        #expect(report.page.html.contains("between"))
        #expect(try PowerReport(weights: weights, quota: "1000000", fallback: 500).samples == 500)
    }

    @Test("says where a file is wrong", arguments: [
        ("name,weight\nA,1\nB,x\n", "2", "council.csv:3: “x” is no weight"),
        ("name,weight\nA,1\nA,2\n", "2", "council.csv:3: “A” stands twice"),
        ("name,votes\nA,1\n", "2", "council.csv:1: the columns name and weight are needed"),
        ("name,weight\nA,1,2\n", "1", "council.csv:2: 3 cells where the header has 2"),
        ("name,weight\nA,1\n", "9", "council.csv:1: a quota of 9 is zero or less, or more than all weights together"),
        ("name,weight\nA,1\n", "-1", "council.csv:1: a quota of -1 is zero or less, or more than all weights together"),
        ("name,weight\nA,1\n", "many", "council.csv:0: “many” is no quota"),
        ("name,weight\n", "1", "council.csv:1: there are no members"),
    ])
    func badInput(text: String, quota: String, message: String) {
        #expect { _ = try report(text, quota: quota) } throws: { ($0 as? InputProblem)?.description == message }
    }

    @Test("survives damaged files")
    func damage() {
        let damaged = damagedCopies(of: Self.council, count: 300, with: ["999999999", "0.000001", "\"", ",", "\n", "\r\n", "-"])
        for bytes in damaged {
            do {
                let weights = try WeightFile(table: CSVTable(bytes: bytes, file: "council.csv"))
                let report = try PowerReport(weights: weights, quota: "majority")
                #expect(report.power.count == weights.members.count)
            } catch {
                #expect(error is InputProblem)
            }
        }
    }
}
