import Storage
@testable import Talkoot
import Testing
import TestTown

/// A call that is cancelled leaves nobody waiting: its answers lapse, their clocks stop, and their teams hear why.
@Suite(.serialized) struct CancelStoryTests {
    @Test(arguments: HouseEngine.available) func answersLapseWithTheirCallAndTheirTeamsHearWhy(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .closed, of: .clearKerbs)
        let answers = await walk.answers
        try await town.perform("submission.admit", on: try #require(answers.first), as: .liisa)
        try await cancel(walk, in: town)

        let lapsed = try await rows(answers, town)
        #expect(lapsed.map(\.state) == [.lapsed, .lapsed])
        #expect(lapsed.map(\.feedback) == [Self.reason, Self.reason], "the reason is every team's feedback")
        #expect(lapsed.map { $0.isPublic } == [true, false], "what was admitted stays public, what was sealed stays sealed")
        for answer in answers {
            #expect(try await town.look { try StageQueries.of(answer, $0) }.allSatisfy { $0.leftAt != nil }, "no clock runs on")
            let told = try await town.look { scene in
                try scene.tx.rows("SELECT recipient FROM notice WHERE event = 'submission.lapsed' AND object_id = \(answer.id)") { try $0.text() }
            }
            #expect(told.contains(try town.id(of: answer == answers[0] ? .noora : .fatima).rawValue))
            #expect(try await town.look { try $0.tx.count("SELECT count(*) FROM entry WHERE event = 'submission.lapsed' AND object_id = \(answer.id)") } == 1)
        }
        let twice = try await town.look { try $0.tx.count("SELECT count(*) FROM notice WHERE event = 'challenge.cancelled' AND recipient = \(try town.id(of: .noora))") }
        #expect(twice == 0, "a team hears of its own submission once, not of the call as well")
        try await town.wait(days: 60)
        #expect(try await town.look { try $0.tx.count("SELECT count(*) FROM notice WHERE event = 'clock.overdue' AND object_kind = 'submission'") } == 0)
    }

    @Test(arguments: HouseEngine.available) func whatLapsedUnopenedIsNotReadInCityHallLater(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .open, of: .clearKerbs)
        try await walk.reach(.answersBegun)
        let answers = await walk.answers
        try await town.perform("submission.submit", on: try #require(answers.first), ["declaration": true], as: .noora)
        try await cancel(walk, in: town)
        try await town.wait(days: 90)
        for answer in answers {
            await #expect(throws: Refusal.notFound) { try await town.look(as: .liisa) { try SubmissionQueries.submission(Target(answer.code.rawValue), $0) } }
        }
        let own = Target(try #require(answers.first).code.rawValue)
        #expect(try await town.look(as: .noora) { try SubmissionQueries.submission(own, $0).state } == .lapsed)
        let call = Target(try await walk.object(.challenge).code.rawValue)
        #expect(try await town.look { try SubmissionQueries.count(of: try ChallengeQueries.challenge(call, $0), $0) } == 1, "a draft never came in")
    }

    @Test(arguments: HouseEngine.available) func whatSomebodyHasDecidedIsNotCancelled(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await Walk(.clearKerbs, in: town).reach(.decisionTaken)
        await #expect(throws: Refusal.illegalMove(act: "challenge.cancel", state: "challenge.stageDecided")) { try await cancel(walk, in: town) }
        let earlier = try await Walk(.clearKerbs, in: town).reach(.rankingConfirmed)
        try await cancel(earlier, in: town)
        #expect(try await rows(earlier.answers, town).allSatisfy { $0.state == .lapsed })
    }

    @Test(arguments: HouseEngine.available) func nobodyLapsesAnAnswerByHand(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .closed, of: .clearKerbs)
        let answer = try #require(await walk.answers.first)
        for person in [Townsperson.liisa, .noora] {
            await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("submission.lapse", on: answer, ["reason": "Enough."], as: person) }
        }
        for person in [Townsperson.pekka, .aino, .jenni] {
            await #expect(throws: Refusal.notFound) { try await town.perform("submission.lapse", on: answer, ["reason": "Enough."], as: person) }
        }
    }

    private static let reason = "The street is dug up for two years."
    private func cancel(_ walk: Walk, in town: Town) async throws {
        try await town.perform("challenge.cancel", on: try await walk.object(.challenge), ["reason": .text(Self.reason)], as: .liisa)
    }
    private func rows(_ answers: [ObjectReference], _ town: Town) async throws -> [Submission] {
        try await town.look { scene in try answers.compactMap { try SubmissionTable.find(ID($0.id), scene) } }
    }
}
