/// The furniture around every page: head, skip link, woven band, mast, navigation, languages, flash, treeline and foot.
struct PageFrame: Sendable {
    var words: Words
    var brand: Brand
    var title: String
    var description: String
    var navigation: [NavigationLink] = []
    /// "Sign in", or "My desk" and the way out; the last entries of the navigation.
    var account: [NavigationLink] = []
    var languages: [LanguageLink] = []
    var feeds: [FeedLink] = []
    var flash: Flash?
    /// The day and time of what the page shows, for the foot.
    var asOf: HTML?
    /// The page's whole address with its host, for the foot of the printed page.
    var printedAddress: String?
    /// Further scripts of this page alone, beside the one of every page.
    var scripts: [Address] = []
    var isForRobots = true

    /// The whole document around the matter of the page.
    func html(_ main: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="\(words.language)">
        \(head)
        <body>
        <a class="skip" href="#main">\(words("frame.skip"))</a>
        \(mast)
        <main id="main" tabindex="-1">
        \(flash.map { "<div class=\"wrap flash-box\">\($0)</div>" })\(main)
        </main>
        <div class="treeline" aria-hidden="true">\(Treeline.svg)</div>
        \(foot)
        </body>
        </html>

        """
    }

    private var head: HTML {
        """
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title) · \(brand.siteName)</title>
        <meta name="description" content="\(description)">
        \(if: !isForRobots, "<meta name=\"robots\" content=\"noindex\">\n")\
        <meta name="theme-color" content="\(brand.themeColour)">
        <link rel="stylesheet" href="\(Self.asset("talkoot.css"))">
        \(brand.accentSheet.map { "<link rel=\"stylesheet\" href=\"\($0)\">\n" })\
        <link rel="icon" href="\(Self.asset("favicon.svg"))" type="image/svg+xml">
        \(feeds.map { "<link rel=\"alternate\" type=\"\($0.type)\" title=\"\($0.title)\" href=\"\($0.address)\">\n" })\
        \(languages.map { "<link rel=\"alternate\" hreflang=\"\($0.language)\" href=\"\($0.address)\">\n" })\
        <script src="\(Self.asset("talkoot.js"))" defer></script>
        \(scripts.map { "<script src=\"\($0)\" defer></script>\n" })\
        </head>
        """
    }

    private var mast: HTML {
        """
        <header class="wrap mast">
        <a class="brand" href="\(brand.home)">\(brand.crest)<span>\(brand.name)<small>\(brand.slogan)</small></span></a>
        <button class="btn btn-2 menu-btn" type="button" popovertarget="menu">\(words("frame.menu"))</button>
        <div class="nav" id="menu" popover><nav class="nav-main" aria-label="\(words("frame.navigation"))">\
        <ul>\(navigation.map(\.item))\(account.map(\.item))</ul></nav>\(languageLinks(label: words("frame.language")))</div>
        </header>
        """
    }

    private var foot: HTML {
        """
        <footer class="foot"><div class="wrap stack-l">
        <div class="foot-grid">\(brand.footColumns.map(column))</div>
        <div class="row">\(languageLinks(label: words("frame.languageInFoot")))\
        <p>\(asOf.map { "\(words.html("frame.asOf", ["moment": $0])) " })\(words("frame.free"))</p></div>
        \(printedAddress.map { "<p class=\"print-only\">\($0)</p>" })\
        </div></footer>
        """
    }

    private func column(_ column: Brand.FootColumn) -> HTML {
        "<div><h2>\(column.heading)</h2><ul>\(column.lines.map { "<li>\($0)</li>" as HTML })</ul></div>"
    }

    private func languageLinks(label: String) -> HTML {
        guard languages.count > 1 else { return HTML() }
        return "<nav class=\"langs\" aria-label=\"\(label)\">\(languages.map(languageLink))</nav>"
    }

    private func languageLink(_ link: LanguageLink) -> HTML {
        let isCurrent = link.language == words.language
        return """
            <a href="\(link.address)" lang="\(link.language)" hreflang="\(link.language)"\
            \(attribute: "aria-current", isCurrent ? "true" : nil)>\(link.language.uppercased())\
            <span class="vh"> \(Words.ownNames[link.language] ?? link.language)</span></a>
            """
    }

    /// The address of a file in `Assets`, with its version in it. A name that is not there is found by the test of the frame.
    static func asset(_ name: String) -> Address {
        EmbeddedFile.named("Assets/\(name)")?.address ?? Address(path: "/assets/\(name)")
    }
}
