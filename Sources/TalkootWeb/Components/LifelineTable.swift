extension Lifeline {
    /// The same as a table, with the reasons.
    var twin: HTML {
        let rows: [[HTML]] = stages.indices.map { place in
            let stage = stages[place]
            let reasons = [stage.reason, stage.pause.map(pauseText)].compactMap(\.self)
            return [
                HTML(text: stage.name),
                stage.promised.map(dates.shortElement) ?? "–",
                stage.actual.map(dates.shortElement) ?? HTML(text: words("lifeline.state.\(stage.state.rawValue)")),
                stage.promised == nil ? "–" : HTML(text: noteForTable(place)),
                reasons.isEmpty ? "–" : HTML(text: reasons.joined(separator: "; ")),
            ]
        }
        let columns = ["stage", "promised", "done", "difference", "reason"].map { Table.Column.text(words("lifeline.table.\($0)")) }
        return """
            <details class="twin"><summary>\(words("lifeline.table"))</summary>\
            \(Table(caption: HTML(text: label), columns: columns, rows: rows, hidesCaption: true))</details>
            """
    }

    private func noteForTable(_ place: Int) -> String {
        let stage = stages[place]
        if stage.state == .done || delay(place) > 0 { return dates.lateness(days: delay(place)) }
        return "–"
    }
}
