import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// What is drawn once for many readers: whole pages for those who are not signed in, and parts of pages for everybody who sees no more than they do.
/// By address and language, and how it travels. All of it falls when anything in the database changes, and after 60 seconds at the latest, since clocks run on the pages.
/// Nothing with a form is ever kept.
struct PageCache: Sendable {
    struct Key: Hashable, Sendable {
        let address: String, language: String
        var isCompressed = false
    }
    private struct Whole: Sendable { let body: ByteBuffer, headers: HTTPFields }
    private let pages = WhileUnchanged<Key, Whole>(most: mostBytes)
    private let parts = WhileUnchanged<Key, GappedHTML>(most: mostBytes)
    private static let mostBytes = 16 << 20
    private static let age: Int64 = 60_000

    func page(_ key: Key, version: Int64, now: Instant) -> Response? {
        pages.find(key, version: version, now: now, age: Self.age).map { Response(status: .ok, headers: $0.headers, body: .init(byteBuffer: $0.body)) }
    }
    func keep(page body: ByteBuffer, _ headers: HTTPFields, _ key: Key, version: Int64, now: Instant) {
        pages.keep(Whole(body: body, headers: headers), key, version: version, now: now, weight: body.readableBytes)
    }
    func part(_ key: Key, version: Int64, now: Instant) -> GappedHTML? { parts.find(key, version: version, now: now, age: Self.age) }
    func keep(part: GappedHTML, _ key: Key, version: Int64, now: Instant) { parts.keep(part, key, version: version, now: now, weight: part.count) }
}

extension Site {
    private func key(_ ask: Ask) -> PageCache.Key? {
        guard ask.method == .get, ask.cookies[.session] == nil, ask.cookies[.flash] == nil, ask.query["lang"] == nil else { return nil }
        return PageCache.Key(address: ask.asking([:]).text, language: ask.cookies[.language] ?? String(ask.acceptedLanguages.prefix(40)), isCompressed: ask.takesGzip)
    }
    /// The kept page, or the count of changes under which the page that is drawn now may be kept.
    func kept(_ ask: Ask) async throws -> (response: Response?, version: Int64?) {
        guard let key = key(ask) else { return (nil, nil) }
        let version = try await platform.changeCount()
        return (cache.page(key, version: version, now: platform.now()), version)
    }
    /// The page as it is from now on given to everybody.
    func keep(_ response: Response, _ body: ByteBuffer, _ ask: Ask, _ visit: Visit, version: Int64?) -> Response {
        guard let version, let key = key(ask), visit.standing.isVisitor else { return response }
        var (response, body) = (response, body)
        if key.isCompressed, let packed = Compression.gzip(body, level: 1) {
            body = packed
            response.body = .init(byteBuffer: packed)
            response.headers[.contentEncoding] = "gzip"
        }
        cache.keep(page: body, response.headers, key, version: version, now: visit.now)
        return response
    }
}

extension Visit {
    /// A part of a page that many read alike, drawn once and kept for all of them; what belongs to one reader alone goes into its gaps.
    /// For everybody it is drawn as a visitor sees it, for the city's people by one of them. Either way by a visit that knows nothing of the reader
    /// but that and the language, so that nobody's token can get into it.
    func common(_ scene: Scene, for audience: @autoclosure () throws -> Audience, _ draw: (Scene, Visit) throws -> HTML) throws -> GappedHTML {
        guard let version = scene.version, ask.query["lang"] == nil else { return try draw(scene, self).gapped }
        let mark: String
        switch try audience() {
        case .everybody: mark = ""
        case .staff: mark = "staff "
        case .reader: return try draw(scene, self).gapped
        }
        let key = PageCache.Key(address: mark + ask.asking([:]).text, language: words.language)
        if let kept = cache.part(key, version: version, now: now) { return kept }
        let shown = mark.isEmpty ? scene.asVisitor : scene
        let part = try draw(shown, nameless(as: shown.standing)).gapped
        cache.keep(part: part, key, version: version, now: now)
        return part
    }
}
