import ReviewPanels
import Storage
@testable import Talkoot
import Testing
import TestTown

/// A jury that can be trusted: who may score, what must be said, and that anybody can count again.
@Suite(.serialized) struct JuryStoryTests {
    @Test(arguments: HouseEngine.available) func nobodyScoresBeforeHavingDeclared(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let (walk, answer) = try await evaluation(in: town)
        await #expect(throws: Refusal.denied("denied.declareFirst")) { try await score(walk, answer, [5, 5, 5], as: .riku) }
        await #expect(throws: Refusal.invalid([Problem("note", "problem.missing")])) { try await town.perform("jury.declare", on: answer, ["conflict": "money"], as: .riku) }
        _ = try await town.perform("jury.declare", on: answer, ["conflict": "none"], as: .riku)
        try await score(walk, answer, [5, 5, 5], as: .riku)
        #expect(try await scores(of: answer, town) == 3)
    }

    @Test(arguments: HouseEngine.available) func aTieRecusesAndALateOneVoidsWhatWasScored(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let (walk, answer) = try await evaluation(in: town)
        _ = try await town.perform("jury.declare", on: answer, ["conflict": "family", "note": "My sister works there."], as: .riku)
        await #expect(throws: Refusal.denied("denied.recused")) { try await score(walk, answer, [5, 5, 5], as: .riku) }
        _ = try await town.perform("jury.declare", on: answer, ["conflict": "none"], as: .marja)
        try await score(walk, answer, [6, 6, 6], as: .marja)
        _ = try await town.perform("jury.declare", on: answer, ["conflict": "money", "note": "I found shares in my fund."], as: .marja)
        #expect(try await scores(of: answer, town) == 0)
        await #expect(throws: Refusal.denied("denied.recused")) { try await score(walk, answer, [6, 6, 6], as: .marja) }
    }

    @Test(arguments: HouseEngine.available) func whoeverGivesVeryLittleOrVeryMuchSaysWhy(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let (walk, answer) = try await evaluation(in: town)
        _ = try await town.perform("jury.declare", on: answer, ["conflict": "none"], as: .riku)
        let silent = [Problem("scores.0.comment", "problem.commentExtreme"), Problem("scores.2.comment", "problem.commentExtreme")]
        await #expect(throws: Refusal.invalid(silent)) { try await score(walk, answer, [2, 3, 9], as: .riku) }
        try await score(walk, answer, [3, 8, 5], as: .riku)
        try await score(walk, answer, [0, 5, 10], comment: "It cannot work here.", as: .riku)
        let outside = [Problem("scores.0.value", "problem.range", ["low": "0", "high": "10"])]
        await #expect(throws: Refusal.invalid(outside)) { try await score(walk, answer, [11, 5, 5], as: .riku) }
        await #expect(throws: Refusal.invalid([Problem("scores", "problem.everyCriterion")])) { try await score(walk, answer, [5, 5], as: .riku) }
    }

    @Test(arguments: HouseEngine.available) func theRankingIsCountedAgainFromTheDownload(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await Walk(.clearKerbs, in: town).reach(.rankingConfirmed)
        try await checkAgainstTheLibrary(walk)
    }

    @Test(arguments: HouseEngine.available) func alsoWhereTheLotDecides(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        for _ in 1...3 {
            let (walk, _) = try await evaluation(in: town)
            for juror in Townsperson.jurors {
                try await walk.declareNoConflict(juror)
                for answer in await walk.answers { try await score(walk, answer, [6, 6, 6], as: juror) }
            }
            _ = try await town.perform("jury.confirm", on: try await walk.object(.challenge), as: .liisa)
            let decided = try await checkAgainstTheLibrary(walk)
            #expect(decided == ["", "lot"])
        }
    }

