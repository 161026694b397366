import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// What is drawn once for many readers: whole pages for those who are not signed in, and parts of pages for everybody who sees no more than they do.
/// By address and language. All of it falls when anything in the database changes, and after 60 seconds at the latest, since clocks run on the pages.
/// Nothing with a form is ever kept.
struct PageCache: Sendable {
    struct Key: Hashable, Sendable { let address: String, language: String }
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
        return PageCache.Key(address: ask.asking([:]).text, language: ask.cookies[.language] ?? String(ask.acceptedLanguages.prefix(40)))
    }
    /// The kept page, or the count of changes under which the page that is drawn now may be kept.
    func kept(_ ask: Ask) async throws -> (response: Response?, version: Int64?) {
        guard let key = key(ask) else { return (nil, nil) }
        let version = try await platform.changeCount()
        return (cache.page(key, version: version, now: platform.now()), version)
    }
    func keep(_ response: Response, _ body: ByteBuffer, _ ask: Ask, _ visit: Visit, version: Int64?) {
        guard let version, let key = key(ask), visit.standing.isVisitor else { return }
        cache.keep(page: body, response.headers, key, version: version, now: visit.now)
    }
}

extension Visit {
    /// The part of a page that is the same for everybody who sees no more than the public does: drawn as a visitor sees it, by a visit that knows
    /// nothing of the reader but the language, and kept for all of them. What belongs to one reader alone goes into its gaps.
    /// - Parameters:
    ///   - seesMore: whether something that would be drawn is open to the reader and not to the public. Then it is drawn for the reader alone.
    ///   - isAlikeForStaff: whether all who work for the city see the same, and nothing of it depends on who of them asks. Then it is kept for them, apart.
    func common(_ scene: Scene, unless seesMore: @autoclosure () throws -> Bool, isAlikeForStaff: Bool = false, _ draw: (Scene, Visit) throws -> HTML) throws -> GappedHTML {
        let isOfStaff = isAlikeForStaff && standing.isStaff
        guard let version = scene.version, ask.query["lang"] == nil, try isOfStaff || standing.isVisitor || !seesMore() else { return try draw(scene, self).gapped }
        let key = PageCache.Key(address: (isOfStaff ? "staff " : "") + ask.asking([:]).text, language: words.language)
        if let kept = cache.part(key, version: version, now: now) { return kept }
        let part = try isOfStaff ? draw(scene, self).gapped : draw(scene.asVisitor, asVisitor).gapped
        cache.keep(part: part, key, version: version, now: now)
        return part
    }
}
