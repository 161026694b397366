import Talkoot

/// A journey map drawn on the server: lanes by steps in bands of six on wide screens, a hanging line on narrow ones, and the same as a table.
struct Blueprint: Component {
    /// A step in the reader's words.
    struct Step: Sendable {
        var title: String
        /// By lane, in order: person, front, back, support.
        var lanes: [String]
        /// Whose step it is; empty where the person is alone.
        var keeper: String
        /// From −2 to 2.
        var feeling: Int?
        var feelingWord: String
        var wait: String
        var pain: String
        var evidence: String
        /// The keeper differs from the one before.
        var isHandOff: Bool
    }

    var words: Words
    var id: String
    var summary: String
    var source: HTML
    var steps: [Step]

    var html: HTML {
        let bands = stride(from: 0, to: steps.count, by: Self.perBand).map { $0..<min($0 + Self.perBand, steps.count) }
        return ChartFigure(words: words, wide: "\(bands.map(band))", narrow: HangingJourney(words: words, summary: summary, steps: steps).svg("narrow-only"), source: source, table: table).html
    }

    private static let perBand = 6
    private static let column = 120.0, left = 92.0
    /// The rows of the picture: where each begins and how many lines of text it holds.
    private static let title = 8.0, feeling = 54.0, lanes = 124.0, lane = 62.0
    private static var keeper: Double { lanes + 4 * lane }
    private static var wait: Double { keeper + 40 }
    private static var pain: Double { wait + 30 }
    private static var height: Double { pain + 52 }

    private func band(_ range: Range<Int>) -> HTML {
        let room = ChartRoom(width: Self.left + Double(Self.perBand) * Self.column, height: Self.height, left: Self.left, right: 0, top: 0, bottom: 0)
        let label = steps.count > Self.perBand ? "\(summary) \(range.lowerBound + 1)–\(range.upperBound)" : summary
        let columns: [HTML] = range.map { place in column(steps[place], number: place + 1, x: x(place, in: range)) }
        return room.svg("wide-only", label: label, "\(frame(room))\(mood(range))\(columns)")
    }
    private func x(_ place: Int, in range: Range<Int>) -> Double { Self.left + Double(place - range.lowerBound) * Self.column }

    /// The names of the rows, the lines between them, and the line behind which the person no longer sees.
    private func frame(_ room: ChartRoom) -> HTML {
        let names = [("journey.lane.feeling", Self.feeling + 34)] + JourneyStep.Lane.allCases.enumerated().map { ("journey.lane.\($1.rawValue)", Self.lanes + Double($0) * Self.lane + 22) }
            + [("journey.lane.keeper", Self.keeper + 22), ("journey.lane.wait", Self.wait + 19), ("journey.lane.pain", Self.pain + 19)]
        let drawn: [HTML] = names.map { key, y in "<text class=\"strong\" x=\"0\" y=\"\(at: y)\">\(words(key).shortened(to: 13))</text>" }
        let rows = [Self.feeling, Self.lanes, Self.lanes + Self.lane, Self.lanes + 3 * Self.lane, Self.keeper, Self.wait, Self.pain]
        let lines: [HTML] = rows.map { "<path class=\"grid\" d=\"M0 \(at: $0)H\(at: room.width)\"/>" }
        let sight = Self.lanes + 2 * Self.lane
        return "<rect class=\"gap\" x=\"\(at: Self.left)\" y=\"\(at: Self.wait)\" width=\"\(at: room.width - Self.left)\" height=\"30\"/>\(lines)<path class=\"base\" d=\"M0 \(at: sight)H\(at: room.width)\"/>\(drawn)"
    }

