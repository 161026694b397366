internal import BigInt

/// Sequential Phragmén over the voters who listed each project.
///
/// Brill, Freeman, Janson, Lackner: *Phragmén's voting methods and justified representation*, AAAI 2017, with costs as in
/// pabutools. A project's cost is carried by all its supporters alike: buying it raises all of them to one load, the mean
/// of their loads plus cost per supporter. The project of least new load is bought; if any project that attains it would
/// exceed the budget, the rule stops. A voter's load is the load of the last project bought for them, so loads are kept
/// as counts: how many supporters of a project were last served by which purchase.
struct Phragmen {
    let election: Election
    let support: Support
    let ranks: [Int]
    private var purse: Purse

    private var loads = ExactLoads()
    private var approximateLoads: [Double] = [0]
    private var lastServed: [Int]
    /// `served[p][k]`: supporters of project `p` whose last purchase is number `k`; 0 means none yet.
    private var served: [[Int]]
    private(set) var rounds: [Round] = []

    struct Round {
        let project: Int
        /// The load to which all supporters rise; nil for a project that nobody supports.
        let load: ExactFraction?
        let tied: [Int]
    }

    init(_ election: Election, ties: TieRule, constraints: Constraints) throws(ElectionProblem) {
        self.election = election
        support = try election.support(.cardinality)
        ranks = election.tieRanks(ties)
        purse = Purse(election, constraints, tallies: election.listings)
        lastServed = Array(repeating: 0, count: support.classCount)
        let support = support
        served = election.projects.indices.map { [support.supporterCount($0)] }
    }

    /// - Complexity: O(purchases² · projects + choices · purchases per voter).
    mutating func run(_ funded: (Int) -> Void) -> [Int] {
        var open = election.projects.indices.filter { purse.fits($0) }
        while let tied = leastLoaded(open), tied.allSatisfy({ purse.fits($0) }), let project = tied.first {
            serve(project, tied: tied)
            purse.buy(project)
            funded(rounds.count)
            open.removeAll { $0 == project || !purse.allows($0) }
        }
        return rounds.map(\.project)
    }

    /// All open projects with exactly the least new load, in the order of the tie rule.
    private func leastLoaded(_ open: [Int]) -> [Int]? {
        let supported = open.filter { served[$0][0...].contains { $0 > 0 } }
        guard !supported.isEmpty else { return open.isEmpty ? nil : open.sorted { ranks[$0] < ranks[$1] } }
        let approximate = supported.map(approximateLoad)
        // A sum of non-negative terms, each correct to 2⁻⁵¹: nothing further from the least than this can attain it.
        let slack = Double(approximateLoads.count + 8) * 0x1p-49
        let limit = approximate.reduce(.infinity, min) * (1 + slack)
        var best: [(project: Int, load: ExactFraction)] = []
        for (project, load) in zip(supported, approximate) where load <= limit {
            let exact = loads.load(cost: election.costUnits[project], served: served[project], supporters: count(project))
            let order = best.isEmpty ? 0 : ExactFraction.compare(exact, best[0].load)
            if order < 0 { best.removeAll() }
            if order <= 0 { best.append((project, exact)) }
        }
        return best.map(\.project).sorted { ranks[$0] < ranks[$1] }
    }

    private func count(_ project: Int) -> Int { served[project].reduce(0, +) }

    private func approximateLoad(_ project: Int) -> Double {
        let carried = zip(served[project], approximateLoads).reduce(0) { $0 + Double($1.0) * $1.1 }
        return (carried + Double(election.costUnits[project])) / Double(count(project))
    }

    private mutating func serve(_ project: Int, tied: [Int]) {
        let supporters = count(project)
        guard supporters > 0 else {
            rounds.append(Round(project: project, load: nil, tied: tied))
            return
        }
        let load = loads.load(cost: election.costUnits[project], served: served[project], supporters: supporters)
        loads.append(load, supporters: supporters)
        approximateLoads.append(load.approximate)
        rounds.append(Round(project: project, load: load, tied: tied))
        let number = approximateLoads.count - 1
        for place in support.supporters(project) {
            let voter = Int(support.columns[place])
            for other in support.rows[support.rowStarts[voter]..<support.rowStarts[voter + 1]] {
                served[Int(other)].move(support.count(voter), from: lastServed[voter], to: number)
            }
            lastServed[voter] = number
        }
    }
}

extension [Int] {
    fileprivate mutating func move(_ amount: Int, from old: Int, to new: Int) {
        while count <= new { append(0) }
        self[old] -= amount
        self[new] += amount
    }
}

/// Loads as fractions whose denominators are products of whole numbers, as in ``ExactPrices``.
private struct ExactLoads {
    private var denominator = BigInt(1)
    private var numerators: [BigInt] = []
    private var factors: [BigInt] = []

    func load(cost: Int, served: [Int], supporters: Int) -> ExactFraction {
        var sum = BigInt(0)
        for (index, numerator) in numerators.enumerated() {
            sum *= factors[index]
            if index + 1 < served.count, served[index + 1] != 0 { sum += numerator * BigInt(served[index + 1]) }
        }
        return ExactFraction(numerator: sum + BigInt(cost) * denominator, denominator: denominator * BigInt(supporters))
    }

    mutating func append(_ load: ExactFraction, supporters: Int) {
        numerators.append(load.numerator)
        factors.append(BigInt(supporters))
        denominator = load.denominator
    }
}
