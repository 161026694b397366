internal import BigInt

/// Compares entries of a panel exactly, on raw or rescaled totals.
///
/// With juror j's count n, sum S and sum of squares Q of weighted scores, `(s − m)/d = (n·s − S)/√(n·Q − S²)`:
/// a whole number over the root of a whole number. Panel mean and spread are the same for all entries and drop out.
struct JuryOrder {
    struct Spread {
        var count: Int
        var sum: Int
        /// n·Q − S²: the squared spread times n². The limits of `JuryPanel` keep it below 10³⁶.
        var radicand: Int128
        /// √radicand to double precision.
        var root: Double
        /// In points.
        func deviation(unit: Int) -> Double {
            count == 0 ? 0 : root / Double(count) / Double(unit)
        }
    }

    let panel: JuryPanel
    let marks: [[JuryPanel.Mark]]
    let byJuror: [Spread]
    let byEntry: [Spread]
    let whole: Spread
    /// Rescaled means in points, to double precision.
    let rescaled: [Double]
    /// Bounds on the rounding errors of `rescaled`. No score lies more than √n spreads from its juror's mean, so a mean
    /// of m terms errs by at most m + 8 roundings of `|M| + D·√n`. Within them the exact comparison decides.
    private let doubt: [Double]

    init(panel: JuryPanel) {
        self.panel = panel
        var marks = [[JuryPanel.Mark]](repeating: [], count: panel.entries.count)
        var values = [[Int]](repeating: [], count: panel.jurors.count)
        for mark in panel.marks {
            marks[mark.entry].append(mark)
            values[mark.juror].append(mark.weighted)
        }
        let byJuror = values.map(Self.spread)
        let whole = Self.spread(of: panel.marks.map(\.weighted))
        self.marks = marks
        self.byJuror = byJuror
        self.byEntry = marks.map { Self.spread(of: $0.map(\.weighted)) }
        self.whole = whole
        let unit = Double(panel.unit)
        let mean = whole.count == 0 ? 0 : Double(whole.sum) / Double(whole.count) / unit
        let spread = whole.deviation(unit: panel.unit)
        let largest = abs(mean) + spread * Double(whole.count).squareRoot()
        doubt = marks.map { Double($0.count + 8) * largest * 0x1p-50 }
        rescaled = marks.map { marks in
            let sum = marks.reduce(0) { $0 + Self.standing(of: $1, byJuror[$1.juror]) }
            return mean + (marks.isEmpty ? 0 : spread * sum / Double(marks.count))
        }
    }

    private static func spread(of values: [Int]) -> Spread {
        let sum = values.reduce(0, +)
        let squares = values.reduce(Int128(0)) { $0 + Int128($1) * Int128($1) }
        let radicand = Int128(values.count) * squares - Int128(sum) * Int128(sum)
        return Spread(count: values.count, sum: sum, radicand: radicand, root: Double(radicand).squareRoot())
    }

    /// How many of the juror's spreads a score lies above the juror's mean; 0 for a juror without spread.
    private static func standing(of mark: JuryPanel.Mark, _ juror: Spread) -> Double {
        juror.radicand == 0 ? 0 : Double(juror.count * mark.weighted - juror.sum) / juror.root
    }

    /// The entries that can hold one of the first places: all whose total is not certainly below that of as many others.
    func contenders(among entries: [Int], for places: Int, on basis: JuryBasis) -> [Int] {
        guard places > 0, entries.count > places else { return places > 0 ? entries : [] }
        let totals = entries.map { basis == .raw ? mean($0).approximation : rescaled[$0] }
        let last = totals.sorted(by: >)[places - 1] - 2 * (doubt.max() ?? 0)
        return zip(entries, totals).filter { $0.1 >= last }.map(\.0)
    }

    /// Positive if entry a's total is higher than b's, 0 if they are exactly equal. Both have at least one score.
    func compareTotals(_ a: Int, _ b: Int, on basis: JuryBasis) -> Int {
        switch basis {
        case .raw: Self.compare(mean(a), mean(b))
        case .rescaled: compareRescaled(a, b)
        }
    }

    private func compareRescaled(_ a: Int, _ b: Int) -> Int {
        guard whole.radicand > 0 else { return 0 }
        let difference = rescaled[a] - rescaled[b]
        if abs(difference) > doubt[a] + doubt[b] { return difference > 0 ? 1 : -1 }
        var sum = RootSum()
        add(a, times: marks[b].count, to: &sum)
        add(b, times: -marks[a].count, to: &sum)
        return sum.sign
    }

    private func add(_ entry: Int, times factor: Int, to sum: inout RootSum) {
        for mark in marks[entry] {
            let juror = byJuror[mark.juror]
            sum.add(BigInt(juror.count * mark.weighted - juror.sum) * BigInt(factor), overRootOf: BigInt(juror.radicand))
        }
    }

    /// The raw mean in points.
    func mean(_ entry: Int) -> ExactScore { average(byEntry[entry].sum, marks[entry].count, unit: panel.unit) }

    /// The mean on the heaviest criterion in points.
    func heaviest(_ entry: Int) -> ExactScore {
        average(marks[entry].reduce(0) { $0 + $1.heaviest }, marks[entry].count, unit: panel.unitsPerPoint)
    }

    func average(_ sum: Int, _ count: Int, unit: Int) -> ExactScore {
        count == 0 ? ExactScore(0) : ExactScore(sum, over: count * unit)
    }

    /// Positive if a's scores lie further apart than b's.
    func compareSpread(_ a: Int, _ b: Int) -> Int {
        let (left, right) = (byEntry[a], byEntry[b])
        let (first, isLarge) = left.radicand.multipliedReportingOverflow(by: Int128(right.count * right.count))
        let (second, isLarger) = right.radicand.multipliedReportingOverflow(by: Int128(left.count * left.count))
        if !isLarge, !isLarger { return first == second ? 0 : (first > second ? 1 : -1) }
        let x = BigInt(left.radicand) * BigInt(right.count) * BigInt(right.count)
        let y = BigInt(right.radicand) * BigInt(left.count) * BigInt(left.count)
        return x == y ? 0 : (x > y ? 1 : -1)
    }

    static func compare(_ a: ExactScore, _ b: ExactScore) -> Int { a == b ? 0 : (a > b ? 1 : -1) }
}
