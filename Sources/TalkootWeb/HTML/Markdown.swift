import CMarkdown
import Glibc

/// Texts with headings, lists and links, as people write them. Raw HTML in them is left out and no unsafe address survives (cmark's safe mode),
/// so this is the one place where rendered text is trusted.
enum Markdown {
    /// - Parameter level: of the heading above the text; the text's own headings stand below it, the highest that it uses right below.
    static func html(_ text: String, below level: Int = 2) -> HTML {
        guard let rendered = cmark_markdown_to_html(text, text.utf8.count, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8) else { return HTML(text: text) }
        defer { free(rendered) }
        var markup = String(cString: rendered)
        guard let highest = (1...6).first(where: { markup.contains("<h\($0)>") }) else { return HTML(trusted: markup) }
        let shift = level + 1 - highest
        // From the far end, so that no heading is moved twice.
        for old in shift > 0 ? Array((highest...6).reversed()) : Array(highest...6) where shift != 0 {
            let new = min(old + shift, 6)
            markup = markup.replacing("<h\(old)>", with: "<h\(new)>").replacing("</h\(old)>", with: "</h\(new)>")
        }
        return HTML(trusted: markup)
    }
}
