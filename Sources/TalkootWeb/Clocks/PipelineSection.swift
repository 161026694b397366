import Talkoot

/// The line as a board: how much waits in each of its parts, since when, and where it is too narrow; the same as a table.
struct PipelineSection: Component {
    let html: HTML

    /// - Parameter link: where more of it is told, beside the heading.
    init(_ board: PipelineBoard, _ visit: Visit, link: HTML? = nil) {
        let narrow = board.narrowest.flatMap { LinePart($0.kind, $0.state) }
        let columns: [HTML] = board.columns.map { Self.column($0, isNarrow: $0.part == narrow, visit) }
        html = Section("line", visit.words("pipeline.line"), aside: link, "\(board.narrowest.map { Self.most($0, visit) })<ol class=\"board\">\(columns)</ol>\(board.bottlenecks.isEmpty ? nil : Self.twin(board, visit))").html
    }

    private static func column(_ column: PipelineColumn, isNarrow: Bool, _ visit: Visit) -> HTML {
        let many = column.count > PipelineQueries.bound
        let number = many ? visit.words("list.more", ["count": .number(PipelineQueries.bound)]) : visit.words.number(column.count)
        let age: HTML? = column.median.flatMap { $0 == 0 ? nil : $0 }.map { visit.words.html("pipeline.half", ["days": "<strong>\(visit.words("front.days", count: $0))</strong>"]) }
        let late: HTML? = column.overdue > 0 ? "<p class=\"clock clock-late\">\(visit.words("pipeline.late", count: column.overdue))</p>" : nil
        let slips: [HTML] = column.oldest.map { "<li><a href=\"\(visit.address(of: $0.object))\">\($0.title.excerpt(60))</a></li>" }
        let others = column.count - column.oldest.count
        let rest: HTML? = others > 0 && !many && !column.oldest.isEmpty ? "<li>\(visit.words("pipeline.others", count: others))</li>" : nil
        return """
            <li\(attribute: "class", isNarrow ? "tight" : nil)><h3>\(visit.words("line.\(column.part)"))</h3><p class="n">\(number)</p>\(age.map { "<p class=\"meta\">\($0)</p>" })\(late)\
            \(slips.isEmpty ? nil : "<ul class=\"slips\">\(slips)\(rest)</ul>" as HTML)</li>
            """
    }
    private static func most(_ most: Bottleneck, _ visit: Visit) -> HTML {
        let gaps: [String: Words.Value] = ["stage": .text(name(most, visit)), "days": .text(visit.words("front.days", count: most.medianAge))]
        return Flash(.warning, visit.words("pipeline.narrowest", gaps), HTML(text: visit.words("pipeline.narrowestText", count: most.count, ["days": .number(most.daysTogether)]))).html
    }
    private static func twin(_ board: PipelineBoard, _ visit: Visit) -> HTML {
        let table = Table(
            caption: visit.words("pipeline.bottlenecksCaption"),
            columns: [.text(visit.words("pipeline.state")), .number(visit.words("pipeline.median")), .number(visit.words("pipeline.count")), .number(visit.words("pipeline.overdue"))],
            rows: board.bottlenecks.map { ["\(name($0, visit))", "\($0.medianAge)", "\($0.count)", "\($0.overdue)"] }, hidesCaption: true)
        return "<details class=\"twin\"><summary>\(visit.words("pipeline.bottlenecks"))</summary>\(table)<p class=\"meta\">\(visit.words("pipeline.definition"))</p></details>"
    }
    private static func name(_ place: Bottleneck, _ visit: Visit) -> String { "\(visit.words("kind.\(place.kind)")): \(visit.state(place.kind, place.state))" }
}
