/// Bounds of a project's price, from as few looks at its supporters as possible.
extension SupportColumns {
    func lowerRatio(_ project: Int) -> Double { lower[project] / scales[project] }

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
        guard limit < .infinity else { return expected(project) }
        let cap = limit * scales[project] * (1 + 0x1p-50)
        let scan = scan(project, cap: cap)
        let error = error(project, held: scan.held)
        if let verdict = verdict(project, held: scan.held, error) { return verdict }
        let gap = costs[project] - scan.paid - error
        if gap > 0, scan.rich > 0 {
            // Σ min(money, cap · weight) is concave in the cap, so its tangent here bounds the price from below.
            lower[project] = max(lower[project], (cap + gap / scan.rich) * (1 - 0x1p-50))
            return .beaten
        }
        // The same tangent, from above the price.
        let tangent = scan.rich > 0 ? cap - (scan.paid - costs[project] + error) / scan.rich : 0
        lower[project] = max(lower[project], tangent * (1 - 0x1p-50))
        guard weights == nil, let poor else { return solve(project, from: lower[project], error) { self.scan(project, cap: $0) } }
        let window = window(project, poor, from: lower[project], to: cap * (1 + 0x1p-30) + moneyError + part)
        return solve(project, from: lower[project], error) { self.scan(project, window, cap: $0) }
    }

    /// Bounds of the price of a project that is expected to cost about as much as when it was last bought.
    private func expected(_ project: Int) -> Comparison {
        let (last, before) = boughtAt[project]
        let trend = before > 0 ? min(max(last / before, 0.97), 1.03) : 1
        let width = before > 0 ? 0.002 + 2 * abs(1 - trend) : 0.04
        let guess = max(lower[project], last * trend * (1 - width))
        guard weights == nil, let poor else { return fromBelow(project) }
        let window = window(project, poor, from: guess, to: max(guess, last * trend) * (1 + width))
        let start = scan(project, window, cap: guess)
        let error = error(project, held: start.held)
        if let verdict = verdict(project, held: start.held, error) { return verdict }
        let isAbove = guess > lower[project] && costs[project] - start.paid <= error
        return isAbove ? fromBelow(project) : solve(project, from: guess, error) { self.scan(project, window, cap: $0) }
    }

    private func fromBelow(_ project: Int) -> Comparison {
        let start = scan(project, cap: lower[project])
        let error = error(project, held: start.held)
        return verdict(project, held: start.held, error) ?? solve(project, from: lower[project], error) { self.scan(project, cap: $0) }
    }

    private func verdict(_ project: Int, held: Double, _ error: Double) -> Comparison? {
        if held < costs[project] - error { return .unaffordable }
        return held <= costs[project] + error ? .uncertain : nil
    }

    /// Newton's method from a lower bound; the sum is concave and piecewise linear, so it climbs and ends.
    private func solve(_ project: Int, from bound: Double, _ error: Double, _ scan: (Double) -> Scan) -> Comparison {
        var cap = bound
        var current = scan(cap)
        while costs[project] - current.paid > error {
            guard current.rich > 0 else { return .contender(anything(project)) }
            let next = cap + (costs[project] - current.paid) / current.rich
            guard next > cap else { break }
            cap = next
            current = scan(cap)
        }
        guard current.rich > 0 else { return .contender(anything(project)) }
        // |Σ − cost| ≤ 2 · error here, and the slope is at least half of `rich` as far as delta: so the price is inside.
        let delta = 4 * error / current.rich + cap * 0x1p-50
        guard scan(cap + delta + moneyError).rich * 2 >= current.rich else { return .contender(anything(project)) }
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
}

/// Looking at supporters.
extension SupportColumns {
    /// With a price of `cap` per weight: what supporters pay, what they hold, and the weight of those whom it leaves something.
    struct Scan {
        var paid = 0.0
        var held = 0.0
        var rich = 0.0
    }

    func scan(_ project: Int, cap: Double) -> Scan {
        weights == nil ? scanPlain(project, cap: cap) : scanWeighted(project, cap: cap)
    }

    /// The most whole parts that a price takes.
    private func parts(of cap: Double) -> Int32 {
        let parts = cap / part
        return parts < Double(Int32.max) ? Int32(max(parts, 0)) : .max
    }

    private func scanPlain(_ project: Int, cap: Double) -> Scan {
        let level = parts(of: cap)
        var sums = FourfoldSums(level: level)
        let count = lengths[project]
        var place = 0
        while place < count {
            let end = min(place + FourfoldSums.most, count)
            sums.add(money, ids + starts[project], place..<end)
            place = end
        }
        dryCounts[project] = count - sums.solvent
        return scan(poorPaid: sums.poor, held: sums.held, rich: sums.rich, cap: cap)
    }

    /// Those who are not rich pay all they have; the rich pay the price itself, which need not be whole parts.
    private func scan(poorPaid: Int, held: Int, rich: Int, cap: Double) -> Scan {
        Scan(paid: Double(poorPaid) * part + Double(rich) * cap, held: Double(held) * part, rich: Double(rich))
    }

    private func scanWeighted(_ project: Int, cap: Double) -> Scan {
        var result = Scan()
        guard let weights, let counts else { return result }
        let (money, ids) = (money, ids)
        let start = starts[project]
        var solvent = 0
        for place in start..<(start &+ lengths[project]) {
            let has = Double(money[Int(ids[place])]) * part
            let due = cap * weights[place]
            let isRich = has > due
            result.held += counts[place] * has
            result.paid += counts[place] * (isRich ? due : has)
            result.rich += isRich ? counts[place] * weights[place] : 0
            solvent &+= has > 0 ? 1 : 0
        }
        dryCounts[project] = lengths[project] - solvent
        return result
    }

