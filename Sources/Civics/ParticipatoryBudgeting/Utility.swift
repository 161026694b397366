/// What a funded project is worth to a voter who chose it.
public enum Utility: String, Sendable, CaseIterable {
    /// Its cost: a project twice as dear is worth twice as much (pabutools `Cost_Sat`).
    case cost
    /// One, whatever it costs (`Cardinality_Sat`).
    case cardinality
    /// The points given. On ordinal ballots the official points of the cities: the longest allowed ballot
    /// (`max_length`, else the longest one cast) less the position counted from 0, so 3, 2, 1 in Kraków.
    case score
    /// Ordinal ballots as pabutools reads them (`Additive_Borda_Sat`): length of this ballot less position less 1, so
    /// the last choice is worth nothing.
    case borda

    /// The utility that ``Rule/equalShares`` takes where none is asked for: points where ballots have them, else cost.
    public static func usual(for type: VoteType) -> Utility {
        switch type {
        case .approval, .chooseOne, .knapsack: .cost
        case .ordinal, .cumulative, .scoring: .score
        }
    }
}

/// Who supports what, and how much: the ballots in the shape in which the rules read them.
///
/// Voters with the same ballot may stand together as one `class` with a multiplicity. A column holds a project's
/// supporters (classes whose utility for it is positive), a row a class's supported projects.
struct Support: Sendable {
    let classCount: Int
    /// How many voters each class stands for; nil where every class is one voter.
    let multiplicity: [Int]?
    /// Project `p` is supported by `columns[columnStarts[p]..<columnStarts[p + 1]]`, ascending.
    let columnStarts: [Int]
    let columns: [UInt32]
    /// The utility of each column entry in whole units; nil where each project is worth the same to all its supporters.
    let weights: [Int]?
    /// What each project is worth to one supporter where `weights` is nil; else 1.
    let uniform: [Int]
    /// Class `i` supports `rows[rowStarts[i]..<rowStarts[i + 1]]`.
    let rowStarts: [Int]
    let rows: [UInt32]
    /// The utility of each row entry; nil like `weights`.
    let rowWeights: [Int]?
    /// The number of voters, including those whose ballot is empty.
    let voterCount: Int

    /// For each project the first one with the same cost, the same supporters and the same utilities.
    func twins(costs: [Int]) -> [Int] {
        var firsts: [[Int]: [Int]] = [:]
        return costs.indices.map { project in
            let range = supporters(project)
            let key = [costs[project], uniform[project], range.count, Int(range.isEmpty ? 0 : columns[range.lowerBound])]
            let same = firsts[key, default: []].first { first in
                columns[supporters(first)] == columns[range]
                    && (weights.map { $0[supporters(first)] == $0[range] } ?? true)
            }
            if same == nil { firsts[key, default: []].append(project) }
            return same ?? project
        }
    }

    func supporters(_ project: Int) -> Range<Int> { columnStarts[project]..<columnStarts[project + 1] }
    func count(_ supporterClass: Int) -> Int { multiplicity?[supporterClass] ?? 1 }

    /// The number of voters who support the project.
    func supporterCount(_ project: Int) -> Int {
        guard let multiplicity else { return supporters(project).count }
        return supporters(project).reduce(0) { $0 + multiplicity[Int(columns[$1])] }
    }
}

extension Election {
    /// The utility of each choice of all ballots, in whole units, or nil where it depends on the project alone.
    func choiceUtilities(_ utility: Utility) throws(ElectionProblem) -> [Int]? {
        switch utility {
        case .cost, .cardinality: return nil
        case .score where voteType.hasPoints: return ballots.points
        case .score where voteType == .ordinal:
            let longest = longestOrdinalBallot
            return positions { position, _ in max(longest - position, 0) }
        case .score: return nil
        case .borda:
            guard voteType == .ordinal else { throw ElectionProblem("borda utility needs ordinal ballots") }
            return positions { position, length in length - position - 1 }
        }
    }

    private var longestOrdinalBallot: Int {
        if let text = self[metadata: "max_length"], let length = Int(text), length > 0, length < 1 << 20 { return length }
        return (0..<ballots.count).map { ballots[$0].count }.max() ?? 0
    }

    private func positions(_ worth: (_ position: Int, _ length: Int) -> Int) -> [Int] {
        (0..<ballots.count).flatMap { ballot in
            let length = ballots[ballot].count
            return (0..<length).map { worth($0, length) }
        }
    }

    /// What the project is worth to each supporter under a utility that depends on the project alone.
    func uniformUtility(_ utility: Utility) -> [Int] {
        utility == .cost ? costUnits : Array(repeating: 1, count: projects.count)
    }

    /// For each project the points it got, or the number of voters who listed it where the utility knows no points.
    func tallies(_ utility: Utility) throws(ElectionProblem) -> [Int] {
        guard let utilities = try choiceUtilities(utility) else { return listings }
        var totals = Array(repeating: 0, count: projects.count)
        for (choice, utility) in zip(ballots.choices, utilities) { totals[Int(choice)] += utility }
        return totals
    }

    /// The number of voters who listed each project.
    public var listings: [Int] {
        var counts = Array(repeating: 0, count: projects.count)
        for choice in ballots.choices { counts[Int(choice)] += 1 }
        return counts
    }

