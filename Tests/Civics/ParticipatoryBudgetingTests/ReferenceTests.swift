import Foundation
import ParticipatoryBudgeting
import Testing

@Suite("Our winners are the winners of the reference tools")
struct ReferenceTests {
    static let utilities: [String: Utility] = [
        "cost": .cost, "cardinality": .cardinality, "additive_score": .score, "score": .score, "borda": .borda,
    ]

    @Test("240 small random elections with many ties, as pabutools counts them, winner by winner")
    func randomElections() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Expected/random_elections.json")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
        let cases = try required(json?["cases"] as? [[String: Any]])
        #expect(cases.count == 240)
        for (number, item) in cases.enumerated() {
            let election = try Election.read(try required(item["election"] as? String))
            for (name, expected) in try required(item["expected"] as? [String: [String]]) {
                let parts = name.split(separator: " ").map(String.init)
                let utility = parts.count > 1 ? Self.utilities[parts[1]] : nil
                let ours: [String]
                switch parts[0] {
                case "greedy": ours = try winners(election, .greedyPerCost, utility: utility)
                case "none": ours = try winners(election, .equalShares, utility: utility)
                case "greedy-completion": ours = try winners(election, .equalShares, utility: utility, completion: .greedy)
                case "add1": ours = try winners(election, .equalShares, utility: utility, completion: .add1)
                case "add1-greedy": ours = try winners(election, .equalShares, utility: utility, completion: .add1Greedy)
                default:
                    // The reference sorts Phragmén's winners by id.
                    ours = try winners(election, .phragmen).sorted()
                }
                #expect(ours == (parts[0] == "phragmen" ? expected.sorted() : expected), "election \(number), \(name)")
            }
        }
    }

    @Test(
        "Published elections, as pabutools counts them",
        .enabled(if: Published.isHere, "the folder of published elections is not here"))
    func publishedElections() throws {
        var compared = 0
        for file in try Published.files(in: "golden/pb", suffix: ".json") {
            let golden = try required(try Published.json("golden/pb/\(file)") as? [String: Any])
            let election = try Published.election(try required(golden["file"] as? String))
            for (name, outcome) in try required(golden["rules"] as? [String: [String: Any]]) {
                guard let expected = outcome["winners"] as? [String] else { continue }
                if election.isForOptimizedBuilds, name.contains("add1") || name.contains("phragmen") { continue }
                let ours = try winnersOf(name, election)
                #expect(Set(ours) == Set(expected), "\(file) \(name)")
                // Loads are given sorted by the reference; every other rule must agree on the order too.
                if !name.contains("phragmen") { #expect(ours == expected, "\(file) \(name)") }
                compared += 1
                if let filled = outcome["add1u_winners"] as? [String] {
                    #expect(try winnersOf(name.replacing("add1/", with: "add1+utilitarian/"), election) == filled, "\(file) \(name)")
                }
            }
        }
        #expect(compared > 100)
    }

    private func winnersOf(_ name: String, _ election: Election) throws -> [String] {
        let parts = name.split(separator: "/").map(String.init)
        let utility = parts.count > 1 ? Self.utilities[parts[1]] : nil
        switch parts[0] {
        case "greedy": return try winners(election, utility == .cost ? .greedy : .greedyPerCost, utility: utility)
        case "mes": return try winners(election, .equalShares, utility: utility)
        case "mes+utilitarian": return try winners(election, .equalShares, utility: utility, completion: .greedy)
        case "mes+add1": return try winners(election, .equalShares, utility: utility, completion: .add1)
        case "mes+add1+utilitarian": return try winners(election, .equalShares, utility: utility, completion: .add1Greedy)
        case "sequential_phragmen": return try winners(election, .phragmen)
        case "phragmen+utilitarian": return try winners(election, .phragmen, utility: utility, completion: .greedy)
        case "maximin_support": return try winners(election, .maximinSupport)
        default: throw Missing()
        }
    }

    @Test(
        "Published elections, as equalshares.net counts them",
        .enabled(if: Published.isHere, "the folder of published elections is not here"))
    func equalSharesTool() throws {
        let folder = try required(Published.folder)
        let lines = try String(contentsOf: folder.appending(path: "golden/pb_equalshares_tool.jsonl"), encoding: .utf8)
        for line in lines.split(separator: "\n") {
            let item = try required(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let completions: [String: Completion] = [
                "none ": .none, "add1 exhaustive": .add1, "add1 integral": .officialAdd1, "add1u integral": .officialAdd1Greedy,
            ]
            let completion = try required(completions["\(item["completion"] ?? "") \(item["opts"] ?? "")"])
            let election = try Published.election(try required(item["file"] as? String))
            if election.isForOptimizedBuilds, completion != .none { continue }
            let ours = try winners(
                election, .equalShares, utility: .cost, completion: completion, ties: .costThenVotes,
                comparison: item["comparison"] as? String == "satisfaction" ? .satisfaction : nil)
            #expect(ours == item["winners"] as? [String], "\(item["file"] ?? "")")
        }
    }

    @Test(
        "Official results are recounted from the raw ballots",
        .enabled(if: Published.isHere, "the folder of published elections is not here"))
    func officialResults() throws {
        // What the files tell only in their comments. In Ursynów the city kept a project against two with more votes, and
        // no order of the greedy rule gives its list.
        let conflicts = ["Poland_Warszawa_2022_Bemowo.pb": ["773", "153"]]
        let unexplained = ["Poland_Warszawa_2021_Ursynow.pb"]
        var recounted = 0
        for file in try Published.files(in: "pabulib", suffix: ".pb") {
            let election = try Published.election(file)
            let selected = election.projects.filter { ["1", "2"].contains($0["selected"] ?? "") }.map(\.id)
            guard !selected.isEmpty else { continue }
            var tally = Tally(rule: .official)
            if let group = conflicts[file] { tally.constraints.exclusive = [Set(try group.map(election.place))] }
            let ours = Set(election.ids(try tally.result(of: election).winners))
            #expect((ours == Set(selected)) == !unexplained.contains(file), "\(file)")
            recounted += 1
        }
        #expect(recounted == 11)
    }
}
