import Foundation
import ParticipatoryBudgeting

/// A counted vote as JSON and as text.
struct TallyReport {
    let rule: Rule
    let result: Tally.Result
    let election: Election
    var explanation: Explanation?
    let certificate: Certificate?

    func id(_ project: Int) -> String { election.projects[project].id }

    func name(_ project: Int) -> String {
        visible(election.projects[project]["name"].map { "\(id(project)) \($0)" } ?? id(project))
    }

    // MARK: JSON

    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("rule", .string(rule.rawValue)),
            ("utility", .string(result.settings.utility.rawValue)),
            ("completion", .string(result.settings.completion.rawValue)),
            ("winners", .strings(result.winners.map(id))),
            ("cost", .string(result.cost.description)),
            ("budget", .string(result.budget.description)),
        ]
        if let official = result.settings.official { members.append(("official", .string(official.rawValue))) }
        if let added = result.added { members.append(("added", .int(added))) }
        if result.replacedByGreedy { members.append(("replacedByGreedy", true)) }
        if !result.remarks.isEmpty { members.append(("remarks", .strings(result.remarks))) }
        guard let explanation else { return .object(members) }
        members.append(("rounds", .array(explanation.rounds.enumerated().map(round))))
        members.append(("projects", .array(explanation.fates.map(fate))))
        members.append(("proportionality", proportionality))
        if let certificate { members.append(("certificate", JSONValue(certificate))) }
        return .object(members)
    }

    private func round(_ number: Int, _ round: Explanation.Round) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("round", .int(number + 1)), ("project", .string(id(round.project))),
            ("cost", .string(election.projects[round.project].cost.description)),
        ]
        if let price = round.price { members.append(("price", .string(price))) }
        if let price = round.approximatePrice { members.append(("approximatePrice", .number(price))) }
        if let votes = round.effectiveVotes { members.append(("effectiveVotes", .number(votes))) }
        if let payers = round.payers { members.append(("payers", .int(payers))) }
        if let exhausted = round.exhausted { members.append(("exhausted", .int(exhausted))) }
        if round.tied.count > 1 { members.append(("tied", .strings(round.tied.map(id)))) }
        return .object(members)
    }

    private func fate(_ fate: Explanation.Fate) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("id", .string(id(fate.project))), ("cost", .string(election.projects[fate.project].cost.description)),
            ("votes", .int(fate.votes)),
        ]
        if let points = fate.points { members.append(("points", .string(points.description))) }
        members.append(("place", fate.place.map(JSONValue.int) ?? .null))
        if let round = fate.fellOutAfter { members.append(("fellOutAfter", .int(round))) }
        if let money = fate.moneyLeft { members.append(("moneyLeft", .number(money))) }
        if let votes = fate.votesLacking { members.append(("votesLacking", .int(votes))) }
        if let cost = fate.winningCost { members.append(("winningCost", .string(cost.description))) }
        return .object(members)
    }

    private var proportionality: JSONValue {
        let report = Proportionality(of: result.winners, in: election)
        return .object([
            ("all", group(report.all)),
            ("groups", .object(report.columns.map { column in
                (column.name, .object(column.groups.map { ($0.name, group($0)) }))
            })),
        ])
    }

    private func group(_ group: Proportionality.Group) -> JSONValue {
        .object([
            ("voters", .int(group.voters)), ("exclusionRatio", .number(group.exclusionRatio)),
            ("averageWinners", .number(group.averageWinners)), ("averageCost", .number(group.averageCost)),
            ("share", .number(group.share)),
        ])
    }

    // MARK: Text

    var text: String {
        var lines = ["\(heading): \(result.winners.count) of \(election.projects.count) projects for \(result.cost) of \(result.budget)"]
        if let added = result.added { lines.append("Each voter's share was raised by \(added).") }
        if result.replacedByGreedy { lines.append("More voters preferred the greedy outcome, which stands here.") }
        if let explanation {
            lines += ["", "Won:"] + explanation.rounds.enumerated().map(wonLine)
            lines += ["", "Lost:"] + explanation.fates.filter { $0.place == nil }.map(lostLine)
            lines += ["", reach]
        } else {
            lines += result.winners.map { "  \(name($0)) — \(election.projects[$0].cost)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    var heading: String {
        let official = result.settings.official.map { " (\($0.rawValue))" } ?? ""
        let completion = result.settings.completion == .none ? "" : ", \(result.settings.completion.rawValue)"
        return "\(rule.rawValue)\(official), utility \(result.settings.utility.rawValue)\(completion)"
    }

    private func wonLine(_ number: Int, _ round: Explanation.Round) -> String {
        var parts = ["  \(number + 1). \(name(round.project)) — \(election.projects[round.project].cost)"]
        if let price = round.approximatePrice {
            let unit = election.voteType.hasPoints && result.settings.utility == .score ? "a point" : "a vote"
            parts.append("\(rounded(price)) \(unit)")
        }
        if let payers = round.payers, let exhausted = round.exhausted {
            parts.append("paid by \(payers) voters, of whom \(exhausted) gave all they had left")
        }
        if round.tied.count > 1 { parts.append("tied with \(round.tied.dropFirst().map { visible(id($0)) }.joined(separator: ", "))") }
        return parts.joined(separator: "; ")
    }

    private func lostLine(_ fate: Explanation.Fate) -> String {
        var parts = ["  \(name(fate.project)) — \(election.projects[fate.project].cost)", "\(fate.votes) votes"]
        if let points = fate.points { parts.append("\(points) points") }
        if let money = fate.moneyLeft { parts.append("supporters had \(rounded(money)) left") }
        if let round = fate.fellOutAfter { parts.append("out of reach after round \(round)") }
        if let votes = fate.votesLacking { parts.append("lacked \(votes) more \(fate.points == nil ? "votes" : "points")") }
        if let cost = fate.winningCost { parts.append("would have won at \(cost)") }
        return parts.joined(separator: "; ")
    }

    var reach: String {
        let all = Proportionality(of: result.winners, in: election).all
        return "\(rounded(all.exclusionRatio * 100)) % of voters listed no winner; on average a voter listed \(rounded(all.averageWinners))."
    }

    func rounded(_ value: Double) -> String { String(format: "%.2f", value) }
}

extension JSONValue {
    init(_ certificate: Certificate) {
        var members: [(String, JSONValue)] = [
            ("format", .string(certificate.format)), ("rule", .string(certificate.rule)),
            ("utility", .string(certificate.utility)), ("completion", .string(certificate.completion)),
            ("inWholeMoney", .bool(certificate.inWholeMoney)),
        ]
        if let added = certificate.added { members.append(("added", .int(added))) }
        if let endowment = certificate.endowment { members.append(("endowment", .string(endowment))) }
        members.append(("steps", .array(certificate.steps.map { step in
            .object([("project", .string(step.project))] + (step.price.map { [("price", .string($0))] } ?? []))
        })))
        members.append(("filled", .strings(certificate.filled)))
        members.append(("barred", .strings(certificate.barred)))
        self = .object(members)
    }
}
