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
/// All sums here are of doubles; each comes with a bound of its error, and nothing is decided inside the bound.
final class SupportColumns {
    private let projectCount: Int
    private let classCount: Int
    private let entryCount: Int
    private let starts: [Int]
    private let costs: [Double]
    private let scales: [Double]
    private let support: Support

    private let original: [UInt32]
    private let ids: UnsafeMutablePointer<UInt32>
    /// Weight and multiplicity beside each id; only where voters or utilities differ.
    private let weights: UnsafeMutablePointer<Double>?
    private let counts: UnsafeMutablePointer<Double>?
    private let money: UnsafeMutablePointer<Double>
    private var lengths: [Int]
    private var dryCounts: [Int]
    /// A proved lower bound of each project's price per weight.
    private var lower: [Double]
    private let firstLower: [Double]
    private let voters: [Double]
    /// Every voter's money is within this of its exact value.
    private(set) var moneyError = 0.0
    private var endowment = 0.0
    private var payments = 0

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
        voters = costs.indices.map { Double(support.supporterCount($0)) }
        var total = Array(repeating: 0.0, count: projectCount)
        for project in costs.indices {
            for place in support.supporters(project) {
                total[project] += Double((support.weights?[place] ?? 1) * support.count(Int(support.columns[place])))
            }
        }
        firstLower = zip(self.costs, total).map { $1 > 0 ? $0 / $1 * (1 - 0x1p-50) : 0 }
        lower = firstLower
        ids.initialize(from: original, count: entryCount)
        money.initialize(repeating: 0, count: max(classCount, 1))
        for project in costs.indices { restore(project) }
    }

    deinit {
        ids.deallocate()
        money.deallocate()
        weights?.deallocate()
        counts?.deallocate()
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
        money.update(repeating: endowment, count: classCount)
        self.endowment = endowment
        payments = 0
        moneyError = endowment * 0x1p-50
    }

    func lowerRatio(_ project: Int) -> Double { lower[project] / scales[project] }

    // MARK: Comparing

    enum Comparison {
        case beaten, unaffordable, uncertain
        case contender(PriceInterval)
    }

    func anything(_ project: Int) -> PriceInterval {
        PriceInterval(low: lowerRatio(project) * (1 - 0x1p-50), high: .infinity, cap: nil)
    }

    /// Compares the project's ρ with `limit`: beaten if it is proved to be greater, else bounds of it.
    func compare(_ project: Int, with limit: Double) -> Comparison {
        if dryCounts[project] * 4 > lengths[project] { dropDry(project) }
        var knowsMoney = false
        if limit < .infinity {
            let cap = limit * scales[project] * (1 + 0x1p-50)
            let scan = scan(project, cap: cap)
            let error = error(project, held: scan.held)
            if scan.held < costs[project] - error { return .unaffordable }
            if scan.held <= costs[project] + error { return .uncertain }
            knowsMoney = true
            let gap = costs[project] - scan.paid - error
            if gap > 0, scan.rich > 0 {
                // Σ min(money, cap · weight) is concave in the cap, so its tangent here bounds the price from below.
                lower[project] = max(lower[project], (cap + gap / scan.rich) * (1 - 0x1p-50))
                return .beaten
            }
        }
        return solve(project, knowsMoney: knowsMoney)
    }

    /// Newton's method from the lower bound; the sum is concave and piecewise linear, so it climbs and ends.
    private func solve(_ project: Int, knowsMoney: Bool) -> Comparison {
        var cap = lower[project]
        var current = scan(project, cap: cap)
        let error = error(project, held: current.held)
        if !knowsMoney {
            if current.held < costs[project] - error { return .unaffordable }
            if current.held <= costs[project] + error { return .uncertain }
        }
        while costs[project] - current.paid > error {
            guard current.rich > 0 else { return .contender(anything(project)) }
            let next = cap + (costs[project] - current.paid) / current.rich
            guard next > cap else { break }
            cap = next
            current = scan(project, cap: cap)
        }
        guard current.rich > 0 else { return .contender(anything(project)) }
        // |Σ − cost| ≤ 2 · error here, and the slope is at least half of `rich` as far as delta: so the price is inside.
        let delta = 4 * error / current.rich + cap * 0x1p-50
        guard scan(project, cap: cap + delta + moneyError).rich * 2 >= current.rich else { return .contender(anything(project)) }
        lower[project] = max(lower[project], cap - delta)
        let scale = scales[project]
        return .contender(
            PriceInterval(
                low: (cap - delta) / scale * (1 - 0x1p-50), high: (cap + delta) / scale * (1 + 0x1p-50), cap: (cap, delta)))
    }

    /// A bound of the error of a scan's sums.
    private func error(_ project: Int, held: Double) -> Double {
        voters[project] * moneyError + Double(lengths[project] + 16) * 0x1p-52 * max(held, costs[project])
    }

    // MARK: Scanning

    /// With a price of `cap` per weight: what supporters pay, what they hold, and the weight of those not run dry by it.
    private struct Scan {
        var paid = 0.0
        var held = 0.0
        var rich = 0.0
    }

    private func scan(_ project: Int, cap: Double) -> Scan {
        if let weights, let counts { return scanWeighted(project, cap: cap, weights: weights, counts: counts) }
        let first = ids + starts[project]
        let count = lengths[project]
        let caps = SIMD4(repeating: cap)
        var (paid, held, rich) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
        var place = 0
        while place &+ 4 <= count {
            let has = SIMD4(
                money[Int(first[place])], money[Int(first[place &+ 1])], money[Int(first[place &+ 2])], money[Int(first[place &+ 3])])
            held += has
            let isRich = has .> caps
            paid += has.replacing(with: caps, where: isRich)
            rich += SIMD4<Double>.zero.replacing(with: 1, where: isRich)
            place &+= 4
        }
        var result = Scan(paid: paid.sum(), held: held.sum(), rich: rich.sum())
        while place < count {
            let has = money[Int(first[place])]
            result.held += has
            result.paid += min(has, cap)
            result.rich += has > cap ? 1 : 0
            place &+= 1
        }
        return result
    }

    private func scanWeighted(
        _ project: Int, cap: Double, weights: UnsafeMutablePointer<Double>, counts: UnsafeMutablePointer<Double>
    ) -> Scan {
        var result = Scan()
        let start = starts[project]
        for place in start..<(start &+ lengths[project]) {
            let has = money[Int(ids[place])]
            let due = cap * weights[place]
            result.held += counts[place] * has
            if has > due {
                result.paid += counts[place] * due
                result.rich += counts[place] * weights[place]
            } else {
                result.paid += counts[place] * has
            }
        }
        return result
    }

    /// Forgets supporters who hold nothing.
    private func dropDry(_ project: Int) {
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

    // MARK: Sorting supporters, paying

    enum Side { case poor, rich, unclear }

    func forEachSolventSupporter(_ project: Int, _ body: (_ supporter: UInt32, _ weight: Int) -> Void) {
        for place in starts[project]..<(starts[project] + lengths[project]) where money[Int(ids[place])] > 0 {
            body(ids[place], Int(weights?[place] ?? 1))
        }
    }

    /// Tells for each solvent supporter whether the price surely leaves them money, surely takes all, or neither.
    func classify(_ project: Int, _ interval: PriceInterval, _ body: (_ supporter: UInt32, _ weight: Int, _ side: Side) -> Void) {
        forEachSolventSupporter(project) { supporter, weight in
            guard let cap = interval.cap else { return body(supporter, weight, .unclear) }
            let due = cap.value * Double(weight)
            let margin = money[Int(supporter)] - due
            let tolerance = (moneyError + cap.delta * Double(weight) + due * 0x1p-50) * (1 + 0x1p-40)
            body(supporter, weight, margin > tolerance ? .rich : margin < -tolerance ? .poor : .unclear)
        }
    }

    /// Takes the price from every solvent supporter; those in `dry` hold exactly nothing afterwards.
    func pay(_ project: Int, price: Double, dry: [(supporter: UInt32, isPoor: Bool)]) {
        for (supporter, _) in dry { money[Int(supporter)] = 0 }
        for place in starts[project]..<(starts[project] + lengths[project]) {
            let supporter = Int(ids[place])
            guard money[supporter] > 0 else { continue }
            // A voter who is exactly known to keep something stays above nothing.
            money[supporter] = max(money[supporter] - price * (weights?[place] ?? 1), .leastNormalMagnitude)
        }
        payments += 1
        moneyError = endowment * Double(payments + 1) * 0x1p-50
    }

    func markDry(_ supporter: UInt32, rows: Support) {
        for place in rows.rowStarts[Int(supporter)]..<rows.rowStarts[Int(supporter) + 1] {
            dryCounts[Int(rows.rows[place])] += 1
        }
    }

    /// What a class of voters holds, to within ``moneyError``.
    func moneyOf(_ supporter: UInt32) -> Double { money[Int(supporter)] }
}
