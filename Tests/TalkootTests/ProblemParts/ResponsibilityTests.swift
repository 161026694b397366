import Storage
@testable import Talkoot
import Testing
import TestTown

/// Two who answer for a task are nobody who answers for it.
@Suite(.serialized) struct ResponsibilityTests {
    @Test(arguments: HouseEngine.available) func exactlyOneAnswersForATaskAndByName(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let paivi: JSON = ["party": "department/transport", "part": "accountable", "person": .text(Townsperson.paivi.email)]
        let matti: JSON = ["party": "department/streets", "part": "accountable", "person": .text(Townsperson.matti.email)]
        let told: JSON = ["party": "department/schools", "part": "informed"]
        func set(_ parts: [JSON]) async throws { try await town.perform("task.set", on: problem, ["name": "Count at the stops", "parts": .list(parts)], as: .tuula) }
        for (parts, expected) in [([told], Problem("parts", "problem.noAccountable", ["task": "Count at the stops"])), ([paivi, matti], Problem("parts", "problem.manyAccountable", ["task": "Count at the stops", "count": "2"]))] {
            await #expect(throws: Refusal.invalid([expected])) { try await set(parts) }
        }
        await #expect(throws: Refusal.invalid([Problem("parts.0.person", "problem.accountableName", ["task": "Count at the stops"])])) {
            try await set([["party": "department/transport", "part": "accountable"], told])
        }
        #expect(try await rows(problem, town).isEmpty, "nothing was kept of what was refused")
        try await set([paivi, told, ["party": "department/streets", "part": "responsible"]])
        let row = try #require(try await rows(problem, town).first)
        #expect(row.parts.map(\.part) == [.accountable, .informed, .responsible])
        #expect(row.parts.first?.person == (try town.id(of: .paivi)))
    }

    @Test(arguments: HouseEngine.available) func ofTwoWhoChangeOneTaskTheSecondIsTold(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let parts: JSON = .list([["party": "department/transport", "part": "accountable", "person": .text(Townsperson.paivi.email)]])
        let task = try await town.line("task.set", on: problem, ["name": "Count", "parts": parts], as: .tuula)
        try await town.perform("task.edit", on: task, ["version": 1, "name": "Count at six stops", "parts": parts], as: .tuula)
        await #expect(throws: Refusal.stale) { try await town.perform("task.edit", on: task, ["version": 1, "name": "Count at two stops", "parts": parts], as: .paivi) }
        #expect(try await rows(problem, town).map(\.duty.name) == ["Count at six stops"])
        for person in [Townsperson.aino, .matti, .helmi] {
            await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("task.edit", on: task, ["name": "Nothing", "parts": parts], as: person) }
        }
        try await town.perform("person.leave", ["sure": true], as: .paivi)
        #expect(try await rows(problem, town).first?.parts.first?.person == nil)
    }

    private func rows(_ problem: ObjectReference, _ town: Town) async throws -> [(duty: Duty, parts: [DutyPart])] {
        try await town.look { try DutyQueries.matrix(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
    }
}
