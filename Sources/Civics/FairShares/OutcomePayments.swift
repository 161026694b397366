/// How many outcomes a programme added, beyond those that would have happened anyway.
public struct OutcomeCount: Sendable, Hashable, Codable {
    /// People in the group.
    public let participants: Rational
    /// People who reached the outcome and did not fall back within the claw-back window.
    public let observed: Rational
    /// Share who would have reached it anyway, from history or a comparison group.
    public let deadweight: Rational
    /// Share of the added outcomes that only pushed somebody else aside.
    public let displacement: Rational
    /// Share of the added outcomes that this programme caused.
    public let attribution: Rational

    public init(
        participants: Rational, observed: Rational, deadweight: Rational = 0, displacement: Rational = 0,
        attribution: Rational = 1
    ) {
        (self.participants, self.observed, self.deadweight) = (participants, observed, deadweight)
        (self.displacement, self.attribution) = (displacement, attribution)
    }

    /// `max(0, observed − deadweight × participants) × (1 − displacement) × attribution`.
    public var added: Rational {
        max(0, observed - deadweight * participants) * (1 - displacement) * attribution
    }

    /// The count after `reversals` outcomes fell back within the claw-back window.
    public func reversing(_ reversals: Rational) -> OutcomeCount {
        OutcomeCount(
            participants: participants, observed: max(0, observed - reversals), deadweight: deadweight,
            displacement: displacement, attribution: attribution)
    }
}

/// The price of one outcome and its limits.
public struct OutcomePrice: Sendable, Hashable, Codable {
    public enum Method: String, Sendable, Hashable, Codable {
        /// Full price for each added outcome.
        case addedOutcomes
        /// Price less deadweight for each observed outcome; agreed beforehand, never together with the other.
        case discountedPrice
    }

    public let price: Money
    public let method: Method
    /// Fewer outcomes than this pay nothing.
    public let threshold: Rational
    /// More outcomes than this are not paid.
    public let maximum: Rational?

    public init(price: Money, method: Method = .addedOutcomes, threshold: Rational = 0, maximum: Rational? = nil) {
        (self.price, self.method, self.threshold, self.maximum) = (price, method, threshold, maximum)
    }

    /// The exact payment in cents, before floor and cap of the contract.
    ///
    /// Threshold and maximum count added outcomes by the first method, observed ones by the second.
    public func payment(for count: OutcomeCount) -> Rational {
        let discounted = method == .discountedPrice
        let outcomes = discounted ? count.observed : count.added
        guard outcomes >= threshold else { return 0 }
        let each = discounted ? price.exact * (1 - count.deadweight) : price.exact
        return each * (maximum.map { min($0, outcomes) } ?? outcomes)
    }

    /// Whether outcome payment suits the case at this price: it covers delivery and its risk, and the city pays at
    /// most its share of the value. All amounts per outcome.
    public func isWithin(deliveryCost: Money, riskMargin: Rational, value: Money, cityShare: Rational) -> Bool {
        deliveryCost.exact * (1 + riskMargin) <= price.exact && price.exact <= value.exact * cityShare
    }
}

/// The limits of a whole outcome contract: `min(cap, max(floor, Σ payments))`.
public struct OutcomeContract: Sendable, Hashable, Codable {
    public let prices: [OutcomePrice]
    /// Paid in any case, for taking people on.
    public let floor: Money
    public let cap: Money?

    public init(prices: [OutcomePrice], floor: Money = .zero, cap: Money? = nil) {
        (self.prices, self.floor, self.cap) = (prices, floor, cap)
    }

    /// - Parameter counts: one count for each price, in the same order.
    /// - Throws: ``FairSharesError/unusableWeights`` for another number of counts, ``FairSharesError/amountTooLarge``.
    public func payment(for counts: [OutcomeCount]) throws -> Money {
        guard counts.count == prices.count else { throw FairSharesError.unusableWeights }
        let sum = zip(prices, counts).reduce(0) { $0 + $1.0.payment(for: $1.1) }
        let atLeast = max(floor.exact, sum)
        return try Money(roundingCents: cap.map { min($0.exact, atLeast) } ?? atLeast)
    }

    /// What has to be paid back after outcomes fell back within the claw-back window: `reversals[k]` of price k.
    public func clawback(paidFor counts: [OutcomeCount], reversals: [Rational]) throws -> Money {
        guard counts.count == reversals.count else { throw FairSharesError.unusableWeights }
        let remaining = zip(counts, reversals).map { $0.reversing($1) }
        return max(.zero, try payment(for: counts) - payment(for: remaining))
    }
}

/// The share of a payment earned on the way to a target: nothing below half of it, all at it, in proportion between.
///
/// `target` must be above zero.
public func gapToGoalScore(reached: Rational, target: Rational) -> Rational {
    let half = target / 2
    if reached < half { return 0 }
    return reached >= target ? 1 : (reached - half) / half
}

/// How many of `claims` an auditor draws: the share (10 % unless agreed otherwise), rounded up, at least one of any.
public func auditSampleSize(claims: Int, share: Rational = Rational(1, 10)) -> Int {
    min(claims, max(claims > 0 ? 1 : 0, Int(-((-share * Rational(claims)).floor))))
}
