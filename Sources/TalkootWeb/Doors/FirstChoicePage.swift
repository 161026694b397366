import Talkoot

/// A form whose first question decides what else is asked: its values are links, and each leads to the form with its own fields alone.
struct FirstChoicePage {
    private let page: ActPage
    private let first: ActWay.FirstChoice
    private let offered: [String]

    init?(_ page: ActPage) {
        guard let first = ActWay.of(page.act).first, case .choice(let values)? = page.fields.first(where: { $0.name == first.field })?.kind else { return nil }
        (self.page, self.first, offered) = (page, first, values)
    }
    private var value: String? { page.values[first.field]?.first.flatMap { offered.contains($0) ? $0 : nil } }
    /// Nothing is chosen yet.
    var isOpen: Bool { value == nil }

    /// What is asked once it is chosen.
    var fields: [Field] {
        guard let value else { return page.fields }
        let left = first.varying.subtracting(first.asks(value))
        return page.fields.filter { $0.name != first.field && !left.contains($0.name) }.map { field in
            var field = field
            if first.needed.contains(field.name) { field.isOptional = false }
            return field
        }
    }
    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows: [HTML] = offered.map { value in
            let address = visit.form(page.act).asking(first.field, value)
            return "<li><div><h3><a href=\"\(address)\">\(words("choice.\(first.field).\(value)"))</a></h3></div><div>\(words("kinds.\(value)"))</div></li>"
        }
        let head = PageHead(crumbs: page.crumbs(visit), heading: page.title(visit), lede: words("kinds.lede"))
        return "<div class=\"wrap narrow\">\(head)\(Section("kinds", words("kinds.heading"), "<ul class=\"rows\">\(rows)</ul>"))</div>"
    }
    /// What was chosen, in the form, with the way back to the choice.
    func chosen(_ visit: Visit) -> HTML? {
        guard let value else { return nil }
        let words = visit.words
        return """
            \(FormState.hidden(name: first.field, value: value))<p><strong>\(words("choice.\(first.field).\(value)"))</strong> \(words("kinds.\(value)")) \
            <a href="\(visit.form(page.act))">\(words("kinds.other"))</a></p>
            """
    }
}
