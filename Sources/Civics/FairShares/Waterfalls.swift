/// One layer of a loss order or capital stack: who bears how much at most.
public struct LossLayer: Sendable, Hashable, Codable {
    public let name: String
    /// The most it bears; nil for whoever bears the rest.
    public let limit: Money?

    public init(_ name: String, limit: Money?) { (self.name, self.limit) = (name, limit) }
}

/// A loss allocated layer by layer.
public struct AllocatedLoss: Sendable, Hashable, Codable {
    /// In the order of the layers.
    public let amounts: [Money]
    /// What no layer bears; a contract with more than zero here leaves a risk unallocated.
    public let unallocated: Money
}

/// Sends a loss through `layers` in rank order, each bearing what it can before the next is touched.
///
/// The same rule serves a loss order (deductible, insurer, cap, city) and a capital stack (first loss, junior, senior).
public func allocateLoss(_ loss: Money, through layers: [LossLayer]) -> AllocatedLoss {
    var open = max(.zero, loss)
    let amounts = layers.map { layer in
        let borne = layer.limit.map { min(max(.zero, $0), open) } ?? open
        open -= borne
        return borne
    }
    return AllocatedLoss(amounts: amounts, unallocated: open)
}

/// A share of revenue by bands, like an income tax: each rate applies to the part of the revenue inside its band.
public struct RevenueShare: Sendable, Hashable, Codable {
    public struct Band: Sendable, Hashable, Codable {
        /// Where the band ends; nil for the last one.
        public let upTo: Money?
        public let rate: Rational

        public init(upTo: Money?, rate: Rational) { (self.upTo, self.rate) = (upTo, rate) }
    }

    /// In ascending order of `upTo`.
    public let bands: [Band]
    public let cap: Money?

    public init(bands: [Band], cap: Money? = nil) { (self.bands, self.cap) = (bands, cap) }

    /// - Throws: ``FairSharesError/amountTooLarge``.
    public func share(of revenue: Money) throws -> Money {
        var (sum, from): (Rational, Money) = (0, .zero)
        for band in bands {
            let end = min(band.upTo ?? revenue, revenue)
            if end > from { sum += (end - from).exact * band.rate }
            from = max(from, end)
        }
        return try Money(roundingCents: cap.map { min($0.exact, sum) } ?? sum)
    }
}

/// Cost avoided by a measure: `(before − after) × volume × attribution − cost of the measure`, rounded to the cent.
///
/// - Parameters:
///   - before: cost per unit of volume before, in cents; `after` likewise.
///   - attribution: the share of the change that the measure caused.
/// - Throws: ``FairSharesError/amountTooLarge``.
public func avoidedCost(
    before: Rational, after: Rational, volume: Rational, attribution: Rational = 1, cost: Money = .zero
) throws -> Money {
    try Money(roundingCents: (before - after) * volume * attribution - cost.exact)
}
