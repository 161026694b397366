/// Who pays all it has, who pays the price, and what they bought before.
extension SupportColumns {
    /// Supporters sorted by a price: who surely gives all, how much weight surely does not, and whom the bounds leave open.
    struct Sides {
        /// Who holds less than this many parts gives all; the others who do are listed.
        var poorBelow: Int32 = 1
        var poor: [UInt32] = []
        var richUtility = 0
        var unclear: [(supporter: UInt32, weight: Int)] = []
    }

    func sides(_ project: Int, _ interval: PriceInterval) -> Sides {
        guard weights == nil, let poor, let cap = interval.cap else { return sidesOneByOne(project, interval) }
        var sides = Sides()
        let tolerance = (moneyError + cap.delta + cap.value * 0x1p-50) * (1 + 0x1p-40)
        let low = Int32(clamping: Int(((cap.value - tolerance) / part * (1 - 0x1p-50)).rounded(.down)))
        let high = Int32(clamping: Int(((cap.value + tolerance) / part * (1 + 0x1p-50)).rounded(.up)))
        var window = lastWindow
        if window.project != project || window.payments != payments || window.below >= low || window.above < high {
            window = self.window(
                project, poor, from: Double(low) * part * (1 - 0x1p-30) - part, to: Double(high) * part * (1 + 0x1p-30) + part)
        }
        settleMoves(window, poor)
        (sides.poorBelow, sides.richUtility) = (max(low, 1), window.rich)
        for place in 0..<window.middleCount {
            let (has, supporter) = (middle[place], middleIDs[place])
            let isPoor = has < low
            if isPoor != (poor.at[Int(supporter)] == project) { move(supporter, to: isPoor ? project : nil, in: poor) }
            if has > high { sides.richUtility += 1 } else if !isPoor { sides.unclear.append((supporter, 1)) }
        }
        return sides
    }

    /// Those outside the window who were poor and are not, or the other way round.
    private func settleMoves(_ window: Window, _ poor: PoorVoters) {
        for place in 0..<window.movedCount {
            let supporter = movedBuffer[place]
            move(supporter, to: poor.at[Int(supporter)] == window.project ? nil : window.project, in: poor)
        }
        lastWindow.movedCount = 0
    }

    private func sidesOneByOne(_ project: Int, _ interval: PriceInterval) -> Sides {
        var sides = Sides()
        let (money, ids) = (money, ids)
        let (cap, delta) = interval.cap ?? (0, .infinity)
        for place in starts[project]..<(starts[project] + lengths[project]) {
            let parts = money[Int(ids[place])]
            guard parts > 0 else { continue }
            let has = Double(parts) * part
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

    func move(_ supporter: UInt32, to project: Int?, in poor: PoorVoters) {
        let voters = support.multiplicity?[Int(supporter)] ?? 1
        let row = Int(rowStarts[Int(supporter)])..<Int(rowStarts[Int(supporter) &+ 1])
        let before = poor.at[Int(supporter)]
        guard before != PoorVoters.nowhere || project != nil else { return }
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

    /// Takes the price from every solvent supporter; the poor of `sides` hold exactly nothing afterwards, nor those in `dry`.
    func pay(_ project: Int, price: Double, poorBelow: Int32, dry: [UInt32]) {
        let (money, ids) = (money, ids + starts[project])
        for supporter in dry {
            money[Int(supporter)] = 0
            // Whoever was poor elsewhere in another run, and is not counted here, is counted nowhere.
            if let poor, poor.at[Int(supporter)] != project { move(supporter, to: nil, in: poor) }
        }
        if let weights {
            for place in 0..<lengths[project] {
                let due = Int32(clamping: Int((price * weights[starts[project] + place] / part).rounded()))
                let has = money[Int(ids[place])]
                // A voter who is exactly known to keep something stays above nothing.
                money[Int(ids[place])] = has > 0 ? max(has - due, 1) : 0
            }
        } else {
            let due = Int32(clamping: Int((price / part).rounded()))
            for place in 0..<lengths[project] {
                let has = money[Int(ids[place])]
                money[Int(ids[place])] = has < poorBelow ? 0 : max(has &- due, 1)
            }
        }
        payments += 1
        moneyError = endowment * 0x1p-50 + part * Double(payments + 1)
        boughtAt[project] = (price, boughtAt[project].last)
    }
}
