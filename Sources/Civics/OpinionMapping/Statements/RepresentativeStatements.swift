/// A statement that marks a group, and the answer by which it does.
public struct RepresentativeStatement: Sendable, Hashable {
    /// The statement's place in the vote matrix.
    public let statement: Int
    /// ``Opinion/agree`` or ``Opinion/disagree``: the answer that is more typical of the group than of the others.
    public let direction: Opinion
    public let figures: Representativeness
    /// Members who gave that answer.
    public let given: Int
    /// Members who voted on the statement.
    public let seen: Int
    /// Whether this is the statement that the group agrees on best.
    public let isBestAgree: Bool
}

extension OpinionMap {
    /// At most five statements that mark the group, those it agrees with first.
    ///
    /// The statement it agrees on best always comes in; the others pass both tests in one direction, strongest first.
    /// Where none passes, one statement is still named: the best-agreed or the one most unlike the others. Moderated-out
    /// statements are never named. O(statements) beside the sorting.
    public func representativeStatements(of group: OpinionGroup) -> [RepresentativeStatement] {
        let candidates = votes.statements.indices.filter { !votes.withheld[$0] }.map { statement in
            let everybody = groups.reduce(VoteTally()) { $0 + $1.tallies[statement] }
            return Candidate(statement, group.tallies[statement], everybody - group.tallies[statement])
        }
        let best = candidates.reduce(nil as Candidate?) { $1.isBetterAgreed(than: $0) ? $1 : $0 }
        let significant = candidates.filter(\.isSignificant)
        guard !significant.isEmpty else {
            let unlike = candidates.max { $0.largestRatioTest < $1.largestRatioTest }
            return [best?.chosen(isBestAgree: true) ?? unlike?.chosen(isBestAgree: false)].compactMap { $0 }
        }
        let ordered = significant.filter { $0.statement != best?.statement }
            .sorted { ($1.decisive.weight, $0.statement) < ($0.decisive.weight, $1.statement) }
        let head = best.map { [$0.chosen(isBestAgree: true)] } ?? []
        let five = (head + ordered.map { $0.chosen(isBestAgree: false) }).prefix(5)
        return five.filter { $0.direction == .agree } + five.filter { $0.direction == .disagree }
    }
}

private struct Candidate {
    let statement: Int
    let tally: VoteTally
    let agree: Representativeness
    let disagree: Representativeness

    init(_ statement: Int, _ group: VoteTally, _ others: VoteTally) {
        (self.statement, tally) = (statement, group)
        agree = Representativeness(
            given: group.agrees, seen: group.seen, otherGiven: others.agrees, otherSeen: others.seen)
        disagree = Representativeness(
            given: group.disagrees, seen: group.seen, otherGiven: others.disagrees, otherSeen: others.seen)
    }

    var direction: Opinion { agree.ratioTest > disagree.ratioTest ? .agree : .disagree }
    var decisive: Representativeness { direction == .agree ? agree : disagree }
    var isSignificant: Bool { agree.isSignificant || disagree.isSignificant }
    var largestRatioTest: Double { max(agree.ratioTest, disagree.ratioTest) }

    func isBetterAgreed(than best: Candidate?) -> Bool {
        if tally.agrees == 0 && tally.disagrees == 0 { return false }
        guard let best else {
            return agree.probabilityTest > Representativeness.significance
                || (agree.ratio > 1 && agree.probability > 0.5)
        }
        if best.agree.ratio > 1 { return agree.weight > best.agree.weight }
        return agree.probability * agree.probabilityTest > best.agree.probability * best.agree.probabilityTest
    }

    func chosen(isBestAgree: Bool) -> RepresentativeStatement {
        RepresentativeStatement(
            statement: statement, direction: direction, figures: decisive,
            given: direction == .agree ? tally.agrees : tally.disagrees, seen: tally.seen, isBestAgree: isBestAgree)
    }
}
