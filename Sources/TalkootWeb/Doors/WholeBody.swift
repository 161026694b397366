import Hummingbird
import NIOCore

extension RequestBody {
    /// All of it where it is not longer than `limit`; nil where it is. What is too much is still taken and dropped, up to a hundred megabytes: a client that is
    /// answered in the middle of its sending may never come to read the answer.
    func whole(upTo limit: Int) async throws -> ByteBuffer? {
        var kept = ByteBuffer(), dropped = 0
        for try await part in self {
            if dropped == 0 && kept.readableBytes + part.readableBytes <= limit { kept.writeImmutableBuffer(part) } else { dropped += part.readableBytes }
            if dropped > 100_000_000 { break }
        }
        return dropped == 0 ? kept : nil
    }
}
