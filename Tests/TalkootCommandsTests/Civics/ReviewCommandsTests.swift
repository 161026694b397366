import ArgumentParser
import Foundation
import ReviewPanels
import Testing

@testable import TalkootCommands

/// What a command would print as its JSON document.
private func document(_ json: JSONValue) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any])
}

@Suite("talkoot assign")
struct AssignCommandTests {
    private func files(_ scores: String, conflicts: String? = nil) throws -> AssignFiles {
        try AssignFiles(
            scores: NumberTable(bytes: Array(scores.utf8), file: "scores.csv"),
            conflicts: conflicts.map { try NumberTable(bytes: Array($0.utf8), file: "mask.csv") })
    }

    private func command(_ options: String...) throws -> AssignCommand {
        try AssignCommand.parse(["--scores", "scores.csv"] + options)
    }

    @Test("prints total, minimum and each entry's reviewers, from CSV and JSON alike", arguments: ["5,4\n5,1\n", "[[5,4],[5,1]]"])
    func total(scores: String) throws {
        let outcome = try command("--per-entry", "1", "--maximum", "1").assign(files(scores))
        let json = try document(outcome.json)
        #expect(json["total"] as? Double == 9)
        #expect(json["minimum"] as? Double == 4)
        #expect(outcome.json.text.contains("\"assignments\":[[0,[1]],[1,[0]]]"))
        #expect(outcome.page.html.contains("Who reads which entry"))
    }

    @Test("a mask of 1 and a score of -1 both forbid the pair")
    func conflicts() throws {
        let outcome = try command("--per-entry", "1", "--maximum", "2").assign(files("5,-1\n4,4\n", conflicts: "1,0\n0,0\n"))
        #expect(outcome.json.text.contains("\"assignments\":[[0,[1]],[1,[1]]]"))
    }

    @Test("the lottery prints exact probabilities")
    func randomized() throws {
        let outcome = try command("--per-entry", "1", "--maximum", "1", "--method", "randomized", "--bound", "0.5").assign(files("1,0\n0,1\n"))
        #expect(outcome.json.text.contains("[0,0,\"1/2\"]"))
        #expect(try document(outcome.json)["expectedTotal"] as? Double == 1)
    }

    @Test("says where a file is wrong", arguments: [
        ("1,2\n3\n", nil, "scores.csv:2: 1 numbers instead of 2"),
        ("1,x\n", nil, "scores.csv:1: “x” is not a number within ±1000000000"),
        ("1,nan\n", nil, "scores.csv:1: “nan” is not a number within ±1000000000"),
        ("", nil, "scores.csv:1: there are no rows of numbers"),
        ("1,2\n", "0,2\n", "mask.csv:1: 2.0 is neither 0 (allowed) nor 1 (conflict)"),
        ("1,2\n", "0,0\n0,0\n", "mask.csv:2: 2 rows, but there are 1 rows of scores"),
        ("1,2\n", "1,1\n", "scores.csv:0: entry 0 needs 1 reviews, but the reviewers without a conflict can give only 0"),
    ] as [(String, String?, String)])
    func badInput(scores: String, conflicts: String?, message: String) {
        #expect {
            _ = try command("--per-entry", "1", "--maximum", "2").assign(files(scores, conflicts: conflicts))
        } throws: { ($0 as? InputProblem)?.description == message }
    }

    @Test("a probability is a fraction or a decimal above 0 and at most 1")
    func bound() {
        #expect(ExactScore(probability: "0.35") == ExactScore(7, over: 20))
        #expect(ExactScore(probability: "1/3") == ExactScore(1, over: 3))
        for bad in ["", "0", "-0.5", "1.5", "1/0", "x", "0.5.5", "1e-3", "99999999999999999999", "0.00001"] {
            #expect(ExactScore(probability: bad) == nil)
        }
    }

    @Test("survives damaged files")
    func damage() throws {
        for bytes in damagedCopies(of: "0.5,1,-1\n0,0.25,1\n1,1,0.75\n", count: 300, with: ["1e308", "nan", "-", ",", "\n", "[", "\""]) {
            do {
                let files = try AssignFiles(scores: NumberTable(bytes: bytes, file: "scores.csv"), conflicts: nil)
                let outcome = try command("--per-entry", "1", "--maximum", "2", "--method", "maximin").assign(files)
                #expect(!outcome.text.isEmpty)
            } catch {
                #expect(error is InputProblem)
            }
        }
    }
}

@Suite("talkoot rank")
struct RankCommandTests {
    private func tally(_ text: String) throws -> PairwiseTally {
        try RankCommand.tally(of: ReviewTable(bytes: Array(text.utf8), file: "pairs.csv", columns: ["winner", "loser"]))
    }

    @Test("prints strengths with intervals, strongest first, and ignores who voted")
    func json() throws {
        let tally = try tally("winner,loser,voter\nb,a,1\nb,a,2\na,b,3\nb,c,1\nc,a,2\n")
        let fit = try BradleyTerry(tally)
        let outcome = RankOutcome(tally: tally, fit: fit, level: 0.9, questions: fit.questions(count: 2))
        let json = try document(outcome.json)
        let strengths = try #require(json["strengths"] as? [[String: Any]])
        #expect(strengths.map { $0["id"] as? String } == ["b", "c", "a"])
        let first = try #require(strengths.first)
        #expect((first["low"] as? Double ?? 9) < (first["strength"] as? Double ?? 0))
        #expect(json["votes"] as? Int == 5)
        #expect((json["questions"] as? [[String]])?.count == 2)
        #expect(outcome.text.contains("ask next:"))
        #expect(outcome.page.html.contains("<th scope=\"row\">1</th><td>b</td>"))
    }

