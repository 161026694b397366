import Storage
@testable import Talkoot
import Testing
import TestTown

/// A hidden text is gone for everybody but its author and the moderators, wherever they look, and comes back whole.
@Suite(.serialized) struct HiddenTextTests {
    @Test(arguments: HouseEngine.available) func aHiddenSignalIsNowhere(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.acceptedSignal("Zebrafish drive bus four.", district: "itaranta")
        let initiative = try await town.look { try SignalQueries.signal(Target(signal.code.rawValue), $0).initiative }
        let before = try await Sight.of(signal, initiative, "zebrafish", as: nil, town)
        #expect(before.isEverywhere, "\(before)")
        let found = try await town.hide(signal)
        for person in [nil, Townsperson.onni, .liisa, .tuula, .matti] {
            let sight = try await Sight.of(signal, initiative, "zebrafish", as: person, town)
            #expect(sight.isNowhere, "\(person?.name ?? "visitor") sees \(sight)")
        }
        for person in [Townsperson.aino, .helmi, .joel] {
            #expect(try await town.look(as: person) { try SignalQueries.signal(Target(signal.code.rawValue), $0).visibility } == .hidden)
        }
        #expect(try await town.look { try ModerationQueries.placeholder(signal.code, $0)?.rule } == .harassment)
        await #expect(throws: Refusal.notFound) { try await town.perform("signal.route", on: signal, ["department": "parks"], as: .liisa) }
        try await town.perform("moderation.restore", on: found, ["reason": "It was about fish after all."], as: .helmi)
        let after = try await Sight.of(signal, initiative, "zebrafish", as: nil, town)
        #expect(after.isEverywhere, "\(after)")
        #expect(try await town.look { try ModerationQueries.placeholder(signal.code, $0) } == nil)
    }

    @Test(arguments: HouseEngine.available) func anInitiativeThatWasCalledByTheTextIsCalledByWhatElseIsPublic(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let first = try await town.acceptedSignal("Zebrafish drive bus four."), second = try #require(try await town.perform("signal.send", ["text": "The bus is late."], as: .onni).object)
        try await town.perform("signal.merge", on: second, ["into": .text(first.code.rawValue), "reason": "The same bus."], as: .liisa)
        let id = try await town.look { try SignalQueries.signal(Target(first.code.rawValue), $0).initiative }
        let found = try await town.hide(first)
        var initiative = try #require(try await town.look { try InitiativeQueries.initiative(id, $0) })
        #expect(initiative.title == "The bus is late." && initiative.isPublic)
        try await town.perform("moderation.restore", on: found, ["reason": "It was about fish."], as: .joel)
        initiative = try #require(try await town.look { try InitiativeQueries.initiative(id, $0) })
        #expect(initiative.title == "Zebrafish drive bus four.")
    }

