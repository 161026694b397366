import Foundation

/// A collected letter: what happened, a section for each matter. The same words as text and as a page for mail programs.
struct Digest: Sendable {
    struct Section: Sendable {
        let title: String
        let address: String
        var news: [(subject: String, text: String)]
    }
    let language: Language
    let subject: String
    var sections: [Section] = []
    /// How to leave, with its address.
    let leave: (text: String, address: String)

    /// What happened to one matter stands together, in the order in which each was first heard of.
    mutating func add(_ title: String, _ address: String, _ news: (subject: String, text: String)) {
        if let index = sections.firstIndex(where: { $0.address == address }) { sections[index].news.append(news) }
        else { sections.append(Section(title: title, address: address, news: [news])) }
    }

    var text: String {
        let parts = sections.map { section in
            ([section.title, String(repeating: "=", count: min(60, section.title.count))] + section.news.map { "\($0.subject)\n\($0.text)" } + [section.address]).joined(separator: "\n\n")
                .replacingOccurrences(of: section.title + "\n\n=", with: section.title + "\n=")
        }
        return parts.joined(separator: "\n\n\n") + "\n\n-- \n" + leave.text
    }

    /// Without pictures, styles or anything from elsewhere: no mail program has to be asked to load it, and nobody learns when it was read.
    var html: String {
        let parts = sections.map { section in
            "<h2><a href=\"\(Markup.escaped(section.address))\">\(Markup.escaped(section.title))</a></h2>\n" + section.news.map { "<h3>\(Markup.escaped($0.subject))</h3>\n\(Self.paragraphs($0.text))" }.joined(separator: "\n")
        }
        return """
            <!doctype html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(Markup.escaped(subject))</title></head>
            <body><h1>\(Markup.escaped(subject))</h1>
            \(parts.joined(separator: "\n"))
            <hr><p>\(Markup.escaped(leave.text).replacingOccurrences(of: Markup.escaped(leave.address), with: "<a href=\"\(Markup.escaped(leave.address))\">\(Markup.escaped(leave.address))</a>"))</p>
            </body></html>
            """
    }
    private static func paragraphs(_ text: String) -> String {
        text.split(separator: "\n").map { "<p>\(Markup.escaped(String($0)))</p>" }.joined(separator: "\n")
    }
}
