import BigInt

/// The shares that make the unhappiest group as happy as possible, then the next unhappiest, and so on.
public struct Nucleolus: Sendable, Hashable {
    public let shares: [Rational]
    /// What the worst-off group saves against paying alone. Negative: no division of the cost is stable.
    public let leastSaving: Rational
    /// The savings at which groups were settled, ascending, each with the groups that proved it.
    public let settled: [Settled]

    public struct Settled: Sendable, Hashable {
        public let saving: Rational
        /// Together they allow no division in which all of them save more.
        public let groups: [Coalition]
    }
}

extension CostGame {
    /// The nucleolus, exact.
    ///
    /// Maximises lexicographically the sorted savings `c(S) − x(S)` of all groups; nobody pays more than alone wherever
    /// that is possible at all. It is unique and lies in the core whenever the core is not empty.
    ///
    /// A sequence of at most n−1 linear programmes, each solved on its dual by exact column generation: a basis of at
    /// most n columns, all 2ⁿ groups priced in whole numbers. Groups with positive dual weight are settled for good
    /// (Kopelowitz 1967; Potters and Reijnierse 1996).
    /// - Complexity: O(2ⁿ) for each pivot; a few hundred pivots at n = 16.
    /// - Source: Schmeidler, *The Nucleolus of a Characteristic Function Game* (1969).
    public func nucleolus() -> Nucleolus {
        let alone = players.indices.map { self[Coalition([$0])] }
        var shares = equalShares()
        var directions = DirectionSpace(keepingSumOf: players.count)
        var settled: [Nucleolus.Settled] = []
        while directions.dimension > 0 {
            var stage = NucleolusStage(
                game: self, base: shares, directions: directions,
                boundedByAlone: alone.reduce(0, +) >= total)
            let optimum = stage.solve()
            shares = optimum.shares
            directions.keepConstant(optimum.tight)
            let groups = optimum.groups.sorted { $0.bits < $1.bits }
            settled.append(.init(saving: optimum.saving, groups: groups))
        }
        return Nucleolus(shares: shares, leastSaving: settled.first?.saving ?? 0, settled: settled)
    }
}

/// The directions in which shares may still move: a basis in reduced row echelon form.
struct DirectionSpace {
    private(set) var rows: [[Rational]]
    /// `rows[k][pivots[k]]` is 1 and every other row is 0 there.
    private(set) var pivots: [Int]

    var dimension: Int { rows.count }

    /// All directions that leave the sum of `players` shares unchanged.
    init(keepingSumOf players: Int) {
        pivots = Array(0..<(players - 1))
        rows = pivots.map { pivot in
            var row = [Rational](repeating: 0, count: players)
            (row[pivot], row[players - 1]) = (1, -1)
            return row
        }
    }

    /// How the sum over a group changes along each direction.
    func slopes(of group: Coalition) -> [Rational] {
        let members = group.members
        return rows.map { row in members.reduce(0) { $0 + row[$1] } }
    }

    /// Keeps only directions along which the sum over each of `groups` stays the same.
    mutating func keepConstant(_ groups: [Coalition]) {
        for group in groups {
            let slope = slopes(of: group)
            guard let last = slope.lastIndex(where: { $0 != 0 }) else { continue }
            for row in rows.indices where row != last && slope[row] != 0 {
                let factor = slope[row] / slope[last]
                for player in rows[row].indices { rows[row][player] -= factor * rows[last][player] }
            }
            rows.remove(at: last)
            reduce()
        }
    }

    private mutating func reduce() {
        pivots = []
        for index in rows.indices {
            guard let pivot = rows[index].firstIndex(where: { $0 != 0 }) else { continue }
            let scale = rows[index][pivot]
            rows[index] = rows[index].map { $0 / scale }
            for other in rows.indices where other != index && rows[other][pivot] != 0 {
                let factor = rows[other][pivot]
                for player in rows[other].indices { rows[other][player] -= factor * rows[index][player] }
            }
            pivots.append(pivot)
        }
    }

    /// For each coalition by its bits: whether its sum can still change. O(n·2ⁿ).
    func movable(among count: Int) -> [Bool] {
        var movable = [Bool](repeating: false, count: count)
        for row in rows {
            let scale = row.reduce(Rational(1)) { $0 * Rational(($1 * $0).denominator, 1) }
            let whole = row.map { Int128(($0 * scale).numerator) }
            var sums = [Int128](repeating: 0, count: count)
            for bits in 1..<count {
                sums[bits] = sums[bits & (bits - 1)] + whole[bits.trailingZeroBitCount]
                if sums[bits] != 0 { movable[bits] = true }
            }
        }
        return movable
    }
}
