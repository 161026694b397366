/// A part of a page under its own heading; the heading can be led to by `#id`.
struct Section: Component {
    var id: String
    var heading: String
    /// Small words or links at the end of the heading's line.
    var aside: HTML?
    var content: HTML

    init(_ id: String, _ heading: String, aside: HTML? = nil, _ content: HTML) {
        self.id = id
        self.heading = heading
        self.aside = aside
        self.content = content
    }

    var html: HTML {
        """
        <section class="section" id="\(id)" aria-labelledby="\(id)-h"><div class="section-head"><h2 id="\(id)-h">\(heading)</h2>\
        \(aside.map { "<p class=\"meta\">\($0)</p>" })</div>\(content)</section>

        """
    }
}

/// The top of a page: what it is, in one breath, what one can do, and at a glance where it stands.
struct PageHead: Component {
    var crumbs: Crumbs?
    /// A line above the heading: number and theme.
    var kicker: HTML?
    var heading: String
    var lede: String?
    /// The one primary action first.
    var actions: HTML?
    /// The right column.
    var glance: Facts?

    /// From so many letters on a heading is a text of its own, and is drawn to be read.
    private static let longHeading = 100

    var html: HTML {
        let matter: HTML = """
            <div class="stack">\(kicker.map { "<p class=\"kicker\">\($0)</p>" })<h1\(attribute: "class", heading.count > Self.longHeading ? "lede" : nil)>\(heading)</h1>\
            \(lede.map { "<p class=\"lede\">\($0)</p>" })\(actions.map { "<div class=\"row\">\($0)</div>" })</div>
            """
        let head: HTML =
            glance.map { "<header class=\"head cols cols-21\">\(matter)\($0)</header>" }
            ?? "<header class=\"head\">\(matter)</header>"
        return "\(crumbs)\(head)\n"
    }
}
