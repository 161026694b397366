import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Whoever hides is “a colleague” to everybody, wherever they look; and hears of each change all the same.
@Suite(.serialized) struct HiddenAuthorTests {
    /// Jorma heads the waterworks; nobody is to guess that he wrote it, answers to his comment or hears of it.
    private func hidden(_ engine: HouseEngine) async throws -> (Town, ObjectReference) {
        let (town, clock) = try await house(on: engine)
        let object = try #require(try await town.perform("idea.send", ["text": "Too much is signed by too many people.", "hideName": true, "jobRole": "manager"], as: .jorma).object)
        clock.advance(seconds: 60)
        try await town.perform("idea.comment", on: object, ["text": "I counted nine names on one order."], as: .jorma)
        try await town.perform("idea.comment", on: object, ["text": "Who says so?"], as: .matti)
        clock.advance(seconds: 60)
        try await town.perform("signal.accept", on: object, ["reason": "We look at the three longest ones."], as: .liisa)
        return (town, object)
    }
    private static let readers: [Townsperson] = [.matti, .liisa, .pekka, .helmi, .tuula, .aino, .jenni]

    @Test(arguments: HouseEngine.available) func noTableButOneNamesTheAuthor(_ engine: HouseEngine) async throws {
        let (town, object) = try await hidden(engine)
        let jorma = try town.id(of: .jorma), named = "%\(jorma)%"
        let found = try await town.platform.reading { tx in
            [
                "signal": try tx.count("SELECT count(*) FROM signal WHERE id = \(object.id) AND author IS NOT NULL"),
                "entry": try tx.count("SELECT count(*) FROM entry WHERE object_id = \(object.id) AND person = \(jorma)"),
                "body": try tx.count("SELECT count(*) FROM entry WHERE object_id = \(object.id) AND body LIKE \(named)"),
                "opening": try tx.count("SELECT count(*) FROM opening WHERE (person = \(jorma) OR content LIKE \(named)) AND entry IN (SELECT id FROM entry WHERE act LIKE 'idea.%' OR object_id = \(object.id))"),
                "act": try tx.count("SELECT count(*) FROM act WHERE name LIKE 'idea.%' AND (person = \(jorma) OR outcome LIKE \(named))"),
                "comment": try tx.count("SELECT count(*) FROM idea_comment WHERE person = \(jorma)"),
                "search": try tx.count("SELECT count(*) FROM search_document WHERE text LIKE \(named) OR text LIKE '%Jorma%'"),
                "follow": try tx.count("SELECT count(*) FROM follow WHERE person = \(jorma)"),
                "draft": try tx.count("SELECT count(*) FROM draft WHERE person = \(jorma)"),
                "recent_send": try tx.count("SELECT count(*) FROM recent_send WHERE object_code = \(object.code)"),
            ]
        }
        #expect(found.filter { $0.value != 0 } == [:])
    }

    @Test(arguments: HouseEngine.available) func neitherHistoryNorRecordTellsWhoItWasOrInWhichPart(_ engine: HouseEngine) async throws {
        let (town, object) = try await hidden(engine)
        let jorma = try town.id(of: .jorma)
        for reader in Self.readers where reader.city == .kuusila {
            let history = try await town.look(as: reader) { try RecordQueries.history(of: object, $0) }
            #expect(history.allSatisfy { $0.official != jorma }, "\(reader)")
            #expect(!history.contains { $0.event == "signal.sent" }, "what was not public when it happened is sealed")
        }
        let parts = try await town.platform.reading { try $0.rows("SELECT DISTINCT part FROM entry WHERE act LIKE 'idea.%'") { try $0.text() } }
        #expect(parts == ["staff"], "a head's entry looks like a clerk's")
    }

