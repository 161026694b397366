import BigInt
import Foundation

/// A city's part in a maintenance pool of a year.
public struct UpkeepMember: Sendable, Hashable, Codable {
    public let name: String
    public let weight: Rational
    /// Day of the year of the first day in the pool, from 1.
    public let firstDay: Int
    /// Day of the year of the last day in the pool.
    public let lastDay: Int

    public init(_ name: String, weight: Rational = 1, firstDay: Int = 1, lastDay: Int = 366) {
        (self.name, self.weight, self.firstDay, self.lastDay) = (name, weight, firstDay, lastDay)
    }
}

/// Divides a year's upkeep among members who joined or left during the year, pro rata by day, to the cent.
///
/// Each day's part of the budget is divided among that day's members by weight, so a city that joined on 1 July pays
/// 184/365 of its yearly share and the shares sum to the budget. O(members × changes of membership).
/// - Parameter yearDays: 365 or 366.
/// - Throws: ``FairSharesError/unusableWeights`` where a weight is negative or a day has nobody to pay for it.
public func dividedUpkeep(_ budget: Money, among members: [UpkeepMember], yearDays: Int) throws -> [Money] {
    guard yearDays > 0, members.allSatisfy({ $0.weight >= 0 }) else { throw FairSharesError.unusableWeights }
    let starts = Set(members.flatMap { [max(1, $0.firstDay), $0.lastDay + 1] }.filter { $0 <= yearDays } + [1]).sorted()
    var shares = [Rational](repeating: 0, count: members.count)
    for (index, start) in starts.enumerated() where start >= 1 {
        let end = index + 1 < starts.count ? starts[index + 1] : yearDays + 1
        let present = members.indices.filter { members[$0].firstDay <= start && members[$0].lastDay >= start }
        let weight = present.reduce(Rational(0)) { $0 + members[$1].weight }
        guard weight > 0 else { throw FairSharesError.unusableWeights }
        let amount = budget.exact * Rational(end - start) / Rational(yearDays)
        for member in present { shares[member] += amount * members[member].weight / weight }
    }
    return largestRemainder(shares, total: BigInt(budget.cents)).map { Money(cents: Int($0)) }
}

/// The price of one unit when cities buy together.
public enum VolumePrice: Sendable, Hashable, Codable {
    public struct Tier: Sendable, Hashable, Codable {
        /// The tier holds from this number of units on.
        public let from: Int
        public let unitPrice: Money

        public init(from: Int, unitPrice: Money) { (self.from, self.unitPrice) = (from, unitPrice) }
    }

    /// All units at the price of the highest tier reached.
    case tiers([Tier])
    /// Wright's learning curve: every doubling multiplies the price by `rate`. `p(n) = p₁ · n^(log₂ rate)`.
    case learning(first: Money, rate: Rational)

    /// The price of each unit when `units` are bought, in cents; nil below the first tier or below one unit.
    ///
    /// Exact for tiers, and on the curve where `units` is a power of two; otherwise to double precision.
    public func unitPrice(for units: Int) -> Rational? {
        guard units >= 1 else { return nil }
        switch self {
        case .tiers(let tiers):
            return tiers.filter { $0.from <= units }.max { $0.from < $1.from }?.unitPrice.exact
        case .learning(let first, let rate):
            let doublings = units.bitWidth - 1 - units.leadingZeroBitCount
            let atPower = (0..<doublings).reduce(first.exact) { price, _ in price * rate }
            let beyond = Double(units) / Double(1 << doublings)
            guard beyond > 1, rate > 0 else { return atPower }
            let factor = pow(rate.doubleValue, log2(beyond))
            return atPower * Rational(BigInt((factor * 0x1p52).rounded()), BigInt(1) << 52)
        }
    }
}
