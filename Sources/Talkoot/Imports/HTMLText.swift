/// HTML of strangers as plain text: paragraphs, headings, lists, table rows and links stay, everything else goes.
/// A text without any tag is taken for plain, and keeps its lines.
///
/// What comes out holds no markup that a browser could act on. Tags are told from text as browsers do (WHATWG HTML §13.2.5), so
/// nothing hides in broken tags, comments, attributes or elements that are never closed. One pass, no recursion, time linear in the length.
public struct HTMLText {
    public enum Style: Sendable {
        /// For pages that show the text as it is.
        case plain
        /// For pages that render Markdown: headings, lists, links and emphasis as Markdown has them, and its signs in the text escaped.
        case markdown
    }

    public static func convert(_ html: String, as style: Style) -> String {
        var text = HTMLText(html, style)
        text.run()
        return text.out.finished
    }

    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var out: TextLayout
    private var links: [String?] = []

    private init(_ html: String, _ style: Style) {
        scalars = Array(html.unicodeScalars)
        out = TextLayout(style, keepsLines: !html.contains(#/<[a-zA-Z\/!]/#))
    }

    private mutating func run() {
        while place < scalars.count {
            if scalars[place] == "<", let tag = readTag() { apply(tag) }
            else if scalars[place] == "&" { out.add(HTMLEntity.read(scalars, &place)) }
            else {
                out.add(scalars[place])
                place += 1
            }
        }
    }

    private struct Tag {
        var name = ""
        var isEnd = false
        var address: String?
    }

    /// The tag, comment or declaration that begins here, or nil where the sign is only text.
    private mutating func readTag() -> Tag? {
        guard place + 1 < scalars.count else { return nil }
        let next = scalars[place + 1]
        if next == "!" || next == "?" {
            skipDeclaration()
            return Tag()
        }
        let isEnd = next == "/"
        var at = place + (isEnd ? 2 : 1)
        guard at < scalars.count, scalars[at].isASCIILetter else {
            // "</" and anything but a letter is a comment to a browser.
            if isEnd { skip(past: ">") }
            return isEnd ? Tag() : nil
        }
        var tag = Tag(isEnd: isEnd)
        while at < scalars.count, !scalars[at].isHTMLSpace, scalars[at] != ">", scalars[at] != "/" {
            tag.name.unicodeScalars.append(scalars[at].lowerCasedASCII)
            at += 1
        }
        place = at
        readAttributes(of: &tag)
        return tag
    }

    private mutating func skipDeclaration() {
        guard scalars[place...].starts(with: "<!--".unicodeScalars) else { return skip(past: ">") }
        place += 4
        while place < scalars.count, !scalars[place...].starts(with: "-->".unicodeScalars), !scalars[place...].starts(with: "--!>".unicodeScalars) { place += 1 }
        skip(past: ">")
    }
    private mutating func skip(past end: Unicode.Scalar) {
        while place < scalars.count, scalars[place] != end { place += 1 }
        place += 1
    }

    /// Reads to the end of the tag; a `>` within quotes does not end it. Only the first address of a link is kept.
    private mutating func readAttributes(of tag: inout Tag) {
        while place < scalars.count, scalars[place] != ">" {
            if scalars[place].isHTMLSpace || scalars[place] == "/" {
                place += 1
                continue
            }
            let name = readName()
            skipSpaces()
            guard place < scalars.count, scalars[place] == "=" else { continue }
            place += 1
            skipSpaces()
            let value = readValue()
            if name == "href", tag.address == nil { tag.address = value }
        }
        place += 1
    }
    private mutating func skipSpaces() {
        while place < scalars.count, scalars[place].isHTMLSpace { place += 1 }
    }
    private mutating func readName() -> String {
        var name = String(scalars[place].lowerCasedASCII)
        place += 1
        while place < scalars.count, !scalars[place].isHTMLSpace, !["=", ">", "/"].contains(scalars[place]) {
            name.unicodeScalars.append(scalars[place].lowerCasedASCII)
            place += 1
        }
        return name
    }
    private mutating func readValue() -> String {
        guard place < scalars.count, scalars[place] != ">" else { return "" }
        let quote = scalars[place] == "\"" || scalars[place] == "'" ? scalars[place] : nil
        if quote != nil { place += 1 }
        var value = String.UnicodeScalarView()
        while place < scalars.count {
            let scalar = scalars[place]
            if let quote { if scalar == quote { break } } else if scalar.isHTMLSpace || scalar == ">" { break }
            if scalar == "&" { value.append(contentsOf: HTMLEntity.read(scalars, &place)) } else {
                value.append(scalar)
                place += 1
            }
        }
        if quote != nil { place += 1 }
        return String(value)
    }

    private static let unseen: Set<String> = [
        "script", "style", "template", "noscript", "iframe", "noembed", "noframes", "object", "svg", "math", "title", "textarea", "select", "audio", "video", "canvas", "xmp", "head",
    ]

    private mutating func apply(_ tag: Tag) {
        if Self.unseen.contains(tag.name) {
            if !tag.isEnd { skipContent(of: tag.name) }
            return
        }
        switch tag.name {
        case "a": tag.isEnd ? endLink() : links.append(tag.address.flatMap(SafeAddress.text))
        case "plaintext": place = scalars.count
        default: out.meet(tag.name, isEnd: tag.isEnd)
        }
        if tag.name == "a", !tag.isEnd { out.beginLink(links.last ?? nil) }
    }
    private mutating func endLink() {
        if let address = links.popLast() { out.endLink(address) }
    }
    /// To the end tag; without one to the end of the text, as in a browser.
    private mutating func skipContent(of name: String) {
        let wanted = Array(name.unicodeScalars)
        while place < scalars.count {
            if scalars[place] == "<", place + 1 < scalars.count, scalars[place + 1] == "/",
               scalars[(place + 2)...].prefix(wanted.count).elementsEqual(wanted, by: { $0.lowerCasedASCII == $1 }) {
                return skip(past: ">")
            }
            place += 1
        }
    }
}

extension Unicode.Scalar {
    var isASCIILetter: Bool { (65...90).contains(value) || (97...122).contains(value) }
    var lowerCasedASCII: Unicode.Scalar { (65...90).contains(value) ? Unicode.Scalar(UInt8(value + 32)) : self }
    var isHTMLSpace: Bool { value == 32 || (9...13).contains(value) && value != 11 }
}
