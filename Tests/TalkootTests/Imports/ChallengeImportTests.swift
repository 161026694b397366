internal import Foundation
internal import Storage
@testable internal import Talkoot
internal import TestTown
internal import Testing

@Suite("Calls of Challenge.gov become challenges")
struct ChallengeImportTests {
    private static func call(_ id: Int, _ start: String, _ end: String, judging: String = "", title: String = "Cooler streets", description: String = "<p>Heat.</p>") -> JSON {
        [
            "challenge-id": .text("\(id)"), "challenge-title": .text(title), "permalink": .text("https://www.challenge.gov/challenge/\(id)/"), "tagline": .text("Make it cooler"),
            "type-of-challenge": ["Ideas", "Scientific"], "total-prize-offered-cash": "$195,000", "challenge_status": "open", "agency": "Agency <b>A</b>", "submission-start": .text(start),
            "submission-end": .text(end), "description": .text(description), "prizes": "<ul><li>First: $100,000</li></ul>", "how-to-enter": "<p>Write.</p>",
            "rules": "<h4>Eligibility</h4><p>Anybody over 18.</p><h4>Terms</h4><p>Be fair.</p>", "judging": .text(judging),
        ]
    }
    private static func feed(_ calls: JSON...) -> Data { Data(JSON.object(["_challenge": .list(calls)]).canonical.utf8) }
    /// Three around October 2021, one a year later.
    private static let four = feed(
        call(1, "2021/09/01 9:00 AM", "2021/11/30 5:00 PM", judging: "<ul><li><strong>Impact (40%):</strong> how much</li><li>Cost: 35%</li><li>25% Team</li></ul>"),
        call(2, "09/15/2021 12 p.m.", "2021/12/03 11:59 p.m.", judging: "<p>The best wins.</p>"), call(3, "2021/01/10", "2021/08/01"), call(4, "2022/10/01 8:00 AM", "2022/12/01"))

    private func importing(_ bytes: Data, into town: Town, shift: FeedShift = .automatic, dryRun: Bool = false) async throws -> ImportReport {
        try await town.platform.importChallenges(bytes, from: "feed.json", in: town.kuusila, shift: shift, dryRun: dryRun) { _ in "parks" }
    }
    private func challenges(_ town: Town) async throws -> [Challenge] {
        try await town.look { try ChallengeQueries.list(limit: 200, $0).rows }.sorted { $0.opensAt ?? $0.createdAt < $1.opensAt ?? $1.createdAt }
    }

