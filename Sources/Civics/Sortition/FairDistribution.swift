/// How chances are shared among people who cannot all be equally likely.
public enum Fairness: String, Sendable, CaseIterable, Codable {
    /// The smallest chance as large as possible, then the second smallest, and so on.
    case leximin
    /// The smallest chance as large as possible; the rest as it comes.
    case maximin
    /// The product of all chances as large as possible.
    case nash
}

/// The fairest lottery over all panels that meet the quotas: for leximin and maximin in fractions, for Nash up to
/// rounding of doubles.
///
/// Method: the fair point is computed in the relaxation (real counts instead of whole people), which takes
/// milliseconds, and then written as a mixture of real panels. If it is no such mixture, a cut
/// separates it from all panels, the relaxation shrinks, and the next fair point is tried. The relaxation contains every
/// lottery, so the first point that is a mixture is the optimum over lotteries.
///
/// Cost: with T types, R rules and no cuts, O(stages × R² × T) for the point and at most T + R searches for
/// panels. Exponential in the worst case only through `PanelSearch` and the number of cuts.
public struct FairDistribution: Sendable {
    /// The aim that was reached.
    public let fairness: Fairness
    /// The pool by types of interchangeable people.
    public let types: PersonTypes
    /// Chance of each person of a type, rounded.
    public var chanceOfType: [Double] { certificate.chances.map(\.value) }
    /// Panels as counts per type, with weights that sum to 1. Inside a type people are drawn with equal chance.
    public let mixture: [WeightedPanel]
    /// Evidence that it is the fairest.
    public let certificate: FairnessCertificate

    /// Computes the distribution.
    ///
    /// - Parameter progress: a sentence from time to time on long work.
    /// - Throws: `DrawFault.noPanel` when no panel meets the quotas.
    public init(
        _ selection: Selection, fairness: Fairness, progress: (String) -> Void = { _ in }
    ) throws(DrawFault) {
        let types = PersonTypes(selection)
        var course = FairCourse(PanelPolytope(selection, types), fairness)
        try course.run(progress)
        self.fairness = fairness
        self.types = types
        mixture = course.mixture
        certificate = course.certificate(types, selection)
    }

    /// Chance of each person, in pool order, rounded.
    public var chances: [Double] { byPerson(chanceOfType, else: 0) }

    /// Chance of each person, in pool order; nil for Nash, whose optimum is irrational, and where a pool with next to
    /// no panels was solved in doubles.
    public var exactChances: [Fraction]? {
        let exact = certificate.chances.compactMap(\.exact)
        return exact.count == types.count ? byPerson(exact, else: Fraction(0)) : nil
    }

    private func byPerson<Value>(_ values: [Value], else nothing: Value) -> [Value] {
        var result = [Value](repeating: nothing, count: types.members.reduce(0) { $0 + $1.count })
        for (type, members) in types.members.enumerated() {
            for member in members { result[member] = values[type] }
        }
        return result
    }
}
