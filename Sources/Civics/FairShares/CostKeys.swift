import BigInt

extension CostGame {
    /// Everybody pays the same.
    public func equalShares() -> [Rational] {
        players.map { _ in total / Rational(players.count) }
    }

    /// Everybody pays in proportion to a weight: population, users, budget, benefit.
    /// - Throws: ``FairSharesError/unusableWeights`` for another number of weights, a negative one or none above zero.
    public func proportionalShares(to weights: [Rational]) throws -> [Rational] {
        let sum = weights.reduce(0, +)
        guard weights.count == players.count, sum > 0, weights.allSatisfy({ $0 >= 0 }) else {
            throw FairSharesError.unusableWeights
        }
        return weights.map { total * $0 / sum }
    }

    /// Separable costs, remaining benefits (SCRB), the rule of multi-purpose reservoirs.
    ///
    /// Each player pays its separable cost `c(N) − c(N∖i)`; what remains is divided in the ratio of remaining benefits
    /// `min(benefit, c(i)) − separable cost`, equally where these sum to 0. (They are negative only where working
    /// together wastes money.)
    /// - Parameter benefits: what the project is worth to each player; stand-alone costs alone count where nil.
    /// - Throws: ``FairSharesError/unusableWeights`` for another number of benefits.
    /// - Complexity: O(n). Source: Young, *Cost Allocation* (1985), chapter 1.
    public func separableCostShares(benefits: [Rational]? = nil) throws -> [Rational] {
        guard benefits.map({ $0.count == players.count }) ?? true else { throw FairSharesError.unusableWeights }
        let separable = players.indices.map { total - self[everyone.without($0)] }
        let remaining = players.indices.map { player in
            let alone = self[Coalition([player])]
            return min(benefits?[player] ?? alone, alone) - separable[player]
        }
        let nonSeparable = total - separable.reduce(0, +)
        let sum = remaining.reduce(0, +)
        return players.indices.map { player in
            let part = sum != 0 ? remaining[player] / sum : 1 / Rational(players.count)
            return separable[player] + nonSeparable * part
        }
    }

    /// The Shapley value: what each player adds to the cost, averaged over all orders of joining.
    ///
    /// `φᵢ = Σ_S |S|! (n−|S|−1)! / n! · (c(S∪i) − c(S))`, exact. Costs are first summed by player and group size, so
    /// the 2ⁿ groups need additions of whole numbers only.
    /// - Complexity: O(n·2ⁿ). Source: Shapley, *A Value for n-Person Games* (1953).
    public func shapleyShares() -> [Rational] {
        let count = players.count
        var all = [Int128](repeating: 0, count: count + 1)
        var including = [[Int128]](repeating: all, count: count)
        for (bits, cost) in scaled.enumerated() {
            let coalition = Coalition(bits: UInt64(bits))
            all[coalition.count] += cost
            for player in coalition.members { including[player][coalition.count] += cost }
        }
        return including.map { with in
            (0..<count).reduce(Rational(0)) { sum, size in
                let added = with[size + 1] - (all[size] - with[size])
                return sum + rational(added) / Rational(count * binomial(count - 1, size))
            }
        }
    }
}

/// The number of ways to choose `chosen` of `count`; `count` at most 60.
func binomial(_ count: Int, _ chosen: Int) -> Int {
    (0..<chosen).reduce(1) { $0 * (count - $1) / ($1 + 1) }
}

/// The cost key that was used to divide a cost.
public enum CostKey: String, CaseIterable, Sendable, Codable {
    case equal, proportional, shapley, nucleolus
    /// Separable costs, remaining benefits.
    case scrb
}