    @Test("prizes, eligibility and judging come along, and a problem of their own", arguments: HouseEngine.available)
    func keepsContents(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            let report = try await importing(Self.four, into: town)
            #expect(report.read == 4 && report.imported == 4 && report.notes.isEmpty)
            let challenge = try await challenges(town)[1]
            #expect(challenge.prize == Money(cents: 19_500_000) && challenge.kind == .ideaContest && challenge.eligibility == "Anybody over 18." && challenge.summary == "Make it cooler")
            #expect(challenge.text == """
                Heat.

                ## Prizes

                - First: $100,000

                ## How to enter

                Write.

                ## Rules

                ### Eligibility

                Anybody over 18.

                ### Terms

                Be fair.

                ## Judging

                - Impact (40%): how much
                - Cost: 35%
                - 25% Team

                ## Where it comes from

                Published by Agency A on [Challenge.gov](https://www.challenge.gov/challenge/1/). Prizes there: $195,000.
                """)
            let (criteria, problem) = try await town.look { (try ChallengeQueries.criteria(of: challenge, $0), try ProblemQueries.problem(challenge.problem, $0)) }
            #expect(criteria.map { "\($0.name) \($0.weight)" } == ["Impact 40", "Cost 35", "Team 25"])
            #expect(problem?.state == .inSolution && problem?.route == .challenge && problem?.initiative == challenge.initiative)
        }
    }

    @Test("dates move by whole weeks so that most are open; they close by the clock", arguments: HouseEngine.available)
    func movesDates(_ place: HouseEngine) async throws {
        try await place.story { town, clock in
            _ = try await importing(Self.four, into: town)
            let found = try await challenges(town)
            #expect(found.map(\.state) == [.completed, .open, .open, .published])
            let shift = try #require(Day("2021-09-01")).dayNumber
            let moved = try await town.look { scene in found.map { $0.opensAt.map { scene.city.calendar.day(of: $0).dayNumber } ?? 0 } }
            #expect((moved[1] - shift) % 7 == 0)
            let closesAt = try #require(found[1].closesAt)
            #expect(closesAt > clock.now)
            try await town.wait(until: closesAt)
            #expect(try await challenges(town)[1].state == .closed)
        }
    }

    @Test("with their own dates all is over, and nothing can be handed in", arguments: HouseEngine.available)
    func keepsDates(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            _ = try await importing(Self.four, into: town, shift: .none)
            #expect(try await challenges(town).allSatisfy { $0.state == .completed })
            #expect(try await town.count("SELECT count(*) FROM due") == 0)
        }
    }

    @Test("again without duplicates, dry without a trace, and quietly", arguments: HouseEngine.available)
    func comesAgain(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            let notices = try await town.count("SELECT count(*) FROM notice")
            #expect(try await importing(Self.four, into: town, dryRun: true).imported == 4)
            #expect(try await challenges(town).isEmpty)
            _ = try await importing(Self.four, into: town)
            let again = try await importing(Self.four, into: town)
            #expect(again.imported == 0 && again.known == 4)
            #expect(try await town.count("SELECT count(*) FROM entry WHERE event = 'challenges.imported'") == 1)
            #expect(try await town.count("SELECT count(*) FROM notice") == notices)
        }
    }

    @Test("an imported call is answered, scored and decided like any other", arguments: HouseEngine.available)
    func walksOn(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            _ = try await importing(Self.four, into: town)
            let challenge = try await challenges(town)[2]
            for juror in Townsperson.jurors { try await town.perform("jury.seat", on: challenge.reference, ["email": .text(juror.email), "profession": "Juror"], as: .liisa) }
            let begun = try await town.perform("submission.begin", on: challenge.reference, ["team": "Ville", "title": "Trees", "summary": "s", "text": "t", "budget": "100"], as: .ville)
            let submission = try #require(begun.object)
            try await town.perform("submission.submit", on: submission, ["declaration": true], as: .ville)
            try await town.wait(until: try #require(challenge.closesAt))
            try await town.perform("submission.admit", on: submission, as: .liisa)
            try await town.perform("challenge.evaluate", on: challenge.reference, as: .liisa)
            let criterion = try #require(try await town.look { try ChallengeQueries.criteria(of: challenge, $0).first?.id.rawValue })
            for juror in Townsperson.jurors {
                try await town.perform("jury.declare", on: submission, ["conflict": "none"], as: juror)
                try await town.perform("jury.score", on: submission, ["scores": [["criterion": .text(criterion), "value": 7]]], as: juror)
            }
            try await town.perform("jury.confirm", on: challenge.reference, as: .liisa)
            try await town.perform("decision.take", on: challenge.reference, [
                "chosen": .text(submission.code.rawValue), "reasons": "r", "against": "a", "feedback": "f", "mandate": "1000",
                "mandateUntil": .text(try await town.look { $0.today.adding(days: 100).description }),
            ], as: .kaisa)
            #expect(try await challenges(town)[2].state == .stageDecided)
        }
    }

    @Test("hostile and broken calls do no harm", arguments: HouseEngine.available)
    func isHarmless(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            let bytes = Self.feed(
                Self.call(1, "2021/09/01", "2021/11/30", title: "<script>x</script>Safe", description: "<iframe src=x></iframe><a href=\"javascript:x\">text</a>"),
                Self.call(1, "2021/09/01", "2021/11/30"), Self.call(2, "soon", "later"), Self.call(3, "2021/11/30", "2021/09/01"), ["challenge-id": "4"], "nonsense")
            let report = try await importing(bytes, into: town)
            #expect(report.imported == 2 && report.notes.map(\.description) == [
                "2: refused, it has the same id as line 1", "3: refused, its dates cannot be read",
                "4: changed, its end “2021/09/01” cannot be read or lies before its start, so it closes after sixty days", "5: refused, it has no title",
                "6: refused, it is not a JSON object",
            ])
            let safe = try #require(try await challenges(town).first { $0.title == "Safe" })
            #expect(safe.text.hasPrefix("text\n") && !safe.text.contains("javascript"))
            await #expect(throws: ImportTrouble(.notFeed)) { try await importing(Data("{}".utf8), into: town) }
        }
    }
}
