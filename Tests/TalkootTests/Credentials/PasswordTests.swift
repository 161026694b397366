import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

@Suite("A password is kept as scrypt, with its cost beside it") struct PasswordHashTests {
    @Test("the example of RFC 7914 §12") func published() throws {
        // N = 1024, r = 8, p = 16; the first half of the sixty-four bytes that are published.
        let hash = try PasswordHash(of: "password", salt: Array("NaCl".utf8), cost: PasswordHash.Cost(logN: 10, r: 8, p: 16))
        #expect(Hex.text(hash.key) == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162")
    }

    @Test("what is kept reads back, matches its own password and no other") func keeping() throws {
        let hash = try PasswordHash(of: "Åland ferries in fog", salt: Array(0..<16), cost: PasswordHash.Cost(logN: 4, r: 8, p: 1))
        let kept = try #require(PasswordHash(kept: hash.kept))
        #expect(kept == hash && hash.kept.hasPrefix("scrypt$ln=4,r=8,p=1$"))
        // The same letters, typed as a base and a ring above it.
        #expect(try kept.matches("A\u{30A}land ferries in fog") && !kept.matches("aland ferries in fog"))
        for broken in ["", "scrypt$ln=4,r=8$00$00", "scrypt$ln=99,r=8,p=1$00$00", hash.kept.replacingOccurrences(of: "scrypt", with: "plain"), String(hash.kept.dropLast(2))] {
            #expect(PasswordHash(kept: broken) == nil, "\(broken)")
        }
    }
}

@Suite("What anybody would try first is no password") struct PasswordRuleTests {
    private let own = ["pekka.oja@kuusila.example", "Pekka Oja", "Kuusila"]

    @Test("too common, also in disguise", arguments: [
        "password1234", "P4ssw0rd!2026", "salasana12345", "Contraseña2026", "lösenord1234!", "qwertyuiop12", "123456789012", "111111111111", "abcabcabcabc", "abcdefghijklm",
        "1q2w3e4r5t6y", "iloveyou2026", "PekkaOja12345", "kuusila-2026!", "aaaaaaaaaaab", "Welcome12345", "qazwsxedc123", "summer2026!!",
    ]) func common(password: String) { #expect(PasswordRules.problem(of: password, own: own)?.key == "problem.passwordCommon", "\(password)") }

    @Test("good ones need no signs and no digits", arguments: [
        "correct horse battery staple", "hiljainen lautta sumussa", "tåget går till havet", "zapato lento bajo lluvia", "x7Lq-93vbW-tR2", "Kuusila has a leaky canteen roof",
    ]) func good(password: String) { #expect(PasswordRules.problem(of: password, own: own) == nil, "\(password)") }

    @Test("twelve characters at least, two hundred at most; a character is what a person sees") func lengths() {
        #expect(PasswordRules.problem(of: "qpwoeiruty!", own: []) == Problem("password", "problem.passwordShort", ["least": "12"]))
        #expect(PasswordRules.problem(of: "lautta sumu \u{1F6A2}", own: []) == nil)
        #expect(PasswordRules.problem(of: String(repeating: "quiet ferry ", count: 17), own: [])?.key == "problem.passwordLong")
    }
}

@Suite("Signing in by password") struct PasswordStories {
    private static let cheap = PasswordHash.Cost(logN: 4, r: 8, p: 1)
    private static let password = "hiljainen lautta sumussa"

    @Test("Aino sets one, comes in with it, and her other sessions end", arguments: HouseEngine.available)
    func signingIn(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), aino = try await kuusila.person(.aino)
        let here = try await kuusila.signIn(.aino), elsewhere = try await kuusila.signIn(.aino)
        let city = try await kuusila.town.look { $0.city }
        try await kuusila.platform.setPassword(Self.password, of: aino, session: here, in: city, cost: Self.cheap)
        #expect(try await kuusila.standing(here).person?.id == aino.id)
        #expect(try await kuusila.standing(elsewhere).isVisitor)
        let email = try #require(EmailAddress(Townsperson.aino.email)), other = try #require(EmailAddress(Townsperson.onni.email)), nobody = try #require(EmailAddress("nobody@kuusila.example"))
        #expect(try await kuusila.platform.passwordOwner(email, Self.password, in: city.id) == aino.id)
        for (address, password) in [(email, "hiljainen lautta sumussA"), (email, ""), (other, Self.password), (nobody, Self.password)] {
            #expect(try await kuusila.platform.passwordOwner(address, password, in: city.id) == nil)
        }
        // The same address in another city is another account.
        #expect(try await kuusila.platform.passwordOwner(email, Self.password, in: kuusila.town.rantala) == nil)
        #expect(try await kuusila.count("SELECT count(*) FROM notice WHERE event = 'person.passwordSet'") == 1)
        #expect(try await kuusila.count("SELECT count(*) FROM password WHERE hash LIKE '%lautta%'") == 0)
    }

    @Test("A weak one is refused with a sentence, and the old one stays", arguments: HouseEngine.available)
    func weak(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), aino = try await kuusila.person(.aino), session = try await kuusila.signIn(.aino)
        let city = try await kuusila.town.look { $0.city }
        try await kuusila.platform.setPassword(Self.password, of: aino, session: session, in: city, cost: Self.cheap)
        await #expect(throws: Refusal.invalid([Problem("password", "problem.passwordCommon")])) {
            try await kuusila.platform.setPassword("AinoLehto2026", of: aino, session: session, in: city, cost: Self.cheap)
        }
        #expect(try await kuusila.platform.isPassword(Self.password, of: aino.id, in: city.id))
        try await kuusila.platform.removePassword(of: aino.id, session: session, in: city.id)
        #expect(try await !kuusila.platform.isPassword(Self.password, of: aino.id, in: city.id))
    }

    @Test("Who leaves takes it along; the download says since when there is one", arguments: HouseEngine.available)
    func leaving(engine: HouseEngine) async throws {
        let kuusila = try await CredentialTown(on: engine), aino = try await kuusila.person(.aino), session = try await kuusila.signIn(.aino)
        let city = try await kuusila.town.look { $0.city }
        try await kuusila.platform.setPassword(Self.password, of: aino, session: session, in: city, cost: Self.cheap)
        let all = try await kuusila.town.look(as: .aino) { try PeopleQueries.ownData(.house, $0) }
        #expect(all["signIn"]?["passwordSince"]?.text != nil && !all.canonical.contains("scrypt"))
        try await kuusila.town.perform("person.leave", ["sure": "yes"], as: .aino)
        #expect(try await kuusila.count("SELECT count(*) FROM password") == 0)
    }
}
