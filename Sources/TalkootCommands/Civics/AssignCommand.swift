import ArgumentParser
import ReviewPanels

/// `talkoot assign`: who reads which entry.
struct AssignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Assign jurors to entries under loads and conflicts, provably best.",
        discussion: """
            total: the largest sum of suitabilities. maximin: the worst-served entry is served best, then the sum. \
            randomized: a lottery with the largest expected sum in which no pair is more likely than the bound; the seed \
            draws from it. Rows are reviewers, columns entries, both numbered from 0; a mask of 1 or a score of -1 is a conflict.
            """)

    enum Method: String, CaseIterable, ExpressibleByArgument { case total, maximin, randomized }

    @Option(help: "Suitabilities: CSV without header or a JSON list of lists; rows reviewers, columns entries.")
    var scores: String

    @Option(help: "Conflicts in the same shape: 1 forbids the pair, 0 allows it.")
    var conflicts: String?

    @Option(help: "How many reviewers each entry needs.")
    var perEntry: Int

    @Option(help: "How many entries a reviewer may have.")
    var maximum: Int

    @Option(help: "How many entries every reviewer must have.")
    var minimum: Int = 0

    @Option(help: "What is best: \(Method.allCases.map(\.rawValue).joined(separator: ", ")).")
    var method: Method = .total

    @Option(help: "The largest probability of a pair, as a decimal or a fraction; for randomized.")
    var bound: String = "1/2"

    @Option(help: "The published seed that draws from the lottery; for randomized.")
    var seed: UInt64 = 1

    @Option(help: "Write the result as a web page to this file.")
    var html: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var progress: ProgressOptions

    func validate() throws {
        guard (0...1_000_000).contains(perEntry) else { throw ValidationError("--per-entry must be between 0 and 1000000") }
        guard (0...1_000_000).contains(maximum), (0...maximum).contains(minimum) else {
            throw ValidationError("--minimum and --maximum must satisfy 0 ≤ minimum ≤ maximum ≤ 1000000")
        }
        guard ExactScore(probability: bound) != nil else {
            throw ValidationError("--bound must be a fraction or decimal above 0 and at most 1")
        }
    }

    func run() async throws {
        try endingBadInput {
            let outcome = try assign(AssignFiles(scores: NumberTable(file: scores), conflicts: conflicts.map { try NumberTable(file: $0) }))
            if let html { try writeText(outcome.page.html, to: html) }
            switch format {
            case .json: try outcome.json.printOut()
            case .text: try writeText(outcome.text, to: "-")
            }
        }
    }

    func assign(_ files: AssignFiles) throws -> AssignOutcome {
        do throws(AssignmentRefusal) {
            return try outcome(files)
        } catch {
            throw files.problem(error)
        }
    }

    private func outcome(_ files: AssignFiles) throws(AssignmentRefusal) -> AssignOutcome {
        let task = try AssignmentTask(
            scores: files.scores, conflicts: files.conflicts, perEntry: perEntry, maximumLoad: maximum, minimumLoad: minimum)
        switch method {
        case .total:
            return AssignOutcome(task, method: method, try assignForTotal(task))
        case .maximin:
            ProgressLine(progress).begin("looking for the best minimum")
            return AssignOutcome(task, method: method, try assignForWorst(task))
        case .randomized:
            let lottery = try RandomizedAssignment(task, bound: ExactScore(probability: bound) ?? ExactScore(1))
            return AssignOutcome(task, method: method, lottery.draw(seed: seed), lottery: lottery, seed: seed)
        }
    }
}

/// The matrices of an assignment as read from files.
struct AssignFiles {
    let scores: [[Double]]
    let conflicts: [[Bool]]
    private let file: String

    init(scores table: NumberTable, conflicts mask: NumberTable?) throws {
        file = table.file
        scores = table.rows
        let given = table.rows.map { $0.map { $0 == -1 } }
        conflicts = try mask.map { try Self.joined($0, given) } ?? given
    }

    /// The mask's conflicts and those that the scores name themselves.
    private static func joined(_ mask: NumberTable, _ given: [[Bool]]) throws -> [[Bool]] {
        let file = mask.file
        guard mask.rows.count == given.count else {
            throw InputProblem(
                file: file, line: mask.lines.last ?? 0, reason: "\(mask.rows.count) rows, but there are \(given.count) rows of scores")
        }
        return try zip(mask.rows, given).enumerated().map { row, pair in
            guard pair.0.count == pair.1.count else {
                throw InputProblem(
                    file: file, line: mask.lines[row], reason: "\(pair.0.count) numbers, but there are \(pair.1.count) entries")
            }
            guard let stray = pair.0.first(where: { $0 != 0 && $0 != 1 }) else {
                return zip(pair.0, pair.1).map { $0 == 1 || $1 }
            }
            throw InputProblem(file: file, line: mask.lines[row], reason: "\(stray) is neither 0 (allowed) nor 1 (conflict)")
        }
    }

    func problem(_ refusal: AssignmentRefusal) -> InputProblem {
        InputProblem(file: file, line: 0, reason: refusal.description)
    }
}

extension ExactScore {
    /// A probability above 0 and at most 1, such as `1/3`, `0.35` or `1`, with a denominator of at most 10 000.
    init?(probability text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard text.utf8.count <= 12, let first = parts.first, parts.count <= 2 else { return nil }
        if parts.count == 2 {
            guard let above = Int(first), let below = Int(parts[1]), below > 0 else { return nil }
            self.init(above, over: below)
        } else {
            let digits = first.split(separator: ".", omittingEmptySubsequences: false)
            let decimals = digits.count == 2 ? digits[1] : ""
            guard digits.count <= 2, let value = Int(digits.joined()) else { return nil }
            self.init(value, over: decimals.reduce(1) { power, _ in power * 10 })
        }
        guard numerator > 0, numerator <= denominator, denominator <= 10_000 else { return nil }
    }
}