    @Test(arguments: HouseEngine.available) func noAnswerCanBeWithdrawnOnceTheJuryHasRanked(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await Walk(.clearKerbs, in: town).reach(.rankingConfirmed)
        let answer = try #require(await walk.answers.last)
        await #expect(throws: Refusal.illegalMove(act: "submission.withdraw", state: "submission.eligible")) {
            try await town.perform("submission.withdraw", on: answer, as: .fatima)
        }
        try await checkAgainstTheLibrary(walk)
    }

    @Test(arguments: HouseEngine.available) func tooFewScoresAreNamedBeforeAnythingIsConfirmed(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let (walk, _) = try await evaluation(in: town)
        for juror in Townsperson.jurors { try await walk.declareNoConflict(juror) }
        try await walk.score(.riku)
        try await walk.score(.marja)
        try await walk.score(.anton, first: 1)
        let challenge = try await walk.object(.challenge)
        do {
            _ = try await town.perform("jury.confirm", on: challenge, as: .liisa)
            Issue.record("a ranking of two scores was confirmed")
        } catch Refusal.invalid(let problems) {
            #expect(problems == [Problem("", "problem.tooFewScores", ["submission": "Ask the drivers", "want": "3"])])
        }
        #expect(try await town.look(as: .liisa) { try ChallengeQueries.challenge(Target(challenge.code.rawValue), $0).state } == .evaluating)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM ranking") } == 0)
    }

    // MARK: The steps of these stories

    private func evaluation(in town: Town) async throws -> (walk: Walk, answer: ObjectReference) {
        let walk = try await Walk(.clearKerbs, in: town).reach(.evaluationBegun)
        return (walk, try #require(await walk.answers.first))
    }

    private func score(_ walk: Walk, _ answer: ObjectReference, _ values: [Int], comment: String? = nil, as juror: Townsperson) async throws {
        let code = try await walk.object(.challenge).code
        let criteria = try await walk.town.look { try ChallengeQueries.criteria(of: try ChallengeQueries.challenge(Target(code.rawValue), $0), $0).map(\.id.rawValue) }
        let rows = zip(criteria, values).map { criterion, value -> JSON in
            ["criterion": .text(criterion), "value": .integer(Int64(value)), "comment": comment.map { .text($0) } ?? .null]
        }
        _ = try await walk.town.perform("jury.score", on: answer, ["scores": .list(rows)], as: juror)
    }
    private func scores(of answer: ObjectReference, _ town: Town) async throws -> Int {
        try await town.platform.reading { try $0.count("SELECT count(*) FROM score WHERE submission = \(answer.id)") }
    }

    /// Counts the downloaded inputs as a stranger would, and compares. Returns what separated each place from the one above.
    @discardableResult
    private func checkAgainstTheLibrary(_ walk: Walk) async throws -> [String] {
        let code = try await walk.object(.challenge).code
        let inputs = try await walk.town.look { try JuryQueries.inputs(of: try ChallengeQueries.challenge(Target(code.rawValue), $0), $0) }
        let criteria = try #require(inputs["criteria"]?.list).map { JuryCriterion($0["name"]?.text ?? "", weight: Int($0["weight"]?.integer ?? 0)) }
        let scores = try #require(inputs["scores"]?.list).map {
            JuryScore(entry: $0["entry"]?.text ?? "", juror: $0["juror"]?.text ?? "", criterion: $0["criterion"]?.text ?? "", value: Int($0["score"]?.integer ?? -1))
        }
        let rule = JuryRule(criteria: criteria, minimumScores: Int(try #require(inputs["minimumScores"]?.integer)), seed: inputs["seed"]?.text)
        let counted = try rankJury(scores, rule: rule).ranking
        let places = try #require(inputs["places"]?.list)
        #expect(counted.map(\.entry) == places.map { $0["submission"]?.text ?? "" })
        #expect(counted.map { $0.raw.description } == places.map { $0["raw"]?.text ?? "" })
        let answers = await walk.answers.map(\.code.rawValue)
        #expect(Set(counted.map(\.entry)) == Set(answers))
        return counted.map { $0.decision?.rawValue ?? "" }
    }
}
