/// Older and newer pages of a list, and the same list for programs.
struct Pager: Component {
    var words: Words
    /// "51–100 of more than 1 000", already in words.
    var position: String?
    var previous: Address?
    var next: Address?
    /// The same rows as CSV, JSON, Atom or calendar: a short name and its address.
    var exports: [(label: String, address: Address)] = []

    var html: HTML {
        let back: HTML? = previous.map { "<a href=\"\($0)\" rel=\"prev\">\(words("pager.previous"))</a>" }
        let on: HTML? = next.map { "<a href=\"\($0)\" rel=\"next\">\(words("pager.next"))</a>" }
        let links: HTML? =
            exports.isEmpty
            ? nil
            : """
            <p class="exports"><span>\(words("pager.exports"))</span>\
            \(exports.map { "<a href=\"\($0.address)\">\($0.label)</a>" as HTML })</p>
            """
        guard previous != nil || next != nil else { return links ?? HTML() }
        return """
            <nav class="pager" aria-label="\(words("pager.label"))">\(back ?? "<span></span>")\
            \(position.map { "<span class=\"meta\">\($0)</span>" })\(on ?? "<span></span>")</nav>\(links)
            """
    }
}
