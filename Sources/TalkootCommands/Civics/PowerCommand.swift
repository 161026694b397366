import ArgumentParser
import Representation

/// `talkoot power WEIGHTS.csv --quota 12`: what each member's votes are really worth.
struct PowerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "power",
        abstract: "Compute exact voting power (Banzhaf, Shapley–Shubik) of the members of a body.",
        discussion: "The file has the columns name, weight and, if there are vetoes, veto (yes, true, x or 1).")

    @Argument(help: "Weights, as CSV.")
    var file: String

    @Option(parsing: .unconditional, help: "Votes a motion needs: a number, or “majority” for more than half.")
    var quota: String = "majority"

    @Option(help: "Write the result as a web page to this file.")
    var html: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func run() async throws {
        let report = try endingBadInput {
            let report = try PowerReport(file: file, quota: quota)
            if let html { try writeText(report.page.html, to: html) }
            return report
        }
        switch format {
        case .json: try report.json.printOut()
        case .text: try writeText(report.text, to: "-")
        }
    }
}

/// A body's voting power, ready to print.
struct PowerReport {
    let body: VotingBody
    let power: [VotingBody.Power]
    let capture: CaptureSignals
    /// Weights are counted in whole units of 1 / scale.
    private let scale: Int

    init(file: String, quota: String) throws {
        try self.init(weights: WeightFile(file: file), quota: quota)
    }

    init(weights: WeightFile, quota: String) throws {
        scale = weights.scale
        do {
            body = try VotingBody(members: weights.members, quota: weights.units(ofQuota: quota))
            power = try body.power()
        } catch let error as RepresentationError {
            throw InputProblem(file: weights.file, line: 1, reason: Self.reason(error, quota))
        }
        var signals = CaptureSignals()
        signals.consider(power: power)
        capture = signals
    }

    private static func reason(_ error: RepresentationError, _ quota: String) -> String {
        switch error {
        case .unusableCounts: "no member has a weight"
        case .unreachableQuota: "a quota of \(quota) is zero or less, or more than all weights together"
        case .tooLarge: "the weights have too many digits for an exact count"
        }
    }

    private func weight(_ units: Int) -> JSONValue {
        let share = ExactShare(units, scale)
        return share.denominator == 1 ? .int(units / scale) : .number(share.doubleValue)
    }

    var json: JSONValue {
        [
            "quota": weight(body.quota), "total": weight(body.totalWeight),
            "members": .array(power.map { entry in
                [
                    "name": .string(entry.member.name), "weight": weight(entry.member.weight),
                    "veto": .bool(entry.member.hasVeto), "seatShare": .string("\(entry.seatShare)"),
                    "swings": Int(exactly: entry.swings.numerator).map(JSONValue.int) ?? .string("\(entry.swings)"),
                    "banzhaf": .string("\(entry.banzhaf)"), "banzhafChance": .string("\(entry.banzhafChance)"),
                    "shapleyShubik": .string("\(entry.shapleyShubik)"),
                ]
            }),
            "alert": .bool(capture.isAlert),
            "signals": .array(capture.signals.map { signal in
                ["cause": .string(Self.sentence(signal)), "value": .string("\(signal.value)"), "limit": .string("\(signal.limit)")]
            }),
        ]
    }

    private static func sentence(_ signal: CaptureSignal) -> String {
        switch signal.cause {
        case .powerShare(let name): "\(name) holds \(percent(signal.value)) of the power"
        case .powerAboveSeats(let name): "\(name) holds \(percent(signal.value)) more of the power than of the votes"
        default: "\(signal.cause)"
        }
    }

    private static func percent(_ share: ExactShare) -> String {
        "\((share.doubleValue * 1000).rounded() / 10) %"
    }

    private var sentences: [String] {
        ["A motion needs \(weight(body.quota).text) of \(weight(body.totalWeight).text) votes."]
            + capture.signals.map { (capture.isAlert ? "Alert: " : "Signal: ") + Self.sentence($0) }
    }

    var page: ReviewPage {
        let rows = power.map { entry in
            [
                entry.member.name, weight(entry.member.weight).text, entry.member.hasVeto ? "yes" : "",
                Self.percent(entry.seatShare), Self.percent(entry.banzhaf), "\(entry.banzhaf)",
                Self.percent(entry.shapleyShubik), "\(entry.shapleyShubik)",
            ]
        }
        let header = ["Member", "Votes", "Veto", "Share", "Banzhaf", "exactly", "Shapley–Shubik", "exactly"]
        return ReviewPage(
            title: "Voting power", sentences: sentences,
            tables: [.init(caption: "What the votes are worth", header: header, rows: rows)])
    }

    var text: String {
        var lines = power.map { entry in
            let veto = entry.member.hasVeto ? " and a veto" : ""
            return "\(entry.member.name): votes \(weight(entry.member.weight).text) (\(Self.percent(entry.seatShare)))\(veto), "
                + "Banzhaf \(Self.percent(entry.banzhaf)) (swings \(entry.swings)), "
                + "Shapley–Shubik \(Self.percent(entry.shapleyShubik))"
        }
        lines.insert(contentsOf: sentences.prefix(1), at: 0)
        lines += sentences.dropFirst()
        return lines.map(visible).joined(separator: "\n") + "\n"
    }
}
