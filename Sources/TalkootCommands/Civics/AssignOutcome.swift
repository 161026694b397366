import ReviewPanels

/// A finished assignment and how it is told.
struct AssignOutcome {
    private let task: AssignmentTask
    private let method: AssignCommand.Method
    private let assignment: Assignment
    private let report: AssignmentReport
    private let lottery: RandomizedAssignment?
    private let seed: UInt64?

    init(
        _ task: AssignmentTask, method: AssignCommand.Method, _ assignment: Assignment,
        lottery: RandomizedAssignment? = nil, seed: UInt64? = nil
    ) {
        self.task = task
        self.method = method
        self.assignment = assignment
        self.lottery = lottery
        self.seed = seed
        report = AssignmentReport(assignment, of: task)
    }

    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("method", .string(method.rawValue)), ("total", .number(assignment.total)), ("minimum", .number(assignment.minimum)),
            ("minimumBound", .number(assignment.minimumBound)),
        ]
        if let lottery, let seed {
            members.append(("expectedTotal", .number(lottery.expectedTotal)))
            members.append(("seed", .string(String(seed))))
            members.append(("probabilities", probabilities(lottery)))
        }
        let entries = assignment.reviewers.enumerated().map { entry, panel in
            JSONValue.array([.int(entry), .array(panel.map { .int($0) })])
        }
        members.append(("assignments", .array(entries)))
        members.append(("loads", .array(report.loads.map { .int($0) })))
        members.append(("regret", .array(report.lines.map { .number($0.regret) })))
        return .object(members)
    }

    /// Every possible pair as [entry, reviewer, probability], the probability exact.
    private func probabilities(_ lottery: RandomizedAssignment) -> JSONValue {
        var pairs: [JSONValue] = []
        for entry in 0..<task.entries {
            for reviewer in 0..<task.reviewers {
                let chance = lottery.probability(reviewer: reviewer, entry: entry)
                if chance.numerator > 0 { pairs.append(.array([.int(entry), .int(reviewer), .string(chance.description)])) }
            }
        }
        return .array(pairs)
    }

    var text: String {
        let lines = report.lines.map { line in
            let panel = line.reviewers.map { "\($0.reviewer) (\(threeDecimals($0.score)))" }.joined(separator: ", ")
            let regret = line.regret > 0 ? "; its own best would give \(threeDecimals(line.regret)) more" : ""
            return "entry \(line.entry): \(panel)\(regret)\(conflictNote(line))"
        }
        return (summary + lines).joined(separator: "\n") + "\n"
    }

    private func conflictNote(_ line: AssignmentReport.Line) -> String {
        line.conflicts.isEmpty ? "" : "; kept out by conflict: \(line.conflicts.map(String.init).joined(separator: ", "))"
    }

    private var summary: [String] {
        let loads = report.loads
        var sentences = [
            "\(task.entries) entries, \(task.reviewers) reviewers; each has \(loads.min() ?? 0) to \(loads.max() ?? 0) entries.",
            "Sum of suitabilities: \(threeDecimals(assignment.total)).",
            "The worst-served entry has \(threeDecimals(assignment.minimum)); "
                + "no assignment can give it more than \(threeDecimals(assignment.minimumBound)).",
        ]
        if let lottery, let seed {
            sentences.append("Drawn with seed \(seed) from a lottery whose expected sum is \(threeDecimals(lottery.expectedTotal)).")
        }
        return sentences
    }

    var page: ReviewPage {
        ReviewPage(
            title: "Who reads which entry", sentences: summary,
            tables: [
                .init(
                    caption: "Entries and their reviewers", header: ["Entry", "Reviewers", "Sum", "Below its own best", "Conflicts"],
                    rows: report.lines.map { line in
                        [
                            "\(line.entry)", line.reviewers.map { "\($0.reviewer)" }.joined(separator: ", "),
                            threeDecimals(line.score), threeDecimals(line.regret),
                            line.conflicts.map(String.init).joined(separator: ", "),
                        ]
                    })
            ])
    }
}
