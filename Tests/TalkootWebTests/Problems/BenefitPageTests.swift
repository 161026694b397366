import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// The register of benefits and obstacles as everybody reads it, and as a table.
@Suite(.serialized) struct BenefitPageTests {
    @Test func theReportSaysWhatCameWithItsLink() async throws {
        let web = try await WebTown.found()
        let walk = try await web.town.problem(in: .triaged), problem = try await walk.object(.problem)
        for code in ["B1", "D1"] { try await web.town.perform("problem.expect", on: problem, ["code": .text(code), "text": .text("Hope \(code).")], as: .paivi) }
        try await web.town.perform("problem.define", on: problem, ["outcome": "x", "metric": "y", "baseline": "1", "goal": "2"], as: .paivi)
        try await web.town.perform("problem.review", on: problem, ["expectation": "2", "result": "realised", "evidence": "See https://kuusila.example/minutes?id=4."], as: .paivi)
        let address = "/kuusila/problems/\(problem.code)"
        for page in [try await web.page(address + "?lang=en"), try await web.page(address + "/benefits?lang=en")] {
            #expect(page.contains("<a href=\"https://kuusila.example/minutes?id=4\" rel=\"nofollow\">https://kuusila.example/minutes?id=4</a>."))
            #expect(page.contains("Not realised") && page.contains("Realised") && page.contains("Hope B1."))
        }
        let rows = try #require(try JSON(parsing: try await web.page(address + "/benefits.json"))["rows"]?.list)
        #expect(rows.map { $0["code"]?.text } == ["B1", "D1"] && rows.map { $0["outcome"]?.text } == ["notRealised", "realised"])
        #expect(try await web.page(address + "/benefits.csv").hasPrefix("code,text,expectedAt,outcome,reviewedAt,result,evidence,files\r\nB1,Hope B1.,"))
    }

    @Test func textsOfPeopleBecomeLinksAndNothingElse() {
        #expect(LinkedText("at http://a.example/b, and javascript:alert(1) <b>").html.string == "at <a href=\"http://a.example/b\" rel=\"nofollow\">http://a.example/b</a>, and javascript:alert(1) &lt;b&gt;")
    }
}
