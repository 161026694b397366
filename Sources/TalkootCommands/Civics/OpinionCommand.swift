import ArgumentParser
import Foundation
import OpinionMapping

struct OpinionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opinion",
        abstract: "Find the groups that think alike, the statements that mark them and those that bridge them.",
        discussion: """
            VOTES is a CSV export with a row for each participant (participant, group-id, …, a column for each \
            statement) or for each vote (voter-id, comment-id, vote), or a JSON array of votes. In all of them 1 is \
            agree, -1 disagree and 0 pass. Every number can be computed again by anybody who has the file.
            """)

    @Argument(help: "The votes, CSV or JSON.", completion: .file())
    var votes: String

    @Option(help: "The statements with their texts and moderation, CSV or JSON.", completion: .file())
    var statements: String?

    @Option(help: "A stored state (math-pca2 JSON) to continue from.", completion: .file())
    var mathState: String?

    @Flag(
        inversion: .prefixedNo,
        help:
            "Leave statements about the person out of the mathematics (default: as the format does, JSON yes, CSV no).")
    var withholdMeta: Bool?

    @Option(help: "Only the first so many votes: the map as it was then.")
    var through: Int?

    @Option(help: "Test how stable the groups are with so many resamples, for example 100.")
    var resamples: Int?

    @Option(help: "The seed of the resampling.")
    var seed: UInt64 = 1

    @Option(help: "Write the map as SVG to this file.", completion: .file())
    var svg: String?

    @Option(help: "Write the report with the map as a web page to this file.", completion: .file())
    var html: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var progress: ProgressOptions

    func validate() throws {
        if let resamples, !(1...10_000).contains(resamples) { throw ValidationError("--resamples is 1 to 10 000.") }
        if let through, through < 0 { throw ValidationError("--through is at least 0.") }
    }

    func run() async throws {
        try endingBadInput {
            let report = try report()
            if let svg { try writeText(report.drawing, to: svg) }
            if let html { try writeText(report.page, to: html) }
            switch format {
            case .json: try report.writeJSON { try writeText($0, to: "-") }
            case .text: try writeText(report.text, to: "-")
            }
        }
    }

    private func report() throws -> OpinionReport {
        let file = try reading(votes) { bytes throws(ReadingProblem) in try VoteFile(bytes) }
        let described = try statements.map { path in
            try reading(path) { bytes throws(ReadingProblem) in try StatementFile(bytes) }
        }
        let stored = try mathState.map { path in
            try reading(path) { bytes throws(ReadingProblem) in try StoredState(bytes) }
        }
        let withheld = described?.withheld(includingMeta: withholdMeta) ?? stored?.withheld ?? []
        let map = OpinionMap(
            of: file.log.matrix(through: through, withholding: withheld), continuing: stored?.state)
        let stability = resamples.map { resamples in
            let line = ProgressLine(progress)
            return map.stability(resamples: resamples, seed: seed) { line.say("resample \($0) of \(resamples)") }
        }
        return OpinionReport(map: map, statements: described?.statements ?? [], stability: stability)
    }

    private func reading<Value>(_ path: String, _ read: ([UInt8]) throws(ReadingProblem) -> Value) throws -> Value {
        let bytes = try readBytes(of: path)
        do {
            return try read(bytes)
        } catch {
            throw InputProblem(file: path, line: error.line, reason: error.reason)
        }
    }
}
