extension OpinionMap {
    /// Where each statement itself lies on the map: the position of somebody who only agreed with it.
    public var statementPositions: [SIMD2<Double>] {
        let size = Double(votes.statements.count).squareRoot()
        return votes.statements.indices.map { statement in
            let distance = votes.withheld[statement] ? 0 : size * (1 - components.centre[statement])
            return distance * SIMD2(components.vectors[0][statement], components.vectors[1][statement])
        }
    }

    /// How much each statement deserves to be shown next: statements that many agree with, few pass on and that pull
    /// people apart come first, and so do new ones (Polis's comment routing). Only votes of people in the conversation
    /// count.
    ///
    /// - Parameter meta: statements about the person rather than the matter; they always get 7².
    public func priorities(meta: Set<String> = []) -> [Double] {
        zip(votes.statements.indices, statementPositions).map { statement, position in
            if meta.contains(votes.statements[statement]) { return 49 }
            let tally = groups.reduce(VoteTally()) { $0 + $1.tallies[statement] }
            let seen = Double(tally.seen)
            let passShare = Double(tally.passes + 1) / (seen + 2)
            let agreeShare = Double(tally.agrees + 1) / (seen + 2)
            let importance = (1 - passShare) * (position.lengthSquared.squareRoot() + 1) * agreeShare
            let priority = importance * (1 + 8 * Self.freshness(tally.seen))
            return priority * priority
        }
    }

    /// 2^(−votes / 5), from the fifth roots of one half.
    private static func freshness(_ votes: Int) -> Double {
        let roots = [1, 0.8705505632961241, 0.757858283255199, 0.6597539553864471, 0.5743491774985174]
        return Double(sign: .plus, exponent: -min(votes / 5, 1_000), significand: roots[votes % 5])
    }
}
