import Talkoot

/// A result as a web page that stands alone: sentences, then tables.
struct ReviewPage {
    struct Table {
        var caption: String
        var header: [String]
        var rows: [[String]]
    }

    var title: String
    var sentences: [String]
    var tables: [Table]

    var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>\(Markup.escaped(title))</title>
        <style>
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: auto; padding: 0 1rem }
        td, th { padding: .1rem .6rem; text-align: start }
        </style>
        </head>
        <body>
        <h1>\(Markup.escaped(title))</h1>
        \(sentences.map { "<p>\(Markup.escaped($0))</p>" }.joined(separator: "\n"))
        \(tables.map(Self.table).joined(separator: "\n"))
        </body>
        </html>

        """
    }

    private static func table(_ table: Table) -> String {
        let header = table.header.map { "<th scope=\"col\">\(Markup.escaped($0))</th>" }.joined()
        let rows = table.rows.map { row in
            "<tr><th scope=\"row\">\(Markup.escaped(row.first ?? ""))</th>"
                + row.dropFirst().map { "<td>\(Markup.escaped($0))</td>" }.joined() + "</tr>"
        }
        return """
            <table><caption>\(Markup.escaped(table.caption))</caption>
            <thead><tr>\(header)</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table>
            """
    }
}

/// A number with three decimals, for reading.
func threeDecimals(_ number: Double) -> String {
    let thousandths = (abs(number) * 1_000).rounded()
    guard thousandths < 1e15 else { return "\(number)" }
    let whole = Int(thousandths)
    let fraction = String(whole % 1_000 + 1_000).dropFirst()
    return (number < 0 && whole > 0 ? "−" : "") + "\(whole / 1_000).\(fraction)"
}

/// A share such as 0.9 or 0.853 as a percentage with at most one decimal: `90 %`, `85.3 %`.
func percentage(_ share: Double) -> String {
    let tenths = Int((max(0, min(1, share)) * 1_000).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
}
