import OpinionMapping
import Talkoot

/// The report as a web page that stands alone: the drawing, then the same facts in words.
extension OpinionReport {
    var page: String {
        let parts = sections.map { section in
            let items = section.lines.map { "<li>\(Markup.escaped($0))</li>" }.joined(separator: "\n")
            return "<section>\n<h2>\(Markup.escaped(section.title))</h2>\n<ul>\n\(items)\n</ul>\n</section>"
        }
        return """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Opinion map</title>
            <style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: auto; padding: 0 1rem } figure { margin: 0 }</style>
            </head>
            <body>
            <h1>Opinion map</h1>
            \(summary.map { "<p>\(Markup.escaped($0))</p>" }.joined(separator: "\n"))
            <figure>
            \(drawing)<figcaption>People who vote alike stand close together. Each mark is a person, its shape the group.</figcaption>
            </figure>
            \(parts.joined(separator: "\n"))
            </body>
            </html>

            """
    }
}
