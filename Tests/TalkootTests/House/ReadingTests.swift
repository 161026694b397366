import Storage
@testable import Talkoot
import Testing
import TestTown

/// Beside the lists of the rooms (`RulesTests`): whatever else gathers rows by SQL shows nobody more, and nobody less, than the rooms' own predicates.
@Suite(.serialized) struct ReadingTests {
    @Test(arguments: HouseEngine.available) func theFurnitureShowsWhatTheRoomsShow(_ engine: HouseEngine) async throws {
        let town = try await livelyTown(on: engine)
        var compared = Tally()
        for (reader, actor) in try readers(of: town) {
            let found = try await town.platform.look(in: try town.kuusila, as: actor) { scene in
                var tally = Tally()
                try Self.frictions(scene, reader, &tally)
                try Self.lines(scene, reader, &tally)
                try Self.search(scene, reader, &tally)
                try Self.files(scene, reader, &tally)
                try Self.signals(scene, reader, &tally)
                try Self.initiatives(scene, reader, &tally)
                try Self.ideas(scene, reader, &tally)
                try Self.notices(scene, reader, &tally)
                return tally
            }
            compared.add(found)
        }
        for (what, counts) in compared.counts.sorted(by: { $0.key < $1.key }) {
            #expect(counts.shown > 0 && counts.hidden > 0, "of \(what) \(counts.shown) were shown and \(counts.hidden) hidden: a town without secrets proves nothing")
        }
        #expect(compared.counts.count == 9)
    }

    /// How often something was shown to a reader, and how often kept from one.
    struct Tally: Sendable {
        var counts: [String: (shown: Int, hidden: Int)] = [:]
        mutating func note(_ what: String, _ isShown: Bool) {
            let known = counts[what] ?? (0, 0)
            counts[what] = isShown ? (known.shown + 1, known.hidden) : (known.shown, known.hidden + 1)
        }
        mutating func add(_ other: Tally) {
            for (what, more) in other.counts { counts[what] = ((counts[what]?.shown ?? 0) + more.shown, (counts[what]?.hidden ?? 0) + more.hidden) }
        }
    }

    private static func frictions(_ scene: Scene, _ reader: String, _ tally: inout Tally) throws {
        let problems = try scene.tx.rows("SELECT \(CityProblem.columns) FROM problem WHERE city = \(scene.city.id)", CityProblem.init(row:))
        for problem in problems {
            let part = try ProblemPart(.frictionPath, of: problem, scene)
            let listed = Set(try FrictionQueries.path(of: problem, scene).own.map(\.code))
            for one in try Friction.all(of: problem.id, scene) {
                #expect(listed.contains(one.code) == one.isRead(by: scene.standing, in: part), "\(reader), friction \(one.code)")
                tally.note("frictions", listed.contains(one.code))
            }
        }
    }

    /// Comments of hearings, needs and what is said to them: in the list, and each by its code.
    private static func lines(_ scene: Scene, _ reader: String, _ tally: inout Tally) throws {
        for problem in try scene.tx.rows("SELECT \(CityProblem.columns) FROM problem WHERE city = \(scene.city.id)", CityProblem.init(row:)) where ProblemRules.mayRead(problem, scene.standing) {
            try compare(HearingComment.self, Set(try HearingQueries.comments(on: problem, scene).map(\.code)), problem, scene, reader, "comments", &tally)
            try compare(Requirement.self, Set(try RequirementQueries.requirements(on: problem, scene).map(\.code)), problem, scene, reader, "needs", &tally)
        }
    }
    private static func compare<Element: PartElement>(_ kind: Element.Type, _ listed: Set<PublicCode>, _ problem: CityProblem, _ scene: Scene, _ reader: String, _ what: String, _ tally: inout Tally) throws {
        for one in try Element.all(of: problem.id, scene) where one.stateName != "withdrawn" {
            let isFound = try isThere { _ = try PartLine<Element>.find(Target(one.code.rawValue), scene) }
            #expect(listed.contains(one.code) == isFound, "\(reader), \(what) \(one.code)")
            tally.note(what, isFound)
        }
    }

