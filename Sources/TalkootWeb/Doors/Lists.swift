import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// The forms of a list for programs, as its address ends.
enum ListForm: String, CaseIterable { case csv, json, atom }

/// One row of a list in the form that is asked for: drawn, or as values for CSV, JSON and Atom from the same struct.
struct ListRow: Sendable {
    let code: String
    let title: String
    let address: Address
    /// Drawn for pages only.
    let html: HTML
    /// Plain values in the order of the list's `columns`; written for programs only.
    let values: [String]
    let updatedAt: Instant
    let summary: String

    init(for visit: Visit, code: String, title: String, address: Address, html: @autoclosure () -> HTML, values: @autoclosure () -> [String], updatedAt: Instant, summary: String) {
        self.code = code
        self.title = title
        self.address = address
        self.html = visit.isForPrograms ? HTML() : html()
        self.values = visit.isForPrograms ? values() : []
        self.updatedAt = updatedAt
        self.summary = summary
    }
}

/// A list of any room: filters as a sentence, count, rows, pages, and the same rows for programs.
struct ListPage: Page {
    let room: String
    /// Names of the values for programs.
    let columns: [String]
    let rows: [ListRow]
    let next: Cursor?
    let count: Int
    let filter: HTML?
    let primary: HTML?
    let empty: EmptyBox?
    let aside: HTML?

    func title(_ visit: Visit) -> String { visit.words("list.\(room).title") }
    func summary(_ visit: Visit) -> String { visit.words("list.\(room).lede") }
    func feeds(_ visit: Visit) -> [FeedLink] {
        let atom = FeedLink(title: title(visit), address: "/\(visit.city.slug)/\(room).atom", type: "application/atom+xml")
        return room == "challenges" ? [atom, .calendar(visit)] : [atom]
    }

    func body(_ visit: Visit) -> HTML {
        let many = count > Listing<ListRow>.countBound
        let number = many ? visit.words("list.more", ["count": .number(Listing<ListRow>.countBound)]) : visit.words("list.count", count: count)
        let exports = ListForm.allCases.map { ($0.rawValue.uppercased(), Address(path: "\(visit.ask.path).\($0)")) }
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home)], here: title(visit)), heading: title(visit), lede: summary(visit), actions: primary))\
            \(filter)\(aside)<h2 class="vh">\(number)</h2><p class="meta" aria-hidden="true">\(number)</p>\
            \(rows.isEmpty ? empty?.html : "<ul class=\"rows rows-3\">\(rows.map(\.html))</ul>")\
            \(Pager(words: visit.words, position: number, previous: visit.ask.query["after"] == nil ? nil : visit.ask.asking(["after": nil]),
                    next: next.map { visit.ask.asking(["after": $0.text]) }, exports: exports))</div>
            """
    }

    var csv: String {
        var text = columns.joined(separator: ",") + "\r\n"
        for row in rows { text += row.values.map(CSV.cell).joined(separator: ",") + "\r\n" }
        return text
    }
    func json(_ visit: Visit) -> JSON {
        [
            "count": .integer(Int64(min(count, Listing<ListRow>.countBound))), "isMore": .bool(count > Listing<ListRow>.countBound),
            "next": next.map { .text(visit.ask.asking(["after": $0.text]).text) } ?? .null,
            "rows": .list(rows.map { row in .object(Dictionary(zip(columns, row.values.map(JSON.text))) { $1 }) }),
        ]
    }
    func atom(_ visit: Visit, origin: String) -> String {
        let own = origin + visit.ask.path
        let updated = rows.map(\.updatedAt).max() ?? Instant(milliseconds: 0)
        let entries = rows.map { row in
            """
            <entry><id>\(XML.escape(origin + row.address.text))</id><title>\(XML.escape(row.title))</title><updated>\(row.updatedAt.rfc3339)</updated>\
            <link rel="alternate" href="\(XML.escape(origin + row.address.text))"/><summary>\(XML.escape(row.summary))</summary></entry>

            """
        }.joined()
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom"><id>\(XML.escape(own))</id><title>\(XML.escape("\(visit.city.name): \(title(visit))"))</title>\
            <updated>\(updated.rfc3339)</updated><author><name>\(XML.escape(visit.city.name))</name></author>\
            <link rel="self" href="\(XML.escape(own))"/><link rel="alternate" href="\(XML.escape(String(own.dropLast(5))))"/>
            \(entries)</feed>

            """
    }
}

enum CSV {
    /// Quoted where it must be; a leading sign that a spreadsheet would run as a formula is disarmed.
    static func cell(_ text: String) -> String {
        let safe = text.first.map { "=+-@\t".contains($0) && Double(text) == nil } ?? false ? "'" + text : text
        return safe.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" } ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }
}

enum XML {
    static func escape(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}

extension Site {
    /// One list at `/{city}/{room}`, with `.csv`, `.json` and `.atom` beside it.
    func list(_ room: String, on router: Router<WebContext>, _ make: @escaping @Sendable (Scene, Visit) throws -> ListPage) {
        router.get(":city/\(room)") { request, context in try await page(request, context, make) }
        for format in ListForm.allCases {
            router.get(":city/\(room).\(format)") { request, context in try await export(request, context, format, make) }
        }
    }

    private func export(_ request: Request, _ context: WebContext, _ format: ListForm, _ make: @escaping @Sendable (Scene, Visit) throws -> ListPage) async throws -> Response {
        let ask = Ask(request, context, self)
        let origin = options.origin.isEmpty ? "http://\(ask.host)" : options.origin
        do {
            let (type, text) = try await look(ask) { scene, visit in
                let page = try make(scene, visit)
                return switch format {
                case .csv: ("text/csv; charset=utf-8", page.csv)
                case .json: ("application/json; charset=utf-8", page.json(visit).canonical)
                case .atom: ("application/atom+xml; charset=utf-8", page.atom(visit, origin: origin))
                }
            }
            return Response(status: .ok, headers: [.contentType: type, .cacheControl: "private, max-age=0, must-revalidate", .vary: "cookie, accept-language"], body: .init(byteBuffer: ByteBuffer(string: text)))
        } catch let refusal as Refusal { return Site.plain(refusal, ask.words) }
    }
}

extension Visit {
    /// Where the page of a list begins, from the address.
    var cursor: Cursor? { ask.query["after"].flatMap(Cursor.init) }
}
