import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Kuusila with the installation's key, and the telephones of its people.
struct CredentialTown {
    let town: Town
    let clock: TestClock
    let secrets = Secrets(key: Array(repeating: 7, count: 32))
    var platform: Platform { town.platform }
    var city: ID<City> { get throws { try town.kuusila } }

    init(on engine: HouseEngine) async throws { (town, clock) = try await house(on: engine) }

    func person(_ who: Townsperson) async throws -> Person {
        let id = try town.id(of: who)
        return try await town.look(as: who) { scene in try #require(try PersonTable.find(id, scene.city.id, scene.tx)) }
    }
    func signIn(_ who: Townsperson) async throws -> String {
        try await platform.beginSession(of: town.id(of: who), in: city, device: "a laptop")
    }
    /// The secret that the telephone reads from the offer.
    func telephone(of locked: String, _ who: Townsperson) throws -> [UInt8] {
        try #require(secrets.unlock(locked, for: SecondFactors.purpose(town.id(of: who), city)))
    }
    func code(_ telephone: [UInt8], off steps: Int64 = 0) -> String { TOTP.code(telephone, step: TOTP.step(at: clock.now) + steps) }

    /// Somebody adds a second factor on the device of this session; what the telephone holds then, and the recovery codes.
    func add(_ who: Townsperson, session: String) async throws -> (telephone: [UInt8], codes: [String]) {
        let city = try await town.look { $0.city }
        let offer = try platform.offerSecondFactor(to: try await person(who), in: city, secrets)
        let telephone = try telephone(of: offer.locked, who)
        let codes = try await platform.addSecondFactor(offer.locked, code: code(telephone), of: town.id(of: who), session: session, in: city.id, secrets)
        clock.advance(seconds: 30)
        return (telephone, try #require(codes))
    }
    func check(_ code: String, _ who: Townsperson) async throws -> CodeCheck { try await platform.checkSecondFactor(code, of: town.id(of: who), in: city, secrets) }
    /// With whose eyes a cookie looks.
    func standing(_ session: String) async throws -> Standing { try await platform.look(citySlug: "kuusila", session: session, page: "/") { scene, _ in scene.standing } }
    func count(_ statement: SQLText) async throws -> Int { try await platform.reading { try $0.count(statement) } }
}

@Suite("A second factor stands before an account") struct SecondFactorTests {
    @Test("Pekka adds one; his other sessions end, and the secret is nowhere in the database", arguments: HouseEngine.available)
    func adding(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine)
        let here = try await kuusila.signIn(.pekka), elsewhere = try await kuusila.signIn(.pekka)
        let (telephone, codes) = try await kuusila.add(.pekka, session: here)
        #expect(Set(codes).count == 10 && codes.allSatisfy { $0.count == 11 })
        let standing = try await kuusila.standing(here)
        #expect(standing.hasSecondFactor && standing.isFresh(at: kuusila.clock.now))
        #expect(try await kuusila.standing(elsewhere).isVisitor)
        let kept = try await kuusila.platform.reading { try $0.rows("SELECT secret FROM second_factor UNION ALL SELECT hash FROM recovery_code") { try $0.text() } }
        #expect(kept.count == 11 && !kept.contains { $0.contains(Hex.text(telephone)) || $0.contains(Base32.text(telephone)) || codes.contains($0) })
        #expect(try await kuusila.count("SELECT count(*) FROM notice WHERE event = 'person.secondFactorAdded'") == 1)
        #expect(try await kuusila.count("SELECT count(*) FROM entry WHERE event = 'person.secondFactorAdded'") <= 1)
    }

    @Test("A wrong first code adds nothing, and an offer to one is no offer to another", arguments: HouseEngine.available)
    func notAdded(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine)
        let session = try await kuusila.signIn(.pekka), city = try await kuusila.town.look { $0.city }
        let offer = try kuusila.platform.offerSecondFactor(to: try await kuusila.person(.pekka), in: city, kuusila.secrets)
        let right = kuusila.code(try kuusila.telephone(of: offer.locked, .pekka))
        let wrong = right == "000000" ? "000001" : "000000"
        #expect(try await kuusila.platform.addSecondFactor(offer.locked, code: wrong, of: kuusila.town.id(of: .pekka), session: session, in: city.id, kuusila.secrets) == nil)
        #expect(try await kuusila.platform.addSecondFactor(offer.locked, code: right, of: kuusila.town.id(of: .liisa), session: session, in: city.id, kuusila.secrets) == nil)
        #expect(try await !kuusila.platform.hasSecondFactor(kuusila.town.id(of: .pekka), in: city.id))
        #expect(offer.address.hasPrefix("otpauth://totp/Kuusila:pekka.oja@kuusila.example?secret=") && offer.address.hasSuffix("&issuer=Kuusila"))
    }

