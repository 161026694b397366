/// A state in a word, with a shape beside it, so that colour never speaks alone.
struct Tag: Component {
    enum Kind: String, Sendable {
        /// Anybody can act.
        case open
        /// Somebody works on it.
        case work
        /// It ended as planned.
        case done
        /// It ended or stopped.
        case stop
        /// It has not begun.
        case wait
    }

    var kind: Kind
    var word: String

    init(_ kind: Kind, _ word: String) {
        self.kind = kind
        self.word = word
    }

    var html: HTML { "<span class=\"tag tag-\(kind.rawValue)\">\(word)</span>" }
}
