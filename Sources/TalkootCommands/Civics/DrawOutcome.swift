import Foundation
import Sortition

/// A finished draw and its three written forms.
struct DrawOutcome {
    let selection: Selection
    let method: String
    let seed: String?
    /// Changes of quotas that had to be made, one sentence each.
    let changes: [String]
    /// Nil for a plain stratified draw.
    let distribution: FairDistribution?
    let lottery: Lottery

    var ids: [String] { selection.people.map(\.id) }

    /// Exact chances; for a stratified draw the shares among the panels drawn.
    var chances: [Double] {
        distribution?.chances
            ?? lottery.appearances(people: selection.people.count).map { Double($0) / Double(lottery.panels.count) }
    }

    /// The number of the panel drawn, counted from 1.
    var number: Int? { seed.map { lottery.winner(seed: $0) + 1 } }

    var panel: [String]? { number.map { lottery.panels[$0 - 1].map { ids[$0] } } }

    /// The quotas that hold chances, in the order in which the stages meet them.
    var binding: [(quota: Quota, bound: String)] {
        guard let certificate = distribution?.certificate else { return [] }
        var seen: Set<Int> = []
        var result: [(Quota, String)] = []
        for stage in certificate.stages.indices {
            for (quota, multiplier) in certificate.bindingQuotas(ofStage: stage, quotaCount: selection.quotas.count)
            where seen.insert(quota).inserted {
                result.append((selection.quotas[quota], multiplier > 0 ? "max" : "min"))
            }
        }
        return result
    }

    // MARK: JSON

    var json: JSONValue {
        let (ids, chances) = (ids, chances)
        var members: [(String, JSONValue)] = [
            ("method", .string(method)),
            ("size", .int(selection.size)),
            ("minimumProbability", .number(chances.min() ?? 0)),
            ("probabilities", .object(zip(ids, chances).map { ($0, .number($1)) })),
            ("seed", seed.map(JSONValue.string) ?? .null),
            ("number", number.map(JSONValue.int) ?? .null),
            ("panel", panel.map(JSONValue.strings) ?? .null),
            ("bindingQuotas", .array(binding.map { quota, bound in
                ["category": .string(quota.category), "value": .string(quota.value), "bound": .string(bound),
                 "seats": .int(bound == "max" ? quota.seats.upperBound : quota.seats.lowerBound)]
            })),
            ("unreachable", .strings(zip(ids, chances).filter { $1 == 0 }.map(\.0))),
            ("relaxation", .strings(changes)),
        ]
        if let distribution { members.append(("distribution", Self.json(distribution, ids))) }
        members.append(("lottery", .array(lottery.panels.map { .strings($0.map { ids[$0] }) })))
        return .object(members)
    }

    /// Panels as [type, people of it] pairs, with the people of each type.
    private static func json(_ distribution: FairDistribution, _ ids: [String]) -> JSONValue {
        .object([
            ("types", .array(distribution.types.members.map { .strings($0.map { ids[$0] }) })),
            ("panels", .array(distribution.mixture.map { entry in
                let counts = entry.panel.enumerated().filter { $0.element > 0 }
                return ["probability": .number(entry.weight), "counts": .array(counts.map { [.int($0), .int($1)] })]
            })),
        ])
    }

    // MARK: Text

    var text: String {
        var lines = changes.map { "Quota changed: \($0)." }
        if let number, let seed, let panel {
            lines.append("Panel \(number) of \(lottery.panels.count) is drawn by the seed “\(seed)”:")
            lines += panel.map { "  \($0)" }
        } else {
            lines.append("\(lottery.panels.count) panels are listed; nothing is drawn without a seed.")
        }
        lines.append("")
        lines.append(headline)
        for (quota, bound) in binding { lines.append("  \(Self.sentence(quota, bound))") }
        lines.append("")
        lines.append("Chance of each person:")
        lines += zip(ids, chances).map { "  \($0)\t\(Self.percent($1))" }
        return lines.joined(separator: "\n") + "\n"
    }

    var headline: String {
        let chances = chances
        let spread = "\(Self.percent(chances.min() ?? 0)) to \(Self.percent(chances.max() ?? 0))"
        guard distribution != nil else { return "Plain stratified draw: chances as counted in the list, \(spread)." }
        let held = binding.isEmpty ? "No quota holds them." : "Quotas that hold them:"
        return "Chances (\(method)): \(spread). \(held)"
    }

    static func sentence(_ quota: Quota, _ bound: String) -> String {
        bound == "max"
            ? "\(quota.category) “\(quota.value)”: at most \(quota.seats.upperBound)"
            : "\(quota.category) “\(quota.value)”: at least \(quota.seats.lowerBound)"
    }

    static func percent(_ chance: Double) -> String {
        let thousandths = Int((chance * 100_000).rounded())
        let fraction = String(thousandths % 1_000 + 1_000).dropFirst()
        return "\(thousandths / 1_000).\(fraction) %"
    }
}
