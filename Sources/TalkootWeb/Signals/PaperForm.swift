import Talkoot

/// The same questions on one sheet of paper, in the reader's language: for a library's counter or a meeting. Staff enter it and write the code on it.
struct PaperFormPage: Page {
    let room = "signals"
    func title(_ visit: Visit) -> String { visit.words("paper.title") }

    func body(_ visit: Visit) -> HTML {
        let track = visit.origin + "/\(visit.city.slug)/track"
        return """
            <div class="wrap narrow">\(PageHead(heading: visit.words("paper.heading", ["city": .text(visit.city.name)]), lede: visit.words("paper.lede")))\
            \(box("text", 4, visit))\(box("place", 1, visit))\
            \(ticks(visit.words("field.arena.label"), Signal.Arena.allCases.map { visit.words("choice.arena.\($0.rawValue)") }))\
            \(ticks(visit.words("paper.answer"), AnswerWay.allCases.map { visit.words("choice.answerBy.\($0.rawValue)") }))\
            \(box("contact", 1, visit))<div class="card"><p><strong>\(visit.words("paper.office"))</strong></p>\(box("code", 1, visit))\
            <p>\(visit.words("paper.track", ["address": .text(track)]))</p></div><p class="meta">\(visit.words("paper.privacy"))</p></div>
            """
    }

    /// Boxes to tick by hand; a box and its words stay on one line.
    private func ticks(_ question: String, _ choices: [String]) -> HTML {
        "<p><strong>\(question)</strong> \(choices.map { "☐\u{A0}\($0.replacing(" ", with: "\u{A0}"))\u{2003}" as HTML })</p>"
    }

    /// Empty lines to write on. Nothing is typed here.
    private func box(_ name: String, _ rows: Int, _ visit: Visit) -> HTML {
        let lines: HTML = rows == 1 ? "<input id=\"p-\(name)\" readonly>" : "<textarea id=\"p-\(name)\" rows=\"\(rows)\" readonly></textarea>"
        return "<p><label for=\"p-\(name)\"><strong>\(visit.words("paper.\(name)"))</strong></label>\(lines)</p>"
    }
}