    @Test("A code opens once, and so does a recovery code, however it is typed", arguments: HouseEngine.available)
    func once(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine)
        let (telephone, codes) = try await kuusila.add(.pekka, session: try await kuusila.signIn(.pekka))
        let code = kuusila.code(telephone)
        #expect(try await kuusila.check(" \(code.prefix(3)) \(code.suffix(3))", .pekka) == .right)
        #expect(try await kuusila.check(code, .pekka) == .wrong)
        // One that was shown before it is no longer taken either: it may have been read over a shoulder.
        #expect(try await kuusila.check(kuusila.code(telephone, off: -1), .pekka) == .wrong)
        kuusila.clock.advance(seconds: 60)
        #expect(try await kuusila.check(kuusila.code(telephone), .pekka) == .right)
        #expect(try await kuusila.check(codes[3].lowercased().filter { $0 != "-" }, .pekka) == .right)
        #expect(try await kuusila.check(codes[3], .pekka) == .wrong)
        #expect(try await kuusila.check(codes[4], .liisa) == .wrong)
        #expect(try await kuusila.count("SELECT count(*) FROM notice WHERE event = 'person.recoveryCodeUsed'") == 1)
    }

    @Test("Two who send the same code at once: one comes in", arguments: HouseEngine.available)
    func race(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine)
        let (telephone, _) = try await kuusila.add(.pekka, session: try await kuusila.signIn(.pekka))
        let code = kuusila.code(telephone)
        let results = try await withThrowingTaskGroup(of: CodeCheck.self) { group in
            for _ in 0..<4 { group.addTask { try await kuusila.check(code, .pekka) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.filter { $0 == .right }.count == 1)
    }

    @Test("Who guesses is stopped after ten tries, also with a right code, until the next hour", arguments: HouseEngine.available)
    func guessing(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine)
        let (telephone, _) = try await kuusila.add(.pekka, session: try await kuusila.signIn(.pekka))
        for _ in 0..<10 { #expect(try await kuusila.check("A-GUESS", .pekka) == .wrong) }
        #expect(try await kuusila.check(kuusila.code(telephone), .pekka) == .tooMany)
        #expect(try await kuusila.check("nobody's", .liisa) == .wrong)
        kuusila.clock.advance(seconds: 3_600)
        #expect(try await kuusila.check(kuusila.code(telephone), .pekka) == .right)
    }

    @Test("New recovery codes replace the old ones", arguments: HouseEngine.available)
    func newCodes(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine)
        let (_, old) = try await kuusila.add(.pekka, session: try await kuusila.signIn(.pekka))
        let new = try await kuusila.platform.newRecoveryCodes(of: kuusila.town.id(of: .pekka), in: kuusila.city, kuusila.secrets)
        #expect(Set(new).isDisjoint(with: old))
        #expect(try await kuusila.check(old[0], .pekka) == .wrong)
        #expect(try await kuusila.check(new[0], .pekka) == .right)
        await #expect(throws: Refusal.notFound) { try await kuusila.platform.newRecoveryCodes(of: kuusila.town.id(of: .liisa), in: kuusila.city, kuusila.secrets) }
    }
}

@Suite("Acts of high consequence ask once more who it is") struct FreshCheckTests {
    private static let role: JSON = ["email": "aino.lehto@kuusila.example", "role": "staff"]

