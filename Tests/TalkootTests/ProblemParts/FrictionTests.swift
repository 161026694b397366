import Storage
@testable import Talkoot
import Testing
import TestTown

/// What is said in confidence stays there; the town reads how it ended.
@Suite(.serialized) struct FrictionTests {
    @Test(arguments: HouseEngine.available) func aNeutralMediatorIsOfNoDepartmentConcerned(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.sharedProblem()
        let report = try await town.line("friction.report", on: problem, ["text": "The two heads do not speak."], as: .tuula)
        try await town.seat(.henrik, "expert", "schools", share: 5, on: problem)
        for (person, why) in [(Townsperson.paivi, "problem.mediatorInvolved"), (.matti, "problem.mediatorInvolved"), (.henrik, "problem.mediatorInvolved"), (.tuula, "problem.mediatorInvolved"), (.aino, "problem.mediatorOutside")] {
            #expect(try await town.refusals { try await town.perform("friction.mediate", on: report, ["mediator": .text(person.email)], as: .liisa) } == [why], "\(person.name)")
        }
        try await town.perform("friction.mediate", on: report, ["mediator": .text(Townsperson.elina.email)], as: .liisa)
        await #expect(throws: Refusal.denied("denied.mediatorOnly")) { try await town.perform("friction.settle", on: report, ["outcome": "They speak."], as: .liisa) }
        try await town.perform("friction.settle", on: report, ["outcome": "They meet on Mondays."], as: .elina)
    }

    @Test(arguments: HouseEngine.available) func onDayElevenItGoesToTheSponsorByItself(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let report = try await town.line("friction.report", on: problem, ["text": "Nobody answers letters."], as: .tuula)
        await #expect(throws: Refusal.notFound, "not the sponsor's yet") { try await town.perform("friction.decide", on: report, ["outcome": "Answer."], as: .raija) }
        try await town.wait(days: 4)
        try await town.perform("friction.mediate", on: report, ["mediator": .text(Townsperson.elina.email)], as: .liisa)
        try await town.wait(days: 10)
        #expect(try await state(report, town) == .talking, "the tenth day is still one of talk")
        try await town.wait(days: 1)
        try await town.settle()
        #expect(try await state(report, town) == .escalated)
        #expect(try await town.told("friction.escalated").contains(try town.id(of: .raija).rawValue))
        await #expect(throws: Refusal.illegalMove(act: "friction.settle", state: "friction.escalated")) { try await town.perform("friction.settle", on: report, ["outcome": "Late."], as: .elina) }
        try await town.perform("friction.decide", on: report, ["outcome": "Each letter gets an answer within a week."], as: .raija)
        #expect(try await state(report, town) == .decided)
    }

    @Test(arguments: HouseEngine.available) func alsoWhereNobodyLooksForAMediator(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let report = try await town.line("friction.report", on: problem, ["text": "Nobody answers letters."], as: .tuula)
        try await town.wait(days: 11)
        try await town.settle()
        #expect(try await state(report, town) == .escalated)
    }

    @Test(arguments: HouseEngine.available) func nobodyElseKnowsOfItByAnyWay(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.sharedProblem()
        try await town.perform("initiative.follow", on: Target(try await thread(of: problem, town)), as: .sofia)
        let marks = try await history(problem, town)
        let report = try await town.line("friction.report", on: problem, ["text": "Zebrafish in the office."], as: .tuula)
        let objection = try await town.line("objection.raise", on: problem, ["text": "Zebrafish on the kerb."], as: .matti)
        for code in [report, objection] {
            for person in [Townsperson.aino, .sofia, .pekka, .helmi, .kaisa, .paivi, .riku] {
                await #expect(throws: Refusal.notFound, "\(person.name)") { try await town.look(as: person) { _ = try PartQueries.place(ofLine: Friction.kind, code, $0) } }
                await #expect(throws: Refusal.notFound) { try await town.perform("friction.settle", on: code, ["outcome": "I know of it."], as: person) }
            }
            await #expect(throws: Refusal.notFound) { try await town.perform("friction.withdraw", on: code, as: nil) }
            await #expect(throws: Refusal.notFound, "another city") { try await town.perform("friction.mediate", on: code, ["mediator": .text(Townsperson.olavi.email)], as: .jenni) }
        }
        #expect(try await history(problem, town) == marks, "the initiative's history, the problem's and the part's say nothing")
        let seen = try await town.platform.reading { tx in
            try tx.count("SELECT count(*) FROM entry WHERE event LIKE 'friction.%' AND (is_public OR initiative IS NOT NULL OR body LIKE '%friction%' OR body LIKE '%Zebrafish%')")
        }
        #expect(seen == 0, "what the log publishes is a commitment and a day")
        let found = try await town.look { try SearchQueries.find("zebrafish", $0).hits.count }
        #expect(found == 0)
        let told = try await town.told("friction.reported")
        #expect(told == [try town.id(of: .liisa).rawValue])
        let gate = try await town.look(as: .tuula) { try GateSheet.next(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0)?.needs.map(\.name) ?? [] }
        #expect(!gate.contains("objection"), "whoever does not take the gate is not told that somebody objects")
        for (person, count) in [(Townsperson.tuula, 1), (.matti, 1), (.liisa, 2), (.paivi, 0), (.pekka, 0), (.aino, 0)] {
            #expect(try await town.look(as: person) { try FrictionQueries.path(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0).own.count } == count, "\(person.name)")
        }
    }

