import BigInt

extension Money {
    /// Divides the amount in the ratio of `weights` so that the parts sum to the whole, to the cent.
    ///
    /// Largest remainder (Hamilton): everybody first gets the exact part rounded towards zero; the cents that are left
    /// go one each to the largest remainders, equal remainders in the order given. A debt is divided like the
    /// same amount owed. Time O(n log n).
    /// - Throws: ``FairSharesError/unusableWeights`` where a weight is negative or none is above zero.
    public func divided(by weights: [Rational]) throws -> [Money] {
        let total = weights.reduce(0, +)
        guard total > 0, weights.allSatisfy({ $0 >= 0 }) else { throw FairSharesError.unusableWeights }
        let magnitude = Rational(BigInt(cents.magnitude), 1)
        let parts = largestRemainder(weights.map { magnitude * $0 / total }, total: BigInt(cents.magnitude))
        return parts.map { Money(cents: cents < 0 ? -Int($0) : Int($0)) }
    }

    /// Divides the amount into `count` parts that differ by at most a cent.
    /// - Throws: ``FairSharesError/unusableWeights`` where `count` is below 1.
    public func divided(equallyAmong count: Int) throws -> [Money] {
        guard count > 0 else { throw FairSharesError.unusableWeights }
        return try divided(by: Array(repeating: 1, count: count))
    }
}

/// Rounds `exact` parts to whole numbers that sum to `total`, the cents left over going to the largest remainders.
///
/// The parts must sum to `total`. Parts may be negative: remainders are measured from the floor.
func largestRemainder(_ exact: [Rational], total: BigInt) -> [BigInt] {
    var whole = exact.map(\.floor)
    let left = Int(total - whole.reduce(0, +))
    let order = exact.indices.sorted { one, other in
        let (first, second) = (exact[one] - Rational(whole[one], 1), exact[other] - Rational(whole[other], 1))
        return first == second ? one < other : first > second
    }
    for index in order.prefix(max(0, left)) { whole[index] += 1 }
    return whole
}

/// Divides whole seats, votes or places in the ratio of `weights` by largest remainder, ties in the order given.
/// - Throws: ``FairSharesError/unusableWeights`` where a weight is negative or none is above zero.
public func dividedByLargestRemainder(_ total: Int, weights: [Rational]) throws -> [Int] {
    try Money(cents: total).divided(by: weights).map(\.cents)
}

/// Rounds exact shares in cents to money that sums to their rounded total; shares may be negative.
/// - Throws: ``FairSharesError/amountTooLarge``.
public func roundedShares(_ exactCents: [Rational]) throws -> [Money] {
    let total = try Money(roundingCents: exactCents.reduce(0, +))
    let amounts = largestRemainder(exactCents, total: BigInt(total.cents))
    return try amounts.map { try Money(roundingCents: Rational($0, 1)) }
}
