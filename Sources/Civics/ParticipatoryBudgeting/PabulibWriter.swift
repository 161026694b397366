extension Election {
    /// The election as a Pabulib file.
    ///
    /// Strict: the META keys that the format demands must be there (`description`, `country`, `unit`, `instance`, `rule`,
    /// `date_begin`, `date_end`), ids must not be empty or hold commas, and `num_projects`, `num_votes`, `budget` and
    /// `vote_type` are written from the election itself. Every other META key, project column and voter column is kept, in
    /// the order given; `votes` and, for ballots with points, `score` are counted anew. Reading the text again gives an
    /// equal election. Linear.
    ///
    /// - Throws: ``ElectionProblem`` naming what a strict file lacks.
    public func pabulibText() throws(ElectionProblem) -> String {
        try checkStrictly()
        var text = "META\nkey;value\n"
        for (key, value) in writtenMetadata { text += row([key, value]) }
        text += "PROJECTS\n" + row(["project_id", "cost", "votes"] + (hasScore ? ["score"] : []) + projectColumns)
        let (votes, scores) = (listings, hasScore ? try tallies(.score) : [])
        for (index, project) in projects.enumerated() {
            var cells = [project.id, project.cost.description, String(votes[index])]
            if hasScore { cells.append(points(scores[index])) }
            text += row(cells + projectColumns.map { project[$0] ?? "" })
        }
        text += "VOTES\n" + row(["voter_id", "vote"] + (voteType.hasPoints ? ["points"] : []) + voterColumns.map(\.name))
        for ballot in 0..<ballots.count { appendBallot(ballot, to: &text) }
        return text
    }

    private var hasScore: Bool { voteType.hasPoints || voteType == .ordinal }

    /// Keys that must be in a strict file beside those written from the election.
    static let demandedKeys = ["description", "country", "unit", "instance", "rule", "date_begin", "date_end"]

    private func checkStrictly() throws(ElectionProblem) {
        for key in Self.demandedKeys where (self[metadata: key] ?? "").isEmpty { throw ElectionProblem("META needs “\(key)”") }
        for id in projects.map(\.id) where id.isEmpty || id.contains(",") || id != String(id.trimmingSpaces()) {
            throw ElectionProblem("“\(id)” cannot be the id of a project: it is empty, or has a comma or space around it")
        }
        guard projects.allSatisfy({ !$0.cost.description.contains("/") }), !budget.description.contains("/") else {
            throw ElectionProblem("costs and budget must be decimal numbers")
        }
        let names = ["project_id", "cost", "votes"] + projectColumns
        guard Set(names).count == names.count, Set(voterColumns.map(\.name)).count == voterColumns.count else {
            throw ElectionProblem("a column stands twice")
        }
    }

    private var writtenMetadata: [(String, String)] {
        let own = [
            ("num_projects", String(projects.count)), ("num_votes", String(ballots.count)), ("budget", budget.description),
            ("vote_type", (voteType == .knapsack ? VoteType.approval : voteType).rawValue),
        ]
        let given = metadata.map { detail in (detail.name, own.first { $0.0 == detail.name }?.1 ?? detail.value) }
        return given + own.filter { pair in !metadata.contains { $0.name == pair.0 } }
    }

    private var projectColumns: [String] {
        var names: [String] = []
        for detail in projects.flatMap(\.details) where !["votes", "score"].contains(detail.name) && !names.contains(detail.name) {
            names.append(detail.name)
        }
        return names
    }

    private func points(_ units: Int) -> String { (Amount(units, over: ballots.pointUnit) ?? Amount(0)).description }

    private func appendBallot(_ ballot: Int, to text: inout String) {
        let vote = ballots[ballot].map { projects[Int($0)].id }.joined(separator: ",")
        var cells = [voterIDs[ballot], vote]
        if voteType.hasPoints {
            cells.append(ballots.points[ballots.range(ballot)].map(points).joined(separator: ","))
        }
        text += row(cells + voterColumns.map { $0[ballot] })
    }

    private func row(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ";") + "\n" }

    private func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { $0 == 34 || $0 == 59 || $0 == 10 || $0 == 13 }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
