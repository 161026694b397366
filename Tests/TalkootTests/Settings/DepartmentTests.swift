import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// The city's tree of departments: nothing is left without somebody who answers for it.
@Suite(.serialized) struct DepartmentTests {
    @Test(arguments: HouseEngine.available) func aNewDepartmentGetsItsHeadAndItsFirstSignal(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.perform("department.open", ["name": "Culture & leisure", "parent": "schools", "budgetCodes": "4100, 4200", "reason": "A new office."], as: .liisa)
        let found = try #require(try await town.look { try CityQueries.department("culture-leisure", $0) })
        #expect(found.parent == (try await town.look { try CityQueries.department("schools", $0)?.id }))
        #expect(found.budgetCodes == "4100, 4200")
        try await town.perform("role.grant", ["email": .text(Townsperson.tuula.email), "role": "departmentHead", "department": "culture-leisure", "reason": "Chosen by the board."], as: .pekka)
        let signal = try #require(try await town.perform("signal.send", ["text": "The hall is cold.", "department": "culture-leisure"], as: .aino).object)
        try await town.perform("signal.accept", on: signal, ["reason": "We heat it."], as: .tuula)
    }

    @Test(arguments: HouseEngine.available) func aTreeHasNoCirclesAndNoTwins(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await edit("parks", ["name": "Parks and shores", "parent": "streets"], town)
        try await edit("water", ["name": "Water and sewers", "parent": "parks"], town)
        await #expect(throws: Refusal.invalid([Problem("parent", "problem.circle")])) { try await edit("streets", ["name": "Streets and lighting", "parent": "water"], town) }
        await #expect(throws: Refusal.invalid([Problem("parent", "problem.choice")])) { try await edit("streets", ["name": "Streets", "parent": "streets"], town) }
        await #expect(throws: Refusal.invalid([Problem("name", "problem.sameName")])) { try await edit("streets", ["name": "parks AND shores"], town) }
        await #expect(throws: Refusal.invalid([Problem("name", "problem.noLetters")])) { try await town.perform("department.open", ["name": "—", "reason": "x"], as: .liisa) }
        await #expect(throws: Refusal.notFound) { try await edit("nowhere", ["name": "Nowhere"], town) }
    }

    @Test(arguments: HouseEngine.available) func theSuccessorAnswersForWhatAClosedDepartmentBegan(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let left = try #require(try await town.perform("signal.send", ["text": "The lamp is dark.", "department": "streets"], as: .aino).object)
        await #expect(throws: Refusal.notFound) { try await town.perform("signal.accept", on: left, ["reason": "Not mine."], as: .noora) }
        try await close("streets", to: "parks", town)
        let closed = try #require(try await town.look { try CityQueries.department("streets", $0) })
        #expect(!closed.isOpen && closed.name == "Streets and lighting")
        #expect(try await town.look { try CityQueries.departments($0).count } == 5, "nobody is offered it any more")
        await #expect(throws: Refusal.invalid([Problem("department", "problem.choice")])) { try await town.perform("signal.send", ["text": "Dark again.", "department": "streets"], as: .aino) }
        #expect(try await town.look(as: .kaisa) { try StageQueries.waiting($0).contains { $0.object == left } }, "it waits on the successor's desk")
        try await town.perform("signal.accept", on: left, ["reason": "We took it over."], as: .kaisa)
        // A head who comes later answers for it, too; and so does the heir of the heir.
        try await town.perform("role.grant", ["email": .text(Townsperson.tuula.email), "role": "departmentHead", "department": "parks"], as: .pekka)
        #expect(try await town.look(as: .tuula) { $0.standing.departments.contains(closed.id) })
        try await close("parks", to: "water", town)
        #expect(try await town.look(as: .jorma) { $0.standing.departments.contains(closed.id) })
        await #expect(throws: Refusal.illegalMove(act: "department.edit", state: "department.closed")) { try await edit("streets", ["name": "Roads"], town) }
    }

    @Test(arguments: HouseEngine.available) func aDepartmentIsNotClosedIntoNothing(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        await #expect(throws: Refusal.invalid([Problem("successor", "problem.successor")])) { try await close("streets", to: "streets", town) }
        try await town.perform("role.end", ["email": .text(Townsperson.kaisa.email), "role": "departmentHead", "reason": "She moves on."], as: .pekka)
        await #expect(throws: Refusal.invalid([Problem("successor", "problem.noHead", ["department": "Parks and shores"])])) { try await close("streets", to: "parks", town) }
        // Vega has one department; it cannot go.
        await #expect(throws: Refusal.invalid([Problem("successor", "problem.successor")])) {
            try await town.perform("department.close", on: Target("works"), ["successor": "works", "reason": "x"], as: .ingrid)
        }
        for person in [Townsperson.matti, .aino] {
            await #expect(throws: Refusal.denied("denied.role")) { try await close("streets", to: "water", town, as: person) }
        }
    }

    private func edit(_ slug: String, _ input: JSON, _ town: Town) async throws {
        try await town.perform("department.edit", on: Target(slug), .object((input.object ?? [:]).merging(["reason": "Better so."]) { $1 }), as: .liisa)
    }
    private func close(_ slug: String, to heir: String, _ town: Town, as person: Townsperson = .liisa) async throws {
        try await town.perform("department.close", on: Target(slug), ["successor": .text(heir), "reason": "One office less."], as: person)
    }
}
