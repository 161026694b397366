import Storage
@testable import Talkoot
import Testing
import TestTown

@Suite("An administrator signs somebody out, with a reason, and the person is told") struct SignOutTests {
    @Test("A lost telephone holds no session and no token any more; the account stays", arguments: HouseEngine.available)
    func signedOut(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), town = kuusila.town
        let lost = try await kuusila.signIn(.liisa), other = try await kuusila.signIn(.aino), aino = try town.id(of: .aino), liisa = try town.id(of: .liisa), city = try town.kuusila
        _ = try await town.platform.newAccessToken(for: liisa, in: city, named: "a script")
        let input: JSON = ["email": .text(Townsperson.liisa.email), "reason": "Her telephone was stolen on the bus."]
        for person in [nil, .aino, .matti, .liisa, .helmi] as [Townsperson?] {
            await #expect(throws: Refusal.denied(person == nil ? "denied.signIn" : "denied.role")) { try await town.perform("person.signOut", input, as: person) }
        }
        await #expect(throws: Refusal.invalid([Problem("email", "problem.noPerson")]), "nobody of another city") {
            try await town.perform("person.signOut", ["email": .text(Townsperson.jenni.email), "reason": "She may not."], as: .pekka)
        }
        #expect(try await kuusila.standing(lost).person?.id == liisa)
        try await town.perform("person.signOut", input, as: .pekka)
        #expect(try await kuusila.standing(lost).isVisitor)
        #expect(try await kuusila.count("SELECT count(*) FROM access_token WHERE person = \(liisa)") == 0)
        #expect(try await kuusila.standing(other).person?.id == aino, "nobody else's ends")
        #expect(try await town.look(as: .liisa) { try NoticeQueries.mine($0).notices.map(\.event) }.contains("person.signedOut"))
        #expect(try await kuusila.standing(try await kuusila.signIn(.liisa)).holds(.innovationOfficer), "who has the address signs in again")
    }
}
