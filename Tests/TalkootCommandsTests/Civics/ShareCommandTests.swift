import FairShares
import Foundation
import Testing

@testable import TalkootCommands

@Suite("talkoot share")
struct ShareCommandTests {
    private static let threeCities = """
        {"players": ["A", "B", "C"],
         "weights": {"A": 200, "B": 100, "C": 60},
         "coalitions": {"A": 600, "B": 400, "C": 300, "A+B": 780,
           "C + A": 720.00, "B+C": "560", "A+B+C": 9e2}}
        """

    private func report(_ text: String, _ key: CostKey, missing: MissingCosts = .refuse) throws -> ShareReport {
        var costs = try CostFile(bytes: Array(text.utf8), file: "costs.json", missing: missing)
        return try ShareReport(&costs, key: key, samples: 50, seed: 1)
    }

    @Test("prints exact shares, payments that sum, and who would leave")
    func json() throws {
        let document = try JSONSerialization.jsonObject(with: Data(report(Self.threeCities, .shapley).json.text.utf8))
        let members = try #require(document as? [String: Any])
        #expect(members["shares"] as? [String: String] == ["A": "1340/3", "B": "800/3", "C": "560/3"])
        #expect(members["payments"] as? [String: String] == ["A": "446.67", "B": "266.67", "C": "186.66"])
        #expect(members["stable"] as? Bool == true)
        let equal = try report(Self.threeCities, .equal)
        #expect(equal.text.hasSuffix("Not stable: 1 group(s) would pay less on their own.\n  B + C pay 600, alone 560\n"))
        #expect(equal.page.html.contains("<td>600</td><td>560</td>"))
        #expect(try report(Self.threeCities, .proportional).shares == [500, 250, 150])
        #expect(try report(Self.threeCities, .scrb).shares.reduce(0, +) == 900)
        #expect(try report(Self.threeCities, .nucleolus).leastSaving == Rational(260, 3))
    }

    @Test("says where a file is wrong", arguments: [
        ("{\"players\":[\"A\"],\n\"coalitions\":{\"A\":\"x\"}}", "costs.json:2: the cost of A is not a number"),
        ("{\"players\":[\"A\",\n\"A\"]}", "costs.json:2: player A stands twice"),
        ("{\"players\":[\"A\"],\n\"coalitions\":{\n\"B\":1}}", "costs.json:3: “B” in B is no player"),
        ("{\"players\":[\"A\",\"B\"],\"coalitions\":{\"A+B\":1,\n\"B+A\":1}}", "costs.json:2: the group B+A is priced twice"),
        ("{\"players\":[\"A\",\"B\"],\n\"coalitions\":{\"A\":1,\"B\":1}}", "costs.json:2: no cost is given for A+B"),
        ("{\"players\":[\"A\"],\"coalitions\":{\"A\":1},\n\"weights\":{}}", "costs.json:2: “weights” has no number for A"),
        ("[", "costs.json:1: the JSON ends too early"), ("", "costs.json:1: the JSON ends too early"),
    ])
    func badInput(text: String, message: String) {
        #expect { _ = try report(text, .shapley) } throws: { ($0 as? InputProblem)?.description == message }
    }

    @Test("estimates what is not priced only when asked")
    func estimates() throws {
        let players = (1...18).map { "\"c\($0)\"" }.joined(separator: ",")
        let alone = (1...18).map { "\"c\($0)\":\($0)" }.joined(separator: ",")
        let text = "{\"players\":[\(players)],\"coalitions\":{\(alone),\"c1+c18\":15}}"
        let report = try report(text, .shapley, missing: .cheapestSplit)
        #expect(report.shares.reduce(0, +) == 167)
        #expect(report.shares[0] == -1 && report.shares[17] == 16)
        #expect(report.sampled?.seed == 1)
        #expect(throws: InputProblem.self) { try self.report(text, .nucleolus, missing: .cheapestSplit) }
    }

    @Test("survives damaged files")
    func damage() {
        let damaged = damagedCopies(of: Self.threeCities, count: 400, with: ["1e99", "1/3", "{", "[[[[", "\\ud800", "99999999999999999999", "1e-99"])
        var refused = 0
        for bytes in damaged {
            do {
                var costs = try CostFile(bytes: bytes, file: "costs.json")
                let report = try ShareReport(&costs, key: .nucleolus, samples: 50, seed: 1)
                #expect(report.shares.count == report.players.count)
            } catch {
                #expect(error is InputProblem)
                refused += 1
            }
        }
        #expect(refused > 300)
    }
}
