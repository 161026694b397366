/// A row of the polytope in whole numbers: a power of two times its coefficients and bounds.
struct WholeRow: Sendable {
    let coefficients: [Int]
    let lower: Int
    let upper: Int

    /// The smallest power of two that makes all numbers whole; nil where none up to 2⁴⁰ does.
    static func scale(of numbers: [Double], atLeast least: Int = 1) -> Int? {
        var scale = least
        for number in numbers {
            while (number * Double(scale)).rounded() != number * Double(scale) {
                guard scale < 1 << 40 else { return nil }
                scale *= 2
            }
        }
        return numbers.allSatisfy { abs($0 * Double(scale)) < 0x1p53 } ? scale : nil
    }
}

extension PanelPolytope {
    /// All rows in whole numbers, the same power of two times the rows; nil where there is none.
    func wholeRows() -> (rows: [WholeRow], scale: Int)? {
        var scale = 1
        for row in rows {
            let ends = [row.bounds.lowerBound, row.bounds.upperBound]
            guard let wider = WholeRow.scale(of: row.coefficients + ends, atLeast: scale) else { return nil }
            scale = wider
        }
        let times = Double(scale)
        let whole = rows.map { row in
            WholeRow(
                coefficients: row.coefficients.map { Int($0 * times) }, lower: Int(row.bounds.lowerBound * times),
                upper: Int(row.bounds.upperBound * times))
        }
        return (whole, scale)
    }
}