    /// How it feels, as a line; it parts where nobody said.
    private func mood(_ range: Range<Int>) -> HTML {
        let points = range.compactMap { place in steps[place].feeling.map { (x: x(place, in: range) + Self.column / 2 - 8, y: Self.feeling + 34 - Double($0) * 13, place: place) } }
        let lines: [HTML] = zip(points, points.dropFirst()).filter { $1.place == $0.place + 1 }.map { "<path class=\"line\" d=\"M\(at: $0.x) \(at: $0.y)L\(at: $1.x) \(at: $1.y)\"/>" }
        return "\(lines)\(points.map { "<circle class=\"pt\" cx=\"\(at: $0.x)\" cy=\"\(at: $0.y)\" r=\"6\"><title>\(steps[$0.place].feelingWord)</title></circle>" as HTML })"
    }

    private func column(_ step: Step, number: Int, x: Double) -> HTML {
        let lanes: [HTML] = step.lanes.enumerated().map { place, text in lines(text, x: x, y: Self.lanes + Double(place) * Self.lane + 18, most: 3) }
        let mark: HTML = step.isHandOff ? "<path class=\"lock\" d=\"M\(at: x - 8) \(at: Self.lanes)V\(at: Self.wait)\"/><text class=\"t-lock\" x=\"\(at: x - 2)\" y=\"\(at: Self.wait - 5)\">⇄ \(words("journey.handOff").shortened(to: 14))</text>" : HTML()
        return """
            \(lines("\(number) \(step.title)", x: x, y: Self.title + 14, most: 2, kind: "strong"))\(lanes)\(mark)\(lines(step.keeper, x: x, y: Self.keeper + 18, most: 1))\
            \(lines(step.wait, x: x, y: Self.wait + 19, most: 1, kind: "strong"))\(lines(step.pain.isEmpty ? "" : "! \(step.pain)", x: x, y: Self.pain + 19, most: 2, kind: "t-lock"))
            """
    }
    private func lines(_ text: String, x: Double, y: Double, most: Int, kind: String? = nil) -> HTML {
        "\(text.lines(of: kind == "strong" ? 15 : 16, most: most).enumerated().map { "<text\(attribute: "class", kind) x=\"\(at: x)\" y=\"\(at: y + Double($0) * 15)\">\($1)</text>" as HTML })"
    }

    private var table: Table {
        let lanes = JourneyStep.Lane.allCases.map { Table.Column.text(words("journey.lane.\($0.rawValue)")) }
        let rows: [[HTML]] = steps.enumerated().map { place, step in
            let keeper: HTML = step.isHandOff ? "\(step.keeper) (\(words("journey.handOff")))" : HTML(text: step.keeper)
            return ["\(place + 1) \(step.title)"] + step.lanes.map { HTML(text: $0) } + [keeper, HTML(text: step.feelingWord), HTML(text: step.wait), HTML(text: step.pain), HTML(text: step.evidence)]
        }
        let rest = ["keeper", "feeling", "wait", "pain", "evidence"].map { Table.Column.text(words("journey.lane.\($0)")) }
        return Table(caption: summary, columns: [.text(words("journey.lane.step"))] + lanes + rest, rows: rows, hidesCaption: true)
    }
}

/// The same steps hanging under each other, for narrow screens and for two versions side by side.
struct HangingJourney {
    let words: Words
    let summary: String
    let steps: [Blueprint.Step]
    private static let width = 340.0, left = 34.0

    func svg(_ form: String) -> HTML {
        var y = 22.0
        var drawn: [HTML] = []
        for (place, step) in steps.enumerated() {
            let from = y
            if step.isHandOff {
                drawn.append("<path class=\"lock\" d=\"M4 \(at: y - 8)H\(at: Self.width)\"/><text class=\"t-lock\" x=\"\(at: Self.left)\" y=\"\(at: y + 8)\">⇄ \(words("journey.handOff"))</text>")
                y += 28
            }
            let (text, height) = texts(step, place + 1, y)
            drawn.append("<circle class=\"cb-on\" cx=\"14\" cy=\"\(at: y - 4)\" r=\"11\"/><text class=\"strong\" x=\"14\" y=\"\(at: y)\" text-anchor=\"middle\">\(place + 1)</text>\(text)")
            y += height + 16
            if place + 1 < steps.count { drawn.insert("<path class=\"base\" d=\"M14 \(at: from)V\(at: y)\"/>", at: 0) }
        }
        return ChartRoom(width: Self.width, height: max(y, 30), left: 0, right: 0, top: 0, bottom: 0).svg(form, label: summary, "\(drawn)")
    }

    private func texts(_ step: Blueprint.Step, _ number: Int, _ y: Double) -> (HTML, Double) {
        let facts = [step.keeper, step.feelingWord, step.wait.isEmpty ? "" : "\(words("journey.lane.wait")): \(step.wait)"].filter { !$0.isEmpty }.joined(separator: " · ")
        let parts: [(String, String?)] = [(step.title, "strong"), (facts, nil), (step.lanes.first ?? "", nil), (step.pain.isEmpty ? "" : "! \(step.pain)", "t-lock")]
        let lines = parts.flatMap { text, kind in text.lines(of: 42, most: 4).map { ($0, kind) } }
        let drawn: [HTML] = lines.enumerated().map { place, line in "<text\(attribute: "class", line.1) x=\"\(at: Self.left)\" y=\"\(at: y + Double(place) * 18)\">\(line.0)</text>" }
        return ("\(drawn)", Double(lines.count) * 18)
    }
}

extension String {
    /// The text in lines of at most so many characters, broken between words; "…" ends the last one where something is left over.
    func lines(of width: Int, most: Int) -> [String] {
        var lines: [String] = []
        for word in split(whereSeparator: \.isWhitespace).map(String.init) {
            if let last = lines.last, last.count + word.count < width { lines[lines.count - 1] = last + " " + word } else { lines.append(word.shortened(to: width)) }
        }
        guard lines.count > most, most > 0 else { return lines }
        return lines.prefix(most - 1) + [(lines[most - 1] + " …").shortened(to: width)]
    }
}
