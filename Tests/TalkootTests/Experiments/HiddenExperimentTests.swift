import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Whoever hides as the author of an idea also tries it unseen: not even the own manager, who gives the permission, learns who asks.
@Suite(.serialized) struct HiddenExperimentTests {
    /// Jorma heads the waterworks and hides. His experiment needs a permission, which he cannot give himself.
    private func hidden(_ engine: HouseEngine) async throws -> (Town, ObjectReference, ObjectReference) {
        let (town, clock) = try await house(on: engine)
        let today = try await town.look { $0.today }
        let idea = try #require(try await town.perform("idea.send", ["text": "Too much is signed by too many people.", "hideName": true], as: .jorma).object)
        let plan: JSON = [
            "title": "Three names on an order", "plan": "Orders of one week carry three names.", "place": "The pipe store", "expects": "Two days instead of seven weeks.", "measure": "We note the days.",
            "firstDay": .text(today.description), "lastDay": .text(today.adding(days: 6).description), "hours": 100, "money": "0", "department": "water",
        ]
        let one = try #require(try await town.perform("experiment.write", on: idea, plan, as: .jorma).object)
        clock.advance(seconds: 60)
        try await town.perform("experiment.revise", on: one, plan, as: .jorma)
        try await town.perform("experiment.ask", on: one, as: .jorma)
        clock.advance(seconds: 60)
        await #expect(throws: Refusal.denied("denied.ownExperiment")) { try await town.perform("experiment.allow", on: one, as: .jorma) }
        try await town.perform("experiment.allow", on: one, as: .liisa)
        clock.advance(seconds: 60)
        try await town.perform("experiment.start", on: one, as: .jorma)
        try await town.perform("experiment.join", on: one, as: .matti)
        clock.advance(seconds: 8 * 86_400)
        try await town.platform.performDueMoves()
        try await town.perform("experiment.extend", on: one, ["lastDay": .text(today.adding(days: 9).description), "reason": "One week was short."], as: .jorma)
        try await town.perform("experiment.measure", on: one, ["happened": "Three days.", "reached": "partly", "hoursSpent": 40, "moneySpent": "0"], as: .jorma)
        clock.advance(seconds: 60)
        try await town.perform("experiment.drop", on: one, ["reason": "The rules forbid it.", "learned": "Ask the lawyers first."], as: .jorma)
        try await town.perform("experiment.teach", on: one, ["kind": "failureReport", "title": "Three names", "expected": "Two days", "happened": "Three", "cause": "rules", "advice": "Ask", "appliesTo": "Orders"], as: .jorma)
        return (town, idea, one)
    }
    private static let readers: [Townsperson] = [.matti, .liisa, .pekka, .helmi, .tuula, .aino, .jenni]

    @Test(arguments: HouseEngine.available) func noTableNamesTheOneWhoTries(_ engine: HouseEngine) async throws {
        let (town, idea, one) = try await hidden(engine)
        let jorma = try town.id(of: .jorma), named = "%\(jorma)%"
        let found = try await town.platform.reading { tx in
            [
                "experiment": try tx.count("SELECT count(*) FROM experiment WHERE lead IS NOT NULL"),
                "joiner": try tx.count("SELECT count(*) FROM experiment_joiner WHERE person = \(jorma)"),
                "entry": try tx.count("SELECT count(*) FROM entry WHERE person = \(jorma) AND (object_id IN (\(idea.id), \(one.id)) OR act LIKE 'experiment.%')"),
                "body": try tx.count("SELECT count(*) FROM entry WHERE act LIKE 'experiment.%' AND body LIKE \(named)"),
                "opening": try tx.count("SELECT count(*) FROM opening WHERE (person = \(jorma) OR content LIKE \(named)) AND entry IN (SELECT id FROM entry WHERE act LIKE 'experiment.%')"),
                "act": try tx.count("SELECT count(*) FROM act WHERE name LIKE 'experiment.%' AND (person = \(jorma) OR outcome LIKE \(named))"),
                "lesson": try tx.count("SELECT count(*) FROM lesson WHERE author IS NOT NULL AND experiment IS NOT NULL"),
                "search": try tx.count("SELECT count(*) FROM search_document WHERE text LIKE \(named) OR text LIKE '%Jorma%'"),
                "follow": try tx.count("SELECT count(*) FROM follow WHERE person = \(jorma)"),
                "draft": try tx.count("SELECT count(*) FROM draft WHERE person = \(jorma)"),
                "recent_send": try tx.count("SELECT count(*) FROM recent_send WHERE object_code = \(one.code)"),
            ]
        }
        #expect(found.filter { $0.value != 0 } == [:])
        let parts = try await town.platform.reading { try $0.rows("SELECT DISTINCT part FROM entry WHERE act LIKE 'experiment.%' AND person IS NULL") { try $0.text() } }
        #expect(Set(parts) == ["staff", "system"], "a head's entry looks like a clerk's")
    }

