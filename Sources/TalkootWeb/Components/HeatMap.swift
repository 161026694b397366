/// Counts of two kinds of things beside each other, the more the darker, with each count written in its field. The table twin stands beside it.
struct HeatMap: Component {
    struct Row: Sendable {
        var label: String
        var counts: [Int]
    }

    /// What it says, in one sentence, for those who do not see it.
    var summary: String
    var columns: [String]
    var rows: [Row]

    var html: HTML {
        let key = columns.enumerated().map { "\($0.offset + 1) \($0.element)" }.joined(separator: " · ")
        return "<figure>\(wide)\(narrow)<figcaption class=\"source narrow-only\">\(key)</figcaption></figure>"
    }

    private var greatest: Int { max(rows.flatMap(\.counts).max() ?? 0, 1) }
    private static let height = 34.0

    /// The names of the columns stand slanted above them.
    private var wide: HTML {
        let left = 280.0, top = 120.0, column = min(84, (700 - left) / Double(max(columns.count, 1)))
        let room = ChartRoom(width: 760, height: top + Double(rows.count) * Self.height + 6, left: left, right: 0, top: top, bottom: 6)
        let names: [HTML] = columns.enumerated().map { place, name in
            let x = left + (Double(place) + 0.5) * column
            return "<text x=\"\(at: x)\" y=\"\(at: top - 10)\" transform=\"rotate(-35 \(at: x) \(at: top - 10))\">\(name.shortened(to: 22))</text>"
        }
        let drawn: [HTML] = rows.enumerated().map { place, row in
            let y = top + Double(place) * Self.height
            return "<text x=\"\(at: left - 12)\" y=\"\(at: y + 21)\" text-anchor=\"end\">\(row.label.shortened(to: 38))</text>\(fields(row, x: left, y: y, width: column))"
        }
        return room.svg("wide-only", label: summary, "\(names)\(drawn)")
    }

    /// The name of a row stands over its fields, and columns are numbered as the key below tells.
    private var narrow: HTML {
        let column = 340 / Double(max(columns.count, 1)), step = Self.height + 28
        let room = ChartRoom(width: 340, height: 22 + Double(rows.count) * step, left: 0, right: 0, top: 22, bottom: 0)
        let numbers: [HTML] = columns.indices.map { "<text x=\"\(at: (Double($0) + 0.5) * column)\" y=\"14\" text-anchor=\"middle\">\($0 + 1)</text>" }
        let drawn: [HTML] = rows.enumerated().map { place, row in
            let y = 22 + Double(place) * step
            return "<text x=\"0\" y=\"\(at: y + 16)\">\(row.label.shortened(to: 46))</text>\(fields(row, x: 0, y: y + 22, width: column))"
        }
        return room.svg("narrow-only", label: summary, "\(numbers)\(drawn)")
    }

    /// At most two fifths of the colour, so that the count stays readable on it.
    private func fields(_ row: Row, x left: Double, y: Double, width: Double) -> HTML {
        let drawn: [HTML] = row.counts.enumerated().map { place, count in
            let x = left + Double(place) * width, shade = count == 0 ? "0.04" : "0.\(10 + 30 * count / greatest)"
            return """
                <rect class="cb" fill-opacity="\(shade)" x="\(at: x + 1)" y="\(at: y + 1)" width="\(at: width - 2)" height="\(at: Self.height - 4)" rx="2"/>\
                <text class="strong" x="\(at: x + width / 2)" y="\(at: y + 21)" text-anchor="middle">\(count)</text>
                """
        }
        return "\(drawn)"
    }
}