    /// The supporters of a project as prices between two bounds see them: only the middle ones have to be looked at again.
    struct Window {
        var project = -1
        var payments = 0
        var low = 0.0
        var high = 0.0
        /// The bounds in whole parts: who holds at most `below` is poor, who holds more than `above` is not.
        var below: Int32 = 0
        var above: Int32 = 0
        var poorPaid = 0
        var held = 0
        var rich = 0
        var middleCount = 0
        /// How many outside the middle are not where ``PoorVoters`` has them.
        var movedCount = 0
    }

    /// One look at all supporters of a project without weights; ``middle`` keeps those who decide.
    ///
    /// Poor or rich changes from voter to voter as if by chance, so each is written without a branch and kept or not.
    func window(_ project: Int, _ poor: PoorVoters, from low: Double, to high: Double) -> Window {
        var window = Window(project: project, payments: payments, low: low, high: high, below: parts(of: low), above: parts(of: high))
        let (money, first, middle, middleIDs, count) = (money, ids + starts[project], middle, middleIDs, lengths[project])
        let (below, above) = (window.below, window.above)
        let (at, moved, this) = (poor.at, movedBuffer, UInt16(truncatingIfNeeded: project))
        var (held, poorPaid, rich, solvent, kept, movedCount) = (0, 0, 0, 0, 0, 0)
        for place in 0..<count {
            let supporter = first[place]
            let has = money[Int(supporter)]
            let (isPoor, isRich, isSolvent) = (has <= below ? 1 : 0, has > above ? 1 : 0, has > 0 ? 1 : 0)
            held &+= Int(has)
            poorPaid &+= Int(has) & -isPoor
            rich &+= isRich
            solvent &+= isSolvent
            (middle[kept], middleIDs[kept]) = (has, supporter)
            kept &+= 1 &- isPoor &- isRich
            moved[movedCount] = supporter
            let wasPoor = at[Int(supporter)] == this ? 1 : 0
            movedCount &+= (isPoor ^ wasPoor) & (isPoor | isRich) & isSolvent
        }
        dryCounts[project] = count - solvent
        (window.held, window.poorPaid, window.rich) = (held, poorPaid, rich)
        (window.middleCount, window.movedCount) = (kept, movedCount)
        lastWindow = window
        return window
    }

    private func scan(_ project: Int, _ window: Window, cap: Double) -> Scan {
        guard cap >= window.low, cap <= window.high else { return scan(project, cap: cap) }
        let level = parts(of: cap)
        var (poorPaid, rich) = (window.poorPaid, window.rich)
        for place in 0..<window.middleCount {
            let has = middle[place]
            poorPaid &+= has <= level ? Int(has) : 0
            rich &+= has > level ? 1 : 0
        }
        return scan(poorPaid: poorPaid, held: window.held, rich: rich, cap: cap)
    }
}

/// What a group of voters holds, four voters at a time.
private struct FourfoldSums {
    /// As many voters may be added at once: halves of the amounts are summed up apart, in 32 bits.
    static let most = 1 << 18

    let level: Int32
    var held = 0
    /// What those hold who have at most the level.
    var poor = 0
    var rich = 0
    var solvent = 0

    init(level: Int32) { self.level = level }

    mutating func add(_ money: UnsafeMutablePointer<Int32>, _ ids: UnsafeMutablePointer<UInt32>, _ range: Range<Int>) {
        let levels = SIMD4(repeating: level)
        let halves = SIMD4<UInt32>(repeating: 0xFFFF)
        var (heldLow, heldHigh, poorLow, poorHigh) = (SIMD4<UInt32>.zero, SIMD4<UInt32>.zero, SIMD4<UInt32>.zero, SIMD4<UInt32>.zero)
        var (richCount, solventCount) = (SIMD4<Int32>.zero, SIMD4<Int32>.zero)
        var place = range.lowerBound
        while place &+ 4 <= range.upperBound {
            let has = SIMD4(
                money[Int(ids[place])], money[Int(ids[place &+ 1])], money[Int(ids[place &+ 2])], money[Int(ids[place &+ 3])])
            let isRich = has .> levels
            let all = SIMD4<UInt32>(truncatingIfNeeded: has)
            let poor = all.replacing(with: 0, where: isRich)
            heldLow &+= all & halves
            heldHigh &+= all &>> 16
            poorLow &+= poor & halves
            poorHigh &+= poor &>> 16
            richCount &+= SIMD4<Int32>.zero.replacing(with: 1, where: isRich)
            solventCount &+= SIMD4<Int32>.zero.replacing(with: 1, where: has .> 0)
            place &+= 4
        }
        held += Self.total(heldLow, heldHigh)
        poor += Self.total(poorLow, poorHigh)
        rich += Int(richCount.wrappedSum())
        solvent += Int(solventCount.wrappedSum())
        while place < range.upperBound {
            let has = money[Int(ids[place])]
            held += Int(has)
            poor += has > level ? 0 : Int(has)
            rich += has > level ? 1 : 0
            solvent += has > 0 ? 1 : 0
            place &+= 1
        }
    }

    private static func total(_ low: SIMD4<UInt32>, _ high: SIMD4<UInt32>) -> Int {
        low.indices.reduce(0) { $0 + Int(low[$1]) + Int(high[$1]) << 16 }
    }
}
