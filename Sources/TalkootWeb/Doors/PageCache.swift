import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Talkoot

/// Whole pages for readers who are not signed in, keyed by address and language. An entry falls when anything in the database changes,
/// and after 60 seconds at the latest, since clocks run on the pages. Pages with a form are never kept.
final class PageCache: Sendable {
    struct Key: Hashable { let address: String, language: String }
    private struct Kept { let body: ByteBuffer, headers: HTTPFields, version: Int64, keptAt: Instant }
    private let pages = Locked<[Key: Kept]>([:])
    private static let most = 2_000

    func find(_ key: Key, version: Int64, now: Instant) -> Response? {
        pages.withLock { pages in
            guard let kept = pages[key], kept.version == version, now.milliseconds - kept.keptAt.milliseconds < 60_000 else { return nil }
            return Response(status: .ok, headers: kept.headers, body: .init(byteBuffer: kept.body))
        }
    }
    func keep(_ body: ByteBuffer, _ headers: HTTPFields, _ key: Key, version: Int64, now: Instant) {
        pages.withLock { pages in
            if pages.count >= Self.most { pages.removeAll(keepingCapacity: true) }
            pages[key] = Kept(body: body, headers: headers, version: version, keptAt: now)
        }
    }
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
        return (cache.find(key, version: version, now: platform.now()), version)
    }
    func keep(_ response: Response, _ body: ByteBuffer, _ ask: Ask, _ visit: Visit, version: Int64?) {
        guard let version, let key = key(ask), visit.standing.isVisitor else { return }
        cache.keep(body, response.headers, key, version: version, now: visit.now)
    }
}
