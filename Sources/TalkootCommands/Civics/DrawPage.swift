import Sortition
import Talkoot

/// A finished draw as a web page that stands alone.
extension DrawOutcome {
    var page: String {
        let drawn = number.map { number in
            "<p>Panel <strong>\(number)</strong> of \(lottery.panels.count) is drawn by the seed <q>\(Markup.escaped(seed ?? ""))</q>.</p>\n<ul>"
                + (panel ?? []).map { "<li>\(Markup.escaped($0))</li>" }.joined() + "</ul>"
        } ?? "<p>\(lottery.panels.count) panels are listed; nothing is drawn without a seed.</p>"
        let changed = changes.map { "<p>Quota changed: \(Markup.escaped($0)).</p>" }.joined(separator: "\n")
        let held = binding.map { "<li>\(Markup.escaped(Self.sentence($0.quota, $0.bound)))</li>" }.joined()
        let people = zip(ids, readableChances).map { id, chance in
            "<tr><th scope=\"row\">\(Markup.escaped(id))</th><td>\(chance)</td></tr>"
        }
        let panels = lottery.panels.enumerated().map { index, panel in
            "<tr><th scope=\"row\">\(index + 1)</th><td>\(panel.map { Markup.escaped(ids[$0]) }.joined(separator: ", "))</td></tr>"
        }
        return """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Panel of \(selection.size)</title></head>
            <body>
            <h1>A panel of \(selection.size) from \(selection.people.count) people</h1>
            \(changed)
            \(drawn)
            <h2>Chances</h2>
            <p>\(Markup.escaped(headline))</p>
            <ul>\(held)</ul>
            <table><caption>Chance of each person</caption>
            \(people.joined(separator: "\n"))
            </table>
            <h2>The numbered panels</h2>
            <table>
            \(panels.joined(separator: "\n"))
            </table>
            </body>
            </html>

            """
    }
}
