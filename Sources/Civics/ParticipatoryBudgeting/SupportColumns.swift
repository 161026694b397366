/// Bounds of a project's price, and what is needed to sort its supporters by them.
struct PriceInterval {
    /// Bounds of ρ, money per unit of utility.
    let low: Double
    let high: Double
    /// The price per weight, correct within `delta`; nil where nothing is known and every supporter must be looked at exactly.
    let cap: (value: Double, delta: Double)?
}

/// The supporters of each project with what they still hold, in flat memory that is scanned many times.
///
/// Money is counted in 2³¹ − 1 parts of the endowment, so that a million voters fit into 4 MB and sums of it are exact. Prices
/// and costs are doubles. Each comparison comes with a bound of its error, and nothing is decided inside the bound.
final class SupportColumns {
    let projectCount: Int
    private let classCount: Int
    private let entryCount: Int
    let starts: [Int]
    let costs: [Double]
    let scales: [Double]
    let support: Support

    private let original: [UInt32]
    let ids: UnsafeMutablePointer<UInt32>
    /// Weight and multiplicity beside each id; only where voters or utilities differ.
    let weights: UnsafeMutablePointer<Double>?
    let counts: UnsafeMutablePointer<Double>?
    let money: UnsafeMutablePointer<Int32>
    /// The smallest part of the endowment that is told apart.
    var part = 1.0
    var lengths: [Int]
    /// Supporters who held nothing when the project was last scanned.
    var dryCounts: [Int]
    let rowStarts: UnsafeMutablePointer<UInt32>
    let rows: UnsafeMutablePointer<UInt16>
    let rowWeights: UnsafeMutablePointer<Int>?
    let poor: PoorVoters?
    /// Room for the supporters of one project, and one more that is written but not kept.
    let movedBuffer: UnsafeMutablePointer<UInt32>
    let middleIDs: UnsafeMutablePointer<UInt32>
    /// The money of those supporters of one project for whom a guessed range of prices leaves open whether they run dry.
    let middle: UnsafeMutablePointer<Int32>
    var lastWindow = Window()
    /// A proved lower bound of each project's price per weight.
    var lower: [Double]
    private let firstLower: [Double]
    /// Each project's price per weight in its last two purchases, from any runs: only a guess of where to look first.
    var boughtAt: [(last: Double, before: Double)]
    let voters: [Double]
    /// Every voter's money is within this of its exact value.
    var moneyError = 0.0
    var endowment = 0.0
    var payments = 0

    init(_ support: Support, costs: [Int]) {
        self.support = support
        projectCount = costs.count
        classCount = support.classCount
        entryCount = support.columns.count
        starts = support.columnStarts
        self.costs = costs.map(Double.init)
        scales = support.uniform.map { Double(max($0, 1)) }
        original = support.columns
        lengths = costs.indices.map { support.supporters($0).count }
        ids = .allocate(capacity: max(entryCount, 1))
        money = .allocate(capacity: max(classCount, 1))
        let isWeighted = support.weights != nil || support.multiplicity != nil
        weights = isWeighted ? .allocate(capacity: max(entryCount, 1)) : nil
        counts = isWeighted ? .allocate(capacity: max(entryCount, 1)) : nil
        dryCounts = Array(repeating: 0, count: projectCount)
        rowStarts = .allocate(capacity: support.rowStarts.count)
        for (place, start) in support.rowStarts.enumerated() { (rowStarts + place).initialize(to: UInt32(start)) }
        rows = .allocate(capacity: max(entryCount, 1))
        for (place, project) in support.rows.enumerated() { (rows + place).initialize(to: UInt16(project)) }
        rowWeights = support.rowWeights.map { weights in
            let copy = UnsafeMutablePointer<Int>.allocate(capacity: max(weights.count, 1))
            copy.initialize(from: weights, count: weights.count)
            return copy
        }
        let longest = (lengths.max() ?? 0) + 1
        (movedBuffer, middleIDs, middle) = (.allocate(capacity: longest), .allocate(capacity: longest), .allocate(capacity: longest))
        poor = projectCount <= PoorVoters.mostProjects ? PoorVoters(classes: classCount, projects: projectCount) : nil
        voters = costs.indices.map { Double(support.supporterCount($0)) }
        var total = Array(repeating: 0.0, count: projectCount)
        for project in costs.indices {
            for place in support.supporters(project) {
                total[project] += Double((support.weights?[place] ?? 1) * support.count(Int(support.columns[place])))
            }
        }
        firstLower = zip(self.costs, total).map { $1 > 0 ? $0 / $1 * (1 - 0x1p-50) : 0 }
        lower = firstLower
        boughtAt = firstLower.map { ($0, 0) }
        ids.initialize(from: original, count: entryCount)
        money.initialize(repeating: 0, count: max(classCount, 1))
        for project in costs.indices { restore(project) }
    }

    deinit {
        ids.deallocate()
        money.deallocate()
        weights?.deallocate()
        counts?.deallocate()
        rowStarts.deallocate()
        rows.deallocate()
        rowWeights?.deallocate()
        movedBuffer.deallocate()
        middleIDs.deallocate()
        middle.deallocate()
    }

    private func restore(_ project: Int) {
        let range = support.supporters(project)
        lengths[project] = range.count
        dryCounts[project] = 0
        for place in range {
            ids[place] = original[place]
            weights?[place] = Double(support.weights?[place] ?? 1)
            counts?[place] = Double(support.count(Int(original[place])))
        }
    }

    func reset(endowment: Double) {
        for project in 0..<projectCount {
            if lengths[project] < support.supporters(project).count { restore(project) }
            dryCounts[project] = 0
        }
        lower = firstLower
        self.endowment = endowment
        part = endowment > 0 ? endowment / Double(Int32.max) : 1
        money.update(repeating: endowment > 0 ? .max : 0, count: classCount)
        (payments, lastWindow) = (0, Window())
        moneyError = endowment * 0x1p-50 + part
    }

    /// Forgets supporters who hold nothing.
    func dropDry(_ project: Int) {
        var target = starts[project]
        for place in starts[project]..<(starts[project] + lengths[project]) where money[Int(ids[place])] > 0 {
            ids[target] = ids[place]
            weights?[target] = weights?[place] ?? 1
            counts?[target] = counts?[place] ?? 1
            target += 1
        }
        lengths[project] = target - starts[project]
        dryCounts[project] = 0
    }
}
