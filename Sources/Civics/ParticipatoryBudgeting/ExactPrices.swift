internal import BigInt

/// The purchases of one run of equal shares as exact fractions.
///
/// A voter who has not run dry holds the endowment less what each purchase took. So the money of any set of such voters
/// is `M · endowment − Σ_j A_j · price_j` with whole numbers `M` (voters) and `A_j` (utility of purchase `j`, summed over
/// the set), and the price of the next purchase is a fraction whose denominator is the last one times a whole number.
/// Every exact comparison of the rule comes down to integers this way, whatever the number of voters.
struct ExactPrices {
    private let start: BigInt
    private(set) var denominator: BigInt
    private var numerators: [BigInt] = []
    private var factors: [BigInt] = []

    /// - Parameter endowment: what each voter holds at the start, in units of money.
    init(endowment: ExactFraction) {
        start = endowment.numerator
        denominator = endowment.denominator
    }

    var count: Int { numerators.count }

    /// The money of `voters` voters who have paid `utility[j]` times the price of purchase `j`, over ``denominator``.
    func money(voters: Int, utility: [Int]) -> BigInt {
        var sum = start * BigInt(voters)
        for index in numerators.indices {
            sum *= factors[index]
            if utility[index] != 0 { sum -= numerators[index] * BigInt(utility[index]) }
        }
        return sum
    }

    /// `cost − paid` is shared by voters of total utility `richUtility`; `paid` is over ``denominator``.
    func price(cost: Int, paid: BigInt, richUtility: Int) -> ExactFraction {
        ExactFraction(numerator: BigInt(cost) * denominator - paid, denominator: denominator * BigInt(richUtility))
    }

    /// Records a price made by ``price(cost:paid:richUtility:)`` with this `richUtility` as the next purchase.
    mutating func append(_ price: ExactFraction, richUtility: Int) {
        numerators.append(price.numerator)
        factors.append(BigInt(richUtility))
        denominator = price.denominator
    }
}

/// A fraction of unlimited size, not reduced; the denominator is positive.
struct ExactFraction: Sendable {
    var numerator: BigInt
    var denominator: BigInt

    static func compare(_ left: ExactFraction, _ right: ExactFraction) -> Int {
        let (a, b) = (left.numerator * right.denominator, right.numerator * left.denominator)
        return a < b ? -1 : (a == b ? 0 : 1)
    }

    /// The value as a double, with a relative error of at most 2⁻⁵¹.
    var approximate: Double {
        let above = numerator.magnitude
        guard !above.isZero else { return 0 }
        let below = denominator.magnitude
        let (shiftAbove, shiftBelow) = (max(above.bitWidth - 64, 0), max(below.bitWidth - 64, 0))
        let quotient = Double(UInt64(truncatingIfNeeded: above >> shiftAbove)) / Double(UInt64(truncatingIfNeeded: below >> shiftBelow))
        let scaled = Double(sign: .plus, exponent: shiftAbove - shiftBelow, significand: quotient)
        return numerator.sign == .minus ? -scaled : scaled
    }

    func multiplied(by factor: Int) -> ExactFraction {
        ExactFraction(numerator: numerator * BigInt(factor), denominator: denominator)
    }

    func divided(by factor: Int) -> ExactFraction {
        ExactFraction(numerator: numerator, denominator: denominator * BigInt(factor))
    }

    var reduced: ExactFraction {
        let common = numerator.greatestCommonDivisor(with: denominator)
        return ExactFraction(numerator: numerator / common, denominator: denominator / common)
    }

    /// `3/7`, or `3` where it is whole.
    var text: String {
        let value = reduced
        return value.denominator == 1 ? "\(value.numerator)" : "\(value.numerator)/\(value.denominator)"
    }

    init(numerator: BigInt, denominator: BigInt) {
        self.numerator = numerator
        self.denominator = denominator
    }

    init(_ whole: Int) { self.init(numerator: BigInt(whole), denominator: 1) }

    init?(text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let above = BigInt(String(parts[0])) else { return nil }
        guard let below = parts.count == 2 ? BigInt(String(parts[1])) : 1, below > 0 else { return nil }
        self.init(numerator: above, denominator: below)
    }
}
