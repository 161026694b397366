import ArgumentParser
import ReviewPanels

/// `talkoot rank`: which items are preferred, from comparisons of two.
struct RankCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank",
        abstract: "Rank items from pairwise comparisons, with intervals and the questions to ask next.",
        discussion: """
            Strengths are Bradley and Terry's: the difference of two is the logarithm of the odds that one is preferred to \
            the other. The regularisation a subtracts a·Σ strength² from the log-likelihood.
            """)

    @Argument(help: "Comparisons: CSV with the columns winner and loser (voter may follow), or a JSON list of such objects.")
    var pairs: String

    @Option(help: "How strongly strengths are drawn to 0; 0 for none.")
    var regularization: Double = 0.01

    @Option(help: "The confidence of all intervals.")
    var level: Double = 0.9

    @Option(help: "How many of the most informative next pairs to name.")
    var questions: Int = 5

    @Option(help: "Write the result as a web page to this file.")
    var html: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        guard (0...1_000).contains(regularization) else { throw ValidationError("--regularization must be between 0 and 1000") }
        guard level > 0, level < 1 else { throw ValidationError("--level must lie between 0 and 1") }
        guard (0...1_000).contains(questions) else { throw ValidationError("--questions must be between 0 and 1000") }
    }

    func run() async throws {
        try endingBadInput {
            let tally = try Self.tally(of: ReviewTable(file: pairs, columns: ["winner", "loser"]))
            let fit: BradleyTerry
            do {
                fit = try BradleyTerry(tally, regularization: regularization)
            } catch let problem as PairwiseProblem {
                throw InputProblem(file: pairs, line: 0, reason: problem.description)
            }
            let outcome = RankOutcome(tally: tally, fit: fit, level: level, questions: fit.questions(count: questions))
            if let html { try writeText(outcome.page.html, to: html) }
            switch format {
            case .json: try outcome.json.printOut()
            case .text: try writeText(outcome.text, to: "-")
            }
        }
    }

    static func tally(of table: ReviewTable) throws -> PairwiseTally {
        let texts = table.texts
        guard texts.count <= PairwiseTally.largestItemCount else {
            let row = (0..<table.count).first { max(table.number($0, 0), table.number($0, 1)) >= PairwiseTally.largestItemCount }
            throw table.problem(row.map(table.line) ?? 0, PairwiseProblem.tooManyItems(PairwiseTally.largestItemCount + 1).description)
        }
        let order = texts.indices.sorted { texts[$0] < texts[$1] }
        var places = Array(repeating: 0, count: texts.count)
        for (place, item) in order.enumerated() { places[item] = place }
        var tally = try PairwiseTally(items: order.map { texts[$0] })
        let unnamed = texts.firstIndex(of: "")
        for row in 0..<table.count {
            let (winner, loser) = (table.number(row, 0), table.number(row, 1))
            guard winner != unnamed, loser != unnamed else {
                throw table.problem(table.line(row), "winner and loser must both be named")
            }
            guard winner != loser else { throw table.problem(table.line(row), "“\(texts[winner])” is compared with itself") }
            tally.record(winner: places[winner], over: places[loser])
        }
        return tally
    }
}

/// Strengths and how they are told.
struct RankOutcome {
    let tally: PairwiseTally
    let fit: BradleyTerry
    let level: Double
    let questions: [PairQuestion]

    var json: JSONValue {
        let places = fit.rankIntervals(level: level)
        let strengths = fit.ranking.enumerated().map { place, item in
            let range = fit.interval(item, level: level)
            let record = tally.record(of: item)
            return JSONValue.object([
                ("id", .string(fit.items[item])), ("place", .int(place + 1)), ("strength", .number(fit.strengths[item])),
                ("standardError", .number(fit.standardError(item))), ("low", .number(range.lowerBound)),
                ("high", .number(range.upperBound)), ("bestPlace", .int(places[item].best)),
                ("worstPlace", .int(places[item].worst)), ("chance", .number(fit.chanceOverRandom(item))),
                ("won", .int(record.won)), ("lost", .int(record.lost)),
            ])
        }
        return .object([
            ("votes", .int(tally.votes)), ("items", .int(fit.items.count)), ("regularization", .number(fit.regularization)),
            ("level", .number(level)), ("groups", .int(tally.comparableGroups().count)), ("strengths", .array(strengths)),
            ("questions", .array(questions.map { .strings([fit.items[$0.first], fit.items[$0.second]]) })),
        ])
    }

    private var summary: [String] {
        let groups = tally.comparableGroups().count
        var sentences = ["\(tally.votes) comparisons of \(fit.items.count) items; ranges with \(percentage(level)) confidence."]
        if groups > 1 {
            sentences.append(
                "The items fall into \(groups) groups that were not compared both ways; "
                    + "between groups the order rests on the regularisation.")
        }
        return sentences
    }

    private var rows: [[String]] {
        let places = fit.rankIntervals(level: level)
        return fit.ranking.enumerated().map { place, item in
            let range = fit.interval(item, level: level)
            return [
                "\(place + 1)", fit.items[item], threeDecimals(fit.strengths[item]),
                "\(threeDecimals(range.lowerBound)) to \(threeDecimals(range.upperBound))",
                places[item].best == places[item].worst ? "\(places[item].best)" : "\(places[item].best)–\(places[item].worst)",
                percentage(fit.chanceOverRandom(item)),
            ]
        }
    }

    private static let header = ["Place", "Item", "Strength", "Range", "Places", "Beats a random other"]

    var text: String {
        let next = questions.map { "ask next: \(visible(fit.items[$0.first])) or \(visible(fit.items[$0.second]))?" }
        let table = [Self.header.joined(separator: "\t")] + rows.map { $0.map(visible).joined(separator: "\t") }
        return (summary + table + next).joined(separator: "\n") + "\n"
    }

    var page: ReviewPage {
        ReviewPage(
            title: "Ranking by comparisons", sentences: summary,
            tables: [
                .init(caption: "Strengths", header: Self.header, rows: rows),
                .init(
                    caption: "What to ask next", header: ["One", "Other"],
                    rows: questions.map { [fit.items[$0.first], fit.items[$0.second]] }),
            ])
    }
}