    /// Search reads its own table: what it finds may be read at its address, and what is public is found.
    private static func search(_ scene: Scene, _ reader: String, _ tally: inout Tally) throws {
        let indexed = try scene.tx.rows("SELECT kind, id, code, title, is_public FROM search_document WHERE city = \(scene.city.id)") { row in
            (object: ObjectReference(try row.value(), id: try row.text(), code: try row.value()), title: try row.text(), isPublic: try row.bool())
        }
        let titled = try SearchQueries.titles(of: indexed.map(\.object), scene)
        for one in indexed {
            let mayRead = try NoticeRights.title(of: one.object, scene) != nil
            #expect(titled[one.object] == nil || mayRead, "\(reader) finds \(one.object.kind) \(one.object.code)")
            #expect(!one.isPublic || mayRead, "\(one.object.kind) \(one.object.code) is public in the index alone")
            tally.note("what is found", titled[one.object] != nil)
        }
        for word in ["the", "kerb", "bus"] {
            for hit in try SearchQueries.find(word, limit: 100, scene).hits { #expect(try NoticeRights.title(of: hit.object, scene) != nil, "\(reader) finds \(hit.code)") }
        }
    }

    private static func files(_ scene: Scene, _ reader: String, _ tally: inout Tally) throws {
        for file in try scene.tx.rows("SELECT \(Attachment.columns) FROM attachment WHERE city = \(scene.city.id) AND state = 'kept'", Attachment.init(row:)) {
            guard let object = file.object, let home = Attachments.homes[object.kind] else { continue }
            let mayReadHome = try isThere { _ = try home(Target(object.code.rawValue), scene) }
            let isGiven = try isThere { _ = try AttachmentQueries.file(file.id, visitorKey: nil, scene) }
            #expect(isGiven == mayReadHome, "\(reader), file of \(object.code)")
            if object.kind == .submission { tally.note("files of answers", isGiven) } else { tally.note("files of signals", isGiven) }
        }
    }

    /// Who is said to read what others read sees neither more nor less than they.
    private static func signals(_ scene: Scene, _ reader: String, _ tally: inout Tally) throws {
        let all = try scene.tx.rows("SELECT \(Signal.columns) FROM signal WHERE city = \(scene.city.id)", Signal.init(row:))
        let seen = Set(all.filter { SignalRules.mayRead($0, scene.standing) }.map(\.id))
        switch try SignalQueries.audience(scene) {
        case .everybody: #expect(seen == Set(all.filter(\.isPublic).map(\.id)), "\(reader)")
        case .staff: #expect(seen == Set(all.filter(\.visibility.isShown).map(\.id)), "\(reader)")
        case .reader: break
        }
        for signal in all { tally.note("signals", seen.contains(signal.id)) }
    }

    /// What the public does not see of an initiative, asked of all rooms in one statement.
    private static func initiatives(_ scene: Scene, _ reader: String, _ tally: inout Tally) throws {
        let standing = scene.standing
        for initiative in try scene.tx.rows("SELECT \(Initiative.columns) FROM initiative WHERE city = \(scene.city.id) AND is_public", Initiative.init(row:)) {
            let (signals, problems, challenges) = (try all(Signal.columns, "signal", initiative, scene, Signal.init(row:)), try all(CityProblem.columns, "problem", initiative, scene, CityProblem.init(row:)), try all(Challenge.columns, "challenge", initiative, scene, Challenge.init(row:)))
            let (decisions, lessons, submissions) = (try all(Decision.columns, "decision", initiative, scene, Decision.init(row:)), try all(Lesson.columns, "lesson", initiative, scene, Lesson.init(row:)), try all(Submission.columns, "submission", initiative, scene, Submission.init(row:)))
            var more = signals.contains { !$0.isPublic && SignalRules.mayRead($0, standing) } || problems.contains { !$0.isPublic && ProblemRules.mayRead($0, standing) }
            more = more || challenges.contains { !$0.isPublic && ChallengeRules.mayRead($0, standing) } || decisions.contains { !$0.isPublic && DecisionRules.mayRead($0, standing) }
            more = more || lessons.contains { !$0.isPublic && LessonRules.mayRead($0, standing) }
            for one in submissions where !one.isPublic {
                let closesAt = try ChallengeTable.find(one.challenge, scene)?.closesAt
                if try SubmissionRules.mayRead(one, closesAt: closesAt, scene) { more = true }
            }
            #expect(try InitiativeQueries.audience(of: initiative, scene) == (more && !standing.isVisitor ? .reader : .everybody), "\(reader), \(initiative.code)")
            tally.note("what the public does not see of an initiative", more)
        }
    }
    private static func all<Value>(_ columns: SQLText, _ table: SQLText, _ initiative: Initiative, _ scene: Scene, _ decode: (inout Row) throws -> Value) throws -> [Value] {
        try scene.tx.rows("SELECT \(columns) FROM \(table) WHERE city = \(scene.city.id) AND initiative = \(initiative.id)", decode)
    }

    private static func ideas(_ scene: Scene, _ reader: String, _ tally: inout Tally) throws {
        var listed: Set<PublicCode> = []
        do { listed = Set(try IdeaQueries.list(scene).map(\.signal.code)) } catch Refusal.denied {}
        for code in try scene.tx.rows("SELECT signal.code FROM idea JOIN signal ON signal.city = idea.city AND signal.id = idea.signal WHERE idea.city = \(scene.city.id)", { try $0.value(PublicCode.self) }) {
            let isFound = try isThere { _ = try IdeaQueries.idea(Target(code.rawValue), scene) }
            #expect(listed.contains(code) == isFound, "\(reader), idea \(code)")
            tally.note("ideas", listed.contains(code))
        }
    }

    /// Nobody is shown the notice of another.
    private static func notices(_ scene: Scene, _ reader: String, _ tally: inout Tally) throws {
        guard let me = scene.standing.person?.id else { return }
        let own = try scene.tx.count("SELECT count(*) FROM notice WHERE city = \(scene.city.id) AND person = \(me)")
        #expect(try NoticeQueries.mine(scene).notices.count <= own, "\(reader)")
    }

    private static func isThere(_ body: () throws -> Void) throws -> Bool {
        do { try body(); return true } catch Refusal.notFound { return false }
    }
}

extension ReadingTests {
    private func readers(of town: Town) throws -> [(String, Actor)] { try [("a visitor", .visitor)] + Townsperson.allCases.filter { $0.city == .kuusila }.map { ($0.name, try town.actor($0)) } }

