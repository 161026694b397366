internal import BigInt

/// A finite set of square roots over which sums are compared exactly.
///
/// Rescaled totals are sums of terms `c / √B` with whole `c` and `B`. Two such roots are rational multiples of each
/// other exactly when the product of their radicands is a perfect square, and roots that are not are linearly
/// independent over the rationals (Besicovitch 1940). So a sum is zero only if each class's coefficient is zero;
/// when it is not zero, enough digits always show its sign.
struct RootBasis {
    /// A radicand for each class of commensurable roots.
    private var representatives: [BigInt] = []
    /// For each radicand given: its class and the factor `r` with `1/√B = r · √representative`.
    private var members: [(group: Int, factor: Ratio)] = []

    struct Ratio {
        var numerator: BigInt
        var denominator: BigInt
    }

    /// - Parameter radicands: positive whole numbers; a 0 stands for a juror without spread and adds nothing.
    init(radicands: [BigInt]) {
        for radicand in radicands {
            guard radicand > 0 else {
                members.append((0, Ratio(numerator: 0, denominator: 1)))
                continue
            }
            members.append(place(radicand))
        }
    }

    private mutating func place(_ radicand: BigInt) -> (group: Int, factor: Ratio) {
        for (group, representative) in representatives.enumerated() {
            let product = radicand * representative
            let root = product.squareRoot()
            if root * root == product { return (group, Ratio(numerator: root, denominator: product)) }
        }
        representatives.append(radicand)
        return (representatives.count - 1, Ratio(numerator: 1, denominator: radicand))
    }

    /// The sign (−1, 0, 1) of `Σ coefficient / √radicand[index]`.
    func sign(of terms: [(index: Int, coefficient: BigInt)]) -> Int {
        var sums: [Int: Ratio] = [:]
        for (index, coefficient) in terms {
            let (group, factor) = members[index]
            let sum = sums[group] ?? Ratio(numerator: 0, denominator: 1)
            sums[group] = Ratio(
                numerator: sum.numerator * factor.denominator + coefficient * factor.numerator * sum.denominator,
                denominator: sum.denominator * factor.denominator)
        }
        sums = sums.filter { $0.value.numerator != 0 }
        guard !sums.isEmpty else { return 0 }
        let whole = sums.map { group, ratio in
            (root: representatives[group], factor: sums.reduce(ratio.numerator) { product, other in
                other.key == group ? product : product * other.value.denominator
            })
        }
        return signByDigits(of: whole)
    }

    /// The sign of `Σ factor · √root`, known not to be zero, by doubling the number of binary digits.
    private func signByDigits(of terms: [(root: BigInt, factor: BigInt)]) -> Int {
        let doubt = terms.reduce(BigInt(0)) { $0 + BigInt($1.factor.magnitude) }
        var digits = 64
        while true {
            let sum = terms.reduce(BigInt(0)) { $0 + $1.factor * ($1.root << (2 * digits)).squareRoot() }
            if BigInt(sum.magnitude) > doubt { return sum > 0 ? 1 : -1 }
            digits *= 2
        }
    }
}
