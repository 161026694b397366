/// How far two groupings of the same people agree (Hubert, Arabie 1985): 1 when they are the same, about 0 when they
/// agree no more than by chance. The labels are small whole numbers from 0; both lists must be equally long.
/// O(people + labels²).
public func adjustedRandIndex(_ left: [Int], _ right: [Int]) -> Double {
    precondition(left.count == right.count, "both groupings are of the same people")
    let (rows, columns) = ((left.max() ?? 0) + 1, (right.max() ?? 0) + 1)
    var table = [Int](repeating: 0, count: rows * columns)
    for (row, column) in zip(left, right) { table[row * columns + column] += 1 }
    let pairs = { (count: Int) in Double(count) * Double(count - 1) / 2 }
    let together = table.reduce(0) { $0 + pairs($1) }
    let inLeft = (0..<rows).reduce(0) { $0 + pairs(table[($1 * columns)..<($1 + 1) * columns].reduce(0, +)) }
    let inRight = (0..<columns).reduce(0) { sum, column in
        sum + pairs((0..<rows).reduce(0) { $0 + table[$1 * columns + column] })
    }
    let all = pairs(left.count)
    guard all > 0 else { return 1 }
    let (expected, most) = (inLeft * inRight / all, (inLeft + inRight) / 2)
    return most == expected ? 1 : (together - expected) / (most - expected)
}
