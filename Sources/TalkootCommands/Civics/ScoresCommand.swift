import ArgumentParser
import ReviewPanels

/// `talkoot scores`: a jury's result from its single scores.
struct ScoresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scores",
        abstract: "Count a jury: raw and rescaled totals, and estimates freed of strictness with intervals.",
        discussion: """
            Raw: the mean of the weighted scores. Rescaled: each juror is first moved to the panel's mean and spread; this \
            decides the ranking where not every juror judged every entry. Estimate: entry and juror effects told apart by a \
            mixed model whose variances are estimated from the scores.
            """)

    @Argument(help: "Scores: CSV with the columns entry, juror, criterion and score, or a JSON list of such objects.")
    var scores: String

    @Option(help: "A criterion's weight as NAME=WHOLE NUMBER; may be repeated. Without any, all criteria weigh the same.")
    var weight: [String] = []

    @Option(help: "Pairs that leave the count: CSV with the columns juror and entry, or a JSON list of such objects.")
    var recusals: String?

    @Option(help: "An entry with fewer scores gets no place.")
    var minimumScores: Int = 3

    @Option(help: "The published seed of the lot that decides complete ties.")
    var seed: String?

    @Option(help: "How many first places the stability check looks at.")
    var places: Int = 1

    @Option(help: "The confidence of all intervals.")
    var level: Double = 0.9

    @Option(help: "Write the result as a web page to this file.")
    var html: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        guard level > 0, level < 1 else { throw ValidationError("--level must lie between 0 and 1") }
        guard places >= 1, minimumScores >= 1 else { throw ValidationError("--places and --minimum-scores must be at least 1") }
        guard weight.allSatisfy({ Self.parse($0) != nil }) else {
            throw ValidationError("--weight must look like NAME=NUMBER, the number whole and from 0 to 10000")
        }
    }

    static func parse(_ weight: String) -> JuryCriterion? {
        guard let sign = weight.lastIndex(of: "="), let value = Int(weight[weight.index(after: sign)...]), (0...10_000).contains(value)
        else { return nil }
        return JuryCriterion(String(weight[..<sign]), weight: value)
    }

    func run() async throws {
        try endingBadInput {
            let files = try ScoresFiles(
                scores: ReviewTable(file: scores, columns: ScoresFiles.columns),
                recusals: recusals.map { try ReviewTable(file: $0, columns: ["juror", "entry"]) },
                weights: weight.compactMap(Self.parse))
            var rule = files.rule
            rule.minimumScores = minimumScores
            rule.seed = seed
            let outcome = try count(files, rule)
            if let html { try writeText(outcome.page.html, to: html) }
            switch format {
            case .json: try outcome.json.printOut()
            case .text: try writeText(outcome.text, to: "-")
            }
        }
    }

    func count(_ files: ScoresFiles, _ rule: JuryRule) throws -> ScoresOutcome {
        do {
            let result = try rankJury(files.scores, rule: rule, recusals: files.recusals)
            let stability = try juryStability(files.scores, rule: rule, recusals: files.recusals, places: places)
            return ScoresOutcome(result: result, stability: stability, model: try model(files, rule), level: level)
        } catch let problem as JuryProblem {
            throw files.problem(problem)
        }
    }

    /// A panel that cannot be modelled still has its totals; why is told on standard error.
    private func model(_ files: ScoresFiles, _ rule: JuryRule) throws -> ScoresModel? {
        do {
            let fit = try JuryEffects.fit(files.scores, rule: rule, recusals: files.recusals)
            return ScoresModel(entries: fit.entries, jurors: fit.jurors, effects: fit.effects, panels: files.panels)
        } catch let problem as JuryEffectsProblem {
            printError("no estimates: \(problem.description)")
            return nil
        }
    }
}

/// A jury's files in the library's terms, exact: every score in the smallest decimal unit that occurs.
struct ScoresFiles {
    let scores: [JuryScore]
    let recusals: Set<JuryRecusal>
    let rule: JuryRule
    /// For each entry the jurors whose scores count.
    let panels: [String: Set<String>]
    private let table: ReviewTable

    static let columns = ["entry", "juror", "criterion", "score"]

    init(scores table: ReviewTable, recusals recused: ReviewTable?, weights: [JuryCriterion]) throws {
        let decimals = try table.rows.map { row in
            guard let decimal = Self.decimal(row.fields[3]) else {
                throw table.problem(row.line, "“\(row.fields[3])” is not a score within ±1000 with at most six decimals")
            }
            guard !row.fields[0].isEmpty, !row.fields[1].isEmpty else { throw table.problem(row.line, "entry and juror must be named") }
            return decimal
        }
        let places = decimals.map(\.places).max() ?? 0
        scores = zip(table.rows, decimals).map { row, decimal in
            JuryScore(
                entry: row.fields[0], juror: row.fields[1], criterion: row.fields[2],
                value: decimal.digits * Self.power(places - decimal.places))
        }
        let recusals = Set(recused?.rows.map { JuryRecusal(juror: $0.fields[0], entry: $0.fields[1]) } ?? [])
        self.recusals = recusals
        let named = Set(scores.map(\.criterion)).sorted().map { JuryCriterion($0, weight: 1) }
        rule = JuryRule(
            criteria: weights.isEmpty ? named : weights, points: -1_000...1_000, unitsPerPoint: Self.power(places))
        panels = Dictionary(grouping: scores) { $0.entry }.mapValues { scores in
            Set(scores.map(\.juror).filter { !recusals.contains(JuryRecusal(juror: $0, entry: scores[0].entry)) })
        }
        self.table = table
    }

    private static func power(_ places: Int) -> Int { (0..<max(0, places)).reduce(1) { power, _ in power * 10 } }

    /// A plain decimal such as `7`, `7.5` or `-0.25`, as digits and number of decimals.
    private static func decimal(_ text: String) -> (digits: Int, places: Int)? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : ""
        guard parts.count <= 2, !parts[0].isEmpty, text.utf8.count <= 12, decimals.utf8.count <= 6,
            decimals.first.map({ $0.isNumber }) ?? (parts.count == 1),
            let digits = Int(parts.joined()), abs(digits) <= 1_000 * power(decimals.utf8.count)
        else { return nil }
        return (digits, decimals.utf8.count)
    }

    /// The problem at the line of the score it is about.
    func problem(_ problem: JuryProblem) -> InputProblem {
        func line(where matches: (JuryScore) -> Bool, last: Bool = false) -> Int {
            let place = last ? scores.lastIndex(where: matches) : scores.firstIndex(where: matches)
            return place.map { table.rows[$0].line } ?? 0
        }
        let place = switch problem {
        case .unknownCriterion(let score), .valueOutOfRange(let score): line { $0 == score }
        case .repeatedScore(let score):
            line(where: { ($0.entry, $0.juror, $0.criterion) == (score.entry, score.juror, score.criterion) }, last: true)
        case .missingScore(let entry, let juror, _): line { ($0.entry, $0.juror) == (entry, juror) }
        default: 0
        }
        return table.problem(place, problem.description)
    }
}
