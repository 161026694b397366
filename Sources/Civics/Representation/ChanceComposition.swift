import Foundation

extension SeatBalance {
    /// How likely a body drawn by lot from this population would be at least as unlikely as this one: the exact
    /// multinomial test.
    ///
    /// Sums the probability of every composition no more probable than the given one.
    /// - Returns: nil where there are more than `limit` compositions, `C(seats + groups − 1, groups − 1)`.
    /// - Complexity: O(compositions).
    public func exactChance(limit: Int = 2_000_000) -> Double? {
        let (count, groups) = (seats.total, seats.counts.count)
        var compositions = 1.0
        for group in 1..<max(groups, 1) { compositions *= Double(count + group) / Double(group) }
        guard compositions <= Double(limit) else { return nil }
        var factorials = [0.0]
        for number in 1...max(count, 1) { factorials.append(factorials[number - 1] + log(Double(number))) }
        let shares = population.shares.map { log($0) }
        let term = { (group: Int, seats: Int) in
            seats == 0 ? 0 : Double(seats) * shares[group] - factorials[seats]
        }
        let own = seats.counts.indices.reduce(0) { $0 + term($1, seats.counts[$1]) }
        // Compositions equally probable by symmetry may differ in the last digits.
        let threshold = own + 1e-9 * max(1, abs(own))
        var sum = 0.0
        func visit(_ group: Int, left: Int, logarithm: Double) {
            guard group + 1 < groups else {
                let total = logarithm + term(group, left)
                if total <= threshold { sum += exp(total + factorials[count]) }
                return
            }
            for seats in 0...left { visit(group + 1, left: left - seats, logarithm: logarithm + term(group, seats)) }
        }
        visit(0, left: count, logarithm: 0)
        return min(1, sum)
    }
}

/// Fisher's exact test, two-sided: how likely a difference in success at least this unlikely is by chance alone.
///
/// Sums the probability of every table with the same margins that is no more probable than the given one.
/// - Throws: ``RepresentationError/unusableCounts`` for negative or impossible counts.
/// - Complexity: O(successes).
public func fisherExactTest(
    successes: Int, of trials: Int, against otherSuccesses: Int, of otherTrials: Int
) throws -> Double {
    guard (0...trials).contains(successes), (0...otherTrials).contains(otherSuccesses), trials + otherTrials < 1 << 30
    else { throw RepresentationError.unusableCounts }
    let all = successes + otherSuccesses
    let logarithm = { (hits: Int) in
        logChoose(trials, hits) + logChoose(otherTrials, all - hits) - logChoose(trials + otherTrials, all)
    }
    let own = logarithm(successes)
    let possible = max(0, all - otherTrials)...min(trials, all)
    return min(1, possible.map(logarithm).filter { $0 <= own + 1e-7 }.reduce(0) { $0 + exp($1) })
}

private func logChoose(_ count: Int, _ chosen: Int) -> Double {
    logGamma(count) - logGamma(chosen) - logGamma(count - chosen)
}

/// ln(n!).
private func logGamma(_ number: Int) -> Double { lgamma(Double(number) + 1) }

/// Benjamini and Hochberg's adjustment (1995): q-values for several tests at once, in the order given.
///
/// Calling everything with q below 0.05 a finding keeps the expected share of false findings below 5 %. O(n log n).
public func falseDiscoveryRates(_ chances: [Double]) -> [Double] {
    let order = chances.indices.sorted { chances[$0] > chances[$1] }
    var rates = chances
    var smallest = 1.0
    for (position, index) in order.enumerated() {
        let rank = Double(chances.count - position)
        smallest = min(smallest, chances[index] * Double(chances.count) / rank)
        rates[index] = smallest
    }
    return rates
}
