import HTTPTypes
import Hummingbird
import Talkoot

/// Words over all rooms: what was found, best first, cut to what the reader may see.
struct SearchPage: Page {
    let text: String
    let result: SearchResult?
    let room = "search"
    func title(_ visit: Visit) -> String { visit.words("search.title") }

    func body(_ visit: Visit) -> HTML {
        let field: HTML = """
            <form class="filter" method="get" action="\("/\(visit.city.slug)/search" as Address)" role="search"><div class="row"><span class="search">\
            <label for="q">\(visit.words("search.label"))</label><input type="search" class="search-box" id="q" name="q" value="\(text)"></span>\
            <button class="btn">\(visit.words("search.button"))</button></div></form>
            """
        return "<div class=\"wrap\">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home)], here: title(visit)), heading: title(visit)))\(field)\(found(visit))</div>"
    }

    private func found(_ visit: Visit) -> HTML? {
        guard let result else { return nil }
        if result.hits.isEmpty { return EmptyBox(heading: visit.words("search.nothing"), text: visit.words("search.nothingText"), link: (visit.words("foot.tell"), visit.form("signal.send"))).html }
        let number = result.isBounded ? visit.words("search.many", ["count": .number(SearchQueries.bound)]) : visit.words("search.count", count: result.count)
        let rows: [HTML] = result.hits.map { hit in
            """
            <li><div><p class="meta">\(visit.words("kind.\(hit.kind)")) \(hit.code.rawValue)</p><h3><a href="\(visit.address(of: hit.object))">\(hit.title)</a></h3><p>\(hit.snippet)</p></div>\
            <div></div><div class="meta">\(visit.day(hit.at))</div></li>
            """
        }
        return """
            <p class="meta" role="status">\(number)</p><ul class="rows rows-3">\(rows)</ul>\
            \(Pager(words: visit.words, position: number, previous: visit.ask.query["after"] == nil ? nil : visit.ask.asking(["after": nil]), next: result.next.map { visit.ask.asking(["after": $0.text]) }, exports: []))
            """
    }
}

struct SearchRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        router.get(":city/search") { request, context in
            try await site.page(request, context) { scene, visit in
                let text = String((visit.ask.query["q"] ?? "").prefix(200))
                return SearchPage(text: text, result: text.isEmpty ? nil : try SearchQueries.find(text, after: visit.cursor, scene))
            }
        }
    }
}
