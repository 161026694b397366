import Storage
@testable import Talkoot
import Testing
import TestTown

/// The tables of moves, the acts and the reactions say the same, and of two people who move one thing at once one wins.
@Suite(.serialized) struct LifecycleTests {
    /// States that are named already and get their moves with a room's depth.
    private static let comingLater: [String: Set<String>] = [
        "challenge": ["inReview", "approved", "screening"],
        "decision": ["planned", "prepared", "hearing", "ready", "overturned"],
        "pilot": ["checked", "retrospective"],
        "lesson": ["contested", "superseded"],
    ]

    @Test func everyStateIsReachedByMovesOrNamedAsComingLater() {
        for table in Rooms.house.lifecycles {
            let unreached = Set(table.states).subtracting(reached(table))
            #expect(unreached == Self.comingLater[table.kind.rawValue] ?? [], "\(table.kind)")
        }
    }

    @Test func theOrdinaryWayAndThePromisesLieOnReachedStates() {
        for table in Rooms.house.lifecycles {
            let reached = reached(table)
            #expect(table.path.first == table.initial, "\(table.kind)")
            #expect(reached.isSuperset(of: table.path), "\(table.kind)")
            for (here, next) in zip(table.path, table.path.dropFirst()) {
                #expect(table.moves.contains { $0.from.contains(here) && $0.to == next }, "\(table.kind) goes from \(here) to \(next)")
            }
            for (state, promise) in table.promises {
                #expect(reached.contains(state) && table.moves.contains { $0.from.contains(state) }, "\(table.kind) promises to leave \(state)")
                #expect(promise.days > 0)
            }
        }
    }

    @Test func whateverBeginsElsewhereHasAnActThatBeginsIt() {
        for table in Rooms.house.lifecycles {
            for (state, act) in table.alsoBegins { #expect(table.states.contains(state) && state != table.initial && Rooms.house.act(named: act) != nil, "\(table.kind) begins as \(state)") }
        }
        #expect(DesignSeat.lifecycle.alsoBegins.keys.contains(.offered) && Mandate.lifecycle.alsoBegins.keys.contains(.active) && CityProblem.lifecycle.alsoBegins.keys.contains(.defined))
    }

    @Test func everyMoveHasItsActInTheRoomAndTheSamePeopleMayPerformIt() throws {
        for room in Rooms.house.all {
            for table in room.lifecycles {
                for name in Set(table.moves.map(\.act)) {
                    let act = try #require(room.acts.first { $0.name == name }, "\(room.name) has no \(name)")
                    #expect(act.target == table.kind, "\(name)")
                    #expect(Set(act.permitted) == Set(table.moves.filter { $0.act == name }.flatMap(\.by)), "\(name)")
                }
            }
        }
    }

    @Test func namesOfActsAndEventsAreUniqueAndWellFormed() {
        let acts = Rooms.house.acts.map { $0.name }, events = Rooms.house.events
        #expect(Set(acts).count == acts.count)
        #expect(Set(events).count == events.count)
        for name in acts + events { #expect(name.split(separator: ".").count == 2, "\(name)") }
    }

    @Test func everyReactionAnswersAKnownEventWithAnActOfTheSystem() throws {
        for room in Rooms.house.all {
            for reaction in room.reactions {
                #expect(Rooms.house.events.contains(reaction.event), "\(reaction.event)")
                let act = try #require(Rooms.house.act(named: reaction.act), "\(reaction.act)")
                #expect(act.permitted.contains(.system), "\(reaction.act)")
            }
        }
    }

    private func reached(_ table: LifecycleOutline) -> Set<String> {
        var reached = Set([table.initial]).union(table.alsoBegins.keys)
        while let next = table.moves.first(where: { !reached.contains($0.to) && !reached.isDisjoint(with: $0.from) }) { reached.insert(next.to) }
        return reached
    }

    // MARK: Two people at once

    @Test(arguments: HouseEngine.available) func ofTwoAnswersToASignalOneStands(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try await town.signal(in: .new)
        try await race(town, on: signal, (.paivi, "signal.accept", ["reason": "We take it on."]), (.liisa, "signal.decline", ["reason": "It is not ours."]))
    }

    @Test(arguments: HouseEngine.available) func twoOfficersMoveOneThingOnce(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        _ = try await town.perform("role.grant", ["email": .text(Townsperson.tuula.email), "role": "innovationOfficer"], as: .pekka)
        let problem = try await town.problem(in: .submitted).object(.problem)
        try await raceOfficers(town, "problem.triage", on: problem, ["quadrant": "city", "reason": "It touches many."])
        let challenge = try await town.challenge(in: .draft).object(.challenge)
        try await raceOfficers(town, "challenge.cancel", on: challenge, ["reason": "Nobody has time."])
        let submission = try #require(try await town.challenge(in: .closed).answers.first)
        try await race(town, on: submission, (.liisa, "submission.admit", [:]), (.tuula, "submission.refuse", ["reason": "Too late."]))
        try await raceOfficers(town, "pilot.ready", on: try await town.pilot(in: .planned).object(.pilot), ["reason": "In order."])
        let walk = try await town.pilot(in: .verdict).reach(.lessonProposed)
        try await raceOfficers(town, "lesson.publish", on: try await walk.object(.lesson))
        try await raceOfficers(town, "solution.retire", on: try await town.solution().object(.solution), ["reason": "Replaced."])
    }

    @Test(arguments: HouseEngine.available) func twoHeadsPublishOneDecisionOnce(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await Walk(.clearKerbs, in: town).reach(.decisionTaken)
        try await race(town, on: try await walk.object(.decision), (.paivi, "decision.publish", [:]), (.liisa, "decision.publish", [:]))
    }

    private typealias Try = (person: Townsperson, act: String, input: JSON)

    private func raceOfficers(_ town: Town, _ act: String, on object: ObjectReference, _ input: JSON = .object([:])) async throws {
        try await race(town, on: object, (.liisa, act, input), (.tuula, act, input))
    }

    /// One wins, the other is told that it was too late, and the record has one entry more for the object.
    private func race(_ town: Town, on object: ObjectReference, _ first: Try, _ second: Try) async throws {
        let before = try await entries(of: object, town)
        async let one = outcome(town, object, first)
        async let other = outcome(town, object, second)
        let refusals = try await [one, other].compactMap { $0 }
        #expect(refusals.count == 1, "\(first.act): \(refusals)")
        for refusal in refusals {
            switch refusal {
            case .stale, .illegalMove: break
            default: Issue.record("\(first.act) was refused with \(refusal)")
            }
        }
        #expect(try await entries(of: object, town) == before + 1, "\(first.act)")
    }

    /// The refusal, or nil for the one that won.
    private func outcome(_ town: Town, _ object: ObjectReference, _ attempt: Try) async throws -> Refusal? {
        do {
            try await town.perform(attempt.act, on: object, attempt.input, as: attempt.person)
            return nil
        } catch let refusal as Refusal { return refusal }
    }

    private func entries(of object: ObjectReference, _ town: Town) async throws -> Int {
        let id = object.id
        return try await town.platform.reading { try $0.count("SELECT count(*) FROM entry WHERE object_id = \(id)") }
    }
}
