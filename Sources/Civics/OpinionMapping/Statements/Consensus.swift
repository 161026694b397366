/// A statement on which the conversation as a whole agrees, or which it rejects.
public struct ConsensusStatement: Sendable, Hashable {
    /// The statement's place in the vote matrix.
    public let statement: Int
    /// The estimated chance of the answer, (n + 1) / (seen + 2).
    public let probability: Double
    /// z of that chance being more than one half.
    public let test: Double
    public let given: Int
    public let seen: Int
}

extension OpinionMap {
    /// At most five statements on which everybody together says `direction`, strongest first: a chance above one half,
    /// significantly so at the one-sided 90 % level, ordered by chance × z. Moderated-out statements are left out.
    public func consensus(_ direction: Opinion) -> [ConsensusStatement] {
        let all = votes.statements.indices.filter { !votes.withheld[$0] }.map { statement in
            let tally = tallies[statement]
            let given = direction == .agree ? tally.agrees : direction == .disagree ? tally.disagrees : tally.passes
            return ConsensusStatement(
                statement: statement, probability: Representativeness.probability(given, of: tally.seen),
                test: Representativeness.proportionTest(given, of: tally.seen), given: given, seen: tally.seen)
        }
        let strong = all.filter { $0.probability > 0.5 && $0.test > Representativeness.significance }
        let ordered = strong.sorted { left, right in
            (right.probability * right.test, left.statement) < (left.probability * left.test, right.statement)
        }
        return Array(ordered.prefix(5))
    }

    /// For each statement, how far all groups share the answer `direction`: the product over the groups of the chance
    /// of that answer. Large only where no group is left out, whatever its size: such statements build bridges.
    public func groupInformedConsensus(_ direction: Opinion = .agree) -> [Double] {
        votes.statements.indices.map { statement in
            groups.reduce(1) { product, group in
                let tally = group.tallies[statement]
                let given = direction == .agree ? tally.agrees : direction == .disagree ? tally.disagrees : tally.passes
                return product * Representativeness.probability(given, of: tally.seen)
            }
        }
    }
}