    @Test("Pekka gives a role within a quarter of an hour of a code, and not after it", arguments: HouseEngine.available)
    func fresh(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), city = try kuusila.city, pekka = try kuusila.town.actor(.pekka)
        // Without a second factor nothing changes.
        try await kuusila.town.perform("role.grant", Self.role, as: .pekka)
        _ = try await kuusila.add(.pekka, session: try await kuusila.signIn(.pekka))
        @Sendable func grant(checked at: Instant?) async throws {
            _ = try await kuusila.platform.perform("role.grant", Self.role, in: city, as: pekka, id: kuusila.platform.newActID(), under: Circumstances(checkedAt: at))
        }
        await #expect(throws: Refusal.denied("denied.freshCheck")) { try await grant(checked: nil) }
        let checked = kuusila.clock.now
        try await grant(checked: checked)
        kuusila.clock.advance(seconds: 15 * 60 - 1)
        try await grant(checked: checked)
        kuusila.clock.advance(seconds: 1)
        await #expect(throws: Refusal.denied("denied.freshCheck")) { try await grant(checked: checked) }
        await #expect(throws: Refusal.denied("denied.freshCheck")) { try await grant(checked: kuusila.clock.now.adding(days: 1)) }
        // What weighs less goes on as before, and who may not is told so first.
        try await kuusila.town.perform("person.rename", ["displayName": "Pekka O.", "language": "en"], as: .pekka)
        await #expect(throws: Refusal.denied("denied.role")) { try await kuusila.town.perform("role.grant", Self.role, as: .aino) }
    }

    @Test("Acts that shape the city, decide for it or hide what people wrote are of high consequence")
    func which() {
        let asking = Set(Rooms.house.acts.filter { $0.needsFreshCheck }.map { $0.name })
        let wanted: Set<String> = [
            "role.grant", "city.requireSecondFactor", "person.removeSecondFactor", "person.leave", "decision.publish", "decision.settle", "department.open", "department.edit", "department.close",
            "districts.propose", "districts.adopt", "districts.drop", "moderation.dismiss", "moderation.hide", "moderation.restore", "moderation.uphold", "moderation.overturn", "moderation.warn",
            "moderation.limit", "moderation.lift", "moderation.template",
        ]
        #expect(wanted.subtracting(asking).isEmpty)
        // What is done all day, or by those who have nothing to prove, asks for nothing.
        #expect(asking.isDisjoint(with: ["signal.send", "signal.accept", "submission.score", "moderation.report", "moderation.appeal", "moderation.refer"]))
    }

    @Test("From which day on second factors are asked for stands among the settings, with who and why", arguments: HouseEngine.available)
    func history(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine)
        try await kuusila.town.perform("city.requireSecondFactor", ["from": "2026-05-04", "reason": "The audit asks for it."], as: .pekka)
        try await kuusila.town.perform("city.requireSecondFactor", ["reason": "Not before everybody has a telephone."], as: .pekka)
        let lines = try await kuusila.town.look { try SettingQueries.history(of: "security.secondFactorFrom", $0) }
        #expect(lines.map(\.change.value) == ["", "2026-05-04"] && lines.map(\.change.previous) == ["2026-05-04", ""])
        #expect(lines.allSatisfy { $0.who == "Pekka Oja" } && lines.last?.change.reason == "The audit asks for it.")
    }

    @Test("Removing takes a fresh check, ends every session, and a letter tells", arguments: HouseEngine.available)
    func removing(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), city = try kuusila.city, pekka = try kuusila.town.actor(.pekka)
        let session = try await kuusila.signIn(.pekka)
        _ = try await kuusila.add(.pekka, session: session)
        await #expect(throws: Refusal.denied("denied.freshCheck")) { try await kuusila.town.perform("person.removeSecondFactor", ["sure": "yes"], as: .pekka) }
        _ = try await kuusila.platform.perform("person.removeSecondFactor", ["sure": "yes"], in: city, as: pekka, id: kuusila.platform.newActID(), under: Circumstances(checkedAt: kuusila.clock.now))
        #expect(try await kuusila.standing(session).isVisitor)
        #expect(try await kuusila.count("SELECT count(*) FROM recovery_code") == 0)
        #expect(try await kuusila.count("SELECT count(*) FROM notice WHERE event = 'person.secondFactorRemoved'") == 1)
        await #expect(throws: Refusal.self) { try await kuusila.town.perform("person.removeSecondFactor", ["sure": "yes"], as: .pekka) }
    }

    @Test("For the locked-out the command line removes it, with a reason that the record keeps", arguments: HouseEngine.available)
    func lockedOut(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), city = try kuusila.city
        _ = try await kuusila.add(.pekka, session: try await kuusila.signIn(.pekka))
        try await kuusila.platform.removeSecondFactor(of: kuusila.town.id(of: .pekka), reason: "Came to the desk with a passport.", in: city)
        #expect(try await !kuusila.platform.hasSecondFactor(kuusila.town.id(of: .pekka), in: city))
        #expect(try await kuusila.count("SELECT count(*) FROM opening WHERE content LIKE '%Came to the desk%'") == 1)
        await #expect(throws: Refusal.notFound) { try await kuusila.platform.removeSecondFactor(of: kuusila.town.id(of: .pekka), reason: "Again", in: city) }
    }

    @Test("Who leaves takes it along, and the download says that it is there without what it is", arguments: HouseEngine.available)
    func leaving(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), city = try kuusila.city, aino = try kuusila.town.actor(.aino)
        let session = try await kuusila.signIn(.aino)
        let (telephone, codes) = try await kuusila.add(.aino, session: session)
        let all = try await kuusila.town.look(as: .aino) { try PeopleQueries.ownData(.house, $0) }
        #expect(all["signIn"]?["recoveryCodesLeft"]?.integer == 10 && all["signIn"]?["secondFactorSince"]?.text != nil)
        #expect(!all.canonical.contains(Base32.text(telephone)) && !codes.contains { all.canonical.contains($0) })
        _ = try await kuusila.platform.perform("person.leave", ["sure": "yes"], in: city, as: aino, id: kuusila.platform.newActID(), under: Circumstances(checkedAt: kuusila.clock.now))
        #expect(try await kuusila.count("SELECT (SELECT count(*) FROM second_factor) + (SELECT count(*) FROM recovery_code)") == 0)
        #expect(try await kuusila.standing(session).isVisitor)
    }
}

