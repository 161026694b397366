internal import BigInt

/// A sum of terms `coefficient / √radicand` in whole numbers, whose sign is found exactly.
///
/// Two such roots are rational multiples of each other exactly when the product of their radicands is a perfect
/// square, and roots that are not are linearly independent over the rationals (Besicovitch 1940). So a sum is zero
/// only if the terms of each class cancel; when it is not zero, enough digits always show its sign.
struct RootSum {
    private struct Class {
        /// All terms of the class are rational multiples of this number's root.
        let radicand: BigInt
        /// Their sum, as a fraction of that root.
        var numerator: BigInt
        var denominator: BigInt
    }

    private var classes: [Class] = []

    /// Adds a term; a radicand of 0 stands for a juror without spread and adds nothing.
    mutating func add(_ coefficient: BigInt, overRootOf radicand: BigInt) {
        guard radicand > 0, coefficient != 0 else { return }
        for place in classes.indices {
            // 1/√B = √(B·C) / (B·C) · √C, which is rational times √C when B·C is a square.
            let product = radicand * classes[place].radicand
            let root = product.squareRoot()
            guard root * root == product else { continue }
            let sum = classes[place]
            classes[place].numerator = sum.numerator * product + coefficient * root * sum.denominator
            classes[place].denominator = sum.denominator * product
            return
        }
        classes.append(Class(radicand: radicand, numerator: coefficient, denominator: radicand))
    }

    /// −1, 0 or 1.
    var sign: Int {
        let open = classes.filter { $0.numerator != 0 }
        guard !open.isEmpty else { return 0 }
        let common = open.reduce(BigInt(1)) { $0 * $1.denominator }
        return Self.signByDigits(open.map { ($0.radicand, $0.numerator * (common / $0.denominator)) })
    }

    /// The sign of `Σ factor · √root`, known not to be zero, by doubling the number of binary digits.
    private static func signByDigits(_ terms: [(root: BigInt, factor: BigInt)]) -> Int {
        let doubt = terms.reduce(BigInt(0)) { $0 + BigInt($1.factor.magnitude) }
        var digits = 64
        while true {
            let sum = terms.reduce(BigInt(0)) { $0 + $1.factor * ($1.root << (2 * digits)).squareRoot() }
            if BigInt(sum.magnitude) > doubt { return sum > 0 ? 1 : -1 }
            digits *= 2
        }
    }
}
