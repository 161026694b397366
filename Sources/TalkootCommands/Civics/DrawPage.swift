import Sortition

/// A finished draw as a web page that stands alone.
extension DrawOutcome {
    var page: String {
        let drawn = number.map { number in
            "<p>Panel <strong>\(number)</strong> of \(lottery.panels.count) is drawn by the seed <q>\(Self.escaped(seed ?? ""))</q>.</p>\n<ul>"
                + (panel ?? []).map { "<li>\(Self.escaped($0))</li>" }.joined() + "</ul>"
        } ?? "<p>\(lottery.panels.count) panels are listed; nothing is drawn without a seed.</p>"
        let changed = changes.map { "<p>Quota changed: \(Self.escaped($0)).</p>" }.joined(separator: "\n")
        let held = binding.map { "<li>\(Self.escaped(Self.sentence($0.quota, $0.bound)))</li>" }.joined()
        let people = zip(ids, readableChances).map { id, chance in
            "<tr><th scope=\"row\">\(Self.escaped(id))</th><td>\(chance)</td></tr>"
        }
        let panels = lottery.panels.enumerated().map { index, panel in
            "<tr><th scope=\"row\">\(index + 1)</th><td>\(panel.map { Self.escaped(ids[$0]) }.joined(separator: ", "))</td></tr>"
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
            <p>\(Self.escaped(headline))</p>
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

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
