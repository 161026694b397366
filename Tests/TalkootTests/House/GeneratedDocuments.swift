import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Documents that follow from the code. The test fails when one is stale; `make docs` writes them anew.
@Suite(.serialized) struct GeneratedDocuments {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func statesFollowFromTheTablesOfMoves() throws {
        var text = "# States\n\nWritten by `make docs` from the tables of moves that guard every change.\n"
        for outline in Rooms.house.lifecycles {
            let further = outline.alsoBegins.sorted { $0.key < $1.key }.map { ", or with `\($0.value)` as `\($0.key)`" }.joined()
            text += "\n## \(outline.kind)\n\nBegins as `\(outline.initial)`\(further). The ordinary way: \(outline.path.map { "`\($0)`" }.joined(separator: " → ")).\n\n"
            text += "| from | act | to | who |\n|---|---|---|---|\n"
            for move in outline.moves { text += "| \(move.from.joined(separator: ", ")) | `\(move.act)` | \(move.to) | \(move.by.map(\.name).joined(separator: ", ")) |\n" }
            for (state, promise) in outline.promises.sorted(by: { $0.key < $1.key }) {
                text += "\n`\(state)` is promised to end within \(promise.days) business days (`\(promise.setting)`); then acts: \(promise.actsNext.name).\n"
            }
        }
        try check("docs/states.md", text)
    }

    /// Every act × role × state, asked of the same functions that guard the acts, on objects that real acts brought there.
    @Test func permissionsAreAsApproved() async throws {
        let (town, _) = try await house(on: .sqlite)
        var text = "# Permissions\n\nWritten by `make docs`: each act on an object in each state that TestTown can bring it to, by each kind of person.\n"
        text += "`yes` may and it is open · `closed` may, but not in this state · `no` may not · `–` does not know that it exists.\n"
        let people: [(String, Townsperson?)] = [
            ("visitor", nil), ("resident", .aino), ("team", .noora), ("juror", .riku), ("other head", .matti), ("head", .paivi), ("officer", .liisa), ("budget owner", .anneli), ("clerk", .tuula),
            ("administrator", .pekka), ("moderator", .helmi), ("other city", .jenni),
        ]
        for (object, state) in try await objects(of: town) {
            text += "\n## \(object.kind), \(state)\n\n| act | \(people.map(\.0).joined(separator: " | ")) |\n|---|\(String(repeating: "---|", count: people.count))\n"
            for act in Rooms.house.acts.sorted(by: { $0.name < $1.name }) where act.target == object.kind {
                var cells: [String] = []
                for (_, person) in people { cells.append(try await answer(act, object, person, town)) }
                text += "| `\(act.name)` | \(cells.joined(separator: " | ")) |\n"
            }
        }
        try check("docs/permissions.md", text)
    }

    private func objects(of town: Town) async throws -> [(ObjectReference, String)] {
        var found: [(ObjectReference, String)] = []
        for state in [Signal.State.new, .accepted, .declined] { found.append((try await town.signal(in: state), state.rawValue)) }
        for state in [CityProblem.State.draft, .submitted, .triaged, .defined, .routed] { found.append((try await town.problem(in: state).object(.problem), state.rawValue)) }
        let canvas = try await town.problem(in: .triaged).object(.problem)
        found.append((ObjectReference(.answer, id: "", code: PublicCode("\(canvas.code).2.1")), "of a problem that is triaged"))
        try await town.perform("canvas.answer", on: Target("\(canvas.code).3.1"), ["text": "45 000 €"], as: .paivi)
        for question in 1...3 { found.append((ObjectReference(.question, id: "", code: PublicCode("\(canvas.code).\(question)")), "\(question) of a problem that is triaged")) }
        for state in [Challenge.State.draft, .published, .open, .closed, .evaluating, .stageDecided, .awarded] {
            let walk = try await town.challenge(in: state)
            found.append((try await walk.object(.challenge), state.rawValue))
            if let answer = await walk.answers.first, state != .draft { found.append((answer, "of a challenge that is \(state.rawValue)")) }
            if state == .awarded { found.append((try await walk.object(.decision), "published")) }
        }
        for state in [Pilot.State.planned, .ready, .running, .measuring, .verdict, .closed] { found.append((try await town.pilot(in: state).object(.pilot), state.rawValue)) }
        let lesson = try await town.lesson()
        found.append((try await lesson.object(.lesson), "published"))
        let solution = try await town.solution(adopted: true)
        found.append((try await solution.object(.solution), "listed"))
        let drawn = try await town.problem(in: .triaged).object(.problem)
        found.append(contentsOf: try await insights(on: drawn, in: town))
        let report = try await town.report(try await town.acceptedSignal("The driver of bus four is a fool."))
        found.append((report, "open"))
        let hidden = try await town.hide(try await town.acceptedSignal("The driver of bus nine is a fool."), as: .joel)
        found.append((hidden, "hidden"))
        let appealed = try await town.hide(try await town.acceptedSignal("The driver of bus ten is a fool."), as: .joel)
        try await town.perform("moderation.appeal", on: appealed, ["text": "It is a quotation."], as: .aino)
        found.append((appealed, "appealed"))
        return try await found + seals(in: town) + town.partObjects()
    }

