/// How far an outcome reaches: over all voters, and over each group that the ballots' columns tell apart.
public struct Proportionality: Sendable {
    public struct Group: Sendable {
        public let name: String
        public let voters: Int
        /// The share of voters who listed no winner (0 to 1).
        public let exclusionRatio: Double
        /// How many winners a voter listed, on average.
        public let averageWinners: Double
        /// What the winners that a voter listed cost together, on average, in currency.
        public let averageCost: Double
        /// The share of the money spent that falls to the group if each winner's cost is divided equally among those who
        /// listed it; equal to the group's share of voters in a perfectly even outcome.
        public let share: Double
    }

    public struct Column: Sendable {
        public let name: String
        public let groups: [Group]
    }

    public let all: Group
    /// One entry for each column of the ballots with 2 to 60 different values (district, sex …), groups in the order of
    /// their first voter. Groups below `smallest` voters are left out, because they would tell on persons.
    public let columns: [Column]

    /// - Complexity: O(choices · columns).
    public init(of winners: [Int], in election: Election, smallest: Int = 5) {
        let reach = VoterReach(winners, election)
        all = reach.groups(names: ["all"], codes: nil, smallest: 0).first ?? Group(
            name: "all", voters: 0, exclusionRatio: 0, averageWinners: 0, averageCost: 0, share: 0)
        columns = election.voterColumns.compactMap { column in
            guard (2...61).contains(column.texts.count) else { return nil }
            let groups = reach.groups(names: Array(column.texts), codes: column.codes, smallest: smallest)
            return groups.count > 1 ? Column(name: column.name, groups: groups) : nil
        }
    }
}

/// What each voter got.
private struct VoterReach {
    var winners: [Int32] = []
    var cost: [Double] = []
    var share: [Double] = []
    var spent = 0.0

    init(_ winning: [Int], _ election: Election) {
        var isWinner = Array(repeating: false, count: election.projects.count)
        for project in winning { isWinner[project] = true }
        let costs = election.projects.map(\.cost.approximate)
        let votes = election.listings
        spent = winning.reduce(0) { $0 + (votes[$1] > 0 ? costs[$1] : 0) }
        for ballot in 0..<election.ballots.count {
            var (count, sum, part) = (Int32(0), 0.0, 0.0)
            for choice in election.ballots[ballot] where isWinner[Int(choice)] {
                count += 1
                sum += costs[Int(choice)]
                part += costs[Int(choice)] / Double(votes[Int(choice)])
            }
            winners.append(count)
            cost.append(sum)
            share.append(part)
        }
    }

    func groups(names: [String], codes: [UInt32]?, smallest: Int) -> [Proportionality.Group] {
        var sums = Array(repeating: (voters: 0, excluded: 0, winners: 0, cost: 0.0, share: 0.0), count: names.count)
        for ballot in winners.indices {
            let group = codes.map { Int($0[ballot]) } ?? 0
            sums[group].voters += 1
            sums[group].excluded += winners[ballot] == 0 ? 1 : 0
            sums[group].winners += Int(winners[ballot])
            sums[group].cost += cost[ballot]
            sums[group].share += share[ballot]
        }
        return zip(names, sums).compactMap { name, sum in
            guard sum.voters > 0, sum.voters >= smallest, codes == nil || !name.isEmpty else { return nil }
            let voters = Double(sum.voters)
            return Proportionality.Group(
                name: name, voters: sum.voters, exclusionRatio: Double(sum.excluded) / voters,
                averageWinners: Double(sum.winners) / voters, averageCost: sum.cost / voters,
                share: spent > 0 ? sum.share / spent : 0)
        }
    }
}