    @Test(arguments: HouseEngine.available) func colleaguesReadAColleague(_ engine: HouseEngine) async throws {
        let (town, object) = try await hidden(engine)
        for reader in [Townsperson.matti, .liisa, .pekka, .helmi, .tuula] {
            let (idea, comments) = try await town.look(as: reader) { scene in
                let idea = try IdeaQueries.idea(Target(object.code.rawValue), scene)
                return (idea, try IdeaQueries.comments(on: idea, scene))
            }
            #expect(idea.isHidden && !idea.isOwn && idea.signal.author == nil, "\(reader)")
            #expect(comments.first?.person == nil && comments.first?.isByAuthor == true)
        }
        #expect(try await town.look(as: .jorma) { try IdeaQueries.idea(Target(object.code.rawValue), $0).isOwn }, "the author knows")
    }

    @Test(arguments: HouseEngine.available) func theAuthorHearsOfEachChangeAndNobodyHearsWhoItWas(_ engine: HouseEngine) async throws {
        let (town, object) = try await hidden(engine)
        let own = try await town.look(as: .jorma) { try NoticeQueries.mine($0).notices.filter { $0.object == object }.map(\.event) }
        #expect(Set(own) == ["idea.commented", "signal.accepted"])
        let texts: NoticeTexts = { _, key, values in key + values.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined() }
        let postbox = Postbox(), style = NoticeStyle(origin: "https://talkoot.example", sender: try #require(EmailAddress("city@talkoot.example")), texts: texts)
        try await Courier(town.platform, Secrets(key: Array(repeating: 7, count: 32)), style, mailer: postbox.mailer).deliverAll()
        let others = postbox.letters.filter { $0.recipient.text != Townsperson.jorma.email }
        #expect(!others.isEmpty && others.allSatisfy { !$0.text.contains("Jorma") && !$0.subject.contains("Jorma") && !$0.text.contains("jorma") })
    }

    @Test(arguments: HouseEngine.available) func searchAndOthersDownloadsFindNothing(_ engine: HouseEngine) async throws {
        let (town, object) = try await hidden(engine)
        for reader in Self.readers {
            let hits = try await town.look(as: reader) { try SearchQueries.find("Jorma Salo", $0).hits }
            #expect(!hits.contains { $0.object == object }, "\(reader)")
            let data = try await town.look(as: reader) { try PeopleQueries.ownData(.house, $0).canonical }
            #expect(!data.contains("Too much is signed"), "\(reader)")
        }
        let own = try await town.look(as: .jorma) { try PeopleQueries.ownData(.house, $0).canonical }
        #expect(own.contains("Too much is signed"), "one's own download has it")
        let jorma = try town.id(of: .jorma)
        let habits = try await town.look(as: .helmi) { scene in try Rooms.house.all.flatMap { try $0.publicTexts(by: jorma, scene) } }
        #expect(!habits.contains { $0.object == object }, "a moderator who looks at Jorma's texts does not find it among them")
    }

    @Test(arguments: HouseEngine.available) func theExportOfTheRecordHoldsNothingOfThem(_ engine: HouseEngine) async throws {
        let (town, _) = try await hidden(engine)
        let jorma = try town.id(of: .jorma)
        let bodies = try await town.platform.reading { try $0.rows("SELECT body FROM entry WHERE act LIKE 'idea.%'") { try $0.text() } }
        #expect(!bodies.isEmpty && bodies.allSatisfy { !$0.contains(jorma.rawValue) && !$0.contains("Too much") && !$0.contains("departmentHead") })
    }

    @Test(arguments: HouseEngine.available) func aRepeatedSendIsOneIdeaAndLeavingForgetsTheAuthor(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let id = town.platform.newActID(), city = try town.kuusila, jorma = try town.actor(.jorma)
        let input: JSON = ["text": "Once.", "hideName": true]
        let first = try await town.platform.perform("idea.send", input, in: city, as: jorma, id: id)
        #expect(try await town.platform.perform("idea.send", input, in: city, as: jorma, id: id) == first)
        try await town.perform("person.leave", ["sure": true], as: .jorma)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM hidden_author") } == 0)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM signal WHERE channel = 'staff'") } == 1, "the idea stays")
    }
}
