/// What every chart has beside its drawing: a sentence, its source with date, and the same rows as a table.
struct ChartFigure: Component {
    var words: Words
    /// The drawing for wide and for narrow screens.
    var wide: HTML
    var narrow: HTML
    /// Source, date and caveat.
    var source: HTML
    var table: Table

    var html: HTML {
        """
        <figure>\(wide)\(narrow)<details class="twin"><summary>\(words("chart.table"))</summary>\(table)</details>\
        <figcaption class="source">\(source)</figcaption></figure>
        """
    }
}

/// The room of a drawing and its margins, in SVG units.
struct ChartRoom: Sendable {
    var width: Double
    var height: Double
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    var innerWidth: Double { width - left - right }
    var innerHeight: Double { height - top - bottom }

    func svg(_ form: String, label: String, _ drawing: HTML) -> HTML {
        """
        <svg class="chart \(form)" viewBox="0 0 \(at: width) \(at: height)" role="img" aria-label="\(label)">\(drawing)</svg>
        """
    }
}

/// Round steps for an axis.
enum ChartScale {
    /// The values to mark from zero (or below) to at least the greatest, four or five of them, in steps of 1, 2 or 5.
    static func marks(lowest: Double, greatest: Double) -> [Double] {
        let low = min(lowest, 0)
        let span = max(greatest - low, 1e-9)
        let power = powerOfTen(below: span / 4)
        let step = [1.0, 2, 5, 10].map { $0 * power }.first { span / $0 <= 5 } ?? power * 10
        let first = (low / step).rounded(.down)
        let last = (max(greatest, low + step) / step).rounded(.up)
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }

    private static func powerOfTen(below value: Double) -> Double {
        var power = 1.0
        while power > value { power /= 10 }
        while power * 10 <= value { power *= 10 }
        return power
    }

    /// The decimals that a step needs: 0 for 10, 1 for 0.5.
    static func digits(of marks: [Double]) -> Int {
        guard marks.count > 1 else { return 0 }
        let step = marks[1] - marks[0]
        return step >= 0.999 ? 0 : step >= 0.0999 ? 1 : 2
    }
}
