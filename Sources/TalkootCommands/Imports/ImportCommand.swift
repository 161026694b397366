public import ArgumentParser
import Foundation
import Storage
import Talkoot

/// `talkoot import`
public struct ImportCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes over what another platform published.",
        discussion: """
            What is here already is passed over, so an import can be run again. Standard output gets the report, standard error the progress. \
            Ends with 0 when the file was read, also where single lines were refused; with 1 when it could not be.
            """,
        subcommands: [Decidim.self, Consul.self, Requests.self, ChallengeGov.self])
    public init() {}

    struct Decidim: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Proposals of Decidim, as JSON lines or CSV, become signals.")
        @OptionGroup var source: ImportSource

        func run() async throws {
            try await source.run { platform, city, bytes, name, progress in
                try await platform.importProposals(bytes, from: name, in: city, dryRun: source.dryRun, progress: progress)
            }
        }
    }

    struct Consul: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Proposals of CONSUL, as CSV or as a list in JSON, become signals.")
        @OptionGroup var source: ImportSource

        func run() async throws {
            try await source.run { platform, city, bytes, name, progress in
                try await platform.importConsul(bytes, from: name, in: city, dryRun: source.dryRun, progress: progress)
            }
        }
    }

    struct Requests: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Service requests (311) as CSV become signals.",
            discussion: """
                Columns with usual names are found by themselves; --column names others, such as --column id=CaseID --column text=Notes. \
                The parts are id, text, kind, place, latitude, longitude, district, sent, status, answer and answered; id and one of text and kind are needed. \
                What is imported is read by everybody, so say with --was-public that it was public where it comes from.
                """)
        @OptionGroup var source: ImportSource
        @ArgumentParser.Option(name: .customLong("column"), help: "PART=COLUMN, as often as there are.") var columns: [String] = []
        @ArgumentParser.Option(help: "What the numbers belong to, such as the system's name.") var origin = "311"
        @Flag(help: "Everything in the file was public already.") var wasPublic = false

        func validate() throws {
            _ = try named()
            if !wasPublic && !source.dryRun { throw ValidationError("What is imported is read by everybody. Say --was-public when it was public where it comes from, or look first with --dry-run.") }
        }
        private func named() throws -> RequestColumns {
            var all = RequestColumns()
            for column in columns {
                let halves = column.split(separator: "=", maxSplits: 1).map(String.init)
                guard halves.count == 2, let part = RequestColumns.Part(rawValue: halves[0]) else {
                    throw ValidationError("--column takes PART=COLUMN with one of \(RequestColumns.Part.allCases.map(\.rawValue).joined(separator: ", ")), not “\(column)”.")
                }
                all[part] = halves[1]
            }
            return all
        }

        func run() async throws {
            let (columns, origin) = (try named(), origin)
            try await source.run { platform, city, bytes, name, progress in
                try await platform.importRequests(bytes, columns: columns, origin: origin, from: name, in: city, dryRun: source.dryRun, progress: progress)
            }
        }
    }

    struct ChallengeGov: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "challenge-gov", abstract: "A feed of Challenge.gov becomes challenges.",
            discussion: """
                Dates are moved by so many whole weeks that the day on which most calls were open falls into this week; --shift names a number of days, or none. \
                Amounts are taken as they are, whatever the currency. What is over by then is shown as completed.
                """)
        @OptionGroup var source: ImportSource
        @ArgumentParser.Option(help: "The department that owns the calls, by its slug; the city's first where none is named.") var department: String?
        @ArgumentParser.Option(help: "auto, none, or the number of days by which dates move.") var shift = "auto"

        func validate() throws { _ = try feedShift() }
        private func feedShift() throws -> FeedShift {
            switch shift {
            case "auto": return .automatic
            case "none": return .none
            default:
                guard let days = Int(shift), abs(days) <= 36_500 else { throw ValidationError("--shift takes auto, none or a number of days.") }
                return .days(days)
            }
        }

        func run() async throws {
            let shift = try feedShift()
            try await source.run { platform, city, bytes, name, progress in
                let department = try await owner(platform, city)
                return try await platform.importChallenges(bytes, from: name, in: city, shift: shift, dryRun: source.dryRun, progress: progress) { _ in department }
            }
        }
        private func owner(_ platform: Platform, _ city: ID<City>) async throws -> String {
            let known = try await platform.look(in: city, as: .visitor) { try CityQueries.departments($0).map(\.slug) }
            guard let first = known.first else { throw ImportMistake(name: "noDepartment", values: [:]) }
            guard let department else { return first }
            guard known.contains(department) else { throw ImportMistake(name: "departments", values: ["departments": known.joined(separator: ", ")]) }
            return department
        }
    }
}

