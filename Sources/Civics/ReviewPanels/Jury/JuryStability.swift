/// How far a jury's first places depend on any single juror.
public struct JuryStability: Sendable, Hashable {
    /// How many first places were compared.
    public var places: Int
    /// How many jurors could be left out with the same entries in the first places.
    public var kept: Int
    /// For each juror whose leaving changes the first places: the entries that would then hold them.
    public var changes: [Change]

    public struct Change: Sendable, Hashable {
        public var juror: String
        public var first: [String]

        public init(juror: String, first: [String]) {
            self.juror = juror
            self.first = first
        }
    }

    /// The number of jurors.
    public var jurors: Int { kept + changes.count }
    /// The share of leave-one-outs that keep the first places, from 0 to 1; 1 for an empty panel.
    public var share: ExactScore { jurors == 0 ? ExactScore(1) : ExactScore(kept, over: jurors) }
}

/// Counts the jury once without each juror and says how often the same entries hold the first `places`.
///
/// The order within the first places does not count. The basis stays that of the full count, and an entry that had
/// enough scores keeps its right to a place although one of them is left out.
///
/// - Complexity: jurors × the cost of `rankJury`.
/// - Throws: `JuryProblem` when a score cannot be counted.
public func juryStability(
    _ scores: [JuryScore], rule: JuryRule, recusals: Set<JuryRecusal> = [], places: Int
) throws(JuryProblem) -> JuryStability {
    let panel = try JuryPanel(scores: scores, rule: rule, recusals: recusals)
    let full = JuryCount(order: JuryOrder(panel: panel), rule: rule, minimumScores: rule.minimumScores)
    let eligible = Set(full.ranked)
    let wanted = max(0, places)
    let first = Set(full.ranked.prefix(wanted))
    var fixed = rule
    fixed.basis = full.basis
    var stability = JuryStability(places: places, kept: 0, changes: [])
    for (index, juror) in panel.jurors.enumerated() {
        let order = JuryOrder(panel: panel.without(juror: index))
        let count = JuryCount(order: order, rule: fixed, minimumScores: 1, only: eligible, places: wanted)
        let now = count.ranked.prefix(wanted)
        if Set(now) == first {
            stability.kept += 1
        } else {
            stability.changes.append(.init(juror: juror, first: now.map { panel.entries[$0] }))
        }
    }
    return stability
}
