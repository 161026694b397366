public import BigInt

/// An exact fraction, always in lowest terms with a positive denominator.
///
/// Rates, weights and unrounded amounts are kept as fractions so that a result is rounded once, at the end.
/// Every operation is exact; its cost grows with the number of digits.
public struct Rational: Sendable, Hashable {
    public let numerator: BigInt
    /// Greater than zero.
    public let denominator: BigInt

    /// The fraction `numerator / denominator`, reduced. `denominator` must not be zero.
    public init(_ numerator: BigInt, _ denominator: BigInt) {
        precondition(denominator != 0, "a fraction needs a denominator other than zero")
        let divisor = denominator == 1 ? 1 : numerator.greatestCommonDivisor(with: denominator)
        let sign: BigInt = denominator < 0 ? -1 : 1
        self.numerator = sign * numerator / divisor
        self.denominator = sign * denominator / divisor
    }

    /// The fraction `numerator / denominator`, reduced. `denominator` must not be zero.
    public init(_ numerator: Int, _ denominator: Int) {
        self.init(BigInt(numerator), BigInt(denominator))
    }

    public init(_ whole: Int) {
        (numerator, denominator) = (BigInt(whole), 1)
    }

    /// Reads `12`, `-0.125`, `1e-3` or `2/3`; nil for anything else and for more than 200 characters.
    public init?(_ text: some StringProtocol) {
        let characters = Array(text.utf8)
        guard !characters.isEmpty, characters.count <= 200 else { return nil }
        let parts = characters.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = Self.decimal(parts[0]) else { return nil }
        guard parts.count == 2 else { self = first; return }
        guard let second = Self.decimal(parts[1]), second.numerator != 0 else { return nil }
        self = first / second
    }

    /// A decimal number with an optional sign, fraction part and exponent between -99 and 99.
    private static func decimal(_ text: ArraySlice<UInt8>) -> Rational? {
        var rest = text
        let negative = rest.first == UInt8(ascii: "-")
        if negative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        var exponent = 0
        if let mark = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            guard let value = Int(String(decoding: rest[(mark + 1)...], as: UTF8.self)), abs(value) < 100 else { return nil }
            (exponent, rest) = (value, rest[..<mark])
        }
        if let point = rest.firstIndex(of: UInt8(ascii: ".")) {
            exponent -= rest.endIndex - point - 1
            rest.remove(at: point)
        }
        guard !rest.isEmpty, rest.allSatisfy({ (48...57).contains($0) }) else { return nil }
        guard let digits = BigInt(String(decoding: rest, as: UTF8.self)) else { return nil }
        let signed = negative ? -digits : digits
        let power = BigInt(10).power(abs(exponent))
        return exponent < 0 ? Rational(signed, power) : Rational(signed * power, 1)
    }

    /// The nearest `Double`, to within one unit in the last place for values that a `Double` can hold.
    public var doubleValue: Double {
        let excess = Swift.max(0, Swift.max(numerator.magnitude.bitWidth, denominator.magnitude.bitWidth) - 1000)
        return Double(numerator >> excess) / Double(Swift.max(1, denominator >> excess))
    }

    /// The nearest whole number; exactly one half goes to the even neighbour.
    public var roundedHalfToEven: BigInt {
        let low = floor
        let twiceRest = 2 * (numerator - low * denominator)
        if twiceRest != denominator { return twiceRest < denominator ? low : low + 1 }
        return low % 2 == 0 ? low : low + 1
    }

    /// The greatest whole number not above the fraction.
    public var floor: BigInt {
        let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        return rest < 0 ? quotient - 1 : quotient
    }
}

extension Rational: SignedNumeric, Comparable {
    public typealias Magnitude = Rational

    public init(integerLiteral value: Int) { self.init(value) }

    public init?<Whole: BinaryInteger>(exactly source: Whole) { self.init(BigInt(source), 1) }

    public var magnitude: Rational { numerator < 0 ? -self : self }

    public static func + (left: Rational, right: Rational) -> Rational {
        if left.denominator == right.denominator {
            return Rational(left.numerator + right.numerator, left.denominator)
        }
        return Rational(
            left.numerator * right.denominator + right.numerator * left.denominator,
            left.denominator * right.denominator)
    }

    public static func - (left: Rational, right: Rational) -> Rational { left + -right }

    public static func * (left: Rational, right: Rational) -> Rational {
        Rational(left.numerator * right.numerator, left.denominator * right.denominator)
    }

    public static func *= (left: inout Rational, right: Rational) { left = left * right }

    /// `right` must not be zero.
    public static func / (left: Rational, right: Rational) -> Rational {
        Rational(left.numerator * right.denominator, left.denominator * right.numerator)
    }

    public static prefix func - (value: Rational) -> Rational { Rational(-value.numerator, value.denominator) }

    public static func < (left: Rational, right: Rational) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }
}

extension Rational: LosslessStringConvertible, Codable {
    public init?(_ description: String) { self.init(description[...]) }

    /// A decimal number where the fraction ends (`0.125`), else `numerator/denominator` (`2/3`).
    public var description: String {
        if denominator == 1 { return String(numerator) }
        guard let places = decimalPlaces else { return "\(numerator)/\(denominator)" }
        let digits = String(numerator.magnitude * BigUInt(10).power(places) / denominator.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return (numerator < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }

    /// How many decimal places write the fraction exactly, or nil where none do (or more than 60 would).
    private var decimalPlaces: Int? {
        var (rest, twos, fives) = (denominator, 0, 0)
        while rest % 2 == 0 { (rest, twos) = (rest / 2, twos + 1) }
        while rest % 5 == 0 { (rest, fives) = (rest / 5, fives + 1) }
        return rest == 1 && max(twos, fives) <= 60 ? max(twos, fives) : nil
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Rational(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is not a number")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The least whole number that makes every fraction whole.
func commonDenominator(_ fractions: [Rational]) -> Rational {
    fractions.reduce(Rational(1)) { $0 * Rational(($1 * $0).denominator, 1) }
}
