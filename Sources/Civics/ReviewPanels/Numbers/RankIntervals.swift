import Foundation

/// The places that an item takes in most draws from what the data leave open.
public struct RankInterval: Sendable, Hashable {
    /// From 1.
    public var best: Int
    public var worst: Int

    public init(best: Int, worst: Int) {
        self.best = best
        self.worst = worst
    }
}

/// Counts places over many draws of all items' values at once and cuts both tails.
struct RankCount {
    /// counts[item · items + place], place from 0.
    private var counts: [Int32]
    private let items: Int
    private var draws = 0
    private var order: [Int]

    init(items: Int) {
        self.items = items
        counts = Array(repeating: 0, count: items * items)
        order = Array(0..<items)
    }

    mutating func add(_ values: [Double]) {
        order.sort { values[$0] > values[$1] }
        for (place, item) in order.enumerated() { counts[item * items + place] += 1 }
        draws += 1
    }

    /// For each item the shortest range of places around its middle that leaves out at most (1 − level)/2 at each end.
    func intervals(level: Double) -> [RankInterval] {
        let tail = Int32(Double(draws) * (1 - level) / 2)
        return (0..<items).map { item in
            let row = counts[(item * items)..<((item + 1) * items)]
            var left: Int32 = 0
            let best = row.firstIndex { count in
                left += count
                return left > tail
            }
            var right: Int32 = 0
            let worst = row.lastIndex { count in
                right += count
                return right > tail
            }
            return RankInterval(best: (best ?? row.startIndex) - row.startIndex + 1, worst: (worst ?? row.startIndex) - row.startIndex + 1)
        }
    }
}

extension PublishedRandom {
    /// Two independent standard normal numbers (Box and Muller 1958).
    mutating func normals() -> (Double, Double) {
        let radius = (-2 * log(1 - unit())).squareRoot()
        let angle = 2 * Double.pi * unit()
        return (radius * cos(angle), radius * sin(angle))
    }

    /// `count` independent standard normal numbers.
    mutating func normals(_ count: Int) -> [Double] {
        var values: [Double] = []
        values.reserveCapacity(count + 1)
        while values.count < count {
            let (first, second) = normals()
            values.append(first)
            values.append(second)
        }
        if values.count > count { values.removeLast() }
        return values
    }
}
