import Storage
@testable import Talkoot
import Testing
import TestTown

/// A problem that nobody has sent a signal about, and who may bring one.
@Suite(.serialized) struct WriteProblemTests {
    @Test(arguments: HouseEngine.available) func staffWriteADraftAndAnAssociationBringsItBeforeEverybody(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let draft = try #require(try await town.perform("problem.write", input, as: .tuula).object)
        #expect(try await town.state(of: draft) == .draft)
        await #expect(throws: Refusal.notFound) { try await town.found(draft) }
        let neighbours = try await code(.fatima, town)
        let brought = try #require(try await town.perform("problem.write", with(neighbours.rawValue), as: .fatima).object)
        let read = try await town.found(brought)
        let fatima = try town.id(of: .fatima)
        #expect(read.state == .submitted && read.owner == fatima)
        let bringer = try await town.look { try OrganisationQueries.organisation(read.broughtBy, $0)?.name }
        #expect(bringer == "Kuusila Neighbours ry")
        #expect(try await town.told("problem.submitted").contains(try town.id(of: .liisa).rawValue), "the innovation officer sorts it")
    }

    @Test(arguments: HouseEngine.available) func aCompanyAnUnverifiedGroupAndAResidentAreToldWhatToDoInstead(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        await #expect(throws: Refusal.invalid([Problem("organisation", "problem.bringerSector")])) { try await town.perform("problem.write", with(try await code(.noora, town).rawValue), as: .noora) }
        await #expect(throws: Refusal.invalid([Problem("organisation", "problem.missing")])) { try await town.perform("problem.write", input, as: .fatima) }
        await #expect(throws: Refusal.invalid([Problem("organisation", "problem.choice")])) { try await town.perform("problem.write", with(try await code(.noora, town).rawValue), as: .fatima) }
        let group = try #require(try await town.perform("organisation.register", ["name": "Friends of the shore", "sector": "informalGroup"], as: .onni).object)
        await #expect(throws: Refusal.invalid([Problem("organisation", "problem.bringerUnverified")])) { try await town.perform("problem.write", with(group.code.rawValue), as: .onni) }
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("problem.write", input, as: .aino) }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("problem.write", input, as: nil) }
        // An officer of Rantala writes in Rantala, where Kuusila's departments are none.
        await #expect(throws: Refusal.invalid([Problem("department", "problem.choice")])) { try await town.perform("problem.write", input, as: .jenni) }
    }

    private let input: JSON = ["title": "Nobody can cross at the ferry", "statement": "Cars queue over both crossings.", "affected": "Everybody who walks to the ferry.", "department": "streets"]
    private func with(_ organisation: String) -> JSON { .object((input.object ?? [:]).merging(["organisation": .text(organisation)]) { $1 }) }
    private func code(_ person: Townsperson, _ town: Town) async throws -> PublicCode { try #require(try await town.look(as: person) { try OrganisationQueries.mine($0).first?.code }) }
}
