public import BigInt

/// An exact share, ratio or index, in lowest terms with a positive denominator.
public struct ExactShare: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let numerator: BigInt
    /// Greater than zero.
    public let denominator: BigInt

    public static let zero = ExactShare(0, 1)

    /// The fraction `numerator / denominator`, reduced. `denominator` must be above zero.
    public init(_ numerator: BigInt, _ denominator: BigInt) {
        precondition(denominator > 0, "a share needs a denominator above zero")
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        (self.numerator, self.denominator) = (numerator / divisor, denominator / divisor)
    }

    /// The fraction `numerator / denominator`, reduced. `denominator` must be above zero.
    public init(_ numerator: Int, _ denominator: Int) { self.init(BigInt(numerator), BigInt(denominator)) }

    /// Within one unit in the last place for fractions of up to 1000 bits.
    public var doubleValue: Double {
        let excess = max(0, max(numerator.magnitude.bitWidth, denominator.bitWidth) - 1000)
        return Double(numerator >> excess) / Double(max(1, denominator >> excess))
    }

    /// `numerator/denominator`, or the whole number alone.
    public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

    public static func < (left: ExactShare, right: ExactShare) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }

    public static func + (left: ExactShare, right: ExactShare) -> ExactShare {
        ExactShare(
            left.numerator * right.denominator + right.numerator * left.denominator,
            left.denominator * right.denominator)
    }

    public static func - (left: ExactShare, right: ExactShare) -> ExactShare {
        left + ExactShare(-right.numerator, right.denominator)
    }
}

/// Why a measure could not be computed.
public enum RepresentationError: Error, Hashable, Sendable {
    /// Nobody to measure, a negative count, or lists of different lengths.
    case unusableCounts
    /// A quota that is not above zero or that all weights together do not reach.
    case unreachableQuota
    /// Weights with too many digits for an exact count of coalitions.
    case tooLarge
}
