import Storage
@testable import Talkoot
import Testing
import TestTown

/// Before something is defined anew, the city looks at what it and others have already.
@Suite(.serialized) struct ReuseTests {
    /// Rantala has had the same trouble, in its own words.
    private func twin(in town: Town, isPublic: Bool = true) async throws -> ObjectReference {
        let sent = try #require(try await town.perform("signal.send", ["text": "Vans stand on our kerbs.", "department": "development"], as: .olavi).object)
        try await town.perform("signal.accept", on: sent, ["reason": "We look."], as: .olavi)
        let drafted = try #require(try await town.perform("problem.draft", on: sent, [
            "title": "Parked vans keep wheelchairs from the ferry", "statement": "Delivery vans stand on the kerb at the ferry stop. Whoever comes with a wheelchair or a pram cannot get aboard from the street.", "affected": "Passengers with wheelchairs and prams", "department": "development",
        ], as: .jenni).object)
        if isPublic { try await town.perform("problem.submit", on: drafted, as: .jenni) }
        return drafted
    }

    @Test(arguments: HouseEngine.available) func aTwinInAnotherCityIsAmongTheFirstFive(_ engine: HouseEngine) async throws {
        let database = try await engine.open()
        _ = try await Migrator.migrate(database, Platform.migrations)
        let now = Instant(milliseconds: 1_773_302_400_000), clock = TestClock(at: now)
        let town = try await TestTown.live(on: Platform(database: database, random: seededChance()) { clock.now }, clock: clock, endingAt: now)
        let own = try await town.problem(in: .triaged).object(.problem), other = try await twin(in: town), hidden = try await twin(in: town, isPublic: false)
        let found = try await town.look(as: .liisa) { try ReuseQueries.resembling(try ProblemQueries.problem(Target(own.code.rawValue), $0), $0) }
        #expect(found.prefix(5).contains { $0.address == "rantala/\(other.code)" && !$0.phrases.isEmpty })
        #expect(!found.contains { $0.object.code == own.code || $0.object.code == hidden.code })
        #expect(found.map(\.thousandths).allSatisfy { (0...1_000).contains($0) })
        let distant = try await town.look(as: .liisa) { try ResemblanceQueries.resembling("Passengers wait. Nothing else is the same here: umbrellas, trumpets, gooseberries.", $0) }
        #expect(distant.contains { $0.address == "rantala/\(other.code)" }, "one word that both have is enough to be compared")
    }

    @Test(arguments: HouseEngine.available) func theOfficersAnswerIsKeptWithWhatWasSeen(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let own = try await town.problem(in: .triaged).object(.problem), other = try await twin(in: town)
        await #expect(throws: Refusal.invalid([Problem("found", "problem.nothingChosen")])) { try await town.perform("reuse.answer", on: own, ["reuseVerdict": "adapt", "reason": "It fits."], as: .liisa) }
        await #expect(throws: Refusal.invalid([Problem("foundOther", "problem.noSuchMatter")])) {
            try await town.perform("reuse.answer", on: own, ["reuseVerdict": "adapt", "foundOther": "rantala/RA-NONE22", "reason": "It fits."], as: .liisa)
        }
        await #expect(throws: Refusal.invalid([Problem("found", "problem.nothingFits")])) {
            try await town.perform("reuse.answer", on: own, ["reuseVerdict": "nothing", "found": .text("rantala/\(other.code)"), "reason": "No."], as: .liisa)
        }
        try await town.perform("reuse.answer", on: own, ["reuseVerdict": "nothing", "reason": "Nobody else has our winters."], as: .liisa)
        clock.advance(seconds: 60)
        try await town.perform("reuse.answer", on: own, ["reuseVerdict": "adapt", "found": .text("rantala/\(other.code)"), "reason": "Their ferry is like our bus stop."], as: .paivi)
        let (answers, ranking) = try await town.look { scene in
            (try ReuseQueries.answers(of: try ProblemQueries.problem(Target(own.code.rawValue), scene), scene),
             try scene.tx.rows("SELECT ranking FROM reuse_answer ORDER BY at, id") { try $0.text() })
        }
        #expect(answers.map(\.verdict) == [.adapt, .nothing] && answers.first?.found == "rantala/\(other.code)")
        #expect(ranking.allSatisfy { $0.contains("rantala/\(other.code)") })
    }

    @Test(arguments: HouseEngine.available) func onlyThoseWhoAnswerForTheProblemAnswer(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let own = try await town.problem(in: .triaged).object(.problem)
        let input: JSON = ["reuseVerdict": "nothing", "reason": "x"]
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("reuse.answer", on: Target(own.code.rawValue), input, as: nil) }
        for person in [Townsperson.aino, .tuula, .jorma] { await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("reuse.answer", on: own, input, as: person) } }
        await #expect(throws: Refusal.notFound) { try await town.perform("reuse.answer", on: own, input, as: .jenni) }
    }
}
