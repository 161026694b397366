import ArgumentParser
import Foundation
import OpinionMapping
import Testing

@testable import TalkootCommands

@Suite("talkoot opinion")
struct OpinionCommandTests {
    static let cases = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Civics/OpinionMappingTests/Cases").path

    private func report(resamples: Int? = nil) throws -> OpinionReport {
        let votes = try VoteFile(readBytes(of: Self.cases + "/small-votes.csv"))
        let statements = try StatementFile(readBytes(of: Self.cases + "/small-comments.csv"))
        let map = OpinionMap(of: votes.log.matrix(withholding: statements.withheld()))
        let stability = resamples.map { map.stability(resamples: $0, seed: 1) }
        return OpinionReport(map: map, statements: statements.statements, stability: stability)
    }

    @Test("writes one JSON document with every figure of the map")
    func json() throws {
        var text = ""
        try report(resamples: 5).writeJSON { text += $0 }
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(document["participants"] as? Int == 48)
        #expect(document["statements"] as? Int == 14)
        #expect((document["center"] as? [Double])?.count == 14)
        #expect((document["components"] as? [[Double]])?.map(\.count) == [14, 14])
        #expect((document["projection"] as? [String: [Double]])?["0"]?.count == 2)
        let groups = try #require(document["groups"] as? [[String: Any]])
        let members = groups.flatMap { $0["members"] as? [String] ?? [] }
        #expect(Set(members) == Set(try #require(document["inConversation"] as? [String])))
        let representative = try #require(document["representative"] as? [String: [[String: Any]]])
        #expect(Set(representative.keys) == Set(groups.compactMap { $0["id"] as? String }))
        #expect(
            representative.values.joined().allSatisfy { ["agree", "disagree"].contains($0["direction"] as? String) })
        #expect((document["groupInformedConsensus"] as? [String: Double])?.count == 14)
        #expect((document["stability"] as? [String: Any])?["resamples"] as? Int == 5)
    }

    @Test("says in words what marks the groups and what bridges them")
    func text() throws {
        let text = try report().text
        #expect(text.hasPrefix("48 participants, 14 statements, 554 votes; 48 people in the conversation.\n"))
        #expect(text.contains("\n\nGroup A: "))
        #expect(text.contains("\n\nBridges: the statements that every group supports most\n"))
        #expect(text.contains("[4] Statement 4, so called \"4\" (35 of 41)"))
    }

    @Test("escapes what strangers wrote, on the page and in the terminal")
    func escaping() throws {
        var log = VoteLog()
        for person in 0..<40 {
            for statement in ["<b>", "2", "3"] {
                log.append(participant: "\(person)", statement: statement, opinion: person < 20 ? .agree : .disagree)
            }
        }
        let statement = Statement(id: "2", text: "<script>alert(1)</script>\u{1B}[2J\nnext & last")
        let report = OpinionReport(map: OpinionMap(of: log.matrix()), statements: [statement], stability: nil)
        #expect(!report.page.contains("<script>") && report.page.contains("&lt;script&gt;"))
        #expect(!report.page.contains("[<b>]"))
        #expect(!report.text.contains("\u{1B}") && report.text.contains("[2J next & last"))
    }

    @Test("ends bad input with exit code 2, whichever file is bad")
    func badInput() async throws {
        let votes = Self.cases + "/small-votes.csv"
        let comments = Self.cases + "/small-comments.csv"
        for arguments in [
            ["/nowhere.csv"], [comments], [votes, "--statements", votes], [votes, "--math-state", comments],
        ] {
            let command = try OpinionCommand.parse(arguments)
            await #expect(throws: ExitCode(2)) { try await command.run() }
        }
    }
}
