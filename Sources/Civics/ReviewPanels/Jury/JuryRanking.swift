internal import Crypto

/// Counts a jury: raw and rescaled totals of every entry, and the ranking with its ties declared.
///
/// Each juror's weighted score of an entry is `s = Σ w·v / Σ w`. If every juror judged every entry, entries rank by
/// the mean of s. Otherwise each juror is first moved to the panel's mean M and spread D, `z = M + D·(s − m)/d` with
/// the juror's own mean m and population spread d (z = M where d = 0), and entries rank by the mean of z.
/// Ties: higher mean on the heaviest criterion, then the lower spread of the entry's weighted scores, then the lot
/// (`juryLot`). Every comparison is exact: fractions for raw totals, sums of square roots for rescaled ones.
///
/// - Parameters:
///   - scores: in any order; the result does not depend on it. A juror who scores an entry scores every criterion.
///   - recusals: pairs whose scores leave the count.
/// - Returns: totals for every entry named in `scores`, places for those with at least `rule.minimumScores`.
/// - Complexity: O(scores + entries · log entries); a comparison costs O(jurors of both entries), its square where totals
///   are too close for floating point.
/// - Throws: `JuryProblem` when a score cannot be counted.
public func rankJury(
    _ scores: [JuryScore], rule: JuryRule, recusals: Set<JuryRecusal> = []
) throws(JuryProblem) -> JuryResult {
    let order = JuryOrder(panel: try JuryPanel(scores: scores, rule: rule, recusals: recusals))
    return JuryCount(order: order, rule: rule, minimumScores: rule.minimumScores).result
}

/// The lot of an entry: SHA-256 of the UTF-8 text `SEED/ENTRY` in hexadecimal; of tied entries the smaller goes first.
///
/// Anybody can draw it again with `printf '%s' 'SEED/ENTRY' | sha256sum`.
public func juryLot(entry: String, seed: String) -> String {
    SHA256.hash(data: Array("\(seed)/\(entry)".utf8)).map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0\(digits)" : digits
    }.joined()
}

/// One count of a panel under a rule.
struct JuryCount {
    let order: JuryOrder
    let rule: JuryRule
    let basis: JuryBasis
    /// Indices of the ranked entries, first to last.
    let ranked: [Int]
    private let unranked: [Int]

    /// - Parameters:
    ///   - only: the entries that may be ranked; `nil` for all.
    ///   - places: how many first places are wanted; entries that cannot hold one are then left out.
    init(order: JuryOrder, rule: JuryRule, minimumScores: Int, only: Set<Int>? = nil, places: Int? = nil) {
        self.order = order
        self.rule = rule
        let basis = rule.basis ?? (order.panel.isComplete ? .raw : .rescaled)
        self.basis = basis
        let minimum = max(1, minimumScores)
        let eligible = order.panel.entries.indices.filter { entry in
            order.marks[entry].count >= minimum && only?.contains(entry) ?? true
        }
        let contenders = places.map { order.contenders(among: eligible, for: $0, on: basis) } ?? eligible
        ranked = contenders.sorted { a, b in
            let (sign, _) = Self.compare(a, b, order: order, basis: basis, seed: rule.seed)
            return sign == 0 ? a < b : sign > 0
        }
        unranked = order.panel.entries.indices.filter { order.marks[$0].count < minimum }
    }

    /// Positive if a goes before b, with the tie-break that said so.
    private static func compare(
        _ a: Int, _ b: Int, order: JuryOrder, basis: JuryBasis, seed: String?
    ) -> (sign: Int, by: JuryDecision) {
        let total = order.compareTotals(a, b, on: basis)
        if total != 0 { return (total, .score) }
        let heaviest = JuryOrder.compare(order.heaviest(a), order.heaviest(b))
        if heaviest != 0 { return (heaviest, .heaviestCriterion) }
        let spread = order.compareSpread(a, b)
        if spread != 0 { return (-spread, .spread) }
        guard let seed else { return (0, .shared) }
        let names = order.panel.entries
        return (juryLot(entry: names[a], seed: seed) < juryLot(entry: names[b], seed: seed) ? 1 : -1, .lot)
    }

    var result: JuryResult {
        let panel = order.panel
        return JuryResult(
            basis: basis,
            panelMean: order.average(order.whole.sum, order.whole.count, unit: panel.unit),
            panelSpread: order.whole.deviation(unit: panel.unit),
            jurors: zip(panel.jurors, order.byJuror).map { juror, spread in
                JurorProfile(
                    juror: juror, scores: spread.count,
                    mean: order.average(spread.sum, spread.count, unit: panel.unit),
                    spread: spread.deviation(unit: panel.unit))
            },
            standings: rankedStandings() + unranked.map { standing(of: $0) })
    }


    private func rankedStandings() -> [JuryStanding] {
        var standings: [JuryStanding] = []
        for (position, entry) in ranked.enumerated() {
            var standing = standing(of: entry)
            standing.place = position + 1
            if position > 0 {
                let (_, by) = Self.compare(ranked[position - 1], entry, order: order, basis: basis, seed: rule.seed)
                standing.decision = by
                if by == .shared { standing.place = standings[position - 1].place }
            }
            standings.append(standing)
        }
        declareTies(in: &standings)
        return standings
    }

    /// Entries with the same deciding total stand next to each other.
    private func declareTies(in standings: inout [JuryStanding]) {
        var start = 0
        for end in 1..<max(1, ranked.count + 1) where !ranked.isEmpty {
            if end < ranked.count, standings[end].decision != .score { continue }
            let names = standings[start..<end].map(\.entry).sorted()
            for position in start..<end {
                standings[position].tiedWith = names.filter { $0 != standings[position].entry }
            }
            start = end
        }
    }

    private func standing(of entry: Int) -> JuryStanding {
        JuryStanding(
            entry: order.panel.entries[entry], place: nil, scores: order.marks[entry].count,
            raw: order.mean(entry), rescaled: order.rescaled[entry], heaviest: order.heaviest(entry),
            spread: order.byEntry[entry].deviation(unit: order.panel.unit), decision: nil, tiedWith: [])
    }
}
