import Storage
@testable import Talkoot
import Testing
import TestTown

/// Whatever kind of text can be hidden is erased after its term, wherever the house kept its words; a kind without a story here fails.
@Suite(.serialized) struct ErasedKindTests {
    private static let need: JSON = [
        "who": "Quarrelsome walkers", "situation": "Under the zebrafish lamp", "need": "To insult the driver loudly", "why": "Because zebrafish do", "acceptance": "Ten insults heard by noon",
    ]

    /// For each kind, how one comes to stand in public.
    private static let stories: [ObjectKind: @Sendable (Town) async throws -> ObjectReference] = [
        .signal: { try await $0.acceptedSignal("Zebrafish drive bus four, and badly.") },
        .problem: { try await $0.problem(in: .defined, of: .drippingPipes).object(.problem) },
        .submission: { town in try #require(await town.challenge(in: .awarded).answers.first) },
        .organisation: { try #require(try await $0.perform("organisation.register", ["name": "Zebrafish and Insults Ltd", "sector": "company", "size": "micro", "registrationNumber": "ZF-123-45"], as: .onni).object) },
        HearingComment.kind: { town in
            let problem = try await town.problem(in: .triaged).object(.problem)
            let said = try await town.line("hearing.comment", on: problem, ["text": "The head of streets is a zebrafish."], as: .aino)
            return try await town.look(as: .aino) { try #require(try HearingComment.find(code: said.code, $0)).reference }
        },
        Requirement.kind: { town in
            let said = try await town.line("requirement.write", on: try await town.problem(in: .triaged).object(.problem), need, as: .ville)
            return try await town.look(as: .ville) { try #require(try Requirement.find(code: said.code, $0)).reference }
        },
        RequirementComment.kind: { town in
            let said = try await town.line("requirement.write", on: try await town.problem(in: .triaged).object(.problem), need, as: .ville)
            let comment = Target(try #require(try await town.perform("requirement.comment", on: said, ["text": "Walkers are zebrafish."], as: .aino).values["code"]?.text))
            return try await town.look(as: .aino) { try #require(try RequirementComment.find(code: comment.code, $0)).reference }
        },
    ]

    @Test func everyKindThatCanBeHiddenHasAStory() {
        let kinds = EraseHiddenText.rooms.map { $0.kind.rawValue }
        #expect(Set(kinds).count == kinds.count && kinds.count > 6)
        #expect(Set(kinds).symmetricDifference(Self.stories.keys.map(\.rawValue)).sorted() == [])
    }

    @Test(arguments: HouseEngine.available) func noTableKeepsTheWordsOfAnyKind(_ engine: HouseEngine) async throws {
        for (kind, begin) in Self.stories.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let (town, clock) = try await house(on: engine)
            let object = try await begin(town)
            let text = try await town.look { try #require(try ModerationQueries.text(object.code, $0)) }
            // A group may go by the name of its organisation, which is a text of its own.
            let names = kind == .organisation ? [] : try await town.look { try OrganisationQueries.list(limit: 500, $0).rows.map(\.name) }
            let pieces = text.text.split(separator: "\n\n").map(String.init).filter { $0.count > 11 && !names.contains($0) }
            #expect(!pieces.isEmpty)
            let before = try await tables(holding: pieces, in: town, engine)
            #expect(!before.isEmpty, "\(kind) is looked for where it cannot be found")
            let found = try await town.hide(object)
            clock.advance(days: EraseHiddenText.days + 1)
            #expect(try await town.platform.keepRetention()["hiddenTexts"] == 1, "\(kind)")
            let left = try await tables(holding: pieces, in: town, engine)
            #expect(left == [], "\(kind)")
            let gone = try await town.look(as: .helmi) { try #require(try ModerationQueries.text(object.code, $0)) }
            #expect(gone.visibility == .erased)
            #expect(try await town.look { try ModerationQueries.placeholder(object.code, $0)?.code } == found.code, "its address says so: \(kind)")
            #expect(try await town.look { try SearchQueries.find(pieces[0], $0).hits.contains { $0.object.code == object.code } } == false)
            try await verify(town, clock)
        }
    }

    @Test(arguments: HouseEngine.available) func anAnswerStaysWholeForItsCompetition(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let walk = try await town.challenge(in: .evaluating)
        let answer = try #require(await walk.answers.first)
        try await town.hide(answer)
        clock.advance(days: EraseHiddenText.days + 1)
        let due = try await town.platform.retentionDue().first { $0.rule.name == "hiddenTexts" }?.due
        #expect(due == 0, "the jury has not ranked yet")
        #expect(try await town.platform.keepRetention()["hiddenTexts"] == 0)
        #expect(try await town.look(as: .liisa) { try SubmissionQueries.submission(Target(answer.code.rawValue), $0).summary }.isEmpty == false)
    }

    @Test(arguments: HouseEngine.available) func aCityRestoredFromBeforeItWasHiddenLosesItAgain(_ engine: HouseEngine) async throws {
        // Chance repeats: the second town is the first one as it was a year before.
        let (town, clock) = try await house(on: engine), (old, _) = try await house(on: engine)
        let text = "Zebrafish drive bus four, and badly."
        let signal = try await town.acceptedSignal(text), before = try await old.acceptedSignal(text)
        try #require(signal == before)
        let reported = try await old.report(before)
        try await town.hide(signal)
        clock.advance(days: EraseHiddenText.days + 1)
        _ = try await town.platform.keepRetention()
        let folder = try TestFolder.fresh(), ledger = ErasureLedger(in: folder)
        try ledger.add(try await town.platform.erasures())
        #expect(try await town.platform.erasureCount() == 1)
        #expect(try ledger.read() == [Erasure(try town.kuusila, .text(signal.code))])

        let again = try await old.platform.eraseAgain(try ledger.read())
        #expect(again == (0, 1))
        #expect(try await tables(holding: [text], in: old, engine) == [])
        await #expect(throws: Refusal.notFound) { try await old.look { try SignalQueries.signal(Target(before.code.rawValue), $0) } }
        try await old.perform("moderation.dismiss", on: reported, ["reason": "Harmless."], as: .helmi)
        #expect(try await old.look(as: .helmi) { try ModerationQueries.text(before.code, $0)?.visibility } == .erased, "what is erased stays so")
        #expect(try await old.platform.eraseAgain(try ledger.read()) == (0, 0))
    }
}

extension ErasedKindTests {
    /// Every table with a column of text that holds one of the pieces, whatever it is for.
    private func tables(holding pieces: [String], in town: Town, _ engine: HouseEngine) async throws -> [String] {
        let schema: SQLText = engine == .sqlite
            ? "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND c.type = 'TEXT' ORDER BY m.name, c.name"
            : "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND data_type = 'text' ORDER BY 1, 2"
        return try await town.platform.reading { tx in
            try tx.rows(schema) { (try $0.text(), try $0.text()) }.filter { table, column in
                let holds = pieces.map { piece -> SQLText in "\(SQLText(stringLiteral: column)) LIKE \("%\(piece)%")" }
                return try tx.exists("SELECT 1 FROM \(SQLText(stringLiteral: table)) WHERE \(SQLText(joining: holds, by: " OR "))")
            }.map { "\($0).\($1)" }
        }
    }
    /// The record is whole: every commitment that still has its opening holds, and each object is in the state that was told last.
    private func verify(_ town: Town, _ clock: TestClock) async throws {
        let key = try RecordKey.load(in: try TestFolder.fresh(), installation: "talkoot.example", random: seededChance(3))
        let keyed = Platform(database: town.platform.database, random: seededChance(11), recordKey: key) { clock.now }
        try await keyed.sequenceRecord()
        let contents = try #require(try await RecordReview(keyed).verify("kuusila").contents)
        #expect(contents.waiting == 0 && contents.opened > 0)
    }
}
