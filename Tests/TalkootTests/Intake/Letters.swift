import Foundation
import Talkoot
@testable import TalkootMail

/// Letters as they come off the wire, for the stories about mail.
enum Letters {
    static func bytes(_ text: String) -> [UInt8] { Array(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8) }

    static func plain(_ text: String, from: String = "Irma Ahonen <irma@mail.example>", subject: String = "Dark lamp at Torikatu", id: String = "a1@mail.example", more: String = "") -> [UInt8] {
        bytes("From: \(from)\nTo: city@talkoot.example\nSubject: \(subject)\nMessage-ID: <\(id)>\n\(more)Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n\(text)\n")
    }
    static func read(_ bytes: [UInt8]) throws -> IncomingMail? {
        if case .letter(let mail) = try MailReader.read(bytes, own: EmailAddress("city@talkoot.example")) { mail } else { nil }
    }
    static func why(_ bytes: [UInt8]) throws -> String? {
        if case .automatic(let why) = try MailReader.read(bytes, own: EmailAddress("city@talkoot.example")) { why } else { nil }
    }
}