    /// A town in which everything has happened, with matters of confidence, files, and lines that moderation took away.
    private func livelyTown(on engine: HouseEngine) async throws -> Town {
        let place = try await FileTown(on: engine), town = place.town
        let shared = try await town.sharedProblem()
        let report = try await town.line("friction.report", on: shared, ["text": "The two heads do not speak."], as: .tuula)
        try await town.perform("friction.mediate", on: report, ["mediator": .text(Townsperson.elina.email)], as: .liisa)
        try await town.perform("objection.raise", on: shared, ["text": "The goal is too far."], as: .matti)
        let lead = try await town.sharedProblem(rule: "leadAfterHearing")
        try await town.perform("objection.raise", on: lead, ["text": "Our crew is not asked."], as: .matti)
        for text in ["And on Sundays?", "The clerk is a fool."] { try await town.perform("hearing.comment", on: shared, ["text": .text(text)], as: .aino) }
        for need in ["To see the bay", "To throw the clerk out"] {
            try await town.perform("requirement.write", on: shared, ["who": "Drivers", "situation": "In snow", "need": .text(need), "why": "It is hidden", "acceptance": "A pole"], as: .aino)
        }
        for (table, kind, condition) in [("hearing_comment", HearingComment.kind, "text LIKE '%fool%'"), ("requirement", Requirement.kind, "need LIKE '%clerk%'")] as [(SQLText, ObjectKind, SQLText)] {
            let line = try await town.platform.reading { tx in try tx.first("SELECT id, code FROM \(table) WHERE \(condition)") { ObjectReference(kind, id: try $0.text(), code: try $0.value()) } }
            try await town.hide(try #require(line))
        }
        _ = try await place.signal(with: [try await place.upload(SamplePictures.jpeg, as: .aino)])
        let walk = try await town.challenge(in: .open, of: .clearKerbs)
        try await walk.reach(.answersSubmitted)
        let picture = try await place.upload(SamplePictures.png, as: .noora)
        let text: JSON = ["team": "Noora and friends", "title": "Warm kerbs", "summary": "Kerbs that melt their snow.", "text": "With warm water.", "budget": "9000", "files": .list([.text(picture.id.rawValue)])]
        let answer = try #require(try await town.perform("submission.begin", on: try await walk.object(.challenge), text, as: .noora).object)
        try await town.perform("submission.submit", on: answer, ["declaration": true], as: .noora)
        try await town.hide(try await town.acceptedSignal("The driver of bus four is a fool."))
        try await town.perform("idea.send", on: .none, ["text": "Ask the drivers first."], as: .tuula)
        _ = try await town.challenge(in: .awarded)
        return town
    }
}
