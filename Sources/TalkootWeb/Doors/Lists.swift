import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

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

/// What a list is called and where its feeds are, whatever is in it.
protocol NamedList: Page {}

extension NamedList {
    func title(_ visit: Visit) -> String { visit.words("list.\(room).title") }
    func summary(_ visit: Visit) -> String { visit.words("list.\(room).lede") }
    func feeds(_ visit: Visit) -> [FeedLink] {
        let atom = FeedLink(title: title(visit), address: "/\(visit.city.slug)/\(room).atom", type: "application/atom+xml")
        return room == "challenges" ? [atom, .calendar(visit)] : [atom]
    }
}

/// A list of which nothing is its reader's own.
private struct CommonList: NamedList {
    let room: String
    let drawn: GappedHTML
    func body(_ visit: Visit) -> HTML { drawn.filled() }
}

/// A list of any room: filters as a sentence, count, rows, pages, and the same rows for programs.
struct ListPage: NamedList {
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

    func body(_ visit: Visit) -> HTML {
        let many = count > Listing<ListRow>.countBound
        let number = many ? visit.words("list.more", ["count": .number(Listing<ListRow>.countBound)]) : visit.words("list.count", count: count)
        // The same rows for programs: what is filtered stays filtered.
        let asked = visit.ask.query.filter { $0.key != "after" && $0.key != "lang" && !$0.value.isEmpty }.sorted { $0.key < $1.key }
        let exports = ListForm.allCases.map { form in (form.rawValue.uppercased(), asked.reduce(Address(path: "\(visit.ask.path).\(form)")) { $0.asking($1.key, $1.value) }) }
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home)], here: title(visit)), heading: title(visit), lede: summary(visit), actions: primary))\
            \(filter)\(aside)<h2 class="vh">\(number)</h2><p class="meta" aria-hidden="true">\(number)</p>\
            \(rows.isEmpty ? none(visit, isNarrowed: !asked.isEmpty) : "<ul class=\"rows rows-3\">\(rows.map(\.html))</ul>")\
            \(Pager(words: visit.words, position: number, previous: visit.ask.query["after"] == nil ? nil : visit.ask.asking(["after": nil]),
                    next: next.map { visit.ask.asking(["after": $0.text]) }, exports: exports))</div>
            """
    }

    /// What is narrowed to nothing leads back to the whole.
    private func none(_ visit: Visit, isNarrowed: Bool) -> HTML? {
        guard isNarrowed else { return empty?.html }
        return EmptyBox(heading: visit.words("list.noneFits"), text: visit.words("list.noneFitsText"), link: (visit.words("list.whole"), Address(path: visit.ask.path))).html
    }
    var export: ExportRows { ExportRows(columns: columns, values: rows.map(\.values)) }
    func json(_ visit: Visit) -> JSON {
        [
            "count": .integer(Int64(min(count, Listing<ListRow>.countBound))), "isMore": .bool(count > Listing<ListRow>.countBound),
            "next": next.map { .text(visit.ask.asking(["after": $0.text]).text) } ?? .null,
            "rows": export.json,
        ]
    }
    func atom(_ visit: Visit, origin: String) -> String {
        let own = origin + visit.ask.path
        let updated = rows.map(\.updatedAt).max() ?? Instant(milliseconds: 0)
        let entries = rows.map { row in
            """
            <entry><id>\(Markup.escaped(origin + row.address.text))</id><title>\(Markup.escaped(row.title))</title><updated>\(row.updatedAt.rfc3339)</updated>\
            <link rel="alternate" href="\(Markup.escaped(origin + row.address.text))"/>\(row.summary.isEmpty ? "" : "<summary>\(Markup.escaped(row.summary))</summary>")</entry>

            """
        }.joined()
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom"><id>\(Markup.escaped(own))</id><title>\(Markup.escaped("\(visit.city.name): \(title(visit))"))</title>\
            <updated>\(updated.rfc3339)</updated><author><name>\(Markup.escaped(visit.city.name))</name></author>\
            <link rel="self" href="\(Markup.escaped(own))"/><link rel="alternate" href="\(Markup.escaped(String(own.dropLast(5))))"/>
            \(entries)</feed>

            """
    }
}

extension Site {
    /// One list at `/{city}/{room}`, with `.csv`, `.json` and `.atom` beside it.
    /// - Parameter audience: who reads the same list as the reader; nil where lists have something that is their reader's own.
    func list(_ room: String, on router: Router<WebContext>, for audience: (@Sendable (Scene) throws -> Audience)? = nil, _ make: @escaping @Sendable (Scene, Visit) throws -> ListPage) {
        router.get(":city/\(room)") { request, context in
            guard let audience else { return try await page(request, context, make) }
            return try await page(request, context) { scene, visit in
                CommonList(room: room, drawn: try visit.common(scene, for: try audience(scene)) { try make($0, $1).body($1) })
            }
        }
        for format in ListForm.allCases {
            router.get(":city/\(room).\(format)") { request, context in try await export(request, context, format, make) }
        }
    }

    /// The page of one object of a room, or of a part of it: `challenges/:code` is `/{city}/challenges/{code}`.
    func one<Drawn: Page>(_ path: String, on router: Router<WebContext>, _ make: @escaping @Sendable (Target, Scene, Visit) throws -> Drawn) {
        router.get(":city/\(path)") { request, context in
            let target = Target(context.parameters.get("code") ?? "")
            return try await page(request, context) { scene, visit in try make(target, scene, visit) }
        }
    }

    private func export(_ request: Request, _ context: WebContext, _ form: ListForm, _ make: @escaping @Sendable (Scene, Visit) throws -> ListPage) async throws -> Response {
        try await export(request, context, form) { scene, visit in
            let page = try make(scene, visit)
            return switch form {
            case .csv: page.export.csv
            case .json: page.json(visit).canonical
            case .atom: page.atom(visit, origin: visit.origin)
            }
        }
    }
}

extension Visit {
    /// Where the page of a list begins, from the address.
    var cursor: Cursor? { ask.query["after"].flatMap(Cursor.init) }
}