    @Test(arguments: HouseEngine.available) func aProblemASubmissionAndAnOrganisationCanBeHiddenToo(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .submitted, of: .drippingPipes).object(.problem)
        try await town.hide(problem)
        for person in [nil, Townsperson.onni, .tuula] {
            await #expect(throws: Refusal.notFound) { try await town.look(as: person) { try ProblemQueries.problem(Target(problem.code.rawValue), $0) } }
            #expect(try await town.look(as: person) { try ProblemQueries.list($0).rows.contains { $0.code == problem.code } } == false)
        }
        let walk = try await town.challenge(in: .evaluating)
        let answer = try #require(await walk.answers.first)
        try await town.hide(answer)
        await #expect(throws: Refusal.notFound) { try await town.look { try SubmissionQueries.submission(Target(answer.code.rawValue), $0) } }
        #expect(try await town.look { try SearchQueries.find(answer.code.rawValue, $0).count } == 0)
        #expect(try await town.look(as: .liisa) { try SubmissionQueries.submission(Target(answer.code.rawValue), $0).visibility } == .hidden, "who decides on the call goes on reading it")
        let organisation = try await town.look { try OrganisationQueries.list($0).rows.first { $0.name == "Sata Works Oy" } }
        let object = try #require(organisation?.reference)
        let found = try await town.hide(object, rule: .deception)
        for person in [nil, Townsperson.onni, .liisa] {
            #expect(try await town.look(as: person) { scene in try OrganisationQueries.list(scene).rows.contains { $0.id.rawValue == object.id } } == false)
            #expect(try await town.look(as: person) { try OrganisationQueries.names(of: [ID(object.id)], $0) }.isEmpty)
        }
        #expect(try await town.look(as: .ville) { try OrganisationQueries.organisation(Target(object.code.rawValue), $0).name } == "Sata Works Oy")
        try await town.perform("moderation.appeal", on: found, ["text": "It is our registered name."], as: .ville)
    }

    @Test(arguments: HouseEngine.available) func whoWasAboutToChangeItIsToldAndTheClockStands(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let problem = try await town.problem(in: .submitted).object(.problem)
        let promised = try #require(try await town.look { try StageQueries.of(problem, $0).last { $0.leftAt == nil }?.promisedAt })
        let found = try await town.hide(problem)
        await #expect(throws: Refusal.notFound) { try await town.perform("problem.triage", on: problem, ["quadrant": "city", "reason": "Typed while it was hidden."], as: .liisa) }
        #expect(try await town.look { try StageQueries.of(problem, $0).last { $0.leftAt == nil }?.pausedAt } != nil)
        clock.advance(days: 7)
        try await town.perform("moderation.restore", on: found, ["reason": "A mistake."], as: .joel)
        let later = try #require(try await town.look { try StageQueries.of(problem, $0).last { $0.leftAt == nil }?.promisedAt })
        #expect(later > promised)
        try await town.perform("problem.triage", on: problem, ["quadrant": "city", "reason": "Typed again."], as: .liisa)
    }

    @Test(arguments: HouseEngine.available) func aHiddenTextThatMovesOnStaysHidden(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .stageDecided)
        let answer = try #require(await walk.answers.first)
        try await town.hide(answer)
        try await walk.reach(.decisionPublished)
        let state = try await town.look(as: .helmi) { try SubmissionTable.find(code: answer.code, $0) }
        #expect(state?.state == .winner || state?.state == .notChosen)
        #expect(state?.isPublic == false)
        await #expect(throws: Refusal.notFound) { try await town.look { try SubmissionQueries.submission(Target(answer.code.rawValue), $0) } }
        let id = answer.id
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM search_document WHERE id = \(id)") } == 0)
    }

    @Test(arguments: HouseEngine.available) func anImportThatRunsAgainDoesNotBringItBack(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let line = "{\"id\": 1, \"title\": \"Zebrafish a la plaça\", \"summary\": \"Peixos.\", \"category\": \"Medi\", \"status\": \"accepted\", \"created\": \"22/01/2016\"}"
        _ = try await town.importing(line)
        let signal = try #require(try await town.look { try SignalQueries.list(SignalFilter(), $0).rows.first })
        try await town.hide(signal.reference)
        let again = try await town.importing(line)
        #expect(again.imported == 0 && again.known == 1)
        #expect(try await town.look { try SignalQueries.list(SignalFilter(), $0).count } == 0)
        #expect(try await town.found("zebrafish").isEmpty)
        try await town.platform.recount(SearchIndex.recount)
        #expect(try await town.found("zebrafish").isEmpty, "an index made anew does not know it either")
    }

    @Test(arguments: HouseEngine.available) func theRecordNamesTheDecisionAndSealsTheReports(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let found = try await town.hide(try await town.acceptedSignal("Zebrafish drive bus four."))
        let entries = try await town.look { try RecordQueries.history(of: found, $0) }
        #expect(entries.map(\.event) == ["moderation.hidden"] && entries.first?.part == "moderator")
        #expect(entries.first?.official == nil, "by role, not by name")
        let all = try await town.look { try RecordQueries.history(of: found, includingSealed: true, $0) }
        #expect(all.map(\.event) == ["moderation.reported", "moderation.hidden", "moderation.acted"])
        #expect(all.filter { $0.event != "moderation.hidden" }.allSatisfy { !$0.body.contains(found.code.rawValue) && !$0.body.contains("moderat") })
        let kept = try await town.report(try await town.acceptedSignal("The timetable is a joke."))
        try await town.perform("moderation.dismiss", on: kept, ["reason": "Harmless."], as: .helmi)
        #expect(try await town.look { try RecordQueries.history(of: kept, $0) }.isEmpty, "that something was reported and kept is nobody's business")
    }
}

/// Where a reader could meet a text.
private struct Sight: Sendable, CustomStringConvertible {
    var page = false, list = false, chain = false, search = false, titles = false, initiative = false, name = false, district = false, letter = false
    var all: [Bool] { [page, list, chain, search, titles, initiative, name, district, letter] }
    var isEverywhere: Bool { all.allSatisfy(\.self) }
    var isNowhere: Bool { !all.contains(true) }
    var description: String { "page \(page), list \(list), chain \(chain), search \(search), titles \(titles), initiative \(initiative), name \(name), district \(district), letter \(letter)" }

    static func of(_ signal: ObjectReference, _ initiative: ID<Initiative>, _ word: String, as person: Townsperson?, _ town: Town) async throws -> Sight {
        try await town.look(as: person) { scene in
            var sight = Sight()
            sight.page = (try? SignalQueries.signal(Target(signal.code.rawValue), scene)) != nil
            sight.list = try SignalQueries.list(SignalFilter(), scene).rows.contains { $0.id.rawValue == signal.id }
            sight.chain = try scene.tx.rows(SignalQueries.ofInitiative(initiative, scene)).contains { $0.id.rawValue == signal.id }
            sight.search = try SearchQueries.find(word, scene).count > 0
            sight.titles = try SearchQueries.titles(of: [signal], scene)[signal] != nil
            sight.initiative = try InitiativeQueries.list(scene).rows.contains { $0.id == initiative }
            sight.name = try InitiativeQueries.initiative(initiative, scene)?.title.lowercased().contains(word) ?? false
            sight.district = try FigureQueries.signalsByDistrict(scene).values.reduce(0, +) > 0
            sight.letter = try NoticeRights.title(of: signal, scene) != nil
            return sight
        }
    }
}
