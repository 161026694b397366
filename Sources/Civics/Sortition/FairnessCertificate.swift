/// Evidence that a distribution is the fairest there is, checkable with additions and multiplications.
///
/// Rows are numbered as in the rules: 0 is the panel size, then the quotas in order, then the household classes,
/// then the cuts. Multipliers are numbers of times that a row is counted.
///
/// A leximin stage says: counting the rows that often, Σ weight × chance over the types not yet fixed is at most
/// `chance`, where the weights are not negative and sum to 1. So the smallest of these chances cannot
/// exceed it, and where it does reach it, every type with positive weight has exactly this chance.
///
/// Leximin and maximin are solved in fractions, so that nothing has to be taken within a tolerance; where
/// that did not succeed, and for Nash, the numbers are doubles.
public struct FairnessCertificate: Sendable, Equatable, Codable {
    /// What is claimed to be reached.
    public let fairness: Fairness
    /// The ids of the people of each type.
    public let types: [[String]]
    /// Chance of each person of a type.
    public let chances: [CertifiedNumber]
    /// The lottery over panels that attains the chances.
    public let mixture: [WeightedPanel]
    /// Inequalities that hold for panels of whole people but not for every real point; each proved by cases.
    public let cuts: [Cut]
    /// Leximin: all stages; maximin: the first; Nash: one, whose multipliers bound the slope.
    public let stages: [Stage]

    /// Σ coefficient × count ≤ level for every panel.
    public struct Cut: Sendable, Equatable, Codable {
        /// One per type.
        public let coefficients: [Double]
        /// What no panel exceeds.
        public let level: Double
        /// Uses the rules and the cuts before this one.
        public let proof: BranchProof
    }

    /// A bound on the smallest chance of the types not fixed before.
    public struct Stage: Sendable, Equatable, Codable {
        /// The bound, and the chance of the types fixed here.
        public let chance: CertifiedNumber
        /// Types that have this chance in every optimum.
        public let fixed: [Int]
        /// One per row.
        public let multipliers: [CertifiedNumber]
        /// Multipliers of "the people of this type cannot pass certainty", by type.
        public let certainty: [Int: CertifiedNumber]
    }

    /// The quotas (by index) that hold a stage's chances down or up: those with a multiplier.
    public func bindingQuotas(ofStage stage: Int, quotaCount: Int) -> [(quota: Int, multiplier: Double)] {
        let multipliers = stages[stage].multipliers
        return (0..<min(quotaCount, multipliers.count - 1)).compactMap { quota in
            let multiplier = multipliers[quota + 1].value
            return abs(multiplier) > 1e-9 ? (quota, multiplier) : nil
        }
    }
}
