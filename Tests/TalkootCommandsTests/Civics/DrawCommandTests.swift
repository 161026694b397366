import Foundation
import Sortition
import Testing

@testable import TalkootCommands

@Suite("talkoot draw")
struct DrawCommandTests {
    static let pool = """
        person_id,Gender,home,notes
        a,woman,1,
        b,man,1,"likes, commas"
        c,Woman,2,
        d,man,3,
        e,man,,

        """
    static let quotas = """
        feature,value,min,max,min_flex,max_flex
        Gender,woman,1,1,0,2
        Gender,man,1,1,0,2

        """

    private func files(
        pool: String = pool, quotas: String = quotas, size: Int = 2, address: [String] = []
    ) throws -> DrawFiles {
        let folder = FileManager.default.temporaryDirectory.appending(path: "draw-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (poolFile, quotaFile) = (folder.appending(path: "pool").path, folder.appending(path: "quotas").path)
        try writeText(pool, to: poolFile)
        try writeText(quotas, to: quotaFile)
        return try DrawFiles(pool: poolFile, quotas: quotaFile, size: size, address: address)
    }

    private func outcome(seed: String?, address: [String] = []) throws -> DrawOutcome {
        let selection = try files(address: address).selection
        let distribution = try FairDistribution(selection, fairness: .leximin)
        return DrawOutcome(
            selection: selection, method: "leximin", seed: seed, changes: [], distribution: distribution,
            lottery: try Lottery(distribution, of: selection))
    }

    @Test("writes one JSON document with chances, panel and lottery")
    func json() throws {
        let text = try outcome(seed: "7 12 33").json.text
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(document["probabilities"] as? [String: String] == ["a": "1/2", "c": "1/2", "b": "1/3", "d": "1/3", "e": "1/3"])
        #expect(document["minimumProbability"] as? String == "1/3")
        let lottery = try #require(document["lottery"] as? [[String]])
        let number = try #require(document["number"] as? Int)
        #expect(lottery.count == 1_000)
        #expect(document["panel"] as? [String] == lottery[number - 1])
    }

    @Test("writes numbers where the optimum is no fraction, and readable chances in text")
    func numbers() throws {
        let selection = try files().selection
        let nash = try FairDistribution(selection, fairness: .nash)
        let drawn = DrawOutcome(
            selection: selection, method: "nash", seed: nil, changes: [], distribution: nash,
            lottery: try Lottery(nash, of: selection, count: 10))
        let document = try #require(try JSONSerialization.jsonObject(with: Data(drawn.json.text.utf8)) as? [String: Any])
        #expect((document["probabilities"] as? [String: Double])?.count == 5)
        #expect(abs((document["minimumProbability"] as? Double ?? 0) - 1.0 / 3) < 1e-6)
        #expect(try outcome(seed: nil).text.contains("  b\t33.333 % (1/3)\n"))
    }

    @Test("draws nothing before the seed is known, and lists the same panels")
    func withoutSeed() throws {
        let (before, after) = (try outcome(seed: nil), try outcome(seed: "x"))
        #expect(before.panel == nil && before.lottery == after.lottery)
        #expect(before.text.contains("nothing is drawn without a seed"))
    }

    @Test("takes at most one person of an address when asked to")
    func addresses() throws {
        let drawn = try outcome(seed: "x", address: ["home"])
        #expect(drawn.lottery.panels.allSatisfy { $0 != [0, 1] })
        #expect(try outcome(seed: "x").lottery.panels.contains([0, 1]))
    }

    @Test("reads the other shape of quotas, JSON, and people without ids")
    func shapes() throws {
        let read = try files(
            pool: "[{\"gender\":\"man\"},{\"gender\":\"woman\"}]",
            quotas: "category,feature,min,max\ngender,woman,1,1\ngender,man,1,1\n")
        #expect(read.selection.people.map(\.id) == ["0", "1"])
    }

    @Test("says which line is wrong and why", arguments: [
        (pool.replacingOccurrences(of: "d,man", with: "d,robot"), quotas, 2, "pool:5: “robot” in Gender has no quota"),
        (pool.replacingOccurrences(of: "d,man", with: "a,man"), quotas, 2, "pool:5: id “a” stands twice"),
        (pool.replacingOccurrences(of: "e,man,,", with: "e,man"), quotas, 2, "pool:6: 2 fields where the header has 4"),
        (pool.replacingOccurrences(of: "Gender", with: "sex"), quotas, 2, "pool:1: there is no column “Gender”, which has quotas"),
        (pool, quotas.replacingOccurrences(of: "woman,1", with: "woman,one"), 2, "quotas:2: “one” in min is not a whole number"),
        (pool, quotas.replacingOccurrences(of: "woman,1,1", with: "woman,2,1"), 2, "quotas:2: min 2 is above max 1"),
        (pool, "a,b\n", 2, "quotas:1: columns category,feature,min,max or feature,value,min,max are needed"),
        (pool, quotas, 9, "pool:1: a panel of 9 cannot be drawn from 5 people"),
    ])
    func badInput(pool: String, quotas: String, size: Int, expected: String) throws {
        let problem = #expect(throws: InputProblem.self) { try files(pool: pool, quotas: quotas, size: size) }
        #expect(problem?.description.hasSuffix("/" + expected) == true, "\(problem?.description ?? "")")
    }

    @Test("names the smallest change when no panel meets the quotas")
    func relaxation() throws {
        let read = try files(quotas: Self.quotas.replacingOccurrences(of: "man,1,1", with: "man,2,2"), size: 3)
        #expect(try !read.selection.isFeasible())
        let problem = read.noPanel(try read.selection.smallestRelaxation())
        #expect(problem.reason == "no panel of 3 people meets all quotas; the smallest change that helps: min of Gender “woman” from 2 to 1")
        #expect(problem.line == 2)
    }

    @Test("escapes what strangers wrote")
    func escaping() throws {
        let selection = try files(pool: Self.pool.replacingOccurrences(of: "a,woman", with: "<b>&,woman")).selection
        let drawn = DrawOutcome(
            selection: selection, method: "leximin", seed: "\"<i>", changes: [], distribution: nil,
            lottery: try Lottery(FairDistribution(selection, fairness: .leximin), of: selection, count: 10))
        #expect(drawn.page.contains("&lt;b&gt;&amp;") && !drawn.page.contains("<b>"))
        #expect(drawn.page.contains("&quot;&lt;i&gt;"))
    }

    @Test("damaged files end in a draw or in a sentence, never in a crash")
    func damage() throws {
        let fragments = [",", "\"", "\n", "Gender", "woman", "-1", "99999999999999999999", "\u{0}", "min,max"]
        for (index, bytes) in damagedCopies(of: Self.pool + Self.quotas, count: 600, with: fragments).enumerated() {
            let text = String(decoding: bytes, as: UTF8.self)
            let (pool, quotas) = index.isMultiple(of: 2) ? (text, Self.quotas) : (Self.pool, text)
            do {
                let selection = try files(pool: pool, quotas: quotas).selection
                if try selection.isFeasible() {
                    let distribution = try FairDistribution(selection, fairness: .leximin)
                    #expect(abs(distribution.chances.reduce(0, +) - 2) < 1e-6)
                } else {
                    _ = try selection.smallestRelaxation()
                }
            } catch let problem as InputProblem {
                #expect(!problem.reason.isEmpty)
            }
        }
    }
}