@Suite("A city asks its people for second factors from a day on") struct RequiredTests {
    @Test("Until the day nothing changes; from the day roles rest until there is one", arguments: HouseEngine.available)
    func required(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine)
        let session = try await kuusila.signIn(.liisa), day = try await kuusila.town.look { $0.today.adding(days: 2) }
        try await kuusila.town.perform("city.requireSecondFactor", ["from": .text(day.description), "reason": "The council asked for it."], as: .pekka)
        #expect(try await kuusila.standing(session).holds(.innovationOfficer))
        let signal = try await kuusila.town.perform("signal.send", ["text": "The lamp is dark."], as: .aino)
        let target = try Target(#require(signal.object).code.rawValue)

        // The kept entrance must not outlive the day: nothing is written between the two looks.
        kuusila.clock.advance(days: 2)
        let resting = try await kuusila.standing(session)
        #expect(resting.mustAddSecondFactor && !resting.isStaff && resting.person != nil)
        await #expect(throws: Refusal.self) { try await kuusila.town.perform("signal.accept", on: target, ["reason": "We look into it."], as: .liisa) }
        await #expect(throws: Refusal.denied("denied.secondFactorFirst")) { try await kuusila.town.perform("signal.send", ["text": "Anything."], as: .liisa) }
        try await kuusila.town.perform("person.rename", ["displayName": "Liisa H.", "language": "en"], as: .liisa)
        // Residents and jurors are not meant.
        #expect(try await !kuusila.town.look(as: .aino) { $0.standing.mustAddSecondFactor })

        _ = try await kuusila.add(.liisa, session: session)
        #expect(try await kuusila.standing(session).holds(.innovationOfficer))
        try await kuusila.town.perform("signal.accept", on: target, ["reason": "We look into it."], as: .liisa)
        // Another city asks for what it asks for.
        #expect(try await kuusila.town.look(as: .jenni) { $0.standing.isStaff })
    }

    @Test("Only an administrator sets the day, and everybody with a role of the city is told", arguments: HouseEngine.available)
    func who(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine)
        for person in [Townsperson.aino, .liisa, .jenni] {
            await #expect(throws: Refusal.denied("denied.role")) { try await kuusila.town.perform("city.requireSecondFactor", ["reason": "x"], as: person) }
        }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await kuusila.town.perform("city.requireSecondFactor", ["reason": "x"], as: nil) }
        try await kuusila.town.perform("city.requireSecondFactor", ["from": "2026-03-20", "reason": "The council asked for it."], as: .pekka)
        let city = try kuusila.city
        let officials = try await kuusila.count("SELECT count(DISTINCT person) FROM role_grant WHERE city = \(city) AND role NOT IN ('juror', 'otherCityOfficer')")
        #expect(try await kuusila.count("SELECT count(*) FROM notice WHERE event = 'city.secondFactorRequired'") == officials - 1, "all but the one who did it")
        try await kuusila.town.perform("city.requireSecondFactor", ["reason": "Taken back."], as: .pekka)
        kuusila.clock.advance(days: 30)
        #expect(try await kuusila.town.look(as: .liisa) { $0.standing.isStaff })
    }
}
