import BigInt

/// An estimate of the Shapley value from sampled orders of joining.
public struct SampledShares: Sendable, Hashable {
    /// Sum exactly to the cost of everyone.
    public let shares: [Rational]
    /// Standard errors of the shares, as decimals.
    public let standardErrors: [Double]
    public let samples: Int
    public let seed: UInt64
}

/// Estimates the Shapley value of a game with up to 64 players.
///
/// Draws `samples` pairs of an order and its reverse (antithetic sampling; Mitchell et al., *Sampling Permutations for
/// Shapley Value Estimation*, 2022) and averages what each player adds. The seed makes it repeatable by anyone; the
/// shares sum exactly to the total because each order does.
/// - Parameter cost: the cost of a group; asked `2·samples·n` times, never for the empty group.
/// - Throws: ``FairSharesError/unusablePlayers`` outside 1...64 players or below two samples; whatever `cost` throws.
public func sampledShapley(
    players: Int, samples: Int, seed: UInt64, cost: (Coalition) throws -> Rational
) throws -> SampledShares {
    guard (1...64).contains(players), samples >= 2 else { throw FairSharesError.unusablePlayers }
    var generator = SplitMix64(state: seed)
    var sums = [Rational](repeating: 0, count: players)
    var squares = [Double](repeating: 0, count: players)
    for _ in 0..<samples {
        let order = generator.order(of: players)
        let there = try addedCosts(order, cost)
        let back = try addedCosts(order.reversed(), cost)
        for player in 0..<players {
            let mean = (there[player] + back[player]) / 2
            sums[player] += mean
            squares[player] += mean.doubleValue * mean.doubleValue
        }
    }
    let shares = sums.map { $0 / Rational(samples) }
    let errors = zip(shares, squares).map { share, square in
        let mean = share.doubleValue
        let variance = max(0, square / Double(samples) - mean * mean) * Double(samples) / Double(samples - 1)
        return (variance / Double(samples)).squareRoot()
    }
    return SampledShares(shares: shares, standardErrors: errors, samples: samples, seed: seed)
}

private func addedCosts(_ order: [Int], _ cost: (Coalition) throws -> Rational) rethrows -> [Rational] {
    var (group, before) = (Coalition.empty, Rational(0))
    var added = [Rational](repeating: 0, count: order.count)
    for player in order {
        group = group.with(player)
        let after = try cost(group)
        added[player] = after - before
        before = after
    }
    return added
}

/// Sebastiano Vigna's SplitMix64: small, repeatable everywhere, good enough for sampling.
struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A random order of `0..<count` (Fisher–Yates). Written out, because the standard library may change its own.
    mutating func order(of count: Int) -> [Int] {
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(last, Int(next().multipliedFullWidth(by: UInt64(last + 1)).high))
        }
        return order
    }
}
