import ArgumentParser
import Representation

/// `talkoot power WEIGHTS.csv --quota 12`: what each member's votes are really worth.
struct PowerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "power",
        abstract: "Compute exact voting power (Banzhaf, Shapley–Shubik) of the members of a body.",
        discussion: """
            The file has the columns name, weight and, if there are vetoes, veto (yes, true, x or 1).

            All fractions are exact wherever that can be counted in seconds: up to 511 members whose votes are modest, 36 \
            whose votes are of any size, more in blocks of equal votes. Beyond that, powers are estimated from random \
            coalitions and orders with a published seed, and every number comes with its 99 % interval.
            """)

    @Argument(help: "Weights, as CSV.")
    var file: String

    @Option(parsing: .unconditional, help: "Votes a motion needs: a number, or “majority” for more than half.")
    var quota: String = "majority"

    @Option(help: "Estimate from this many random coalitions and orders, even where an exact count is possible.")
    var samples: Int?

    @Option(help: "The published seed of an estimate.")
    var seed: UInt64 = 1

    @Option(help: "Write the result as a web page to this file.")
    var html: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        guard samples.map({ (100...100_000_000).contains($0) }) ?? true else {
            throw ValidationError("--samples lies between 100 and 100000000")
        }
    }

    func run() async throws {
        let report = try endingBadInput {
            let report = try PowerReport(weights: WeightFile(file: file), quota: quota, samples: samples, seed: seed)
            if let samples = report.samples { printError("\(file): note: estimated from \(samples) samples with seed \(seed)") }
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

    /// How many samples the powers were estimated from; nil where they are exact.
    let samples: Int?
    private let seed: UInt64

    /// - Parameter fallback: how many samples an estimate takes where an exact count would take too long.
    init(weights: WeightFile, quota: String, samples: Int? = nil, fallback: Int = 1_000_000, seed: UInt64 = 1) throws {
        (scale, self.seed) = (weights.scale, seed)
        do {
            body = try VotingBody(members: weights.members, quota: weights.units(ofQuota: quota))
        } catch let error as RepresentationError {
            throw InputProblem(file: weights.file, line: 1, reason: Self.reason(error, quota))
        }
        let exact = samples == nil ? try? body.power() : nil
        let wanted = samples ?? min(fallback, max(10_000, 200_000_000 / body.members.count))
        (power, self.samples) = exact.map { ($0, nil) } ?? (body.sampledPower(samples: wanted, seed: seed), wanted)
        var signals = CaptureSignals()
        signals.consider(power: power)
        capture = signals
    }

    private static func reason(_ error: RepresentationError, _ quota: String) -> String {
        switch error {
        case .unusableCounts: "no member has a weight"
        case .unreachableQuota: "a quota of \(quota) is zero or less, or more than all weights together"
        case .tooLarge: "the weights have too many digits"
        }
    }

    private func weight(_ units: Int) -> JSONValue {
        let share = ExactShare(units, scale)
        return share.denominator == 1 ? .int(units / scale) : .number(share.doubleValue)
    }

    var json: JSONValue {
        var document: [(String, JSONValue)] = [
            ("quota", weight(body.quota)), ("total", weight(body.totalWeight)),
            ("method", .string(samples == nil ? "exact" : "sampled")),
        ]
        if let samples { document += [("samples", .int(samples)), ("seed", .string("\(seed)")), ("confidence", .number(0.99))] }
        document += [
            ("members", .array(power.map(member))), ("alert", .bool(capture.isAlert)),
            ("signals", .array(capture.signals.map { signal in
                ["cause": .string(Self.sentence(signal)), "value": .string("\(signal.value)"), "limit": .string("\(signal.limit)")]
            })),
        ]
        return .object(document)
    }

    private func member(_ entry: VotingBody.Power) -> JSONValue {
        let known: [(String, JSONValue)] = [
            ("name", .string(entry.member.name)), ("weight", weight(entry.member.weight)),
            ("veto", .bool(entry.member.hasVeto)), ("seatShare", .string("\(entry.seatShare)")),
        ]
        guard let range = entry.uncertainty else {
            return .object(known + [
                ("swings", Int(exactly: entry.swings.numerator).map(JSONValue.int) ?? .string("\(entry.swings)")),
                ("banzhaf", .string("\(entry.banzhaf)")), ("banzhafChance", .string("\(entry.banzhafChance)")),
                ("shapleyShubik", .string("\(entry.shapleyShubik)")),
            ])
        }
        func bounds(_ range: ClosedRange<Double>) -> JSONValue { .array([.number(range.lowerBound), .number(range.upperBound)]) }
        return .object(known + [
            ("banzhaf", .number(entry.banzhaf.doubleValue)), ("banzhafRange", bounds(range.banzhaf)),
            ("banzhafChance", .number(entry.banzhafChance.doubleValue)), ("banzhafChanceRange", bounds(range.banzhafChance)),
            ("shapleyShubik", .number(entry.shapleyShubik.doubleValue)), ("shapleyShubikRange", bounds(range.shapleyShubik)),
        ])
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
            + (samples.map { ["Powers are estimated from \($0) random coalitions and orders, seed \(seed); ranges hold 99 times in 100."] } ?? [])
            + capture.signals.map { (capture.isAlert ? "Alert: " : "Signal: ") + Self.sentence($0) }
    }

    var page: ReviewPage {
        let rows = power.map { entry in
            [
                entry.member.name, weight(entry.member.weight).text, entry.member.hasVeto ? "yes" : "",
                Self.percent(entry.seatShare), Self.percent(entry.banzhaf),
                entry.uncertainty.map { Self.text($0.banzhaf) } ?? "\(entry.banzhaf)",
                Self.percent(entry.shapleyShubik), entry.uncertainty.map { Self.text($0.shapleyShubik) } ?? "\(entry.shapleyShubik)",
            ]
        }
        let column = samples == nil ? "exactly" : "between"
        let header = ["Member", "Votes", "Veto", "Share", "Banzhaf", column, "Shapley–Shubik", column]
        return ReviewPage(
            title: "Voting power", sentences: sentences,
            tables: [.init(caption: "What the votes are worth", header: header, rows: rows)])
    }

    private static func text(_ range: ClosedRange<Double>) -> String {
        "\((range.lowerBound * 10_000).rounded() / 100) – \((range.upperBound * 10_000).rounded() / 100) %"
    }

    var text: String {
        var lines = power.map { entry in
            let veto = entry.member.hasVeto ? " and a veto" : ""
            return "\(entry.member.name): votes \(weight(entry.member.weight).text) (\(Self.percent(entry.seatShare)))\(veto), "
                + "Banzhaf \(Self.percent(entry.banzhaf)) (\(entry.uncertainty.map { Self.text($0.banzhaf) } ?? "swings \(entry.swings)")), "
                + "Shapley–Shubik \(Self.percent(entry.shapleyShubik))"
                + (entry.uncertainty.map { " (\(Self.text($0.shapleyShubik)))" } ?? "")
        }
        lines.insert(contentsOf: sentences.prefix(samples == nil ? 1 : 2), at: 0)
        lines += sentences.dropFirst(samples == nil ? 1 : 2)
        return lines.map(visible).joined(separator: "\n") + "\n"
    }
}
