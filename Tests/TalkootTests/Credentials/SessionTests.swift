import Storage
@testable import Talkoot
import Testing
import TestTown

@Suite("A session lasts as long as its person needs it, and no longer") struct SessionTests {
    private func upkeep(_ kuusila: CredentialTown, _ token: String) async throws -> SessionUpkeep { try await kuusila.platform.look(citySlug: "kuusila", session: token, page: "/") { _, upkeep in upkeep } }

    @Test("A day later the token changes, and the old one holds until the new one is used", arguments: HouseEngine.available)
    func turning(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), old = try await kuusila.signIn(.aino)
        #expect(try await upkeep(kuusila, old) == .none)
        kuusila.clock.advance(seconds: 3_601)
        #expect(try await upkeep(kuusila, old) == .touch)
        kuusila.clock.advance(days: 1)
        #expect(try await upkeep(kuusila, old) == .renew)
        let new = try #require(try await kuusila.platform.renewSession(old))
        // A second tab at the same moment gets none, and goes on with the old one.
        #expect(try await kuusila.platform.renewSession(old) == nil)
        #expect(try await kuusila.standing(old).person != nil)
        #expect(try await upkeep(kuusila, new) == .settle)
        try await kuusila.platform.settleSession(new)
        #expect(try await kuusila.standing(new).person != nil)
        #expect(try await kuusila.standing(old).isVisitor)
        #expect(try await upkeep(kuusila, new) == .none)
    }

    @Test("A copied cookie that is used after the change ends the session for both, and Aino is told", arguments: HouseEngine.available)
    func copied(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), stolen = try await kuusila.signIn(.aino), other = try await kuusila.signIn(.aino)
        kuusila.clock.advance(days: 2)
        let new = try #require(try await kuusila.platform.renewSession(stolen))
        try await kuusila.platform.settleSession(new)
        // A request that was under way while the token changed is no copy.
        #expect(try await !kuusila.platform.questionSession(stolen))
        kuusila.clock.advance(seconds: 61)
        #expect(try await upkeep(kuusila, stolen) == .question)
        #expect(try await kuusila.platform.questionSession(stolen))
        #expect(try await kuusila.standing(new).isVisitor)
        #expect(try await kuusila.standing(other).person != nil)
        #expect(try await kuusila.count("SELECT count(*) FROM notice WHERE event = 'person.sessionCopied'") == 1)
        // Once is enough, and a cookie that never was any says nothing.
        for token in [stolen, "0000"] { #expect(try await !kuusila.platform.questionSession(token)) }
        #expect(try await kuusila.count("SELECT count(*) FROM notice WHERE event = 'person.sessionCopied'") == 1)
    }

    @Test("An answer that was lost on its way costs nobody the session", arguments: HouseEngine.available)
    func lost(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), old = try await kuusila.signIn(.aino)
        kuusila.clock.advance(days: 2)
        _ = try #require(try await kuusila.platform.renewSession(old))
        kuusila.clock.advance(seconds: 61)
        #expect(try await upkeep(kuusila, old) == .renew)
        let again = try #require(try await kuusila.platform.renewSession(old))
        try await kuusila.platform.settleSession(again)
        #expect(try await kuusila.standing(again).person != nil)
    }

    @Test("Idle for too long is over, sooner for the city's people, and a kept entrance does not outlive it", arguments: HouseEngine.available)
    func idle(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), aino = try await kuusila.signIn(.aino), liisa = try await kuusila.signIn(.liisa)
        kuusila.clock.advance(seconds: 72 * 3_600 - 1)
        #expect(try await kuusila.standing(liisa).person != nil)
        kuusila.clock.advance(seconds: 1)
        #expect(try await kuusila.standing(liisa).isVisitor)
        #expect(try await kuusila.standing(aino).person != nil)
        kuusila.clock.advance(days: 11)
        #expect(try await kuusila.standing(aino).isVisitor)
    }

    @Test("However often it is used, it ends one day; the city says when", arguments: HouseEngine.available)
    func whole(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine)
        try await kuusila.town.perform("limit.set", on: Target("session.staffDays"), ["value": "5", "reason": "A trial."], as: .liisa)
        let liisa = try await kuusila.signIn(.liisa)
        for _ in 0..<4 {
            kuusila.clock.advance(days: 1)
            try await kuusila.platform.touchSession(liisa)
            #expect(try await kuusila.standing(liisa).person != nil)
        }
        kuusila.clock.advance(days: 1)
        #expect(try await kuusila.standing(liisa).isVisitor)
        #expect(try await kuusila.town.look(as: .liisa) { try Sessions.all(of: kuusila.town.id(of: .liisa), $0) }.isEmpty)
    }

    @Test("One is ended on another device, by its owner alone", arguments: HouseEngine.available)
    func ending(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), city = try kuusila.city, here = try await kuusila.signIn(.aino), lost = try await kuusila.signIn(.aino)
        let listed = try await kuusila.town.look(as: .aino) { try Sessions.all(of: kuusila.town.id(of: .aino), $0) }
        #expect(listed.count == 2 && listed.filter { $0.isOf(token: here) }.count == 1)
        let id = try #require(listed.first { $0.isOf(token: lost) }?.id)
        try await kuusila.platform.endSessions(of: kuusila.town.id(of: .onni), in: city, id: id, except: here)
        #expect(try await kuusila.standing(lost).person != nil)
        try await kuusila.platform.endSessions(of: kuusila.town.id(of: .aino), in: city, id: id, except: here)
        #expect(try await kuusila.standing(lost).isVisitor)
        #expect(try await kuusila.standing(here).person != nil)
    }
}
