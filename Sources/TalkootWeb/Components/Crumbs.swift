/// The way from the front of the city to this page.
struct Crumbs: Component {
    var words: Words
    var links: [(label: String, address: Address)]
    var here: String

    init(_ words: Words, _ links: [(label: String, address: Address)], here: String) {
        self.words = words
        self.links = links
        self.here = here
    }

    var html: HTML {
        let steps: [HTML] = links.map { "<li><a href=\"\($0.address)\">\($0.label)</a></li>" }
        return """
            <nav aria-label="\(words("crumbs.label"))"><ol class="crumbs">\(steps)<li aria-current="page">\(here)</li></ol></nav>
            """
    }
}