    @Test(arguments: HouseEngine.available) func theOutcomeIsPublicWithoutWhoSpokeAndWhoListened(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.sharedProblem()
        let report = try await town.line("friction.report", on: problem, ["text": "Zebrafish."], as: .tuula)
        try await town.perform("friction.mediate", on: report, ["mediator": .text(Townsperson.elina.email)], as: .liisa)
        try await town.perform("friction.settle", on: report, ["outcome": "They meet on Mondays."], as: .elina)
        let (own, outcomes) = try await town.look { try FrictionQueries.path(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
        #expect(own.isEmpty && outcomes.map(\.outcome) == ["They meet on Mondays."])
        let entry = try await town.platform.reading { tx in
            try tx.rows("SELECT part, person, object_kind FROM entry WHERE event = 'friction.published'") { (try $0.text(), try $0.optionalText(), try $0.text()) }
        }
        #expect(entry.map(\.0) == ["system"] && entry.map(\.1) == [nil] && entry.map(\.2) == ["frictionPath"])
    }

    @Test(arguments: HouseEngine.available) func whatWasConfidedGoesWithThePersonAndAfterAYear(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let mine = try await town.line("friction.report", on: problem, ["text": "Zebrafish."], as: .tuula), other = try await town.line("friction.report", on: problem, ["text": "Catfish."], as: .henrik)
        let own = try await town.look(as: .tuula) { try PeopleQueries.ownData(.house, $0) }
        #expect(own["frictions"]?.list?.first?["text"] == "Zebrafish.")
        try await town.perform("person.leave", ["sure": true], as: .tuula)
        try await town.perform("friction.mediate", on: other, ["mediator": .text(Townsperson.elina.email)], as: .liisa)
        try await town.perform("friction.settle", on: other, ["outcome": "Letters are answered."], as: .elina)
        func texts() async throws -> [String] { try await town.platform.reading { try $0.rows("SELECT text FROM friction ORDER BY text") { try $0.text() } } }
        #expect(try await texts() == ["", "Catfish."])
        #expect(try await state(mine, town) == .withdrawn)
        let named = try await town.platform.reading { try $0.count("SELECT count(*) FROM opening WHERE content LIKE '%Zebrafish%'") }
        #expect(named == 0, "beside the record nothing is left of it")
        clock.advance(days: 366)
        _ = try await town.platform.keepRetention()
        #expect(try await texts() == ["", ""])
        let outcomes = try await town.look { try FrictionQueries.path(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0).outcomes.map(\.outcome) }
        #expect(outcomes == ["Letters are answered."], "how it ended stays")
    }

    @Test(arguments: HouseEngine.available) func theListAndThePredicateLetTheSameThrough(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.sharedProblem(rule: "leadAfterHearing")
        _ = try await town.line("objection.raise", on: problem, ["text": "No."], as: .matti)
        let talked = try await town.line("friction.report", on: problem, ["text": "One."], as: .tuula)
        try await town.perform("friction.mediate", on: talked, ["mediator": .text(Townsperson.elina.email)], as: .liisa)
        _ = try await town.line("friction.report", on: problem, ["text": "Two."], as: .henrik)
        try await town.wait(days: 12)
        var shown = 0
        for person in Townsperson.allCases where person.city == .kuusila {
            let (listed, readable) = try await town.look(as: person) { scene in
                let found = try ProblemQueries.problem(Target(problem.code.rawValue), scene), part = try ProblemPart(.frictionPath, of: found, scene)
                return (try FrictionQueries.path(of: found, scene).own.map(\.code), try Friction.all(of: found.id, scene).filter { $0.isRead(by: scene.standing, in: part) }.map(\.code))
            }
            #expect(Set(listed) == Set(readable), "\(person.name)")
            shown += listed.count
        }
        #expect(shown > 3)
    }

    private func state(_ target: Target, _ town: Town) async throws -> Friction.State? {
        try await town.look(as: .liisa) { try Friction.find(code: target.code, $0)?.state }
    }
    private func thread(of problem: ObjectReference, _ town: Town) async throws -> String {
        try await town.look { try InitiativeQueries.initiative(ProblemQueries.problem(Target(problem.code.rawValue), $0).initiative, $0)?.code.rawValue ?? "" }
    }
    private func history(_ problem: ObjectReference, _ town: Town) async throws -> [String] {
        try await town.look { scene in
            let found = try ProblemQueries.problem(Target(problem.code.rawValue), scene)
            let thread = try scene.tx.rows(RecordQueries.history(ofInitiative: found.initiative, scene))
            return try (thread + RecordQueries.history(of: ProblemPart(.frictionPath, of: found, scene).reference, scene)).map(\.event)
        }
    }
}
