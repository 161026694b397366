import ArgumentParser
import Foundation
import Talkoot
import TalkootMail

/// `talkoot mail key`
struct MailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "mail", abstract: "How letters go out.", subcommands: [Key.self, Bounced.self, ReceiveMailCommand.self])

    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints what the name server must say so that letters are known as the city's (DKIM).",
            discussion: "The keys are made at the first call, in the file mail.key of the data folder. The server signs from its next start.")
        @ArgumentParser.Option(help: "The address that letters come from; else TALKOOT_SENDER.") var sender: String?
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            var options = try ServeOptions.parse([])
            options.sender = sender
            guard let domain = try options.settled().sender?.domain else { throw ValidationError("--sender takes an e-mail address.") }
            try database.makeDirectory()
            for record in try MailKey.load(in: database.folder).records(domain: domain) { try sayOut(MailKey.line(record)) }
        }
    }

    struct Bounced: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads from standard input a letter that came back, and writes no more to addresses that are gone for good.",
            discussion: "For the mail server of the sender's domain: pipe what comes to TALKOOT_SENDER into it. Anything but a report of a lasting failure (RFC 3464) changes nothing.")
        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let report = BounceReport(String(decoding: FileHandle.standardInput.readDataToEndOfFile().prefix(1_000_000), as: UTF8.self))
            if report.failed.isEmpty { return try sayOut("No lasting failure is reported.") }
            let platform = Platform(database: try database.openExisting(), random: Installation.chance, clock: Installation.now)
            for (address, status) in report.failed {
                let owners = try await platform.pauseMail(to: address, because: "came back with \(status)")
                try sayOut(owners == 0 ? "Nobody here has the address." : "Paused for \(owners == 1 ? "one account" : "\(owners) accounts").")
            }
        }
    }
}

/// The addresses that a delivery report gives up for good (RFC 3464 §2.3: action `failed`, status 5).
struct BounceReport {
    let failed: [(address: EmailAddress, status: String)]

    init(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        failed = lines.split { $0.allSatisfy(\.isWhitespace) }.compactMap { block in
            func field(_ name: String) -> String? {
                block.first { $0.lowercased().hasPrefix(name + ":") }.map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
            }
            guard field("action")?.lowercased() == "failed", let status = field("status"), status.hasPrefix("5."), let recipient = field("final-recipient") else { return nil }
            let address = recipient.split(separator: ";", maxSplits: 1).last.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " <>")) } ?? ""
            return EmailAddress(address).map { ($0, String(status.prefix(20))) }
        }
    }
}