    func support(_ utility: Utility) throws(ElectionProblem) -> Support {
        let utilities = try choiceUtilities(utility)
        let uniform = uniformUtility(utility)
        let classes = ballotClasses(utilities)
        var builder = SupportRows(capacity: ballots.choices.count)
        for ballot in classes.representatives {
            for place in ballots.range(ballot) {
                let project = Int(ballots.choices[place])
                let worth = utilities?[place] ?? uniform[project]
                if worth > 0 { builder.add(project, utilities == nil ? nil : worth) }
            }
            builder.endRow()
        }
        return builder.support(
            projectCount: projects.count, uniform: utilities == nil ? uniform : Array(repeating: 1, count: projects.count),
            multiplicity: classes.multiplicity, voterCount: ballots.count)
    }

    /// Puts equal ballots together where that saves at least a third of them.
    private func ballotClasses(_ utilities: [Int]?) -> (representatives: [Int], multiplicity: [Int]?) {
        var slots = Array(repeating: Int32(-1), count: tableSize(ballots.count))
        var representatives: [Int] = []
        var multiplicity: [Int] = []
        for ballot in 0..<ballots.count {
            let range = ballots.range(ballot)
            var slot = hash(range, utilities) & (slots.count - 1)
            while slots[slot] >= 0, !same(representatives[Int(slots[slot])], range, utilities) {
                slot = (slot + 1) & (slots.count - 1)
            }
            if slots[slot] < 0 {
                slots[slot] = Int32(representatives.count)
                representatives.append(ballot)
                multiplicity.append(0)
            }
            multiplicity[Int(slots[slot])] += 1
        }
        guard representatives.count * 3 <= ballots.count * 2 else { return (neighbourly(Array(0..<ballots.count)), nil) }
        return (representatives, multiplicity)
    }

    /// Ballots in the order of their two most listed projects: supporters of a project then lie close together in memory.
    private func neighbourly(_ given: [Int]) -> [Int] {
        guard given.count > 20_000, projects.count < 2000 else { return given }
        let votes = listings
        var rank = Array(repeating: 0, count: projects.count)
        for (place, project) in projects.indices.sorted(by: { votes[$0] > votes[$1] }).enumerated() { rank[project] = place }
        let width = projects.count + 1
        let keys = given.map { ballot -> Int in
            var (first, second) = (projects.count, projects.count)
            for choice in ballots[ballot] {
                let place = rank[Int(choice)]
                if place < first { (first, second) = (place, first) } else if place < second { second = place }
            }
            return first * width + second
        }
        var next = Array(repeating: 0, count: width * width + 1)
        for key in keys { next[key + 1] += 1 }
        for key in 1..<next.count { next[key] += next[key - 1] }
        var order = given
        for (ballot, key) in zip(given, keys) {
            order[next[key]] = ballot
            next[key] += 1
        }
        return order
    }

    private func tableSize(_ count: Int) -> Int {
        var size = 16
        while size < count * 2 { size *= 2 }
        return size
    }

    private func hash(_ range: Range<Int>, _ utilities: [Int]?) -> Int {
        var value: UInt64 = 0x9E37_79B9_7F4A_7C15
        for place in range {
            value = (value ^ UInt64(ballots.choices[place])) &* 0xff51_afd7_ed55_8ccd
            if let utilities { value = (value ^ UInt64(bitPattern: Int64(utilities[place]))) &* 0xc4ce_b9fe_1a85_ec53 }
            value ^= value >> 32
        }
        return Int(truncatingIfNeeded: value >> 1)
    }

    private func same(_ ballot: Int, _ range: Range<Int>, _ utilities: [Int]?) -> Bool {
        let other = ballots.range(ballot)
        guard other.count == range.count else { return false }
        for (a, b) in zip(other, range) {
            if ballots.choices[a] != ballots.choices[b] { return false }
            if let utilities, utilities[a] != utilities[b] { return false }
        }
        return true
    }
}

/// Collects rows and turns them into columns.
private struct SupportRows {
    private var starts = [0]
    private var projects: [UInt32] = []
    private var weights: [Int] = []

    init(capacity: Int) { projects.reserveCapacity(capacity) }

    mutating func add(_ project: Int, _ weight: Int?) {
        projects.append(UInt32(project))
        if let weight { weights.append(weight) }
    }

    mutating func endRow() { starts.append(projects.count) }

    func support(projectCount: Int, uniform: [Int], multiplicity: [Int]?, voterCount: Int) -> Support {
        var columnStarts = Array(repeating: 0, count: projectCount + 1)
        for project in projects { columnStarts[Int(project) + 1] += 1 }
        for project in 0..<projectCount { columnStarts[project + 1] += columnStarts[project] }
        var next = columnStarts
        var columns = Array(repeating: UInt32(0), count: projects.count)
        var columnWeights = Array(repeating: 0, count: weights.count)
        for row in 0..<(starts.count - 1) {
            for place in starts[row]..<starts[row + 1] {
                let target = next[Int(projects[place])]
                next[Int(projects[place])] += 1
                columns[target] = UInt32(row)
                if !weights.isEmpty { columnWeights[target] = weights[place] }
            }
        }
        return Support(
            classCount: starts.count - 1, multiplicity: multiplicity, columnStarts: columnStarts, columns: columns,
            weights: weights.isEmpty ? nil : columnWeights, uniform: uniform, rowStarts: starts, rows: projects,
            rowWeights: weights.isEmpty ? nil : weights, voterCount: voterCount)
    }
}
