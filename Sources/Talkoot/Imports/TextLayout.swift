/// Builds lines from pieces of HTML: collapses spaces, parts blocks by empty lines, indents lists.
struct TextLayout {
    private let style: HTMLText.Style
    private let keepsLines: Bool
    private var text = ""
    private var wantsSpace = false
    /// Line ends to write before the next word.
    private var breaks = 0
    private var lists: [(isNumbered: Bool, count: Int)] = []
    private var listDepth = 0
    private var cellsInRow = 0
    private var isInCell = false
    /// Where the text of the open link begins, in bytes.
    private var linkStart: Int?
    private var prefix = ""

    init(_ style: HTMLText.Style, keepsLines: Bool) {
        self.style = style
        self.keepsLines = keepsLines
    }

    /// Clean as everything that is kept, with at most one empty line in a row.
    var finished: String {
        var lines: [Substring] = []
        for line in CleanText.clean(text, lines: true).split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.hasSuffix(" ") ? line.dropLast(1) : line
            if !(line.isEmpty && (lines.last?.isEmpty ?? true)) { lines.append(line) }
        }
        return lines.joined(separator: "\n")
    }

    mutating func add(_ scalars: [Unicode.Scalar]) { for scalar in scalars { add(scalar) } }

    mutating func add(_ scalar: Unicode.Scalar) {
        if scalar.isHTMLSpace || scalar.value == 0xA0 {
            if keepsLines, scalar == "\n" { breaks = min(breaks + 1, 2) }
            wantsSpace = true
            return
        }
        beginWord()
        if style == .markdown, "\\`*[<".unicodeScalars.contains(scalar) { text.unicodeScalars.append("\\") }
        text.unicodeScalars.append(scalar)
    }

    private mutating func beginWord() {
        if breaks > 0 || !prefix.isEmpty {
            if !text.isEmpty { text += String(repeating: "\n", count: max(breaks, 1)) }
            text += prefix
        } else if wantsSpace, !text.isEmpty { text += " " }
        (breaks, wantsSpace, prefix) = (0, false, "")
    }

    mutating func meet(_ name: String, isEnd: Bool) {
        switch name {
        case "br": breaks = max(breaks, 1)
        case "p", "div", "section", "article", "header", "footer", "table", "blockquote", "pre", "dl", "form", "hr", "figure", "main", "aside", "nav", "address", "fieldset": block()
        case "h1", "h2", "h3", "h4", "h5", "h6": heading(isEnd)
        case "ul", "ol", "menu", "dir": list(isNumbered: name == "ol", isEnd: isEnd)
        case "li", "dt", "dd": item(isEnd)
        case "tr": row()
        case "td", "th": cell(isEnd)
        default: break
        }
    }

    private mutating func block() {
        // A paragraph goes on in its item or cell.
        if isInCell { wantsSpace = true }
        guard prefix.isEmpty, !isInCell else { return }
        breaks = max(breaks, listDepth > 0 ? 1 : 2)
    }
    private mutating func heading(_ isEnd: Bool) {
        breaks = 2
        guard style == .markdown else { return }
        prefix = isEnd ? "" : "### "
    }
    private mutating func list(isNumbered: Bool, isEnd: Bool) {
        breaks = max(breaks, listDepth > (isEnd ? 1 : 0) ? 1 : 2)
        prefix = ""
        if !isEnd {
            listDepth += 1
            if lists.count < 100 { lists.append((isNumbered, 0)) }
        } else if listDepth > 0 {
            listDepth -= 1
            if listDepth < lists.count { lists.removeLast() }
        }
    }
    private mutating func item(_ isEnd: Bool) {
        breaks = max(breaks, 1)
        prefix = ""
        guard !isEnd else { return }
        let indent = String(repeating: "   ", count: min(max(listDepth - 1, 0), 4))
        guard let last = lists.indices.last, lists[last].isNumbered else {
            prefix = indent + "- "
            return
        }
        lists[last].count += 1
        prefix = indent + "\(lists[last].count). "
    }
    private mutating func row() {
        breaks = max(breaks, 1)
        (cellsInRow, isInCell) = (0, false)
    }
    private mutating func cell(_ isEnd: Bool) {
        isInCell = !isEnd
        if isEnd { cellsInRow += 1 } else if cellsInRow > 0 {
            text += " ·"
            wantsSpace = true
        }
    }
    mutating func beginLink(_ address: String?) {
        guard address != nil else { return }
        beginWord()
        linkStart = text.utf8.count
    }
    /// `[text](address)` in Markdown, `text (address)` in plain text; the address alone where the text says nothing else.
    mutating func endLink(_ address: String?) {
        guard let address, let offset = linkStart else { return }
        linkStart = nil
        let start = text.utf8.index(text.startIndex, offsetBy: offset)
        let label = String(text[start...].trimmed)
        let isSame = label.isEmpty || label == address || "mailto:" + label == address
        text.removeSubrange(start...)
        switch style {
        case .plain: text += isSame ? address : "\(label) (\(address))"
        case .markdown: text += "[\(isSame ? address.replacing("[", with: "") : label.replacing("]", with: "\\]").replacing("\n", with: " "))](\(address))"
        }
    }
}
