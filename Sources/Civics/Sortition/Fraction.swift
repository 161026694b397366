public import BigInt

/// An exact fraction in lowest terms with a positive denominator.
///
/// Leximin and maximin chances are fractions; written as `1/3` they are not rounded by anybody. Every operation is
/// exact; its cost grows with the number of digits.
public struct Fraction: Sendable, Hashable {
    /// Carries the sign.
    public let numerator: BigInt
    /// Greater than zero.
    public let denominator: BigInt

    /// The fraction `numerator / denominator`, reduced. `denominator` must not be zero.
    public init(_ numerator: BigInt, over denominator: BigInt = 1) {
        precondition(denominator != 0, "a fraction needs a denominator other than zero")
        let divisor = denominator == 1 ? 1 : numerator.greatestCommonDivisor(with: denominator)
        let sign: BigInt = denominator < 0 ? -1 : 1
        self.numerator = sign * numerator / divisor
        self.denominator = sign * denominator / divisor
    }

    /// The fraction `numerator / denominator`, reduced. `denominator` must not be zero.
    public init(_ numerator: Int, over denominator: Int = 1) {
        self.init(BigInt(numerator), over: BigInt(denominator))
    }

    /// The fraction that a double is, exactly; nil for infinities and NaN.
    public init?(exactly value: Double) {
        guard value.isFinite, let mantissa = BigInt(exactly: value.significand * 0x1p52) else { return nil }
        guard value != 0 else {
            self.init(0)
            return
        }
        let (shift, sign) = (Int(value.exponent) - 52, BigInt(value.sign == .minus ? -1 : 1))
        if shift >= 0 { self.init(sign * mantissa << shift) } else { self.init(sign * mantissa, over: BigInt(1) << -shift) }
    }

    /// The nearest `Double`, to within one unit in the last place.
    public var doubleValue: Double {
        let excess = max(0, max(numerator.magnitude.bitWidth, denominator.magnitude.bitWidth) - 1_000)
        return Double(numerator >> excess) / Double(max(1, denominator >> excess))
    }

    /// Whether it is 0 or above.
    public var isNonNegative: Bool { numerator >= 0 }
}

extension Fraction: Comparable, LosslessStringConvertible {
    public static func + (left: Fraction, right: Fraction) -> Fraction {
        if left.denominator == right.denominator {
            return Fraction(left.numerator + right.numerator, over: left.denominator)
        }
        return Fraction(
            left.numerator * right.denominator + right.numerator * left.denominator,
            over: left.denominator * right.denominator)
    }

    public static func - (left: Fraction, right: Fraction) -> Fraction { left + -right }

    public static prefix func - (value: Fraction) -> Fraction { Fraction(-value.numerator, over: value.denominator) }

    public static func * (left: Fraction, right: Fraction) -> Fraction {
        Fraction(left.numerator * right.numerator, over: left.denominator * right.denominator)
    }

    /// `right` must not be zero.
    public static func / (left: Fraction, right: Fraction) -> Fraction {
        Fraction(left.numerator * right.denominator, over: left.denominator * right.numerator)
    }

    public static func < (left: Fraction, right: Fraction) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }

    /// `1/3`; a whole number without a denominator.
    public var description: String { denominator == 1 ? String(numerator) : "\(numerator)/\(denominator)" }

    /// Reads `3`, `-3` or `1/3`; nil for anything else and for more than 100 000 characters.
    public init?(_ description: String) {
        guard description.utf8.count <= 100_000 else { return nil }
        let parts = description.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let numerator = BigInt(parts[0]) else { return nil }
        guard parts.count == 2 else { self.init(numerator); return }
        guard let denominator = BigInt(parts[1]), denominator != 0 else { return nil }
        self.init(numerator, over: denominator)
    }
}
