import BigInt

/// One linear programme of the nucleolus: raise the least saving of the groups not yet settled.
///
/// Over moves t along the remaining directions: maximise s with `saving(S) − slopes(S)·t ≥ s` for every movable group
/// and, if wanted, `saving(i) − slopes(i)·t ≥ 0` for every player. The dual has one row per direction and one for s, so
/// its basis stays small; columns are groups, found by pricing. The ratio test is lexicographic, so it cannot cycle.
struct NucleolusStage {
    private enum Column: Hashable {
        case group(Coalition)
        /// A player's right not to pay more than alone.
        case alone(Int)

        var coalition: Coalition {
            switch self {
            case .group(let group): group
            case .alone(let player): Coalition([player])
            }
        }
    }

    struct Optimum {
        let shares: [Rational]
        let saving: Rational
        /// Settled groups: their saving is the same in every optimum.
        let groups: [Coalition]
        /// Whose sums are settled: `groups` and players held at their stand-alone cost.
        let tight: [Coalition]
    }

    private let game: CostGame
    private let base: [Rational]
    private let directions: DirectionSpace
    private let movable: [Bool]
    private let boundedByAlone: Bool
    private var basis: [Column]
    /// For each basic column its value, then its row of the inverse basis in the coordinates of the first basis.
    private var rows: [[Rational]]

    init(game: CostGame, base: [Rational], directions: DirectionSpace, boundedByAlone: Bool) {
        (self.game, self.base, self.directions, self.boundedByAlone) = (game, base, directions, boundedByAlone)
        movable = directions.movable(among: game.scaled.count)
        let pivots = directions.pivots
        let first = Coalition([pivots[0]])
        let opposite = Coalition(bits: game.everyone.bits & ~first.bits)
        basis = [.group(first), .group(opposite)] + pivots.dropFirst().map { .group(Coalition([$0])) }
        rows = basis.indices.map { index in
            var row = [Rational](repeating: 0, count: pivots.count + 2)
            row[index + 1] = 1
            if index < 2 { row[0] = 1 / Rational(2) }
            return row
        }
    }

    mutating func solve() -> Optimum {
        while true {
            let (moves, saving) = multipliers()
            let shares = base.indices.map { player in
                zip(moves, directions.rows).reduce(base[player]) { $0 + $1.0 * $1.1[player] }
            }
            guard let entering = entering(shares: shares, saving: saving) else {
                return optimum(shares: shares, saving: saving)
            }
            pivot(entering)
        }
    }

    private func optimum(shares: [Rational], saving: Rational) -> Optimum {
        let tight = zip(basis, rows).filter { $0.1[0] > 0 }.map(\.0)
        let groups = tight.compactMap { if case .group(let group) = $0 { group } else { nil } }
        return Optimum(shares: shares, saving: saving, groups: groups, tight: tight.map(\.coalition))
    }

    /// The saving of a column at the base shares: its cost in the dual.
    private func saving(of column: Column) -> Rational {
        column.coalition.members.reduce(game[column.coalition]) { $0 - base[$1] }
    }

    /// The move along each direction and the least saving that make all basic columns tight.
    private func multipliers() -> (moves: [Rational], saving: Rational) {
        let savings = basis.map(saving(of:))
        let weights = basis.indices.map { index in
            zip(savings, rows).reduce(Rational(0)) { $0 + $1.0 * $1.1[index + 1] }
        }
        let least = (weights[0] + weights[1]) / 2
        return ([(weights[0] - weights[1]) / 2] + weights.dropFirst(2).map { $0 - least }, least)
    }

    /// A column in the coordinates of the first basis.
    private func coordinates(of column: Column) -> [Rational] {
        let slopes = directions.slopes(of: column.coalition)
        let others = slopes.dropFirst()
        let one: Rational = if case .group = column { 1 } else { 0 }
        let rest = one - others.reduce(0, +)
        return [(rest + slopes[0]) / 2, (rest - slopes[0]) / 2] + others
    }

    private mutating func pivot(_ entering: Column) {
        let column = coordinates(of: entering)
        let change = rows.map { row in zip(column, row.dropFirst()).reduce(Rational(0)) { $0 + $1.0 * $1.1 } }
        let rising = change.indices.filter { change[$0] > 0 }
        guard let leaving = rising.min(by: { comesFirst($0, $1, change) }) else { return }
        rows[leaving] = rows[leaving].map { $0 / change[leaving] }
        for row in rows.indices where row != leaving && change[row] != 0 {
            for index in rows[row].indices where rows[leaving][index] != 0 {
                rows[row][index] -= change[row] * rows[leaving][index]
            }
        }
        basis[leaving] = entering
    }

    private func comesFirst(_ one: Int, _ other: Int, _ change: [Rational]) -> Bool {
        for index in rows[one].indices {
            let (left, right) = (rows[one][index] * change[other], rows[other][index] * change[one])
            if left != right { return left < right }
        }
        return false
    }
}

extension NucleolusStage {
    /// The column whose constraint the shares break most, or nil at the optimum.
    private func entering(shares: [Rational], saving: Rational) -> Column? {
        var worst: (column: Column, by: Rational)?
        let unit = commonDenominator(shares + [saving, Rational(1, BigInt(game.scale))])
        let whole = shares.map { ($0 * unit).numerator }
        let factor = unit.numerator / BigInt(game.scale)
        let least = (saving * unit).numerator
        if let found = fitsInt128(whole, factor, least)
            ? smallestSaving(of: whole.map { Int128($0) }, factor: Int128(factor))
            : smallestSaving(of: whole, factor: factor), found.saving < least
        {
            worst = (.group(found.group), Rational(found.saving - least, 1))
        }
        guard boundedByAlone else { return worst?.column }
        for player in base.indices {
            let broken = (game[Coalition([player])] - shares[player]) * unit
            if broken < (worst?.by ?? 0) { worst = (.alone(player), broken) }
        }
        return worst?.column
    }

    /// The least saving over all movable groups, exactly, with costs multiplied by `factor`. O(2ⁿ).
    private func smallestSaving<Whole: SignedInteger>(
        of shares: [Whole], factor: Whole
    ) -> (group: Coalition, saving: BigInt)? {
        var sums = [Whole](repeating: 0, count: game.scaled.count)
        var smallest: (bits: Int, saving: Whole)?
        for bits in 1..<sums.count {
            sums[bits] = sums[bits & (bits - 1)] + shares[bits.trailingZeroBitCount]
            guard movable[bits] else { continue }
            let saving = Whole(game.scaled[bits]) * factor - sums[bits]
            if let known = smallest, known.saving <= saving { continue }
            smallest = (bits, saving)
        }
        return smallest.map { (Coalition(bits: UInt64($0.bits)), BigInt($0.saving)) }
    }

    private func fitsInt128(_ shares: [BigInt], _ factor: BigInt, _ least: BigInt) -> Bool {
        let largest = game.scaled.reduce(Int128(0)) { max($0, abs($1)) }
        let bits = BigInt(largest).bitWidth + factor.bitWidth
        return max(bits, (shares + [least]).reduce(0) { max($0, $1.bitWidth) }) < 118
    }
}
