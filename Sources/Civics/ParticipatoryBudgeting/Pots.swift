/// Several pots of money: one for each district or category, and one for the whole city.
public enum Pots {
    /// Divides `total` among parts by population and need.
    ///
    /// Each part weighs `population · (1 + beta · need)`; amounts are whole multiples of one hundredth, and what rounding down
    /// leaves goes one hundredth each to the largest remainders (ties to the earlier part). The parts sum to the total.
    ///
    /// - Parameters:
    ///   - total: the money to divide, with at most two decimals.
    ///   - populations: people in each part, not negative.
    ///   - need: for each part a figure from 0 to 1; empty without need weight.
    ///   - beta: how much need counts; 0 is by population alone.
    /// - Throws: ``ElectionProblem`` where nobody lives anywhere or the figures do not go together.
    public static func shares(
        of total: Amount, populations: [Int], need: [Amount] = [], beta: Amount = Amount(0)
    ) throws(ElectionProblem) -> [Amount] {
        guard need.isEmpty || need.count == populations.count else { throw ElectionProblem("each part needs a need figure") }
        guard let cents = total.inUnits(of: 100), cents >= 0, populations.allSatisfy({ $0 >= 0 }) else {
            throw ElectionProblem("the total has at most two decimals, and populations are not negative")
        }
        // Weights over the common denominator of beta and all needs, which cancels.
        var weights: [Int128] = []
        let denominators = need.reduce(Int128(beta.denominator)) { $0 * Int128($1.denominator) }
        guard denominators < 1 << 40 else { throw ElectionProblem("the need figures are too fine") }
        for (index, population) in populations.enumerated() {
            let own = need.isEmpty ? Amount(0) : need[index]
            let scale = denominators / Int128(beta.denominator) / Int128(own.denominator)
            let extra = Int128(beta.numerator) * Int128(own.numerator) * scale
            weights.append(Int128(population) * (denominators + extra))
        }
        return try largestRemainder(cents, weights).map { Amount($0, over: 100) ?? Amount(0) }
    }

    private static func largestRemainder(_ units: Int, _ weights: [Int128]) throws(ElectionProblem) -> [Int] {
        let sum = weights.reduce(0, +)
        guard sum > 0, weights.allSatisfy({ $0 >= 0 }), sum < 1 << 63 else { throw ElectionProblem("the weights are not a whole to divide by") }
        var shares = weights.map { Int(Int128(units) * $0 / sum) }
        let remainders = weights.map { Int128(units) * $0 % sum }
        let order = weights.indices.sorted { remainders[$0] == remainders[$1] ? $0 < $1 : remainders[$0] > remainders[$1] }
        for index in order.prefix(units - shares.reduce(0, +)) { shares[index] += 1 }
        return shares
    }
}

extension Election {
    /// The election of one pot: some of the projects, its own budget, and the ballots cut to these projects.
    ///
    /// - Parameters:
    ///   - projects: positions in ``projects``; their order is kept.
    ///   - voters: which ballots belong to the pot (a district's residents, say); nil is everybody. A ballot that lists none of
    ///     the projects stays, empty: its voter has a share of the pot all the same.
    public func pot(
        projects kept: Set<Int>, budget: Amount, voters: ((_ ballot: Int) -> Bool)? = nil
    ) throws(ElectionProblem) -> Election {
        let places = projects.indices.filter(kept.contains)
        var renumbered = Array(repeating: UInt32.max, count: projects.count)
        for (new, old) in places.enumerated() { renumbered[old] = UInt32(new) }
        var cut = Ballots()
        cut.pointUnit = ballots.pointUnit
        var ids = Texts()
        var columns = voterColumns.map { VoterColumn(name: $0.name) }
        for ballot in 0..<ballots.count where voters?(ballot) ?? true {
            let range = ballots.range(ballot).filter { renumbered[Int(ballots.choices[$0])] != .max }
            let points = ballots.points.isEmpty ? [] : range.map { ballots.points[$0] }
            cut.append(range.map { renumbered[Int(ballots.choices[$0])] }, points: points)
            ids.append(voterIDs[ballot].utf8)
            for column in columns.indices { columns[column].append(voterColumns[column][ballot]) }
        }
        return try Election(
            budget: budget, voteType: voteType, projects: places.map { projects[$0] }, ballots: cut, voterIDs: ids,
            metadata: metadata, voterColumns: columns)
    }
}
