/// Where one participant stands on the map, and how sure that is.
public struct Position: Sendable, Hashable {
    /// The projection on the first and second component, scaled up for few votes: √(statements / votes) × the sum over
    /// the votes of (vote − mean) × component. Statements without a vote contribute nothing.
    public let point: SIMD2<Double>
    /// One standard error of ``point`` in each direction, from the participant's votes as a sample without replacement
    /// of the statements: 0 when everything was voted on, infinite below two votes.
    public let standardError: SIMD2<Double>

    static func all(_ matrix: VoteMatrix, _ components: PrincipalComponents) -> [Position] {
        let votes = CentredVotes(matrix)
        let statements = Double(matrix.statements.count)
        let withheld = withheldSeen(matrix)
        return matrix.participants.indices.map { row in
            // A moderated-out statement counts as voted on by everybody: its column is all zeros for the mathematics.
            let seen = Double(matrix.seenCount(of: row) + withheld.all - withheld.seen[row])
            let sum = votes.project(row: row, onto: components.vectors)
            let mean = sum / max(seen, 1)
            let spread = votes.squares(row: row, onto: components.vectors) - seen * mean * mean
            return Position(
                point: (statements / max(seen, 1)).squareRoot() * sum,
                standardError: error(spread: spread, seen: seen, statements: statements))
        }
    }

    /// The sum is √(n) × √(C) × the mean of n draws out of C, so its error is √(C) × deviation × √(1 − n/C).
    private static func error(spread: SIMD2<Double>, seen: Double, statements: Double) -> SIMD2<Double> {
        guard seen < statements else { return .zero }
        guard seen > 1 else { return SIMD2(repeating: .infinity) }
        let variance = spread.clamped(lowerBound: .zero, upperBound: SIMD2(repeating: .infinity)) / (seen - 1)
        return (variance * (statements - seen)).squareRoot()
    }

    private static func withheldSeen(_ matrix: VoteMatrix) -> (all: Int, seen: [Int]) {
        let all = matrix.withheld.count { $0 }
        guard all > 0 else { return (0, matrix.participants.map { _ in 0 }) }
        return (
            all,
            matrix.participants.indices.map { row in
                matrix.cells(of: row).count { matrix.withheld[Int(matrix.columns[$0])] }
            }
        )
    }
}
