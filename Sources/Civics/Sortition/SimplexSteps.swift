// The two ways of walking from basis to basis.
extension Simplex {
    private static let refactorAfter = 100

    var stepLimit: Int { 2_000 + 40 * (rowCount + columnCount) }

    /// Moves each resting variable's cost a little further from zero, so that no two ratios tie.
    mutating func nudgeCosts(_ generator: inout SeededGenerator) {
        for variable in place.indices where place[variable] == Self.nonbasic {
            let size = 1e-6 * (1 + abs(cost[variable])) * (0.5 + generator.unit())
            let change = value[variable] == lower[variable] ? size : -size
            cost[variable] += change
            reducedCost[variable] += change
        }
    }

    // MARK: Dual

    /// Dual simplex: keeps the prices right and repairs values until all lie within their bounds.
    mutating func runDual() -> Outcome {
        var limit = stepLimit
        while true {
            if updatesSinceFactoring >= Self.refactorAfter {
                guard factor() else { return .stalled }
                priceAll()
                computeBasicValues()
            }
            guard let leaving = placeMostOutOfBounds() else { return .optimal }
            guard limit > 0 else { return .stalled }
            limit -= 1
            countStep()
            let variable = basis[leaving]
            let below = value[variable] < lower[variable]
            computePivotRow(leaving)
            guard let entering = dualRatioTest(leaving: leaving, below: below) else {
                if updatesSinceFactoring > 0 {
                    guard factor() else { return .stalled }
                    priceAll()
                    computeBasicValues()
                    continue
                }
                infeasibilityRay = pivotRow
                return .infeasible
            }
            dualPivot(leaving: leaving, entering: entering, target: below ? lower[variable] : upper[variable])
        }
    }

    /// The basis place whose violation is greatest, measured along its edge.
    private func placeMostOutOfBounds() -> Int? {
        var best: Int?
        var greatest = 0.0
        for index in 0..<rowCount {
            let variable = basis[index]
            let violation = max(lower[variable] - value[variable], value[variable] - upper[variable])
            guard violation > Self.feasibility else { continue }
            let measure = violation * violation / rowNorm[index]
            if measure > greatest {
                greatest = measure
                best = index
            }
        }
        return best
    }

    /// Chooses the entering variable, flipping boxed variables that the step passes.
    private mutating func dualRatioTest(leaving: Int, below: Bool) -> Int? {
        let variable = basis[leaving]
        var slope = below ? lower[variable] - value[variable] : value[variable] - upper[variable]
        var candidates: [(ratio: Double, size: Double, variable: Int)] = []
        for other in place.indices where place[other] == Self.nonbasic && upper[other] > lower[other] {
            let entry = below ? -pivotEntries[other] : pivotEntries[other]
            let usable = value[other] == lower[other] ? entry > Self.smallestPivot : entry < -Self.smallestPivot
            guard usable else { continue }
            candidates.append((abs(reducedCost[other]) / abs(entry), abs(entry), other))
        }
        candidates.sort { $0.ratio < $1.ratio || ($0.ratio == $1.ratio && $0.size > $1.size) }
        var flipped: [Int] = []
        var chosen: Int?
        for (index, candidate) in candidates.enumerated() {
            slope -= candidate.size * (upper[candidate.variable] - lower[candidate.variable])
            if slope <= 0 || index == candidates.count - 1 {
                chosen = steadiest(candidates, from: index)
                break
            }
            flipped.append(candidate.variable)
        }
        guard let chosen else { return nil }
        flip(flipped.filter { $0 != chosen })
        return chosen
    }

    /// Among candidates whose ratio is practically that of `index`, the one with the greatest pivot.
    private func steadiest(_ candidates: [(ratio: Double, size: Double, variable: Int)], from index: Int) -> Int {
        var best = candidates[index]
        for candidate in candidates[index...] {
            guard candidate.ratio <= candidates[index].ratio + 1e-9 else { break }
            if candidate.size > best.size { best = candidate }
        }
        return best.variable
    }

