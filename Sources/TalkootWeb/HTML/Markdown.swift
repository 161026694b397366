import CMarkdown
import Glibc

/// Texts with headings, lists and links, as people write them. Raw HTML in them is left out and no unsafe address survives (cmark's safe mode),
/// so this is the one place where rendered text is trusted.
enum Markdown {
    /// - Parameter level: of the heading above the text; the text's own headings stand below it, the highest that it uses right below.
    static func html(_ text: String, below level: Int = 2) -> HTML {
        guard let rendered = cmark_markdown_to_html(text, text.utf8.count, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8) else { return HTML(text: text) }
        defer { free(rendered) }
        return HTML(trusted: outlined(String(cString: rendered), below: level))
    }

    /// People leave out levels and begin with a low one; a page may do neither. Each heading goes at most one level below the one before it.
    private static func outlined(_ markup: String, below level: Int) -> String {
        guard let highest = (1...6).first(where: { markup.contains("<h\($0)>") }) else { return markup }
        var out = "", previous = level
        for (index, piece) in markup.split(separator: "<h", omittingEmptySubsequences: false).enumerated() {
            guard index > 0, let old = piece.first?.wholeNumberValue, (1...6).contains(old), piece.dropFirst().first == ">" else {
                out += index == 0 ? piece : "<h" + piece
                continue
            }
            previous = min(level + 1 + old - highest, previous + 1, 6)
            out += "<h\(previous)" + piece.dropFirst().replacing("</h\(old)>", with: "</h\(previous)>")
        }
        return out
    }
}
