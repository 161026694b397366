import CMarkdown
import Glibc

/// Texts with headings, lists and links, as people write them. Raw HTML in them is left out and no unsafe address survives (cmark's safe mode),
/// so this is the one place where rendered text is trusted.
enum Markdown {
    static func html(_ text: String) -> HTML {
        guard let rendered = cmark_markdown_to_html(text, text.utf8.count, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8) else { return HTML(text: text) }
        defer { free(rendered) }
        // Headings of a text stand below the headings of the page.
        var markup = String(cString: rendered)
        for level in [5, 4, 3, 2, 1] { markup = markup.replacing("<h\(level)>", with: "<h\(min(level + 2, 6))>").replacing("</h\(level)>", with: "</h\(min(level + 2, 6))>") }
        return HTML(trusted: markup)
    }
}