    private mutating func flip(_ variables: [Int]) {
        guard !variables.isEmpty else { return }
        var load = [Double](repeating: 0, count: rowCount)
        for variable in variables {
            let target = value[variable] == lower[variable] ? upper[variable] : lower[variable]
            addColumn(variable, times: target - value[variable], to: &load)
            value[variable] = target
        }
        for index in 0..<rowCount {
            var sum = 0.0
            for row in 0..<rowCount { sum += inverse[index * rowCount + row] * load[row] }
            value[basis[index]] -= sum
        }
    }

    private mutating func dualPivot(leaving index: Int, entering: Int, target: Double) {
        let variable = basis[index]
        computePivotColumn(entering)
        let priceStep = reducedCost[entering] / pivotEntries[entering]
        for other in place.indices where place[other] == Self.nonbasic {
            reducedCost[other] -= priceStep * pivotEntries[other]
        }
        reducedCost[entering] = 0
        reducedCost[variable] = -priceStep
        let step = (value[variable] - target) / pivotColumn[index]
        for other in 0..<rowCount { value[basis[other]] -= step * pivotColumn[other] }
        value[entering] += step
        value[variable] = target
        exchange(place: index, for: entering)
    }

    // MARK: Primal

    /// Primal simplex from a point within all bounds: lowers the cost until no price invites a change.
    mutating func runPrimal() -> Outcome {
        var limit = stepLimit
        while true {
            if updatesSinceFactoring >= Self.refactorAfter {
                guard factor() else { return .stalled }
                priceAll()
                computeBasicValues()
            }
            guard let entering = mostInvitingVariable() else { return .optimal }
            guard limit > 0 else { return .stalled }
            limit -= 1
            countStep()
            primalStep(entering)
        }
    }

    private func mostInvitingVariable() -> Int? {
        var best: Int?
        var greatest = Self.optimality
        for variable in place.indices where place[variable] == Self.nonbasic && upper[variable] > lower[variable] {
            let gain = value[variable] == lower[variable] ? -reducedCost[variable] : reducedCost[variable]
            if gain > greatest {
                greatest = gain
                best = variable
            }
        }
        return best
    }

    /// Moves a resting variable as far as the bounds allow: to its other bound, or into the basis.
    private mutating func primalStep(_ entering: Int) {
        let direction = value[entering] == lower[entering] ? 1.0 : -1.0
        computePivotColumn(entering)
        var step = upper[entering] - lower[entering]
        var blocking: Int?
        var pivotSize = 0.0
        for index in 0..<rowCount {
            let rate = -direction * pivotColumn[index]
            guard abs(rate) > Self.smallestPivot else { continue }
            let variable = basis[index]
            let room = max(0, rate > 0 ? upper[variable] - value[variable] : value[variable] - lower[variable])
            let reach = room / abs(rate)
            if reach < step - 1e-12 || (reach <= step + 1e-12 && abs(rate) > pivotSize && blocking != nil) {
                step = min(step, reach)
                blocking = index
                pivotSize = abs(rate)
            }
        }
        for index in 0..<rowCount { value[basis[index]] -= direction * step * pivotColumn[index] }
        guard let blocking else {
            value[entering] = direction > 0 ? upper[entering] : lower[entering]
            return
        }
        primalPivot(blocking, entering, newValue: value[entering] + direction * step)
    }

    private mutating func primalPivot(_ index: Int, _ entering: Int, newValue: Double) {
        let leaving = basis[index]
        computePivotRow(index)
        let priceStep = reducedCost[entering] / pivotColumn[index]
        for other in place.indices where place[other] == Self.nonbasic {
            reducedCost[other] -= priceStep * pivotEntries[other]
        }
        reducedCost[entering] = 0
        reducedCost[leaving] = -priceStep
        let toUpper = abs(value[leaving] - upper[leaving]) < abs(value[leaving] - lower[leaving])
        value[leaving] = toUpper ? upper[leaving] : lower[leaving]
        value[entering] = newValue
        exchange(place: index, for: entering)
    }
}
