/// Amounts beside each other, as lying bars with their value in words, and the same as a table.
struct BarChart: Component {
    struct Bar: Sendable {
        var label: String
        var value: Double
        /// The value as it is read: "82,000 €".
        var text: String
        /// Drawn in the accent of "here" instead of the city's colour.
        var isMarked = false
    }

    var words: Words
    /// What the chart says, in one sentence, for those who do not see it.
    var summary: String
    var source: HTML
    var labelHeading: String
    var valueHeading: String
    var bars: [Bar]

    var html: HTML {
        ChartFigure(
            words: words, wide: drawing(wide: true), narrow: drawing(wide: false), source: source,
            table: Table(
                caption: HTML(text: summary), columns: [.text(labelHeading), .number(valueHeading)],
                rows: bars.map { [HTML(text: $0.label), HTML(text: $0.text)] }, hidesCaption: true)
        ).html
    }

    private var greatest: Double { max(bars.map(\.value).max() ?? 0, 1e-9) }

    /// Wide: label, bar and value on one line. Narrow: the label over its bar.
    private func drawing(wide: Bool) -> HTML {
        let step: Double = wide ? 36 : 56
        let room = ChartRoom(
            width: wide ? 760 : 340, height: Double(bars.count) * step + 8, left: wide ? 280 : 0, right: valueWidth, top: 4, bottom: 4)
        let rows: [HTML] = bars.enumerated().map { place, bar in
            let top = room.top + Double(place) * step
            let length = max(bar.value, 0) / greatest * room.innerWidth
            let barTop = wide ? top + 6 : top + 26
            return """
                \(label(bar, top: top, room: room, wide: wide))\
                <rect class="\(bar.isMarked ? "cb cb-on" : "cb")" x="\(at: room.left)" y="\(at: barTop)" width="\(at: max(length, 1))" height="22" rx="2"/>\
                <text class="strong" x="\(at: room.left + length + 8)" y="\(at: barTop + 16)">\(bar.text)</text>
                """
        }
        return room.svg(wide ? "wide-only" : "narrow-only", label: summary, "\(rows)")
    }

    /// Room for the longest value in words, beside the longest bar.
    private var valueWidth: Double { max(60, Double(bars.map(\.text.count).max() ?? 0) * 8 + 12) }

    private func label(_ bar: Bar, top: Double, room: ChartRoom, wide: Bool) -> HTML {
        let text = bar.label.shortened(to: wide ? 38 : 46)
        return wide
            ? "<text x=\"\(at: room.left - 12)\" y=\"\(at: top + 22)\" text-anchor=\"end\">\(text)</text>"
            : "<text x=\"0\" y=\"\(at: top + 18)\">\(text)</text>"
    }
}

extension String {
    /// At most so many characters, the last one "…" when something was cut.
    func shortened(to limit: Int) -> String { count <= limit ? self : prefix(limit - 1) + "…" }

    /// The beginning of a text, up to the last whole word that fits.
    func excerpt(_ limit: Int) -> String {
        guard count > limit else { return self }
        let start = prefix(limit - 1)
        let end = start.lastIndex { $0.isWhitespace } ?? start.endIndex
        return start[..<end] + "…"
    }
}