    @Test(arguments: HouseEngine.available) func historySearchNoticesAndDownloadsTellNobody(_ engine: HouseEngine) async throws {
        let (town, _, one) = try await hidden(engine)
        let jorma = try town.id(of: .jorma)
        for reader in Self.readers {
            let history = try await town.look(as: reader) { try RecordQueries.history(of: one, includingSealed: reader.city == .kuusila, $0) }
            #expect(history.allSatisfy { $0.official != jorma }, "\(reader)")
            let hits = try await town.look(as: reader) { try SearchQueries.find("Jorma Salo", $0).hits }
            #expect(!hits.contains { $0.object == one }, "\(reader)")
            let data = try await town.look(as: reader) { try PeopleQueries.ownData(.house, $0).canonical }
            #expect(!data.contains("Jorma") && !data.contains(jorma.rawValue), "\(reader)")
        }
        for reader in [Townsperson.matti, .liisa, .pekka, .helmi, .tuula] {
            let seen = try await town.look(as: reader) { try ExperimentQueries.experiment(Target(one.code.rawValue), $0) }
            #expect(seen.lead == nil && seen.isHidden && !seen.isOwn && !seen.isHiddenAuthor && seen.bearings.authors.isEmpty, "\(reader)")
        }
        let own = try await town.look(as: .jorma) { try PeopleQueries.ownData(.house, $0).canonical }
        #expect(own.contains("Three names on an order"), "one's own download has it")
        let heard = try await town.look(as: .jorma) { try NoticeQueries.mine($0).notices.filter { $0.object == one }.map(\.event) }
        #expect(Set(heard) == ["experiment.allowed", "experiment.due"], "and the author hears what others did")
        let texts: NoticeTexts = { _, key, values in key + values.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined() }
        let postbox = Postbox(), style = NoticeStyle(origin: "https://talkoot.example", sender: try #require(EmailAddress("city@talkoot.example")), texts: texts)
        try await Courier(town.platform, Secrets(key: Array(repeating: 7, count: 32)), style, mailer: postbox.mailer).deliverAll()
        let others = postbox.letters.filter { $0.recipient.text != Townsperson.jorma.email }
        #expect(!others.isEmpty && others.allSatisfy { !$0.text.lowercased().contains("jorma") && !$0.subject.lowercased().contains("jorma") })
    }

    @Test(arguments: HouseEngine.available) func aHiddenAuthorJoinsNobodyElsesExperimentByName(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let today = try await town.look { $0.today }
        let idea = try #require(try await town.perform("idea.send", ["text": "Fewer names.", "hideName": true], as: .jorma).object)
        let one = try #require(try await town.perform("experiment.write", on: idea, [
            "title": "Fewer", "plan": "x", "place": "x", "expects": "x", "measure": "x", "firstDay": .text(today.description), "lastDay": .text(today.description), "hours": 1, "money": "0", "department": "water",
        ], as: .tuula).object)
        await #expect(throws: Refusal.denied("denied.hiddenAuthorJoins")) { try await town.perform("experiment.join", on: one, as: .jorma) }
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("experiment.start", on: one, as: .jorma) }
        let heard = try await town.look(as: .jorma) { try NoticeQueries.mine($0).notices.map(\.event) }
        #expect(heard.contains("experiment.written"))
    }

    @Test(arguments: HouseEngine.available) func aRepeatedActIsOneAndLeavingForgetsTheLink(_ engine: HouseEngine) async throws {
        let (town, _, one) = try await hidden(engine)
        let id = town.platform.newActID(), city = try town.kuusila, jorma = try town.actor(.jorma)
        let today = try await town.look { $0.today }
        let idea = try await town.look(as: .jorma) { try ExperimentQueries.experiment(Target(one.code.rawValue), $0).idea }
        let input: JSON = ["title": "Again", "plan": "x", "place": "x", "expects": "x", "measure": "x", "firstDay": .text(today.description), "lastDay": .text(today.description), "hours": 1, "money": "0", "department": "water"]
        let first = try await town.platform.perform("experiment.write", on: Target(idea.rawValue), input, in: city, as: jorma, id: id)
        #expect(try await town.platform.perform("experiment.write", on: Target(idea.rawValue), input, in: city, as: jorma, id: id) == first)
        try await town.perform("person.leave", ["sure": true], as: .jorma)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM hidden_author") } == 0)
        let object = try #require(first.object)
        try await town.perform("experiment.callOff", on: object, ["reason": "Nobody leads it any more."], as: .liisa)
    }
}
