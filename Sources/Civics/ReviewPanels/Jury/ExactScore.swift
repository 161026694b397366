/// A fraction of points in lowest terms: the exact form of a raw total, for publishing and for comparing.
public struct ExactScore: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let numerator: Int
    /// Always positive.
    public let denominator: Int

    /// - Precondition: `denominator` is not 0.
    public init(_ numerator: Int, over denominator: Int = 1) {
        precondition(denominator != 0, "a fraction needs a denominator")
        let divisor = Self.commonDivisor(numerator.magnitude, denominator.magnitude)
        let sign = denominator < 0 ? -1 : 1
        self.numerator = sign * numerator / Int(divisor)
        self.denominator = sign * denominator / Int(divisor)
    }

    /// The nearest floating-point number, for display.
    public var approximation: Double { Double(numerator) / Double(denominator) }

    /// `"20/3"`, or `"4"` when whole.
    public var description: String {
        denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
    }

    /// Compares by cross multiplication at double width, so no pair of values overflows or rounds.
    public static func < (left: ExactScore, right: ExactScore) -> Bool {
        let a = left.numerator.multipliedFullWidth(by: right.denominator)
        let b = right.numerator.multipliedFullWidth(by: left.denominator)
        return (a.high, a.low) < (b.high, b.low)
    }

    private static func commonDivisor(_ a: UInt, _ b: UInt) -> UInt {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
