// The basis of the simplex method: its inverse, the values and prices that follow from it.
extension Simplex {
    /// Returns every variable to rest and the basis to the row activities.
    mutating func resetBasis() {
        for variable in place.indices { place[variable] = variable < rowCount ? variable : Self.nonbasic }
        for row in 0..<rowCount {
            basis[row] = row
            for column in 0..<rowCount { inverse[row * rowCount + column] = row == column ? -1 : 0 }
            rowNorm[row] = 1
        }
        updatesSinceFactoring = 0
    }

    /// Recomputes the inverse from the columns in the basis; false if they are dependent.
    mutating func factor() -> Bool {
        let n = rowCount
        var matrix = [Double](repeating: 0, count: n * n)
        for (index, variable) in basis.enumerated() {
            if variable < n {
                matrix[variable * n + index] = -1
            } else {
                let column = variable - n
                for entry in columnStart[column]..<columnStart[column + 1] {
                    matrix[entryRow[entry] * n + index] = entryValue[entry]
                }
            }
        }
        guard let inverted = DenseSquare.inverse(of: matrix, order: n) else { return false }
        inverse = inverted
        for row in 0..<n {
            var sum = 0.0
            for column in 0..<n { sum += inverse[row * n + column] * inverse[row * n + column] }
            rowNorm[row] = sum
        }
        updatesSinceFactoring = 0
        return true
    }

    /// Reduced costs of all variables under the present basis.
    mutating func priceAll() {
        let prices = multipliers()
        for variable in cost.indices {
            reducedCost[variable] = place[variable] == Self.nonbasic
                ? cost[variable] - product(prices, variable) : 0
        }
    }

    /// Puts each resting variable on the bound its reduced cost asks for, then computes the others.
    mutating func settle() {
        for variable in place.indices where place[variable] == Self.nonbasic {
            if reducedCost[variable] > Self.optimality {
                value[variable] = lower[variable]
            } else if reducedCost[variable] < -Self.optimality {
                value[variable] = upper[variable]
            } else {
                let nearUpper = value[variable] - lower[variable] > upper[variable] - value[variable]
                value[variable] = nearUpper ? upper[variable] : lower[variable]
            }
        }
        computeBasicValues()
    }

    /// Solves B x_B = −N x_N for the values in the basis.
    mutating func computeBasicValues() {
        var load = [Double](repeating: 0, count: rowCount)
        for variable in place.indices where place[variable] == Self.nonbasic && value[variable] != 0 {
            addColumn(variable, times: value[variable], to: &load)
        }
        for index in 0..<rowCount {
            var sum = 0.0
            for row in 0..<rowCount { sum -= inverse[index * rowCount + row] * load[row] }
            value[basis[index]] = sum
        }
    }

    func addColumn(_ variable: Int, times factor: Double, to load: inout [Double]) {
        if variable < rowCount {
            load[variable] -= factor
        } else {
            let column = variable - rowCount
            for entry in columnStart[column]..<columnStart[column + 1] {
                load[entryRow[entry]] += factor * entryValue[entry]
            }
        }
    }

    /// The product of a row vector with a variable's column.
    func product(_ vector: [Double], _ variable: Int) -> Double {
        if variable < rowCount { return -vector[variable] }
        var sum = 0.0
        let column = variable - rowCount
        for entry in columnStart[column]..<columnStart[column + 1] {
            sum += vector[entryRow[entry]] * entryValue[entry]
        }
        return sum
    }

    /// Fills `pivotRow` with a row of the inverse and `pivotEntries` with its product with every resting column.
    mutating func computePivotRow(_ index: Int) {
        for row in 0..<rowCount { pivotRow[row] = inverse[index * rowCount + row] }
        for variable in place.indices where place[variable] == Self.nonbasic {
            pivotEntries[variable] = product(pivotRow, variable)
        }
    }

    /// Fills `pivotColumn` with the inverse times a variable's column.
    mutating func computePivotColumn(_ variable: Int) {
        let n = rowCount
        if variable < n {
            for index in 0..<n { pivotColumn[index] = -inverse[index * n + variable] }
            return
        }
        let column = variable - n
        let range = columnStart[column]..<columnStart[column + 1]
        for index in 0..<n {
            var sum = 0.0
            for entry in range { sum += inverse[index * n + entryRow[entry]] * entryValue[entry] }
            pivotColumn[index] = sum
        }
    }

    /// Exchanges the variable at a basis place and updates inverse and row norms; `pivotColumn` must be current.
    mutating func exchange(place index: Int, for entering: Int) {
        let n = rowCount
        let leaving = basis[index]
        place[leaving] = Self.nonbasic
        place[entering] = index
        basis[index] = entering
        let pivot = pivotColumn[index]
        inverse.withUnsafeMutableBufferPointer { inverse in
            let base = index * n
            var norm = 0.0
            for column in 0..<n {
                inverse[base + column] /= pivot
                norm += inverse[base + column] * inverse[base + column]
            }
            rowNorm[index] = norm
            for row in 0..<n where row != index && pivotColumn[row] != 0 {
                let factor = pivotColumn[row]
                let start = row * n
                var sum = 0.0
                for column in 0..<n {
                    let updated = inverse[start + column] - factor * inverse[base + column]
                    inverse[start + column] = updated
                    sum += updated * updated
                }
                rowNorm[row] = sum
            }
        }
        updatesSinceFactoring += 1
    }

    func greatestInfeasibility() -> Double {
        var worst = 0.0
        for variable in basis {
            worst = max(worst, lower[variable] - value[variable], value[variable] - upper[variable])
        }
        return worst
    }
}
