/// How typical one answer (agree or disagree) to one statement is of a group, set against everybody in the other groups.
///
/// Estimates are the means of a Beta(1, 1) prior; tests are one-sided z-tests of a proportion and of the difference of
/// two proportions, each with one vote added to either side (Polis, `repness.clj` and `stats.clj`).
public struct Representativeness: Sendable, Hashable {
    /// The one-sided 90 % point of the normal distribution.
    public static let significance = 1.2816

    /// The estimated chance that a member gives this answer, (n + 1) / (seen + 2).
    public let probability: Double
    /// z of that chance being more than one half.
    public let probabilityTest: Double
    /// The same chance divided by that of the other groups.
    public let ratio: Double
    /// z of the chance being larger in the group than in the others.
    public let ratioTest: Double

    /// - Parameters:
    ///   - given: how many members gave the answer, of `seen` who voted.
    ///   - otherGiven: the same in all other groups, of `otherSeen`.
    init(given: Int, seen: Int, otherGiven: Int, otherSeen: Int) {
        probability = Self.probability(given, of: seen)
        probabilityTest = Self.proportionTest(given, of: seen)
        ratio = probability / Self.probability(otherGiven, of: otherSeen)
        ratioTest = Self.differenceTest(given, of: seen, otherGiven, of: otherSeen)
    }

    /// Both tests at the one-sided 90 % level.
    var isSignificant: Bool { probabilityTest > Self.significance && ratioTest > Self.significance }

    /// The product by which statements are ordered.
    var weight: Double { ratio * ratioTest * probability * probabilityTest }

    static func probability(_ given: Int, of seen: Int) -> Double { Double(given + 1) / Double(seen + 2) }

    static func proportionTest(_ given: Int, of seen: Int) -> Double {
        2 * Double(seen + 1).squareRoot() * (Double(given + 1) / Double(seen + 1) - 0.5)
    }

    private static func differenceTest(_ given: Int, of seen: Int, _ otherGiven: Int, of otherSeen: Int) -> Double {
        let (size, otherSize) = (Double(seen + 1), Double(otherSeen + 1))
        let (share, otherShare) = (Double(given + 1) / size, Double(otherGiven + 1) / otherSize)
        let pooled = Double(given + otherGiven + 2) / (size + otherSize)
        if pooled == 1 { return 0 }
        return (share - otherShare) / (pooled * (1 - pooled) * (1 / size + 1 / otherSize)).squareRoot()
    }
}
