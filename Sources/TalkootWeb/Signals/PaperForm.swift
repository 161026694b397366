import Talkoot

/// The same questions on one sheet of paper, in the reader's language: for a library's counter or a meeting. Staff enter it and write the code on it.
struct PaperFormPage: Page {
    let room = "signals"
    func title(_ visit: Visit) -> String { visit.words("paper.title") }

    func body(_ visit: Visit) -> HTML {
        let ways: [HTML] = AnswerWay.allCases.map { "<li>☐ \(visit.words("choice.answerBy.\($0.rawValue)"))</li>" }
        let track = (visit.options.origin.isEmpty ? "" : visit.options.origin) + "/\(visit.city.slug)/track"
        return """
            <div class="wrap narrow">\(PageHead(heading: visit.words("paper.heading", ["city": .text(visit.city.name)]), lede: visit.words("paper.lede")))\
            \(box("text", 9, visit))\(box("place", 2, visit))<fieldset><legend>\(visit.words("paper.answer"))</legend><ul>\(ways)</ul></fieldset>\
            \(box("contact", 2, visit))<div class="card"><p><strong>\(visit.words("paper.office"))</strong></p>\(box("code", 1, visit))\
            <p>\(visit.words("paper.track", ["address": .text(track)]))</p></div><p class="meta">\(visit.words("paper.privacy"))</p></div>
            """
    }

    /// Empty lines to write on. Nothing is typed here.
    private func box(_ name: String, _ rows: Int, _ visit: Visit) -> HTML {
        "<p><label for=\"p-\(name)\">\(visit.words("paper.\(name)"))</label><textarea id=\"p-\(name)\" rows=\"\(rows)\" readonly></textarea></p>"
    }
}
