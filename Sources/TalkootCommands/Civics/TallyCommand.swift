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
            """)

    @Argument(help: "The .pb file.")
    var file: String

    @Option(help: "\(names(Rule.self)).")
    var rule: Rule = .equalShares

    @Option(help: "\(names(Utility.self)).")
    var utility: Utility?

    @Option(help: "\(names(Completion.self)).")
    var completion: Completion = .none

    @Flag(help: "Let voters choose between equal shares and greedy by votes; more voters decide.")
    var comparison = false

    @Option(help: "lexicographic, cost-then-votes, cost-then-position, or lot:SEED.")
    var ties: TieRule?

    @Option(help: "Output: text or json.")
    var format: OutputFormat = .text

    func run() async throws {
        try endingBadInput {
            let election = try readElection()
            var tally = Tally(rule: rule)
            (tally.utility, tally.completion, tally.ties) = (utility, completion, ties)
            tally.comparison = comparison ? .satisfaction : nil
            let result: Tally.Result
            do {
                result = try tally.result(of: election)
            } catch let problem as ElectionProblem {
                throw InputProblem(file: file, line: 1, reason: problem.description)
            }
            try JSONValue.object([
                ("rule", .string(rule.rawValue)), ("utility", .string(result.settings.utility.rawValue)),
                ("completion", .string(result.settings.completion.rawValue)),
                ("winners", .strings(result.winners.map { election.projects[$0].id })),
                ("cost", .string(result.cost.description)), ("budget", .string(result.budget.description)),
                ("added", result.added.map(JSONValue.int) ?? .null),
            ]).printOut()
        }
    }

    private func readElection() throws -> Election {
        do {
            let read = try PabulibFile(bytes: try readBytes(of: file))
            for warning in read.warnings { printError("\(file):\(warning.line): warning: \(warning.reason)") }
            return read.election
        } catch let problem as PabulibProblem {
            throw InputProblem(file: file, line: problem.line, reason: problem.reason)
        }
    }
}

private func names<Choice: CaseIterable & RawRepresentable<String>>(_: Choice.Type) -> String {
    Choice.allCases.map(\.rawValue).joined(separator: ", ")
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
