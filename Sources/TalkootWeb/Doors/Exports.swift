import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// Rows for programs: the same names and plain values as CSV and as JSON.
struct ExportRows: Sendable {
    let columns: [String]
    let values: [[String]]

    var csv: String { ([columns] + values).map { $0.map(CSV.cell).joined(separator: ",") + "\r\n" }.joined() }
    var json: JSON { .list(values.map { .object(Dictionary(zip(columns, $0.map(JSON.text))) { $1 }) }) }
}

/// The forms of a list for programs, as its address ends.
enum ListForm: String, CaseIterable {
    case csv, json, atom

    var contentType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .json: "application/json; charset=utf-8"
        case .atom: "application/atom+xml; charset=utf-8"
        }
    }
}

/// A page around one table, with the same rows for programs beside it.
protocol TablePage: Page {
    func rows(_ visit: Visit) -> ExportRows
}

extension Visit {
    /// Leads to what ``Site/table(_:on:_:)`` puts beside the page at `/{city}/{path}`.
    func exports(of path: String) -> Pager {
        Pager(words: words, exports: ["csv", "json"].map { ($0.uppercased(), Address(path: "/\(city.slug)/\(path).\($0)")) })
    }
}

extension Site {
    /// The page at `/{city}/{name}`, with `.csv` and `.json` beside it.
    func table(_ name: String, on router: Router<WebContext>, _ make: @escaping @Sendable (Scene, Visit) throws -> some TablePage) {
        router.get(":city/\(name)") { request, context in try await page(request, context, make) }
        router.get(":city/\(name).csv") { request, context in try await export(request, context, .csv) { try make($0, $1).rows($1).csv } }
        router.get(":city/\(name).json") { request, context in try await export(request, context, .json) { (["rows": try make($0, $1).rows($1).json] as JSON).canonical } }
    }

    /// What a look at the city gives as a text for programs; a refusal as one sentence.
    func export(_ request: Request, _ context: WebContext, _ form: ListForm, _ text: @escaping @Sendable (Scene, Visit) throws -> String) async throws -> Response {
        let ask = Ask(request, context, self)
        do {
            let body = try await look(ask, text)
            return Response(
                status: .ok, headers: [.contentType: form.contentType, .cacheControl: "private, max-age=0, must-revalidate", .vary: "cookie, accept-language"],
                body: .init(byteBuffer: ByteBuffer(string: body)))
        } catch let refusal as Refusal { return Site.plain(refusal, ask.words) }
    }
}

enum CSV {
    /// Quoted where it must be; a leading sign that a spreadsheet would run as a formula is disarmed. Looks at bytes, since a sign with an accent on it
    /// is another character and still the same sign to whoever reads the file.
    static func cell(_ text: String) -> String {
        let safe = text.utf8.first.map { "=+-@\t".utf8.contains($0) && Double(text) == nil } ?? false ? "'" + text : text
        guard safe.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return safe }
        return "\"" + safe.unicodeScalars.reduce(into: "") { quoted, scalar in quoted += scalar == "\"" ? "\"\"" : String(scalar) } + "\""
    }
}
