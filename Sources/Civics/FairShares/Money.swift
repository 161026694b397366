import BigInt

/// An amount of money in whole cents; negative where somebody owes it.
///
/// Amounts may reach ±``limit``; a formula whose result would be larger throws ``FairSharesError/amountTooLarge``.
public struct Money: Sendable, Hashable, Comparable {
    public let cents: Int

    /// Ten thousand billion units of currency: large enough for any city, small enough that sums never overflow.
    public static let limit = Money(cents: 1_000_000_000_000_000)
    public static let zero = Money(cents: 0)

    public init(cents: Int) { self.cents = cents }

    /// Whole units of currency (euros, not cents).
    public init(units: Int) { cents = units * 100 }

    /// Rounds an exact number of cents, one half to the even cent.
    /// - Throws: ``FairSharesError/amountTooLarge`` beyond ±``limit``.
    public init(roundingCents exact: Rational) throws {
        let rounded = exact.roundedHalfToEven
        guard rounded.magnitude <= BigUInt(Money.limit.cents) else { throw FairSharesError.amountTooLarge }
        cents = Int(rounded)
    }

    /// Reads `1234.5` or `-0.07` units of currency; nil for a fraction of a cent or beyond ``limit``.
    public init?(_ text: some StringProtocol) {
        guard let value = Rational(text) else { return nil }
        let exact = value * 100
        guard exact.denominator == 1, exact.numerator.magnitude <= BigUInt(Money.limit.cents) else { return nil }
        cents = Int(exact.numerator)
    }

    /// The amount as an exact number of cents.
    public var exact: Rational { Rational(cents) }

    public static func < (left: Money, right: Money) -> Bool { left.cents < right.cents }
    public static func + (left: Money, right: Money) -> Money { Money(cents: left.cents + right.cents) }
    public static func - (left: Money, right: Money) -> Money { Money(cents: left.cents - right.cents) }
    public static prefix func - (amount: Money) -> Money { Money(cents: -amount.cents) }
    public static func += (left: inout Money, right: Money) { left = left + right }
    public static func -= (left: inout Money, right: Money) { left = left - right }
}

extension Money: CustomStringConvertible {
    /// Units and two decimals, with a point: `-14400.01`.
    public var description: String {
        let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return (cents < 0 ? "-" : "") + "\(units)." + (rest < 10 ? "0" : "") + "\(rest)"
    }
}

extension Money: Codable {
    /// A whole number of cents.
    public init(from decoder: any Decoder) throws { cents = try decoder.singleValueContainer().decode(Int.self) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(cents)
    }
}

/// Why a share could not be computed.
public enum FairSharesError: Error, Hashable, Sendable {
    /// A result beyond ``Money/limit``, or costs too large or too finely divided for exact work.
    case amountTooLarge
    /// Weights that are negative or all zero, or a number of weights other than the number of players.
    case unusableWeights
    /// No players, more than the method can handle, or a name that stands twice.
    case unusablePlayers
    /// A disbursement or reservation above the fund's headroom.
    case aboveHeadroom(available: Money)
    /// A project the fund does not know, or a movement that it does not allow (the sentence says which).
    case refusedMovement(String)
}
