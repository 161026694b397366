/// A message about what just happened, or about the page as a whole.
struct Flash: Component {
    enum Kind: String, Sendable { case done = "flash-ok", news = "", warning = "flash-warn", failure = "flash-bad" }

    var kind: Kind
    var heading: String
    var text: HTML?

    init(_ kind: Kind, _ heading: String, _ text: HTML? = nil) {
        self.kind = kind
        self.heading = heading
        self.text = text
    }

    var html: HTML {
        "<div class=\"flash \(kind.rawValue)\" role=\"status\"><p class=\"flash-head\">\(heading)</p>\(text.map { "<p>\($0)</p>" })</div>"
    }
}
