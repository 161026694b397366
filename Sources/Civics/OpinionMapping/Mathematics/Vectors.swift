// Plain vector arithmetic; four running sums so that additions need not wait for one another.

func dot(_ left: UnsafeBufferPointer<Double>, _ right: UnsafeBufferPointer<Double>) -> Double {
    let count = min(left.count, right.count)
    var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
    var index = 0
    while index + 4 <= count {
        first += left[index] * right[index]
        second += left[index + 1] * right[index + 1]
        third += left[index + 2] * right[index + 2]
        fourth += left[index + 3] * right[index + 3]
        index += 4
    }
    var sum = (first + second) + (third + fourth)
    while index < count {
        sum += left[index] * right[index]
        index += 1
    }
    return sum
}

func dot(_ left: [Double], _ right: [Double]) -> Double {
    left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { dot(left, $0) } }
}

/// `target += factor · source`.
func add(_ factor: Double, times source: [Double], to target: inout [Double]) {
    source.withUnsafeBufferPointer { source in
        target.withUnsafeMutableBufferPointer { target in
            for index in 0..<min(source.count, target.count) { target[index] += factor * source[index] }
        }
    }
}

func scale(_ vector: inout [Double], by factor: Double) {
    for index in vector.indices { vector[index] *= factor }
}

func length(_ vector: [Double]) -> Double { dot(vector, vector).squareRoot() }
