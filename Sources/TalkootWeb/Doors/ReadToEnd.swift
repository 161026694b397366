import HTTPTypes
import Hummingbird
import NIOCore

/// The server reads a request to its end after answering it, unless the client said that it will close the connection. Such a client, refused in the middle
/// of its sending, would wait for somebody to read the rest and never come to the answer; so what no door wanted is read and dropped here, before the answer.
struct ReadToEnd: RouterMiddleware {
    /// Whoever sends more has to bear that nobody listens.
    private static let mostBytes = 100_000_000

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        guard request.headers[.connection] == "close", request.method != .get, request.method != .head else { return try await next(request, context) }
        let sent = SentBody(request.body)
        var heard = request
        heard.body = RequestBody(asyncSequence: sent)
        let response = try await next(heard, context)
        var dropped = 0
        while dropped <= Self.mostBytes, let part = try await sent.next() { dropped += part.readableBytes }
        return response
    }
}

/// A body of which the rest can be read after somebody has read a part of it. Behind its end nothing is read, for there the next request begins.
///
/// @unchecked: the door that works on the request reads it, and only when that is done the middleware does.
private final class SentBody: AsyncSequence, @unchecked Sendable {
    private var parts: RequestBody.AsyncIterator
    private var hasEnded = false
    init(_ body: RequestBody) { parts = body.makeAsyncIterator() }

    func next() async throws -> ByteBuffer? {
        if hasEnded { return nil }
        let part = try await parts.next()
        hasEnded = part == nil
        return part
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let body: SentBody
        mutating func next() async throws -> ByteBuffer? { try await body.next() }
    }
    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: self) }
}
