internal import Foundation
@testable internal import Talkoot
internal import TalkootMail
internal import Testing

@Suite struct SendingTests {
    private func letter(_ text: String = "Hei\n.\nlast", id: String = "abc@talkoot.example") throws -> Letter {
        Letter(from: try #require(EmailAddress("city@talkoot.example")), named: "Kuusila", to: try #require(EmailAddress("rami@mail.example")), subject: "Hello", text: text, id: id,
               at: Instant(milliseconds: 1_795_268_107_123), language: .finnish)
    }
    private func send(to server: MailServer, user: String? = nil, password: String? = nil, tls: SMTP.TLS = .never, seconds: Double = 20) async throws {
        defer { server.stop() }
        try await SMTP(server: server.address, user: user, password: password, tls: tls, seconds: seconds).send(try letter())
    }

    @Test func aServerTakesALetterWholeWithItsDots() async throws {
        let server = try MailServer(.takes)
        try await send(to: server)
        #expect(server.commands.contains { $0.hasPrefix("MAIL FROM:<city@talkoot.example>") } && server.commands.contains("RCPT TO:<rami@mail.example>"))
        #expect(server.letters.first?.hasSuffix("\n\nHei\n.\nlast") == true && server.letters.first?.contains("Message-ID: <abc@talkoot.example>") == true)
    }

    @Test func aRefusedRecipientIsRefusedForGoodAndTheAddressIsNotKept() async throws {
        let server = try MailServer(.refusesRecipient(550))
        await #expect(throws: MailFailure.never("recipient refused with 550")) { try await send(to: server) }
    }

    @Test(arguments: [MailServer.Mood.refusesRecipient(450), .refusesLetter(451), .refusesLetter(554)])
    func whatMayPassIsTriedLater(mood: MailServer.Mood) async throws {
        let server = try MailServer(mood)
        let failure = await #expect(throws: MailFailure.self) { try await send(to: server) }
        guard case .later(let why)? = failure else { Issue.record("\(String(describing: failure))"); return }
        #expect(why.contains("last reply") && !why.contains("@"))
    }

    @Test func aServerThatHangsDoesNotHoldTheCourierForEver() async throws {
        let server = try MailServer(.hangs)
        let failure = await #expect(throws: MailFailure.self) { try await send(to: server, seconds: 0.4) }
        guard case .later? = failure else { Issue.record("\(String(describing: failure))"); return }
    }

    @Test func noServerAtAllIsTriedLater() async throws {
        let server = try MailServer(.takes)
        server.stop()
        let failure = await #expect(throws: MailFailure.self) { try await send(to: server) }
        guard case .later? = failure else { Issue.record("\(String(describing: failure))"); return }
    }

    @Test func whereEncryptionIsRequiredNothingIsSaidWithoutIt() async throws {
        let server = try MailServer(.takes)
        let failure = await #expect(throws: MailFailure.self) { try await send(to: server, tls: .required) }
        guard case .later? = failure else { Issue.record("\(String(describing: failure))"); return }
        #expect(!server.commands.contains { $0.hasPrefix("MAIL") } && server.letters.isEmpty)
    }

    @Test(.enabled(if: EncryptedMailServer.reasonMissing == nil)) func aPasswordAndTheLetterTravelEncrypted() async throws {
        let server = try EncryptedMailServer(user: "city", password: "sesame")
        let smtp = try SMTP(server: server.address, user: "city", password: "sesame", authorities: server.authorities, seconds: 20)
        try await smtp.send(try letter())
        let heard = try server.stop()
        #expect(heard.contains { $0.hasPrefix("*AUTH PLAIN") } && heard.contains { $0.hasPrefix("*MAIL FROM:<city@talkoot.example>") })
        #expect(heard.filter { $0.hasPrefix(" ") }.allSatisfy { $0.hasPrefix(" EHLO") || $0 == " STARTTLS" })
    }

    @Test(.enabled(if: EncryptedMailServer.reasonMissing == nil)) func aWrongPasswordAndAnUnknownCertificateAreTroublesToMendAndRetry() async throws {
        let server = try EncryptedMailServer(user: "city", password: "sesame")
        for (password, authorities) in [("wrong", server.authorities), ("sesame", nil)] {
            let smtp = try SMTP(server: server.address, user: "city", password: password, authorities: authorities, seconds: 20)
            let failure = await #expect(throws: MailFailure.self) { try await smtp.send(try letter()) }
            guard case .later? = failure else { Issue.record("\(String(describing: failure))"); return }
        }
        #expect(try server.stop().contains { $0.hasPrefix("*MAIL") } == false)
    }

    @Test func aPasswordNeverTravelsInClear() {
        #expect(throws: SMTP.Unusable.passwordInClear) { try SMTP(server: "smtp://127.0.0.1:25", user: "city", password: "secret", tls: .whereOffered) }
        #expect(throws: SMTP.Unusable.address) { try SMTP(server: "file:///etc/passwd") }
        #expect(throws: SMTP.Unusable.address) { try SMTP(server: "smtps://city:secret@mail.example") }
    }

    @Test func lettersInAFolderAreForTheirOwnerAndSortByTime() throws {
        let folder = try MailFolder(TestFolder.fresh() + "/mail")
        for (index, id) in ["c@x.example", "a@x.example", "../../b@x.example"].enumerated() {
            var letter = try letter(id: id)
            letter.at = letter.at.adding(seconds: Int64(index))
            try folder.write(letter)
        }
        #expect(try folder.names() == ["20261121T133507123-c.eml", "20261121T133508123-a.eml", "20261121T133509123-b.eml"])
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/20261121T133507123-c.eml")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int == 0o700)
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/20261121T133507123-c.eml")) == Data(letter(id: "c@x.example").bytes))
    }
}
