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
}
