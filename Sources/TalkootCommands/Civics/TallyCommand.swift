public import ArgumentParser
import Foundation
public import ParticipatoryBudgeting

struct TallyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tally",
        abstract: "Count a participatory-budgeting vote from a Pabulib file.",
        discussion: """
            Without --utility, the greedy rules rank by voters (approval, choose-1) or points, and equal shares takes cost \
            as utility (points where ballots have them). With --utility cost, greedy counts the voters who listed a project.

            --explain says why each project won or lost and, in JSON, adds a certificate of all payments; --check replays \
            such a certificate against the ballots and ends with exit code 1 if it does not hold.
            """)

    @Argument(help: "The .pb file.")
    var file: String

    @Option(help: "The rule.")
    var rule: Rule = .equalShares

    @Option(help: "What a funded project is worth to a voter who chose it.")
    var utility: Utility?

    @Option(help: "How equal shares (or Phragmén, by greedy) spends what is left.")
    var completion: Completion = .none

    @Flag(help: "Let voters choose between equal shares and greedy by votes; more voters decide.")
    var comparison = false

    @Option(help: "lexicographic, cost-then-votes, cost-then-position, or lot:SEED.")
    var ties: TieRule?

    @Option(help: "Projects of which only one may win, as A,B,C; may be given several times.")
    var exclusive: [String] = []

    @Option(help: "The fewest votes (or points) with which a project can win.")
    var minimumSupport = 0

    @Flag(help: "Respect budget_per_category and budget_per_neighborhood of META.")
    var caps = false

    @Flag(help: "Say why each project won or lost.")
    var explain = false

    @Option(help: "Write the explanation as a web page to this file.")
    var html: String?

    @Option(help: "Write the payment certificate to this file.")
    var certificate: String?

    @Option(help: "Replay this certificate against the ballots instead of counting.")
    var check: String?

    @Option(help: "Output: text or json.")
    var format: OutputFormat = .text

    @OptionGroup var progress: ProgressOptions

    func run() async throws {
        try endingBadInput {
            let line = ProgressLine(progress)
            line.begin("reading \(file)")
            let read = try readPabulib(file)
            for warning in read.warnings { printError("\(file):\(warning.line): warning: \(visible(warning.reason))") }
            if let check { return try replay(check, read.election) }
            let result: Tally.Result
            do {
                line.begin("counting \(read.election.ballots.count) ballots on \(read.election.projects.count) projects")
                result = try tally(read.election).result(of: read.election) { line.say(Self.sentence($0, read.election.budget)) }
                line.clear()
                try show(result, read.election)
            } catch let problem as ElectionProblem {
                let line = read.metadataLines[rule == .official ? "rule" : "vote_type"] ?? 1
                throw InputProblem(file: file, line: line, reason: visible(problem.description))
            }
        }
    }

    private static func sentence(_ progress: Tally.Progress, _ budget: Amount) -> String {
        switch progress {
        case .funded(let projects): "\(projects) projects funded"
        case .raised(let added, let cost): "shares raised by \(added): \(cost) of \(budget) spent"
        }
    }

    private func tally(_ election: Election) throws -> Tally {
        var tally = Tally(rule: rule)
        (tally.utility, tally.completion, tally.ties) = (utility, completion, ties)
        tally.comparison = comparison ? .satisfaction : nil
        if caps { tally.constraints = try Constraints(metadataOf: election) }
        tally.constraints.minimumSupport = minimumSupport
        for group in exclusive {
            tally.constraints.exclusive.append(
                Set(try group.split(separator: ",").map { id in
                    guard let place = election.projects.firstIndex(where: { $0.id == id }) else {
                        throw ValidationError("--exclusive names project “\(id)”, which the file does not have.")
                    }
                    return place
                }))
        }
        return tally
    }

    private func show(_ result: Tally.Result, _ election: Election) throws {
        for remark in result.remarks { printError("\(file): note: \(visible(remark))") }
        let explanation = explain || html != nil ? try Explanation(result, of: election) : nil
        let proof = explain || certificate != nil ? try Certificate(result, of: election) : nil
        if let certificate, let proof { try writeText(JSONValue(proof).text + "\n", to: certificate) }
        var report = TallyReport(rule: rule, result: result, election: election, explanation: explanation, certificate: proof)
        if let html { try writeText(report.page, to: html) }
        if !explain { report.explanation = nil }
        switch format {
        case .json: try report.json.printOut()
        case .text: try writeText(report.text, to: "-")
        }
    }

    private func replay(_ path: String, _ election: Election) throws {
        let certificate = try readCertificate(path), problems = certificate.problems(with: election)
        switch format {
        case .json: try JSONValue.object([("valid", .bool(problems.isEmpty)), ("problems", .strings(problems)), ("barred", .strings(certificate.barred))]).printOut()
        case .text:
            try writeText(problems.isEmpty ? "The certificate holds.\n" : problems.map { visible($0) + "\n" }.joined(), to: "-")
            if !certificate.barred.isEmpty {
                try writeText("It names projects that constraints kept out, which ballots alone cannot show: \(visible(certificate.barred.joined(separator: ", "))).\n", to: "-")
            }
        }
        guard problems.isEmpty else { throw ExitCode(1) }
    }

    /// A certificate alone, or the JSON that `--explain` printed.
    private func readCertificate(_ path: String) throws -> Certificate {
        struct Explained: Decodable { let certificate: Certificate }
        let content = Data(try readBytes(of: path))
        do {
            if let explained = try? JSONDecoder().decode(Explained.self, from: content) { return explained.certificate }
            return try JSONDecoder().decode(Certificate.self, from: content)
        } catch {
            throw InputProblem(file: path, line: 1, reason: "this is not a certificate of a tally")
        }
    }
}

private func readPabulib(_ path: String) throws -> PabulibFile {
    do {
        return try PabulibFile(bytes: try readBytes(of: path))
    } catch let problem as PabulibProblem {
        throw InputProblem(file: path, line: problem.line, reason: visible(problem.reason))
    }
}

extension Rule: ExpressibleByArgument {}
extension Utility: ExpressibleByArgument {}
extension Completion: ExpressibleByArgument {}

extension TieRule: ExpressibleByArgument {
    public init?(argument: String) {
        switch argument {
        case "lexicographic": self = .lexicographic
        case "cost-then-votes": self = .costThenVotes
        case "cost-then-position": self = .costThenPosition
        default:
            guard argument.hasPrefix("lot:"), let seed = UInt64(argument.dropFirst(4)) else { return nil }
            self = .lot(seed: seed)
        }
    }
}
