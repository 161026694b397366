import ArgumentParser
import Foundation
import Storage
import Talkoot
import TransparencyLog

struct RecordVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a record: files in a folder, a site, or an installation's database.",
        discussion: """
            Without a folder or address the database is checked, with everything that the record promises about its tables. \
            Ends with 0 when all is in order; with 1 and the first bad entry when not.
            """)

    @Argument(help: "A folder, or the address of a record such as https://innovation.example.org/kuusila/record.")
    var source: String?
    @ArgumentParser.Option(help: "The city, as in addresses; all of them where none is named.")
    var city: String?
    @ArgumentParser.Option(help: "A checkpoint kept from before: proves that nothing it covers has changed.")
    var since: String?
    @ArgumentParser.Option(help: "The log's public key as learnt elsewhere; else the one beside the record is used.")
    var key: String?
    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        if source != nil, options.directory != nil || options.url != nil || city != nil {
            throw ValidationError("A folder or address stands alone, without --city, --data or --database.")
        }
    }

    func run() async throws {
        let (key, since) = try (verifierKey(), earlier())
        guard let source else { return try await verifyDatabase(key, since) }
        try await RecordOutcome.of {
            let files = try PublishedFiles(source)
            let report = try await RecordVerifier(key: key, since: since).verify { try await files.read($0) }
            return key == nil ? report.summary + "; the key came with the record" : report.summary
        }.tell()
    }

    private func verifierKey() throws -> VerifierKey? {
        do { return try key.map { try VerifierKey($0) } } catch { throw ValidationError("--key: \(error)") }
    }
    private func earlier() throws -> [String] {
        try since.map { [String(decoding: try readBytes($0), as: UTF8.self)] } ?? []
    }
    private func readBytes(_ path: String) throws -> Data {
        do { return try Data(contentsOf: URL(fileURLWithPath: path)) } catch { throw ValidationError("\(path) cannot be read.") }
    }

    private func verifyDatabase(_ key: VerifierKey?, _ since: [String]) async throws {
        let database = try options.openExisting()
        let outcomes = await verifyCities(database, key, since)
        await database.close()
        for outcome in outcomes { try outcome.say() }
        if outcomes.contains(where: \.isBad) { throw ExitCode(1) }
    }

    private func verifyCities(_ database: any Database, _ key: VerifierKey?, _ since: [String]) async -> [RecordOutcome] {
        do {
            let slugs = if let city { [city] } else { try await database.read { try CityQueries.cities($0).map(\.slug) } }
            var outcomes: [RecordOutcome] = []
            for slug in slugs { outcomes.append(await verify(slug, database, key, since)) }
            return outcomes.isEmpty ? [.bad("There is no city in the database.")] : outcomes
        } catch { return [.bad("\(error)")] }
    }

    private func verify(_ slug: String, _ database: any Database, _ key: VerifierKey?, _ since: [String]) async -> RecordOutcome {
        await RecordOutcome.of {
            var review = RecordReview(database)
            (review.key, review.since) = (key, since)
            review.dataDirectory = options.folder
            do { return try await review.verify(slug).summary }
            catch RecordProblem.noCheckpoint(let slug) where city == nil && since.isEmpty { return "\(slug): no entries yet" }
        }
    }
}

/// What a check or an export came to: a line for standard output, or one for standard error and exit code 1.
enum RecordOutcome {
    case good(String)
    case bad(String)

    static func of(_ work: () async throws -> String) async -> RecordOutcome {
        do { return .good(try await work()) } catch { return .bad("\(error)") }
    }
    var isBad: Bool { if case .bad = self { true } else { false } }

    func say() throws {
        switch self {
        case .good(let line): try sayOut(line)
        case .bad(let line): try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
        }
    }
    func tell() throws {
        try say()
        if isBad { throw ExitCode(1) }
    }
}