    /// One that was asked for, and one that is open.
    private func seals(in town: Town) async throws -> [(ObjectReference, String)] {
        let walk = try await town.challenge(in: .open)
        try await walk.reach(.answersSubmitted)
        var found: [(ObjectReference, String)] = []
        for (answer, state) in zip(await walk.answers, ["asked", "open"]) {
            let seal = try #require(try await town.perform("seal.ask", ["code": .text(answer.code.rawValue), "reason": "An order of a court.", "days": 3], as: .pekka).object)
            if state == "open" { try await town.perform("seal.agree", on: seal, as: .matti) }
            found.append((seal, state))
        }
        return found
    }

    /// A journey map with a painful step, a card and what rests on it.
    private func insights(on problem: ObjectReference, in town: Town) async throws -> [(ObjectReference, String)] {
        let journey = try #require(try await town.perform("journey.begin", on: problem, ["title": "By bus in winter"], as: .liisa).object)
        try await town.perform("journey.addStep", on: journey, ["edition": "now", "title": "Waits", "pain": "Nobody comes."], as: .liisa)
        let step = try #require(try await town.look { try JourneyQueries.map(Target(journey.code.rawValue), $0).steps.first })
        let card = try #require(try await town.perform("insight.note", on: problem, ["observation": "Parents turn round.", "aboutGroup": "Parents", "strength": "weak"], as: .liisa).object)
        let change = try #require(try await town.perform("changeRequest.agree", on: problem, [
            "title": "Clear the kerb first", "text": "The night crew begins at the stops.", "insights": [.text(card.code.rawValue)], "department": "transport",
            "owner": .text(try town.id(of: .tuula).rawValue), "dueOn": "2030-03-12",
        ], as: .liisa).object)
        return [(journey, "with steps"), (step.reference, "with a pain"), (card, "of a triaged problem"), (change, "agreed")]
    }

    private func answer<A: Act>(_ act: A.Type, _ object: ObjectReference, _ person: Townsperson?, _ town: Town) async throws -> String {
        // Across cities only adoption names the other city; every other act looks at home, where there is no such code.
        let target = Target(A.name == "solution.adopt" && person?.city != .kuusila && person != nil ? "kuusila/\(object.code)" : object.code.rawValue)
        return try await town.look(as: person) { scene in
            do {
                let subject = try A.load(target, scene)
                guard A.permission(scene.standing, subject) == .allowed else { return "no" }
                return try A.isOpen(subject, scene) ? "yes" : "closed"
            } catch Refusal.notFound { return "–" }
        }
    }

    private func check(_ path: String, _ text: String) throws {
        let file = Self.root.appendingPathComponent(path)
        if ProcessInfo.processInfo.environment["TALKOOT_WRITE_DOCS"] != nil { try text.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(path) is stale; run make docs")
    }
}
