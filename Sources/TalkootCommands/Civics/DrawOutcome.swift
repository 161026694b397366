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

    /// Chances, rounded; for a stratified draw the shares among the panels drawn.
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
        let written = writtenChances
        var members: [(String, JSONValue)] = [
            ("method", .string(method)),
            ("size", .int(selection.size)),
            ("minimumProbability", written.min),
            ("probabilities", .object(Array(zip(ids, written.all)))),
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
        members.append(("lottery", .written(Self.written(lottery.panels, ids))))
        return .object(members)
    }

    /// The list of panels as JSON: every id is quoted once, then copied.
    private static func written(_ panels: [[Int]], _ ids: [String]) -> [UInt8] {
        let quoted = ids.map { JSONValue.string($0).bytes + [UInt8(ascii: ",")] }
        let length = panels.reduce(2) { sum, panel in panel.reduce(sum + 3) { $0 + quoted[$1].count } }
        var out: [UInt8] = []
        out.reserveCapacity(length)
        out.append(UInt8(ascii: "["))
        for (index, panel) in panels.enumerated() {
            out += index == 0 ? [UInt8(ascii: "[")] : [UInt8(ascii: ","), UInt8(ascii: "[")]
            for person in panel { out += quoted[person] }
            if !panel.isEmpty { out.removeLast() }
            out.append(UInt8(ascii: "]"))
        }
        out.append(UInt8(ascii: "]"))
        return out
    }

    /// Fractions such as "1/3" where the method has exact ones, else numbers.
    private var writtenChances: (min: JSONValue, all: [JSONValue]) {
        guard let exact = distribution?.exactChances else {
            return (.number(chances.min() ?? 0), chances.map(JSONValue.number))
        }
        var texts: [Fraction: JSONValue] = [:]
        for chance in Set(exact) { texts[chance] = .string(chance.description) }
        return (.string((exact.min() ?? Fraction(0)).description), exact.map { texts[$0] ?? .null })
    }

    /// Panels as [type, people of it] pairs, with the people of each type.
    private static func json(_ distribution: FairDistribution, _ ids: [String]) -> JSONValue {
        .object([
            ("types", .array(distribution.types.members.map { .strings($0.map { ids[$0] }) })),
            ("panels", .array(distribution.mixture.map { entry in
                let counts = entry.panel.enumerated().filter { $0.element > 0 }
                let weight = entry.share.map { JSONValue.string($0.description) } ?? .number(entry.weight)
                return ["probability": weight, "counts": .array(counts.map { [.int($0), .int($1)] })]
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
        lines += zip(ids, readableChances).map { "  \($0)\t\($1)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Percentages, with the fraction beside them where it is short enough to be read.
    var readableChances: [String] {
        guard let exact = distribution?.exactChances else { return chances.map(Self.percent) }
        var texts: [Fraction: String] = [:]
        for chance in Set(exact) {
            let (percent, fraction) = (Self.percent(chance.doubleValue), chance.description)
            texts[chance] = fraction.contains("/") && fraction.count <= 9 ? "\(percent) (\(fraction))" : percent
        }
        return exact.map { texts[$0] ?? "" }
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
