import ArgumentParser
import Foundation
import Storage
import Talkoot
import TalkootMail

/// `talkoot mail receive`
struct ReceiveMailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "Reads one letter from standard input and takes it in as a signal.",
        discussion: """
            For the mail server of the city's address: pipe each letter into it. A letter that answers one of ours joins its signal; letters of programs are passed over. \
            Ends with 0 when the letter is taken or passed over, with 65 when it cannot be taken (the sentence says why, and the mail server sends it back), and with 75 when it should be \
            tried again later.
            """)
    @ArgumentParser.Option(help: "The city's slug; not needed where there is only one.") var city: String?
    @ArgumentParser.Option(help: "The sender on the envelope, as the mail server knows it; empty for what comes back.") var envelopeSender: String?
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        if let envelopeSender, envelopeSender.filter({ $0 != "<" && $0 != ">" && !$0.isWhitespace }).isEmpty || envelopeSender.uppercased() == "MAILER-DAEMON" {
            return try sayOut("Passed over: it came back from a mail server.")
        }
        let reading: MailReading
        do { reading = try MailReader.read(try Self.standardInput(), own: try ServeOptions.parse([]).settled().sender) }
        catch let trouble as MailTrouble { throw Self.end(65, trouble.description) }
        switch reading {
        case .automatic(let why): try sayOut("Passed over: \(why).")
        case .letter(let mail): try await take(mail)
        }
    }

    private func take(_ mail: IncomingMail) async throws {
        let database: any Database
        do { database = try self.database.openExisting() } catch { throw Self.end(75, "The database cannot be opened now.") }
        let platform = Platform(database: database, random: Installation.chance, clock: Installation.now)
        do {
            let outcome = try await platform.take(mail, in: try await place(platform), try Installation.secrets(in: self.database.folder))
            await database.close()
            try sayOut(Self.sentence(outcome))
        } catch {
            await database.close()
            if let usage = error as? ValidationError { throw usage }
            // Whatever went wrong here is no fault of the letter: the mail server keeps it and tries again.
            throw Self.end(75, "The letter could not be taken now.")
        }
    }

    private func place(_ platform: Platform) async throws -> City {
        let cities = try await platform.reading { try CityQueries.cities($0) }
        if let city {
            guard let found = cities.first(where: { $0.slug == city }) else { throw ValidationError("There is no city “\(city)”.") }
            return found
        }
        guard cities.count == 1 else { throw ValidationError("There are several cities; say which with --city.") }
        return cities[0]
    }

    /// All of it, or so much that it is known to be too large. The rest is read and dropped, so that the mail server hears the answer and no broken pipe.
    private static func standardInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let more = try FileHandle.standardInput.read(upToCount: 1 << 20), !more.isEmpty {
            if bytes.count <= MailReader.mostBytes { bytes += more }
        }
        return bytes
    }
    private static func sentence(_ outcome: MailOutcome) -> String {
        switch outcome {
        case .signal(let object, let isHeld, let leftOut): "Signal \(object.code)" + (isHeld ? ", held for a check" : "") + (leftOut > 0 ? ", \(leftOut) attachments left out" : "")
        case .message(let object, let leftOut): "A message to signal \(object.code)" + (leftOut > 0 ? ", \(leftOut) attachments left out" : "")
        }
    }
    private static func end(_ code: Int32, _ sentence: String) -> ExitCode {
        try? FileHandle.standardError.write(contentsOf: Data((sentence + "\n").utf8))
        return ExitCode(code)
    }
}