/// What every import asks for, and how it is told.
struct ImportSource: ParsableArguments {
    @Argument(help: "The file.") var file: String
    @ArgumentParser.Option(help: "The city's slug.") var city: String
    @Flag(help: "Reads and compares, and writes nothing.") var dryRun = false
    @Flag(help: "Lists every line that was refused, shortened or changed, not only the first twenty.") var all = false
    @OptionGroup var speech: SpeechOptions
    @OptionGroup var database: DatabaseOptions

    typealias Work = (Platform, ID<City>, Data, String, @escaping @Sendable (Int, Int) -> Void) async throws -> ImportReport

    func run(_ work: Work) async throws {
        guard let bytes = FileManager.default.contents(atPath: file) else { throw fail("terminal.noFile", ["file": file]) }
        let database = try self.database.openExisting()
        let outcome: Result<ImportReport, any Error>
        do { outcome = .success(try await perform(work, bytes, on: database)) } catch { outcome = .failure(error) }
        await database.close()
        switch outcome {
        case .success(let report): try tell(report)
        case .failure(let trouble as ImportTrouble): throw fail(speech.words.fault(trouble.fault))
        case .failure(let trouble as ImportMistake): throw fail("terminal.import.\(trouble.name)", trouble.values)
        case .failure(Refusal.busy): throw fail("terminal.import.busy", [:])
        case .failure(let error as ValidationError): throw error
        case .failure(let error): throw fail("terminal.import.stopped", ["why": "\(error)"])
        }
    }

    private func perform(_ work: Work, _ bytes: Data, on database: any Database) async throws -> ImportReport {
        let platform = Platform(database: database, random: Installation.chance, clock: Installation.now)
        let slug = city
        guard let city = try await platform.reading({ try CityQueries.city(slug: slug, $0)?.id }) else { throw ImportMistake(name: "noCity", values: ["city": slug]) }
        return try await work(platform, city, bytes, URL(fileURLWithPath: file).lastPathComponent) { done, all in printError("\(done) / \(all)") }
    }

    private func tell(_ report: ImportReport) throws { for line in lines(report) { try sayOut(line) } }
    func lines(_ report: ImportReport) -> [String] {
        let words = speech.words, shown = all ? report.notes[...] : report.notes.prefix(20)
        let counts = ["read": report.read, "imported": report.imported, "known": report.known, "refused": report.refused, "shortened": report.shortened].mapValues { "\($0)" }
        let notes = shown.map { words("terminal.import.line", ["line": "\($0.line)", "what": words("terminal.import.\($0.kind.rawValue)"), "why": words.fault($0.fault)]) }
        let rest = report.notes.count - shown.count
        return [words(dryRun ? "terminal.import.dryReport" : "terminal.import.report", counts)] + notes + (rest > 0 ? [words("terminal.import.more", ["count": "\(rest)"])] : [])
    }

    private func fail(_ key: String, _ values: [String: String]) -> ExitCode { fail(speech.words(key, values)) }
    private func fail(_ sentence: String) -> ExitCode {
        printError(sentence)
        return ExitCode(1)
    }
}

/// What was typed wrong, found out only when the city was looked at. In words: `terminal.import.<name>`.
struct ImportMistake: Error {
    let name: String, values: [String: String]
}
