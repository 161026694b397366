/// The baseline of a savings contract after adjustment: use × price, plus routine and agreed non-routine adjustments.
///
/// A saving measured from it is a cost avoided, not a plain difference between before and after
/// (International Performance Measurement and Verification Protocol, IPMVP).
public struct AdjustedBaseline: Sendable, Hashable, Codable {
    public struct Adjustment: Sendable, Hashable, Codable {
        public enum Kind: String, Sendable, Hashable, Codable {
            /// Weather, volume and whatever else the contract adjusts by formula.
            case routine
            /// An event both sides agreed on afterwards.
            case nonRoutine
        }

        public let reason: String
        public let kind: Kind
        /// In cents; negative where the baseline falls.
        public let cents: Rational

        public init(reason: String, kind: Kind, cents: Rational) {
            (self.reason, self.kind, self.cents) = (reason, kind, cents)
        }
    }

    /// Units used in the reference period.
    public let use: Rational
    /// Cents per unit.
    public let price: Rational
    public let adjustments: [Adjustment]

    public init(use: Rational, price: Rational, adjustments: [Adjustment] = []) {
        (self.use, self.price, self.adjustments) = (use, price, adjustments)
    }

    /// Exact cents.
    public var cents: Rational { adjustments.reduce(use * price) { $0 + $1.cents } }
}

/// What a shared-savings contract says about dividing savings and losses. Rates are fractions (`0.4` for 40 %).
public struct SharedSavingsTerms: Sendable, Hashable, Codable {
    /// Below this share of the baseline a saving counts as luck and pays nothing.
    public var minimumSavingsRate: Rational = 0
    /// The partner is paid only for the saving above the threshold, not for the whole of it.
    public var excessOnly = false
    /// The partner's share of the eligible saving.
    public var partnerShare: Rational
    public var cap: Money?
    /// The share of what the city keeps that goes into its fund.
    public var reinvestedShare: Rational = 0
    /// The partner's share of a loss, from `minimumLossRate` of the baseline on.
    public var lossShare: Rational = 0
    public var minimumLossRate: Rational = 0
    public var lossCap: Money?

    public init(partnerShare: Rational) { self.partnerShare = partnerShare }
}

/// One period's division of a saving, or of a loss. All amounts sum: partner + city = saving.
public struct SharedSavingsStatement: Sendable, Hashable, Codable {
    /// Baseline less actual cost, rounded; negative for a loss.
    public let saving: Money
    /// What the partner's share was taken from: after threshold, running cost and quality. Exact cents.
    public let eligibleCents: Rational
    /// Paid to the partner; negative where the partner pays a share of the loss.
    public let partner: Money
    /// What the city keeps of the saving, or bears of the loss.
    public let city: Money
    /// The part of `city` that is reinvested.
    public let fund: Money
    public let outcome: Outcome

    public enum Outcome: String, Sendable, Hashable, Codable {
        case paid, capped
        /// The saving lies below the minimum rate.
        case belowThreshold
        /// Nothing is left after running cost and quality.
        case nothingEligible
        case lossShared, lossCapped
        /// The loss lies below the minimum rate, or the contract is one-sided.
        case lossBorneByCity
    }
}

extension SharedSavingsTerms {
    /// Divides one period's saving.
    ///
    /// - Parameters:
    ///   - baseline: adjusted baseline in exact cents (``AdjustedBaseline/cents``).
    ///   - actual: actual cost in exact cents.
    ///   - runningCost: the measure's own running cost, refunded before anything is shared, in exact cents.
    ///   - quality: between 0 and 1; give 0 where a safety or service floor was broken.
    /// - Throws: ``FairSharesError/amountTooLarge``.
    public func statement(
        baseline: Rational, actual: Rational, runningCost: Rational = 0, quality: Rational = 1
    ) throws -> SharedSavingsStatement {
        let saving = baseline - actual
        guard saving >= 0 else { return try lossStatement(loss: -saving, baseline: baseline) }
        let threshold = minimumSavingsRate * baseline
        guard saving >= threshold else { return try statement(saving, eligible: 0, partner: 0, .belowThreshold) }
        let shared = max(0, saving - runningCost - (excessOnly ? threshold : 0))
        let eligible = shared * quality
        let share = partnerShare * eligible
        if let cap, share > cap.exact { return try statement(saving, eligible: eligible, partner: cap.exact, .capped) }
        return try statement(saving, eligible: eligible, partner: share, eligible > 0 ? .paid : .nothingEligible)
    }

    private func lossStatement(loss: Rational, baseline: Rational) throws -> SharedSavingsStatement {
        let share = lossShare * loss
        guard share > 0, loss >= minimumLossRate * baseline else {
            return try statement(-loss, eligible: 0, partner: 0, .lossBorneByCity)
        }
        if let lossCap, share > lossCap.exact {
            return try statement(-loss, eligible: 0, partner: -lossCap.exact, .lossCapped)
        }
        return try statement(-loss, eligible: 0, partner: -share, .lossShared)
    }

    private func statement(
        _ saving: Rational, eligible: Rational, partner: Rational, _ outcome: SharedSavingsStatement.Outcome
    ) throws -> SharedSavingsStatement {
        let roundedSaving = try Money(roundingCents: saving)
        let roundedPartner = try Money(roundingCents: partner)
        let city = roundedSaving - roundedPartner
        return SharedSavingsStatement(
            saving: roundedSaving, eligibleCents: eligible, partner: roundedPartner, city: city,
            fund: try Money(roundingCents: max(0, reinvestedShare * (saving - partner))), outcome: outcome)
    }
}
