/// What a city puts on every page: its name, crest, colours and the foot.
struct Brand: Sendable {
    var name: String
    /// What the window is called after the page: the city's Talkoot, or Talkoot alone where no city is known.
    var siteName: String { name == "Talkoot" ? name : "\(name) Talkoot" }
    var slogan: String
    var home: Address
    /// Inline SVG, which may use `var(--pine)` and the other colours, or the city's own picture.
    var crest: HTML = Brand.defaultCrest
    /// A style sheet with the city's own `--pine`, `--pine-wash`, `--spruce` and `--weave`; nil for the colours of Talkoot.
    var accentSheet: Address?
    var themeColour = "#1b6550"
    var footColumns: [FootColumn] = []

    struct FootColumn: Sendable {
        var heading: String
        /// Each line is text or links.
        var lines: [HTML]
    }

    static let defaultCrest: HTML = """
        <svg viewBox="0 0 36 40" aria-hidden="true"><path d="M2 2h32v20c0 9-7 14-16 16C9 36 2 31 2 22Z" fill="var(--pine)"/>\
        <path d="M18 6l6 9h-3l5 8H10l5-8h-3Z" fill="var(--on-pine)"/>\
        <path d="M5 27c4-3 6 2 10 0s6-2 9 0 5 1 7-1" fill="none" stroke="var(--lakka)" stroke-width="2.5" stroke-linecap="round"/></svg>
        """
}

/// A link of the navigation.
struct NavigationLink: Sendable {
    var label: String
    var address: Address
    var isCurrent = false

    init(_ label: String, _ address: Address, isCurrent: Bool = false) {
        self.label = label
        self.address = address
        self.isCurrent = isCurrent
    }

    var item: HTML {
        "<li><a href=\"\(address)\"\(attribute: "aria-current", isCurrent ? "page" : nil)>\(label)</a></li>"
    }
}

/// The same page in another language.
struct LanguageLink: Sendable {
    var language: String
    var address: Address
}

/// The rows of a page in a form for programs, announced in its head.
struct FeedLink: Sendable {
    var title: String
    var address: Address
    /// The media type: `application/atom+xml`, `text/calendar`.
    var type: String
}