    @Test("says where a file is wrong", arguments: [
        ("winner,looser\na,b\n", "pairs.csv:1: the header has no column “loser”"),
        ("winner,loser\na,b\na,a\n", "pairs.csv:3: “a” is compared with itself"),
        ("winner,loser\na,\n", "pairs.csv:2: winner and loser must both be named"),
        ("winner,loser\na,b,c\n", "pairs.csv:2: 3 fields instead of 2"),
        ("[{\"winner\":\"a\"}]", "pairs.csv:1: “loser” is missing or neither text nor number"),
    ])
    func badInput(text: String, message: String) {
        #expect { _ = try tally(text) } throws: { ($0 as? InputProblem)?.description == message }
    }

    @Test("survives damaged files")
    func damage() {
        for bytes in damagedCopies(of: "winner,loser\na,b\nb,c\n\"c\",a\n", count: 300, with: ["\"", ",", "\n", "\r", "[", "{"]) {
            do {
                let table = try ReviewTable(bytes: bytes, file: "pairs.csv", columns: ["winner", "loser"])
                let fit = try BradleyTerry(RankCommand.tally(of: table))
                #expect(fit.strengths.allSatisfy { $0.isFinite })
            } catch {
                #expect(error is InputProblem)
            }
        }
    }
}

@Suite("talkoot scores")
struct ScoresCommandTests {
    private static let golden = """
        entry,juror,criterion,score
        a,j1,idea,6
        b,j1,idea,7
        c,j1,idea,9
        a,j2,idea,2
        b,j2,idea,5
        d,j2,idea,5
        b,j3,idea,8
        c,j3,idea,9
        d,j3,idea,7

        """

    private func outcome(_ text: String, recusals: String? = nil, weights: [JuryCriterion] = []) throws -> ScoresOutcome {
        let files = try ScoresFiles(
            scores: ReviewTable(bytes: Array(text.utf8), file: "scores.csv", columns: ScoresFiles.columns),
            recusals: recusals.map { try ReviewTable(bytes: Array($0.utf8), file: "recusals.csv", columns: ["juror", "entry"]) },
            weights: weights)
        return try ScoresCommand.parse(["scores.csv"]).count(files, files.rule)
    }

    @Test("prints raw, rescaled and modelled values")
    func json() throws {
        let entries = try #require(try document(outcome(Self.golden).json)["entries"] as? [[String: Any]])
        #expect(entries.map { $0["id"] as? String } == ["b", "a", "c", "d"])
        #expect(entries[0]["rawExact"] as? String == "20/3")
        #expect(entries[0]["place"] as? Int == 1 && entries[1]["place"] is NSNull)
        for (entry, expected) in zip(entries, [6.7544, 3.8196, 9.1515, 5.8973]) {
            #expect(abs((entry["rescaled"] as? Double ?? 0) - expected) < 5e-5)
            #expect((entry["low"] as? Double ?? 9) < (entry["high"] as? Double ?? 0))
        }
    }

    @Test("decimals stay exact, weights and recusals count")
    func decimals() throws {
        let text = "entry,juror,criterion,score\na,j,idea,7.25\na,j,plan,1\nb,j,idea,0.1\nb,j,plan,0.2\na,k,idea,10\na,k,plan,10\n"
        let weights = [JuryCriterion("idea", weight: 3), JuryCriterion("plan", weight: 1)]
        let result = try outcome(text, recusals: "juror,entry\nk,a\n", weights: weights).result
        #expect(result.standings.first { $0.entry == "a" }?.raw == ExactScore(91, over: 16))
        #expect(result.standings.first { $0.entry == "b" }?.raw == ExactScore(1, over: 8))
    }

    @Test("says where a file is wrong", arguments: [
        ("a,j,idea,ten\n", "scores.csv:2: “ten” is not a score within ±1000 with at most six decimals"),
        ("a,j,idea,1\na,j,idea,2\n", "scores.csv:3: j scored a twice on idea"),
        ("a,j,idea,1\nb,j,plan,2\n", "scores.csv:2: j scored a, but not on plan"),
        ("a,,idea,1\n", "scores.csv:2: entry and juror must be named"),
        ("a,j,idea,1001\n", "scores.csv:2: “1001” is not a score within ±1000 with at most six decimals"),
    ])
    func badInput(rows: String, message: String) {
        #expect { _ = try outcome("entry,juror,criterion,score\n" + rows) } throws: { ($0 as? InputProblem)?.description == message }
    }

    @Test("survives damaged files")
    func damage() {
        for bytes in damagedCopies(of: Self.golden, count: 300, with: ["-", ".", "9999999", "0.000001", "\"", ",", "\n"]) {
            do {
                let table = try ReviewTable(bytes: bytes, file: "scores.csv", columns: ScoresFiles.columns)
                let files = try ScoresFiles(scores: table, recusals: nil, weights: [])
                #expect(try !ScoresCommand.parse(["scores.csv"]).count(files, files.rule).text.isEmpty)
            } catch {
                #expect(error is InputProblem)
            }
        }
    }
}
