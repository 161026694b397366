import CCompression
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// What everybody gets alike travels compressed; what is one reader's own never does.
@Suite struct CompressionTests {
    @Test func aVisitorsPageIsTheSamePackedOrNotAlsoWhenItIsKept() async throws {
        let web = try await WebTown.found()
        try await Application(router: web.site.router()).test(.router) { client in
            for address in ["/kuusila/signals", "/kuusila/initiatives", "/kuusila/record", "/kuusila/pipeline"] {
                for _ in 1...2 {
                    let plain = try await client.ask(address), packed = try await client.ask(address, taking: "br, gzip")
                    #expect(plain.headers[.contentEncoding] == nil && packed.headers[.contentEncoding] == "gzip", "\(address)")
                    #expect(plain.headers[.vary]?.contains("accept-encoding") ?? false)
                    #expect(packed.headers[.vary] == plain.headers[.vary])
                    #expect(packed.body.readableBytes < plain.body.readableBytes / 2)
                    #expect(try unpacked(packed.body) == plain.body, "\(address)")
                }
            }
        }
    }

    @Test func nothingThatIsOneReadersOwnIsPacked() async throws {
        let web = try await WebTown.found(), cookie = try await web.town.cookie(of: .aino)
        try await Application(router: web.site.router()).test(.router) { client in
            for _ in 1...2 {
                #expect(try await client.ask("/kuusila/signals", taking: "gzip", cookie: cookie).headers[.contentEncoding] == nil)
                #expect(try await client.ask("/kuusila/desk", taking: "gzip", cookie: cookie).headers[.contentEncoding] == nil)
                let form = try await client.ask("/kuusila/acts/signal.send", taking: "gzip")
                #expect(form.headers[.contentEncoding] == nil && String(buffer: form.body).contains("_csrf"), "a form of a visitor has a token too")
            }
        }
    }

    @Test func theStyleSheetIsPackedForWhoeverTakesIt() async throws {
        let web = try await WebTown.found(), sheet = try #require(EmbeddedFile.named("Assets/talkoot.css"))
        try await Application(router: web.site.router()).test(.router) { client in
            for taking in ["gzip", "gzip, deflate, br, zstd", "GZIP;q=0.5", "deflate , gzip ;q=1.0"] {
                let packed = try await client.ask(sheet.address.text, taking: taking)
                #expect(packed.headers[.contentEncoding] == "gzip", "\(taking)")
                #expect(try unpacked(packed.body) == ByteBuffer(bytes: sheet.bytes))
            }
            for taking in [nil, "", "identity", "br", "gzip;q=0", "gzip; q=0.000", "xgzip"] {
                let plain = try await client.ask(sheet.address.text, taking: taking)
                #expect(plain.headers[.contentEncoding] == nil && plain.body == ByteBuffer(bytes: sheet.bytes), "\(taking ?? "nothing")")
            }
        }
    }

    @Test func whatWouldNotBecomeShorterStaysAsItIs() throws {
        #expect(Compression.gzip(ByteBuffer(), level: 1) == nil)
        #expect(Compression.gzip(ByteBuffer(repeating: 97, count: 999), level: 9) == nil, "too short to be worth it")
        let packed = try #require(EmbeddedFile.named("Assets/talkoot.css")?.compressed)
        #expect(Compression.gzip(packed, level: 9) == nil, "what is packed already")
        let even = ByteBuffer(repeating: 97, count: 3_000_000)
        #expect(try unpacked(#require(Compression.gzip(even, level: 1))) == even)
    }
}

/// What a browser makes of it.
private func unpacked(_ body: ByteBuffer) throws -> ByteBuffer {
    var stream = z_stream(), plain = ByteBuffer()
    try #require(inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
    defer { inflateEnd(&stream) }
    var source = Array(body.readableBytesView), code = Z_OK
    source.withUnsafeMutableBufferPointer { source in
        (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
        while code == Z_OK {
            plain.writeWithUnsafeMutableBytes(minimumWritableBytes: 1 << 16) { target in
                (stream.next_out, stream.avail_out) = (target.bindMemory(to: UInt8.self).baseAddress, 1 << 16)
                code = inflate(&stream, Z_NO_FLUSH)
                return 1 << 16 - Int(stream.avail_out)
            }
        }
    }
    try #require(code == Z_STREAM_END)
    return plain
}

extension TestClientProtocol {
    fileprivate func ask(_ address: String, taking encodings: String? = nil, cookie: String? = nil) async throws -> TestResponse {
        var headers: HTTPFields = [.acceptLanguage: "en"]
        headers[.acceptEncoding] = encodings
        headers[.cookie] = cookie
        return try await execute(uri: address, method: .get, headers: headers) { $0 }
    }
}
