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
    /// Supporters who held nothing when the project was last scanned.
    private var dryCounts: [Int]
    private let rowStarts: UnsafeMutablePointer<UInt32>
    private let rows: UnsafeMutablePointer<UInt16>
    private let rowWeights: UnsafeMutablePointer<Int>?
    private let poor: PoorVoters?
    /// Room for the supporters of one project, and one more that is written but not kept.
    private let poorBuffer: UnsafeMutablePointer<UInt32>
    private let movedBuffer: UnsafeMutablePointer<UInt32>
    /// A proved lower bound of each project's price per weight.
    private var lower: [Double]
    private let firstLower: [Double]
    /// Each project's last price per weight, from any run: only a guess of where to look first.
    private var lastPrice: [Double]
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
        (poorBuffer, movedBuffer) = (.allocate(capacity: longest), .allocate(capacity: longest))
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
        lastPrice = firstLower
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
        poorBuffer.deallocate()
        movedBuffer.deallocate()
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
        var cap = max(lower[project], lastPrice[project] * 0.96)
        var current = scan(project, cap: cap)
        let error = error(project, held: current.held)
        if cap > lower[project], costs[project] - current.paid <= error {
            // The guess lies above the price.
            cap = lower[project]
            current = scan(project, cap: cap)
        }
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
        lastPrice[project] = cap
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

    /// With a price of `cap` per weight: what supporters pay, what they hold, the weight of those whom it leaves something,
    /// and how many entries hold nothing already.
    private struct Scan {
        var paid = 0.0
        var held = 0.0
        var rich = 0.0
        var dry = 0.0
    }

    private func scan(_ project: Int, cap: Double) -> Scan {
        let result = weights == nil ? scanPlain(project, cap: cap) : scanWeighted(project, cap: cap)
        dryCounts[project] = Int(result.dry)
        return result
    }

    private func scanPlain(_ project: Int, cap: Double) -> Scan {
        let money = money
        let first = ids + starts[project]
        let count = lengths[project]
        let caps = SIMD4(repeating: cap)
        var (paid, held, rich, dry) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
        var place = 0
        while place &+ 4 <= count {
            let has = SIMD4(
                money[Int(first[place])], money[Int(first[place &+ 1])], money[Int(first[place &+ 2])], money[Int(first[place &+ 3])])
            held += has
            let isRich = has .> caps
            paid += has.replacing(with: caps, where: isRich)
            rich += SIMD4<Double>.zero.replacing(with: 1, where: isRich)
            dry += SIMD4<Double>.zero.replacing(with: 1, where: has .== 0)
            place &+= 4
        }
        var result = Scan(paid: paid.sum(), held: held.sum(), rich: rich.sum(), dry: dry.sum())
        while place < count {
            let has = money[Int(first[place])]
            result.held += has
            result.paid += min(has, cap)
            result.rich += has > cap ? 1 : 0
            place &+= 1
        }
        return result
    }

    private func scanWeighted(_ project: Int, cap: Double) -> Scan {
        var result = Scan()
        guard let weights, let counts else { return result }
        let (money, ids) = (money, ids)
        let start = starts[project]
        for place in start..<(start &+ lengths[project]) {
            let has = money[Int(ids[place])]
            let due = cap * weights[place]
            let isRich = has > due
            result.held += counts[place] * has
            result.paid += counts[place] * (isRich ? due : has)
            result.rich += isRich ? counts[place] * weights[place] : 0
            result.dry += has == 0 ? 1 : 0
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

    /// Supporters sorted by a price: who surely gives all, how much weight surely does not, and whom the bounds leave open.
    struct Sides {
        var poor: [UInt32] = []
        var richUtility = 0
        var unclear: [(supporter: UInt32, weight: Int)] = []
    }

    func sides(_ project: Int, _ interval: PriceInterval) -> Sides {
        guard weights == nil, let poor, let cap = interval.cap else { return sidesOneByOne(project, interval) }
        // Poor or rich changes from voter to voter as if by chance, so each is written without a branch and kept or not.
        var sides = Sides()
        let (money, ids, at) = (money, ids + starts[project], poor.at)
        let tolerance = (moneyError + cap.delta + cap.value * 0x1p-50) * (1 + 0x1p-40)
        let (low, high) = ((cap.value - tolerance).nextDown, (cap.value + tolerance).nextUp)
        var (poorCount, movedCount, richCount) = (0, 0, 0)
        let this = UInt16(project)
        for place in 0..<lengths[project] {
            let supporter = ids[place]
            let has = money[Int(supporter)]
            let isPoor = has < low && has > 0
            poorBuffer[poorCount] = supporter
            poorCount &+= isPoor ? 1 : 0
            movedBuffer[movedCount] = supporter
            movedCount &+= (has > 0 && isPoor != (at[Int(supporter)] == this)) ? 1 : 0
            richCount &+= has > high ? 1 : 0
            if has >= low, has <= high, has > 0 { sides.unclear.append((supporter, 1)) }
        }
        sides.richUtility = richCount
        sides.poor = Array(UnsafeBufferPointer(start: poorBuffer, count: poorCount))
        for place in 0..<movedCount {
            let supporter = movedBuffer[place]
            move(supporter, to: at[Int(supporter)] == this ? nil : project, in: poor)
        }
        return sides
    }

    private func sidesOneByOne(_ project: Int, _ interval: PriceInterval) -> Sides {
        var sides = Sides()
        let (money, ids) = (money, ids)
        let (cap, delta) = interval.cap ?? (0, .infinity)
        for place in starts[project]..<(starts[project] + lengths[project]) {
            let has = money[Int(ids[place])]
            guard has > 0 else { continue }
            let weight = weights?[place] ?? 1
            let due = cap * weight
            let tolerance = (moneyError + delta * weight + due * 0x1p-50) * (1 + 0x1p-40)
            if has - due < -tolerance {
                sides.poor.append(ids[place])
                if let poor, poor.at[Int(ids[place])] != project { move(ids[place], to: project, in: poor) }
                continue
            }
            if let poor, poor.at[Int(ids[place])] == project { move(ids[place], to: nil, in: poor) }
            if has - due > tolerance {
                sides.richUtility += Int(weight * (counts?[place] ?? 1))
            } else {
                sides.unclear.append((ids[place], Int(weight)))
            }
        }
        return sides
    }

    private func move(_ supporter: UInt32, to project: Int?, in poor: PoorVoters) {
        let voters = support.multiplicity?[Int(supporter)] ?? 1
        let row = Int(rowStarts[Int(supporter)])..<Int(rowStarts[Int(supporter) &+ 1])
        let before = poor.at[Int(supporter)]
        if before != PoorVoters.nowhere { poor.add(-voters, at: Int(before), row, rows, rowWeights) }
        if let project { poor.add(voters, at: project, row, rows, rowWeights) }
        poor.at[Int(supporter)] = project.map(UInt16.init) ?? PoorVoters.nowhere
    }

    /// The number of voters that ``sides(_:_:)`` last called poor for the project, and what they bought so far, as in
    /// ``addPurchases(of:_:into:)``; nil where only counting them again can tell.
    func poorVoters(_ project: Int, bought projects: [Int]) -> (voters: Int, utility: [Int])? {
        guard let poor else { return nil }
        return (poor.voters[project], projects.map { poor.utility[project * projectCount + $0] })
    }

    func solventSupporters(_ project: Int) -> [UInt32] {
        (starts[project]..<(starts[project] + lengths[project])).lazy.map { self.ids[$0] }.filter { self.money[Int($0)] > 0 }
    }

    /// Adds up what the voters of these classes have bought: `utility[purchaseOf[project]]` grows by voters times weight.
    ///
    /// `purchaseOf` names the last slot of `utility`, which means nothing, for projects not bought: no branch to mispredict.
    func addPurchases(of supporters: [UInt32], _ purchaseOf: [Int32], into utility: inout [Int]) {
        let (rows, rowStarts) = (rows, rowStarts)
        purchaseOf.withUnsafeBufferPointer { purchaseOf in
            utility.withUnsafeMutableBufferPointer { utility in
                guard rowWeights == nil, support.multiplicity == nil else {
                    return addWeighted(supporters, purchaseOf, utility)
                }
                for supporter in supporters {
                    for place in Int(rowStarts[Int(supporter)])..<Int(rowStarts[Int(supporter) &+ 1]) {
                        utility[Int(purchaseOf[Int(rows[place])])] &+= 1
                    }
                }
            }
        }
    }

    private func addWeighted(
        _ supporters: [UInt32], _ purchaseOf: UnsafeBufferPointer<Int32>, _ utility: UnsafeMutableBufferPointer<Int>
    ) {
        for supporter in supporters {
            let voters = support.count(Int(supporter))
            for place in Int(rowStarts[Int(supporter)])..<Int(rowStarts[Int(supporter) &+ 1]) {
                utility[Int(purchaseOf[Int(rows[place])])] &+= voters &* (rowWeights?[place] ?? 1)
            }
        }
    }

    /// Takes the price from every solvent supporter; those in `dry` hold exactly nothing afterwards.
    func pay(_ project: Int, price: Double, dry: [UInt32]) {
        let (money, ids) = (money, ids)
        for supporter in dry { money[Int(supporter)] = 0 }
        for place in starts[project]..<(starts[project] + lengths[project]) {
            let has = money[Int(ids[place])]
            guard has > 0 else { continue }
            // A voter who is exactly known to keep something stays above nothing.
            money[Int(ids[place])] = max(has - price * (weights?[place] ?? 1), .leastNormalMagnitude)
        }
        payments += 1
        moneyError = endowment * Double(payments + 1) * 0x1p-50
    }
}
