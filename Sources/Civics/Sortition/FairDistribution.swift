/// How chances are shared among people who cannot all be equally likely.
public enum Fairness: String, Sendable, CaseIterable, Codable {
    /// The smallest chance as large as possible, then the second smallest, and so on.
    case leximin
    /// The smallest chance as large as possible; the rest as it comes.
    case maximin
    /// The product of all chances as large as possible.
    case nash
}

/// The fairest lottery over all panels that meet the quotas, exact up to rounding of doubles (about 1e-9).
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
    /// Chance of each person of a type.
    public let chanceOfType: [Double]
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
        chanceOfType = course.chances
        certificate = course.certificate(types, selection)
    }

    /// Chance of each person, in pool order.
    public var chances: [Double] {
        var result = [Double](repeating: 0, count: types.members.reduce(0) { $0 + $1.count })
        for (type, members) in types.members.enumerated() {
            for member in members { result[member] = chanceOfType[type] }
        }
        return result
    }
}
