import Storage
@testable import Talkoot
import Testing
import TestTown

/// The sheet on which departments agree: many hands at once, versions, signatures that a change asks for again, and the gate behind it.
@Suite(.serialized) struct CanvasTests {
    @Test(arguments: HouseEngine.available) func tenPeopleEditOneCanvasAndNothingIsLost(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let writers: [Townsperson] = [.liisa, .tuula, .paivi, .aino, .onni, .sofia, .noora, .ville, .fatima, .riku]
        for writer in writers.dropFirst(3) { try await town.perform("role.grant", ["email": .text(writer.email), "role": "staff"], as: .pekka) }
        try await answer(problem, "0.1", "Vans stand in the bay.", version: 0, town, as: .paivi)
        // All ten have read the first version and write at the same moment.
        try await withThrowingTaskGroup { group in
            for writer in writers { group.addTask { try await answer(problem, "0.1", "\(writer.name) says why.", version: 1, town, as: writer) } }
            try await group.waitForAll()
        }
        let canvas = try await canvas(problem, town)
        let question = try #require(canvas.questions.first)
        let texts = question.answers.filter(\.isAnswered).map(\.text) + question.beside.map(\.text)
        #expect(Set(texts) == Set(writers.map { "\($0.name) says why." }), "one stands, nine stand beside it")
        #expect(question.answers[0].version == 2 && question.beside.count == 9)
        #expect(canvas.version == 11, "each of them is a new number for who looks on")
        // At different fields nobody is in another's way.
        try await withThrowingTaskGroup { group in
            for (writer, field) in zip(writers, ["0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "1.1", "1.2", "1.3", "1.4"]) {
                group.addTask { try await answer(problem, field, writer.name, version: 0, town, as: writer) }
            }
            try await group.waitForAll()
        }
        #expect(try await self.canvas(problem, town).answers.filter { $0.version == 1 }.count == 10)
    }

    @Test(arguments: HouseEngine.available) func theSecondTextStandsBesideTheFirstUntilSomebodyPutsItAway(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        try await answer(problem, "3.1", "40 000 €", version: 0, town, as: .paivi)
        try await answer(problem, "3.1", "45 000 €", version: 1, town, as: .tuula)
        let outcome = try await town.perform("canvas.answer", on: Target("\(problem.code).3.1"), ["text": "50 000 €", "version": "1"], as: .paivi)
        #expect(outcome.values["beside"] == true && outcome.values["version"] == 2)
        await #expect(throws: Refusal.invalid([Problem("", "problem.twoTexts", ["fields": "3.1"])])) { try await sign(problem, 3, town, as: .anneli) }
        let beside = try #require(try await canvas(problem, town).questions[3].beside.first)
        try await town.perform("canvas.settle", on: Target("\(problem.code).3.1"), ["texts": [.text(beside.id.rawValue)]], as: .paivi)
        try await sign(problem, 3, town, as: .anneli)
        let history = try await town.look(as: .paivi) { try CanvasQueries.history(Target("\(problem.code).3.1"), $0).versions }
        #expect(history.map(\.text) == ["45 000 €", "40 000 €"])
    }

    @Test(arguments: HouseEngine.available) func aChangeAfterASignatureAsksAgain(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        try await answer(problem, "3.1", "40 000 €", version: 0, town, as: .paivi)
        try await sign(problem, 3, town, as: .anneli)
        #expect(try await canvas(problem, town).questions[3].isSigned)
        await #expect(throws: Refusal.illegalMove(act: "canvas.sign", state: "question.triaged")) { try await sign(problem, 3, town, as: .anneli) }
        try await answer(problem, "3.1", "90 000 €", version: 1, town, as: .paivi)
        #expect(try await !canvas(problem, town).questions[3].isSigned)
        // Nobody signs what changed between reading and signing.
        await #expect(throws: Refusal.stale) { try await town.perform("canvas.sign", on: Target("\(problem.code).3"), ["version": "1"], as: .anneli) }
        try await sign(problem, 3, town, as: .anneli)
        #expect(try await canvas(problem, town).questions[3].isSigned)
    }

    @Test(arguments: HouseEngine.available) func eachQuestionIsSignedByThoseWhomItBindsAndByNobodyElse(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        try await town.fillCanvas(of: problem, as: .paivi)
        let refused: [(Int, Townsperson)] = [(1, .paivi), (2, .liisa), (2, .matti), (3, .paivi), (5, .liisa), (6, .liisa), (4, .anneli)]
        for (question, person) in refused { await #expect(throws: Refusal.denied("denied.seat")) { try await sign(problem, question, town, as: person) } }
        await #expect(throws: Refusal.notFound) { try await sign(problem, 1, town, as: nil) }
        await #expect(throws: Refusal.notFound) { try await sign(problem, 1, town, as: .aino) }
        await #expect(throws: Refusal.notFound) { try await sign(problem, 1, town, as: .jenni) }
        // A role that ended an hour ago signs nothing, also with the page still open.
        try await town.perform("role.end", ["email": .text(Townsperson.anneli.email), "role": "budgetOwner", "reason": "She moves on."], as: .pekka)
        clock.advance(seconds: 3_600)
        await #expect(throws: Refusal.notFound) { try await sign(problem, 3, town, as: .anneli) }
        try await town.perform("role.grant", ["email": .text(Townsperson.tuula.email), "role": "budgetOwner"], as: .pekka)
        try await sign(problem, 3, town, as: .tuula)
        #expect(try await canvas(problem, town).questions[3].isSigned)
    }

    @Test(arguments: HouseEngine.available) func onlyTheCityWritesAndReadsTheDraft(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        try await answer(problem, "0.1", "Vans stand in the bay.", version: 0, town, as: .paivi)
        for person in [nil, .aino, .jenni] as [Townsperson?] {
            await #expect(throws: Refusal.notFound) { try await answer(problem, "0.1", "Mine.", version: 1, town, as: person) }
            await #expect(throws: Refusal.notFound) { try await town.look(as: person) { try CanvasQueries.canvas(Target(problem.code.rawValue), $0).version } }
        }
        await #expect(throws: Refusal.denied("denied.role")) { try await answer(problem, "0.1", "Mine.", version: 1, town, as: .matti) }
        await #expect(throws: Refusal.notFound) { try await answer(problem, "7.7", "No such field.", version: 0, town, as: .paivi) }
        await #expect(throws: Refusal.invalid([Problem("text", "problem.tooLong", ["limit": "240", "over": "60"])])) { try await answer(problem, "0.1", String(repeating: "x", count: 300), version: 1, town, as: .paivi) }
    }

    @Test(arguments: HouseEngine.available) func whatIsRestrictedIsSaidToBeWithItsGroundAndLeaksNowhere(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        try await answer(problem, "5.1", "The depot has no second exit.", version: 0, town, as: .paivi)
        try await town.perform("canvas.restrict", on: Target("\(problem.code).5.1"), ["ground": "Act 621/1999, section 24(1)(7)"], as: .paivi)
        try await town.perform("problem.define", on: problem, ["outcome": "Free bays", "metric": "Blocked arrivals", "baseline": "38", "goal": "15"], as: .paivi)
        let seen = try await canvas(problem, town, as: nil).answers.first { $0.field.name == "5.1" }
        #expect(seen?.ground == "Act 621/1999, section 24(1)(7)")
        let isReadable = try await town.look { CanvasQueries.mayRead(try #require(seen), $0.standing) }
        #expect(!isReadable)
        await #expect(throws: Refusal.notFound) { try await town.look { try CanvasQueries.history(Target("\(problem.code).5.1"), $0).versions.count } }
        let open = try await town.look { try $0.tx.count("SELECT count(*) FROM entry WHERE event = 'canvas.answered' AND is_public") }
        #expect(open == 0, "the record's entries about a draft are sealed")
    }

    @Test(arguments: HouseEngine.available) func aProblemIsDefinedWhenNothingIsMissingAndTheListSaysWhatIs(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.bindGates()
        let problem = try await town.boundProblem()
        try await town.fillCanvas(of: problem, without: ["2.4", "5.4"], as: .paivi)
        let keys = try await missing(problem, town)
        #expect(keys.contains("need.canvas.missing 2.4") && keys.contains("need.canvas.missing 5.4") && keys.filter { $0.hasPrefix("need.sign.missing") }.count == 5)
        try await town.fillCanvas(of: problem, as: .paivi)
        try await town.signCanvas(of: problem, head: .paivi)
        #expect(try await missing(problem, town).allSatisfy { !$0.hasPrefix("need.canvas") && !$0.hasPrefix("need.sign") })
    }

    // MARK: Steps

    private func answer(_ problem: ObjectReference, _ field: String, _ text: String, version: Int, _ town: Town, as person: Townsperson?) async throws {
        try await town.perform("canvas.answer", on: Target("\(problem.code).\(field)"), ["text": .text(text), "version": .text("\(version)")], as: person)
    }
    private func sign(_ problem: ObjectReference, _ question: Int, _ town: Town, as person: Townsperson?) async throws {
        try await town.perform("canvas.sign", on: Target("\(problem.code).\(question)"), as: person)
    }
    private func canvas(_ problem: ObjectReference, _ town: Town, as person: Townsperson? = .paivi) async throws -> Canvas {
        try await town.look(as: person) { try CanvasQueries.canvas(Target(problem.code.rawValue), $0) }
    }
    private func missing(_ problem: ObjectReference, _ town: Town) async throws -> [String] {
        do { try await town.perform("problem.define", on: problem, ["outcome": "Free bays", "metric": "Blocked arrivals", "baseline": "38", "goal": "15"], as: .paivi) }
        catch Refusal.invalid(let problems) { return problems.map { ([$0.key] + $0.values.sorted { $0.key < $1.key }.map(\.value)).joined(separator: " ") } }
        return []
    }
}

/// What is pointed out while people write.
@Suite struct CanvasTextTests {
    @Test func wordsThatNameASolutionAreFoundInFourLanguages() {
        #expect(SolutionWords.found(in: "We need an App and new sensors at the stops.") == ["App", "sensors"])
        #expect(SolutionWords.found(in: "Hankitaan uusi järjestelmä ja mobiilisovellus.") == ["Hankitaan", "järjestelmä", "mobiilisovellus"])
        #expect(SolutionWords.found(in: "Staden ska upphandla en plattform.") == ["upphandla", "plattform"])
        #expect(SolutionWords.found(in: "Instalar una aplicación en cada parada.") == ["Instalar", "aplicación"])
        #expect(SolutionWords.found(in: "Vans stand in the bay, and the happy parents apply for help.") == [])
    }

    @Test func theReadingLevelIsTheOneThatBjornssonDefined() throws {
        // 10 words, 2 sentences, 3 words longer than six letters: 5 + 30.
        let level = try #require(ReadingLevel("Vans block the stops. Passengers with walkers cannot board anywhere."))
        #expect(level.lix == 35 && level.band == .easy)
        #expect(ReadingLevel("Too short.") == nil)
    }

    @Test func aDifferenceGivesBothTextsBack() {
        let difference = TextDifference(from: "Vans block the bay in the morning", to: "Vans and cars block the bay")
        let old = difference.parts.map { if case .added = $0 { "" } else { $0.text } }.joined(), new = difference.parts.map { if case .removed = $0 { "" } else { $0.text } }.joined()
        #expect(old == "Vans block the bay in the morning" || old.trimmingSpaces == "Vans block the bay in the morning")
        #expect(new.trimmingSpaces == "Vans and cars block the bay")
        #expect(difference.parts.contains { if case .added(let text) = $0 { text.contains("and cars") } else { false } })
    }
}

extension TextDifference.Part {
    fileprivate var text: String {
        switch self { case .same(let text), .removed(let text), .added(let text): text }
    }
}
extension String {
    fileprivate var trimmingSpaces: String { split(separator: " ").joined(separator: " ") }
}
