import Storage
@testable import Talkoot
import Testing
import TestTown

/// A list is cut by SQL, an object by a predicate: for every reader both let through the same rows.
@Suite(.serialized) struct RulesTests {
    @Test(arguments: HouseEngine.available) func whatAListShowsIsWhatOneMayRead(_ engine: HouseEngine) async throws {
        let town = try await livingTown(on: engine)
        try await addOddCases(to: town)
        var hidden = 0, shown = 0
        for city in [try town.kuusila, try town.rantala, try town.vega] {
            for (reader, actor) in try readers(of: town) {
                let views = try await town.platform.look(in: city, as: actor) { try View.all($0) }
                for view in views {
                    #expect(view.listed == view.readable, "\(reader) and \(view.kind)s")
                    shown += view.listed.count
                    hidden += view.count - view.listed.count
                }
            }
        }
        #expect(shown > 0 && hidden > 0, "a town without secrets proves nothing")
    }

    @Test(arguments: HouseEngine.available) func theOddCasesAreSeenByThoseWhoShould(_ engine: HouseEngine) async throws {
        let town = try await livingTown(on: engine)
        try await addOddCases(to: town)
        func sealed(_ actor: Actor) async throws -> Int {
            try await town.platform.look(in: try town.kuusila, as: actor) { scene in
                let rows = try scene.tx.rows("SELECT \(Submission.columns) FROM submission WHERE city = \(scene.city.id) AND NOT submission.is_public AND \(SubmissionRules.scope(scene))", Submission.init(row:))
                return rows.filter { $0.author != scene.standing.person?.id }.count
            }
        }
        #expect(try await sealed(.visitor) == 0)
        #expect(try await sealed(town.actor(.pekka)) == 1, "an administrator reads the one whose seal is open to him")
        #expect(try await sealed(town.actor(.sofia)) == 0, "a juror without a challenge reads nothing that is sealed")
        #expect(try await sealed(town.actor(.jenni)) == 0, "another city's officer reads nothing that is sealed")
        let drafts = try await town.look { scene in
            try scene.tx.count("SELECT count(*) FROM challenge WHERE city = \(scene.city.id) AND opens_at IS NULL AND \(ChallengeRules.scope(scene.standing))")
        }
        #expect(drafts == 0, "a challenge that was cancelled as a draft was never public and stays so")
    }

    private func livingTown(on engine: HouseEngine) async throws -> Town {
        let database = try await engine.open()
        _ = try await Migrator.migrate(database, Platform.migrations)
        let now = Instant(milliseconds: 1_773_302_400_000)
        let clock = TestClock(at: now)
        return try await TestTown.live(on: Platform(database: database, random: seededChance()) { clock.now }, clock: clock, endingAt: now)
    }

    private func readers(of town: Town) throws -> [(String, Actor)] {
        try [("a visitor", .visitor), ("the clock", .system(because: "clock"))] + Townsperson.allCases.map { ($0.name, try town.actor($0)) }
    }

