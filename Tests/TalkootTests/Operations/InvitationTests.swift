internal import Storage
@testable internal import Talkoot
internal import Testing

@Suite("Who is invited gets a letter with the way in, and no secret")
struct InvitationTests {
    @Test("The first administrator of a city without anybody", arguments: HouseEngine.available)
    func firstAdministrator(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let post = Postbox()
            let courier = try town.courier(mailer: post.mailer)
            let address = try #require(EmailAddress("maija@koivula.example"))
            let person = try await town.platform.invite(address, name: "Maija", language: .finnish, role: .administrator, writing: true, in: town.elsewhere)
            try await courier.deliverAll()
            let letter = try #require(post.letters.first { $0.text.contains("notice.person.invited") })
            #expect(letter.recipient == address && letter.language == .finnish)
            #expect(letter.text.contains("address=https://talkoot.example/koivula/sign-in"))

            // The code comes to the same address when she asks for it.
            let request = try await town.platform.askForCode(address, .finnish, in: town.elsewhere)
            let signedIn = try await town.platform.signIn(request: request, code: town.secrets.code(of: request), secrets: town.secrets, in: town.elsewhere)
            #expect(signedIn == person)
            #expect(!letter.text.contains(town.secrets.code(of: request)))
            let roles = try await town.platform.look(in: town.elsewhere, as: .person(person)) { $0.standing.grants.map(\.role) }
            #expect(roles == [.administrator])
        }
    }

    @Test("Nobody is written to where it was not wanted") func silent() async throws {
        try await NoticeTown.story(on: .sqlite) { town in
            let address = try #require(EmailAddress("maija@koivula.example"))
            try await town.platform.invite(address, name: "Maija", language: .finnish, role: nil, in: town.elsewhere)
            #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM notice") } == 0)
        }
    }

    @Test("An administrator gives a role to somebody who was never here", arguments: HouseEngine.available)
    func newcomer(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let post = Postbox(), courier = try town.courier(mailer: post.mailer)
            let address = try #require(EmailAddress("tuula@kuusila.example"))
            let pekka = try await town.platform.invite(try #require(EmailAddress("pekka@kuusila.example")), name: "Pekka", language: .finnish, role: .administrator, in: town.city)
            func give(_ name: String?, as giver: ID<Person>) async throws {
                let fields: [String: JSON] = ["email": .text(address.text), "role": "staff", "newcomer": .text(name ?? "")]
                _ = try await town.platform.perform("role.grant", .object(fields), in: town.city, as: .person(giver), id: town.nextAct())
            }
            await #expect(throws: Refusal.invalid([Problem("newcomer", "problem.newcomer")])) { try await give(nil, as: pekka) }
            await #expect(throws: Refusal.denied("denied.role")) { try await give("Tuula", as: town.officer) }
            #expect(try await town.platform.look(in: town.city, as: .visitor) { try PeopleQueries.person(address.text, $0) } == nil, "an address that was refused has no account")

            try await give("Tuula", as: pekka)
            try await courier.deliverAll()
            let letter = try #require(post.letters.first { $0.recipient == address && $0.text.contains("notice.person.invited") })
            #expect(letter.text.contains("address=https://talkoot.example/kuusila/sign-in"))
            #expect(post.letters.contains { $0.recipient == address && $0.text.contains("notice.role.granted") && $0.text.contains("choice.role.staff") })
            let tuula = try #require(try await town.platform.look(in: town.city, as: .visitor) { try PeopleQueries.person(address.text, $0) })
            let roles = try await town.platform.look(in: town.city, as: .person(tuula.id)) { $0.standing.grants.map(\.role) }
            #expect(tuula.displayName == "Tuula" && roles == [.staff])

            // Whoever has an account keeps the name that is their own.
            try await give("Somebody else", as: pekka)
            #expect(try await town.platform.look(in: town.city, as: .visitor) { try PeopleQueries.displayName(tuula.id, $0) } == "Tuula")
        }
    }
}
