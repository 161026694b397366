/// A measured value over time against its baseline, threshold and target, and the same as a table.
struct LineChart: Component {
    struct Point: Sendable {
        var label: String
        /// Nil where nothing was measured; the line breaks there.
        var value: Double?
    }

    struct Level: Sendable {
        /// How the level came about; it decides how it is drawn.
        enum Kind: String, Sendable { case baseline = "base", threshold = "lock", target = "goal" }

        var kind: Kind
        var value: Double
        /// "Threshold 19, locked"
        var text: String
    }

    /// Points between which the measuring stood still.
    struct Gap: Sendable {
        var from: Int
        var to: Int
        var text: String
    }

    var words: Words
    var summary: String
    var source: HTML
    var labelHeading: String
    var valueHeading: String
    var points: [Point]
    var levels: [Level] = []
    var gaps: [Gap] = []
    var digits = 1

    var html: HTML {
        ChartFigure(words: words, wide: drawing(wide: true), narrow: drawing(wide: false), source: source, table: table).html
    }

    private var table: Table {
        let measured: [[HTML]] = points.map { point in
            [HTML(text: point.label), HTML(text: point.value.map { words.decimal($0, digits: digits) } ?? words("chart.noValue"))]
        }
        let promised: [[HTML]] = levels.map { [HTML(text: $0.text), HTML(text: words.decimal($0.value, digits: digits))] }
        return Table(
            caption: HTML(text: summary), columns: [.text(labelHeading), .number(valueHeading)], rows: measured + promised,
            hidesCaption: true)
    }

    /// Room for the longest level in words, at most a third of the drawing.
    private var levelWidth: Double { min(256, max(40, Double(levels.map(\.text.count).max() ?? 0) * 7.5 + 12)) }

    private func drawing(wide: Bool) -> HTML {
        let keyHeight = wide ? 0 : Double(levels.count) * 20
        let room =
            wide
            ? ChartRoom(width: 760, height: 330, left: 48, right: levelWidth, top: 26, bottom: 40)
            : ChartRoom(width: 340, height: 280 + keyHeight, left: 38, right: 16, top: 26, bottom: 34 + keyHeight)
        let plot = LinePlot(chart: self, room: room, isWide: wide)
        return room.svg(wide ? "wide-only" : "narrow-only", label: summary, plot.html)
    }
}
