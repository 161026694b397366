/// One drawing of a line chart in its room.
struct LinePlot {
    let chart: LineChart
    let room: ChartRoom
    let isWide: Bool
    private let marks: [Double]

    init(chart: LineChart, room: ChartRoom, isWide: Bool) {
        self.chart = chart
        self.room = room
        self.isWide = isWide
        let values = chart.points.compactMap(\.value) + chart.levels.map(\.value)
        marks = ChartScale.marks(lowest: values.min() ?? 0, greatest: values.max() ?? 1)
    }

    var html: HTML { "\(grid)\(gaps)\(levels)\(runs.map(line))\(chart.points.indices.map(dot))\(labels)\(result)" }

    private func x(_ place: Double) -> Double { room.left + room.innerWidth * place / Double(max(chart.points.count - 1, 1)) }

    private func y(_ value: Double) -> Double {
        let (low, high) = (marks.first ?? 0, marks.last ?? 1)
        return room.top + room.innerHeight * (1 - (value - low) / max(high - low, 1e-9))
    }

    private var grid: HTML {
        let digits = ChartScale.digits(of: marks)
        let lines: [HTML] = marks.map { mark in
            """
            <path class="grid" d="M\(at: room.left) \(at: y(mark))H\(at: room.width - room.right)"/>\
            <text x="\(at: room.left - 8)" y="\(at: y(mark) + 4)" text-anchor="end">\(chart.words.decimal(mark, digits: digits))</text>
            """
        }
        return "\(lines)"
    }

    private var gaps: HTML {
        let bands: [HTML] = chart.gaps.map { gap in
            let (start, end) = (x(Double(gap.from) - 0.5), x(Double(gap.to) + 0.5))
            return """
                <rect class="gap" x="\(at: start)" y="\(at: room.top)" width="\(at: end - start)" height="\(at: room.innerHeight)"/>\
                <text x="\(at: (start + end) / 2)" y="\(at: room.top - 8)" text-anchor="middle">‖ \(gap.text)</text>
                """
        }
        return "\(bands)"
    }

    private var levels: HTML {
        let heights = LabelPlaces.apart(chart.levels.map { y($0.value) + 4 }, by: 16)
        let lines: [HTML] = chart.levels.enumerated().map { place, level in
            let line: HTML =
                "<path class=\"\(level.kind.rawValue)\" d=\"M\(at: room.left) \(at: y(level.value))H\(at: room.width - room.right)\"/>"
            return "\(line)\(isWide ? wideLabel(level, at: heights[place]) : narrowKey(level, place: place))"
        }
        return "\(lines)"
    }

    private func wideLabel(_ level: LineChart.Level, at height: Double) -> HTML {
        """
        <text class="t-\(level.kind.rawValue)" x="\(at: room.width - room.right + 8)" y="\(at: height)">\
        \(level.text.shortened(to: 32))</text>
        """
    }

    private func narrowKey(_ level: LineChart.Level, place: Int) -> HTML {
        let height = room.height - room.bottom + 46 + Double(place) * 20
        return """
            <path class="\(level.kind.rawValue)" d="M\(at: room.left) \(at: height - 4)h28"/>\
            <text class="t-\(level.kind.rawValue)" x="\(at: room.left + 36)" y="\(at: height)">\(level.text)</text>
            """
    }

    /// The measured points in unbroken runs.
    private var runs: [[(x: Double, y: Double)]] {
        var runs: [[(x: Double, y: Double)]] = [[]]
        for (place, point) in chart.points.enumerated() {
            if let value = point.value { runs[runs.count - 1].append((x(Double(place)), y(value))) } else { runs.append([]) }
        }
        return runs.filter { !$0.isEmpty }
    }

    private func line(_ run: [(x: Double, y: Double)]) -> HTML {
        let points: [HTML] = run.map { "\(at: $0.x) \(at: $0.y)" }
        return "<path class=\"line\" d=\"M\(points.joined(separator: "L"))\"/>"
    }

    private func dot(_ place: Int) -> HTML {
        guard let value = chart.points[place].value else { return HTML() }
        let text = "\(chart.points[place].label): \(chart.words.decimal(value, digits: chart.digits))"
        return """
            <circle class="pt" cx="\(at: x(Double(place)))" cy="\(at: y(value))" r="\(place == chart.points.count - 1 ? 6 : 4)">\
            <title>\(text)</title></circle>
            """
    }

    /// Labels under the axis, thinned so that they do not touch.
    private var labels: HTML {
        let longest = chart.points.map(\.label.count).max() ?? 1
        let fitting = max(Int(room.innerWidth / (Double(longest) * 7.5 + 12)), 1)
        let every = max((chart.points.count + fitting - 1) / fitting, 1)
        let last = chart.points.count - 1
        let shown = chart.points.indices.filter { $0 == last || ($0 % every == 0 && last - $0 >= every) }
        let texts: [HTML] = shown.map { place in
            """
            <text x="\(at: x(Double(place)))" y="\(at: room.height - room.bottom + 20)" text-anchor="\(place == last && last > 0 && !isWide ? "end" : "middle")">\(chart.points[place].label)</text>
            """
        }
        return "\(texts)"
    }

    /// The last value, written beside its point.
    private var result: HTML? {
        guard let place = chart.points.lastIndex(where: { $0.value != nil }), let value = chart.points[place].value else {
            return nil
        }
        let text = chart.words.decimal(value, digits: chart.digits)
        return "<text class=\"tp\" x=\"\(at: x(Double(place)) - 2)\" y=\"\(at: y(value) - 14)\" text-anchor=\"end\">\(text)</text>"
    }
}

enum LabelPlaces {
    /// The wished heights moved apart until no two are nearer than the distance, in the order given.
    static func apart(_ wished: [Double], by distance: Double) -> [Double] {
        var heights = wished
        let order = wished.indices.sorted { wished[$0] < wished[$1] }
        for (above, below) in zip(order, order.dropFirst()) where heights[below] - heights[above] < distance {
            heights[below] = heights[above] + distance
        }
        return heights
    }
}
