import ArgumentParser
import FairShares

/// `talkoot share COSTS.json --key shapley`: divides a common cost among cities.
struct ShareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "share",
        abstract: "Divide a common cost among cities and say whether any group would be better off alone.",
        discussion: """
            The file is {"players":["A","B"],"coalitions":{"A":600,"B":400,"A+B":780}}, with "weights" by player for \
            --key proportional (stand-alone costs otherwise) and "benefits" by player for --key scrb if there are any.
            """)

    @Argument(help: "Costs of all groups, as JSON.")
    var file: String

    @Option(help: "How to divide: \(CostKey.allCases.map(\.rawValue).joined(separator: ", ")).", transform: CostKey.init(named:))
    var key: CostKey

    @Option(help: "What a group costs that the file does not price: refuse, or cheapest-split into priced groups.")
    var missing: MissingCosts = .refuse

    @Option(help: "Pairs of orders drawn for --key shapley with more than 16 players.")
    var samples = 1_000

    @Option(help: "Seed of the draw.")
    var seed: UInt64 = 1

    @Option(help: "Write the result as a web page to this file.")
    var html: String?

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        guard (2...10_000_000).contains(samples) else { throw ValidationError("--samples needs 2 or more") }
    }

    func run() async throws {
        let report = try endingBadInput {
            var costs = try CostFile(file: file, missing: missing)
            let report = try ShareReport(&costs, key: key, samples: samples, seed: seed)
            if let html { try writeText(report.page.html, to: html) }
            return report
        }
        switch format {
        case .json: try report.json.printOut()
        case .text: try writeText(report.text, to: "-")
        }
    }
}

enum MissingCosts: String, CaseIterable, ExpressibleByArgument {
    case refuse
    case cheapestSplit = "cheapest-split"
}

extension CostKey {
    fileprivate init(named name: String) throws {
        guard let key = CostKey(rawValue: name) else { throw ValidationError("there is no key “\(name)”") }
        self = key
    }
}

/// A divided cost, ready to print.
struct ShareReport {
    let key: CostKey
    let players: [String]
    let shares: [Rational]
    let payments: [Money]
    let objections: [CostGame.Objection]
    let leastSaving: Rational?
    let sampled: SampledShares?

    private static let printedObjections = 100

    init(_ costs: inout CostFile, key: CostKey, samples: Int, seed: UInt64) throws {
        (self.key, players) = (key, costs.players)
        do {
            if costs.players.count > CostGame.largestPlayerCount {
                (shares, sampled) = try costs.sharesOfMany(key: key, samples: samples, seed: seed)
                (objections, leastSaving) = (costs.listedObjections(to: shares), nil)
            } else {
                let divided = try costs.shares(key: key)
                (shares, leastSaving, sampled) = (divided.shares, divided.leastSaving, nil)
                objections = try costs.objections(to: shares)
            }
            payments = try roundedShares(shares.map { $0 * 100 })
        } catch let error as FairSharesError {
            throw InputProblem(file: costs.file, line: 1, reason: Self.reason(error))
        }
    }

    private static func reason(_ error: FairSharesError) -> String {
        switch error {
        case .amountTooLarge: "the costs are too large or too finely divided for exact work"
        case .unusableWeights: "weights must not be negative, and one must be above zero"
        case .unusablePlayers: "too many players or groups for this key"
        case .aboveHeadroom(let available): "only \(available) is available"
        case .refusedMovement(let why): why
        }
    }

    private func names(_ group: Coalition) -> [String] { group.members.map { players[$0] } }

    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("key", .string(key.rawValue)),
            ("total", .string(shares.reduce(0, +).description)),
            ("shares", .object(zip(players, shares).map { ($0, .string($1.description)) })),
            ("payments", .object(zip(players, payments).map { ($0, .string($1.description)) })),
            ("stable", .bool(objections.isEmpty)),
            ("objectionCount", .int(objections.count)),
            ("objections", .array(objections.prefix(Self.printedObjections).map { objection in
                ["coalition": .strings(names(objection.coalition)), "pays": .string(objection.pays.description),
                    "alone": .string(objection.alone.description)]
            })),
        ]
        if let leastSaving { members.append(("leastSaving", .string(leastSaving.description))) }
        if let sampled {
            let errors = zip(players, sampled.standardErrors).map { ($0, JSONValue.number($1)) }
            members.append(("sampled", [
                "samples": .int(sampled.samples), "seed": .string(String(sampled.seed)), "standardErrors": .object(errors),
            ]))
        }
        return .object(members)
    }

    var page: ReviewPage {
        let rows = zip(players, zip(payments, shares)).map { player, share in [player, "\(share.0)", "\(share.1)"] }
        let objecting = objections.prefix(Self.printedObjections).map { objection in
            [names(objection.coalition).joined(separator: " + "), "\(objection.pays)", "\(objection.alone)"]
        }
        return ReviewPage(
            title: "Shared cost: \(key.rawValue)", sentences: sentences,
            tables: [.init(caption: "Who pays what", header: ["City", "Pays", "Exactly"], rows: rows)]
                + (objecting.isEmpty ? [] : [
                    .init(caption: "Groups better off alone", header: ["Group", "Pays", "Alone"], rows: objecting)
                ]))
    }

    private var sentences: [String] {
        var sentences = [
            objections.isEmpty
                ? "Stable: no group of cities would pay less on its own."
                : "Not stable: \(objections.count) group(s) would pay less on their own."
        ]
        if let leastSaving { sentences.append("The group that saves least saves \(leastSaving).") }
        if let sampled { sentences.append("Estimated from \(sampled.samples) pairs of orders, seed \(sampled.seed).") }
        return sentences
    }

    var text: String {
        var lines = zip(players, zip(payments, shares)).map { player, share in
            let exact = share.0.exact == share.1 * 100 ? "" : "   exactly \(share.1)"
            return "\(visible(player)): \(share.0)\(exact)"
        }
        lines += sentences
        lines += objections.prefix(Self.printedObjections).map { objection in
            let group = names(objection.coalition).map(visible).joined(separator: " + ")
            return "  \(group) pay \(objection.pays), alone \(objection.alone)"
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
