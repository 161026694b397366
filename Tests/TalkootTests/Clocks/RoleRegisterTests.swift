import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Who answers for what is public, and whoever waits for somebody hears when that somebody changes.
@Suite(.serialized) struct RoleRegisterTests {
    @Test(arguments: HouseEngine.available) func theRegisterShowsHolderStandInAndTerm(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.perform("role.grant", [
            "email": .text(Townsperson.tuula.email), "role": "departmentHead", "department": "parks", "standIn": .text(Townsperson.kaisa.email), "until": "2026-12-31",
        ], as: .pekka)
        let register = try await town.look { try RoleQueries.register($0) }
        let held = try #require(register.first { $0.holder == Townsperson.tuula.name && $0.role == .departmentHead })
        #expect(held.standIn == Townsperson.kaisa.name)
        #expect(held.until != nil)
        #expect(!register.contains { $0.role == .juror })
        await #expect(throws: Refusal.self) {
            try await town.perform("role.grant", ["email": .text(Townsperson.tuula.email), "role": "staff", "standIn": .text(Townsperson.tuula.email)], as: .pekka)
        }
    }

    @Test(arguments: HouseEngine.available) func anAdministratorReadsWhoGaveARoleWhoEndedItAndWhyAndNobodyElseDoes(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.perform("role.grant", ["email": .text(Townsperson.tuula.email), "role": "departmentHead", "department": "parks", "reason": "Kaisa is away."], as: .pekka)
        try await town.wait(days: 9)
        try await town.perform("role.end", ["email": .text(Townsperson.tuula.email), "role": "departmentHead", "department": "parks", "reason": "Kaisa is back."], as: .pekka)
        let history = try await town.look(as: .pekka) { try RoleQueries.history(limit: 100, $0) }
        let span = try #require(history.first { $0.holder == Townsperson.tuula.name && $0.role == .departmentHead })
        #expect([span.givenBy, span.endedBy] == [Townsperson.pekka.name, Townsperson.pekka.name])
        #expect([span.reason, span.endReason] == ["Kaisa is away.", "Kaisa is back."])
        #expect(span.until == town.platform.now())
        for stranger in [nil, Townsperson.aino, .liisa, .tuula, .helmi] as [Townsperson?] {
            await #expect(throws: Refusal.self, "\(String(describing: stranger))") { _ = try await town.look(as: stranger) { try RoleQueries.history(limit: 100, $0) } }
        }
        let own = try await town.look(as: .tuula) { try PeopleQueries.ownData(town.platform.rooms, $0) }
        #expect(own["roles"]?.list?.contains { $0["endReason"]?.text == "Kaisa is back." } == true, "whoever held it reads of it in their own data")

        try await town.perform("person.leave", ["sure": true], as: .tuula)
        let later = try await town.look(as: .pekka) { try RoleQueries.history(limit: 100, $0) }
        #expect(!later.contains { $0.reason == "Kaisa is away." || $0.holder == Townsperson.tuula.name }, "what was said of somebody goes with them")
    }

    @Test(arguments: HouseEngine.available) func aNewHeadIsToldToThoseWhoWaitForThatDepartmentOnly(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.perform("signal.send", ["text": "The kerb is high.", "department": "streets"], as: .aino)
        try await town.perform("signal.send", ["text": "The swing squeaks.", "department": "parks"], as: .onni)
        try await town.perform("role.grant", ["email": .text(Townsperson.tuula.email), "role": "departmentHead", "department": "streets"], as: .pekka)
        #expect(try await told(town) == [try town.id(of: .aino).rawValue])
        try await town.perform("role.end", ["email": .text(Townsperson.liisa.email), "role": "innovationOfficer", "reason": "She moves on."], as: .pekka)
        #expect(try await told(town).count == 3, "an officer's counterparts are all who wait")
    }

    @Test(arguments: HouseEngine.available) func whoeverLeftOnlyAnAddressHearsItOfTheirSignal(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let sent = try #require(try await town.perform("signal.send", ["text": "The kerb is high.", "department": "streets", "email": "someone@mail.example"], as: nil).object)
        try await town.perform("signal.send", ["text": "The lamp is dark.", "department": "streets"], as: nil)
        try await town.perform("signal.send", ["text": "The swing squeaks.", "department": "parks", "email": "other@mail.example"], as: nil)
        try await town.perform("role.grant", ["email": .text(Townsperson.tuula.email), "role": "departmentHead", "department": "streets"], as: .pekka)
        let rows = try await town.look {
            try $0.tx.rows("SELECT object_kind, object_id, is_contact FROM notice WHERE event = 'contact.changed'") { [try $0.text(), try $0.text(), "\(try $0.bool())"] }
        }
        #expect(rows == [["signal", sent.id, "true"]], "and nobody who left no address, or waits for another department")
    }

    private func told(_ town: Town) async throws -> [String] {
        try await town.look { try $0.tx.rows("SELECT recipient FROM notice WHERE event = 'contact.changed' ORDER BY at, recipient") { try $0.text() } }
    }
}