    /// What a living town lacks: a withdrawn answer, a refused one, a draft that was cancelled, and a role of juror that is for no challenge.
    private func addOddCases(to town: Town) async throws {
        let open = try await town.challenge(in: .open, of: .clearKerbs)
        try await open.reach(.answersSubmitted)
        let answers = await open.answers
        _ = try await town.perform("submission.withdraw", on: try #require(answers.first), as: .noora)
        let closed = try await town.challenge(in: .closed, of: .clearKerbs)
        _ = try await town.perform("submission.refuse", on: try #require(await closed.answers.last), ["reason": "It asks for another city."], as: .liisa)
        let (spoken, begun) = (try await town.acceptedSignal("The driver of bus four is a fool."), try await town.problem(in: .submitted, of: .drippingPipes))
        for object in [spoken, try await begun.object(.problem)] { try await town.hide(object) }
        let judged = try await town.challenge(in: .evaluating, of: .cleanHarbour)
        try await town.hide(try #require(await judged.answers.first))
        try await town.hide(try #require(try await town.look { try OrganisationQueries.list($0).rows.first }).reference, rule: .deception)
        _ = try await town.perform("signal.send", ["text": "Win https://bit.ly/a https://bit.ly/b https://bit.ly/c"], as: .sofia)
        let draft = try await town.challenge(in: .draft)
        _ = try await town.perform("challenge.cancel", on: try await draft.object(.challenge), ["reason": "Overtaken by events."], as: .liisa)
        // Last, since a reading lasts no longer than a quarter of an hour.
        for (answer, isOpened) in [(try #require(answers.last), true), (try #require(await closed.answers.last), false)] {
            let seal = try #require(try await town.perform("seal.ask", ["code": .text(answer.code.rawValue), "reason": "An order of a court.", "days": 3], as: .pekka).object)
            if isOpened {
                try await town.perform("seal.agree", on: seal, as: .matti)
                try await town.perform("seal.read", on: seal, as: .pekka)
            }
        }
        let (city, sofia) = (try town.kuusila, try town.id(of: .sofia))
        _ = try await town.platform.keepHouse { tx, now in
            try tx.run("INSERT INTO role_grant (city, id, person, role, from_at) VALUES (\(city), 'odd-juror', \(sofia), \(Role.juror), \(now))")
        }
    }
}

/// The rows of one kind as a reader's list shows them and as the predicate lets them through.
private struct View: Sendable {
    let kind: ObjectKind, count: Int, listed: Set<String>, readable: Set<String>

    static func all(_ scene: Scene) throws -> [View] {
        let standing = scene.standing
        return [
            try read(.signal, "signal", Signal.columns, SignalRules.scope(standing), scene, Signal.init(row:)) { SignalRules.mayRead($0, standing) },
            try read(.problem, "problem", CityProblem.columns, ProblemRules.scope(standing), scene, CityProblem.init(row:)) { ProblemRules.mayRead($0, standing) },
            try read(.challenge, "challenge", Challenge.columns, ChallengeRules.scope(standing), scene, Challenge.init(row:)) { ChallengeRules.mayRead($0, standing) },
            try read(.submission, "submission", Submission.columns, SubmissionRules.scope(scene), scene, Submission.init(row:)) {
                try SubmissionRules.mayRead($0, closesAt: try ChallengeTable.find($0.challenge, scene)?.closesAt, scene)
            },
            try read(.decision, "decision", Decision.columns, DecisionRules.scope(standing), scene, Decision.init(row:)) { DecisionRules.mayRead($0, standing) },
            try read(.moderationCase, "moderation_case", ModerationCase.columns, CaseRules.scope(standing), scene, ModerationCase.init(row:)) { CaseRules.mayRead($0, standing) } id: { $0.id.rawValue },
            try read(.organisation, "organisation", Organisation.columns, OrganisationRules.scope(standing), scene, Organisation.init(row:)) { OrganisationRules.mayRead($0, standing) } id: { $0.id.rawValue },
            try read(.seal, "seal_break", SealBreak.columns, SealRules.scope(standing), scene, SealBreak.init(row:)) { SealRules.mayRead($0, standing) } id: { $0.id.rawValue },
            try read(.lesson, "lesson", Lesson.columns, LessonRules.scope(standing), scene, Lesson.init(row:)) { LessonRules.mayRead($0, standing) },
        ]
    }

    private static func read<Object: Moving>(
        _ kind: ObjectKind, _ table: SQLText, _ columns: SQLText, _ scope: SQLText, _ scene: Scene, _ decode: (inout Row) throws -> Object, _ mayRead: (Object) throws -> Bool
    ) throws -> View {
        try read(kind, table, columns, scope, scene, decode, mayRead) { $0.reference.id }
    }
    private static func read<Object>(
        _ kind: ObjectKind, _ table: SQLText, _ columns: SQLText, _ scope: SQLText, _ scene: Scene, _ decode: (inout Row) throws -> Object, _ mayRead: (Object) throws -> Bool,
        id: (Object) -> String
    ) throws -> View {
        let all = try scene.tx.rows("SELECT \(columns) FROM \(table) WHERE \(table).city = \(scene.city.id)", decode)
        let listed = try scene.tx.rows("SELECT \(table).id FROM \(table) WHERE \(table).city = \(scene.city.id) AND \(scope)") { try $0.text() }
        return View(kind: kind, count: all.count, listed: Set(listed), readable: Set(try all.filter(mayRead).map(id)))
    }
}
