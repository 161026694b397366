import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// The way to files. There is no address that opens one by itself: each request is asked whether its reader may read what the file belongs to.
struct FileRoutes: Sendable {
    let site: Site

    func add(to router: Router<WebContext>) {
        router.get(":city/files/:id") { try await file($0, $1, .whole) }
        router.get(":city/files/:id/:print") { request, context in
            try await file(request, context, context.parameters.get("print").flatMap(Darkroom.Print.init(rawValue:)))
        }
        router.get(":city/map.svg", use: map)
        router.post("api/v1/:city/uploads") { try await UploadDoor(site: site).take($0, $1) }
    }

    private func file(_ request: Request, _ context: WebContext, _ print: Darkroom.Print?) async throws -> Response {
        let ask = Ask(request, context, site)
        let id = ID<Attachment>(String((context.parameters.get("id") ?? "").prefix(64)))
        let known = request.headers[.ifNoneMatch]
        do {
            guard let print else { throw Refusal.notFound }
            let (file, bytes) = try await site.look(ask) { scene, _ in
                let file = try AttachmentQueries.file(id, visitorKey: ask.cookies[.visitor], scene)
                if known == Self.tag(file, print) { return (file, [UInt8]()) }
                guard let bytes = try AttachmentQueries.bytes(of: file, print, scene) else { throw Refusal.notFound }
                return (file, bytes)
            }
            let headers = Self.headers(file, print)
            if known == Self.tag(file, print) { return Response(status: .notModified, headers: headers) }
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        } catch let refusal as Refusal { return try await site.refused(refusal, ask) }
    }

    private static func tag(_ file: Attachment, _ print: Darkroom.Print) -> String { "\"\(file.sha256.prefix(32))-\(print.rawValue)\"" }

    /// Kept by the browser alone, and asked for again each time; nothing in it may run, and no document opens inside the site.
    private static func headers(_ file: Attachment, _ print: Darkroom.Print) -> HTTPFields {
        let plain = String(file.name.unicodeScalars.map { $0.isASCII ? Character($0) : "_" })
        let kind = file.type.isPicture ? "inline" : "attachment"
        return [
            .contentType: print == .whole ? file.type.mediaType : FileType.jpeg.mediaType,
            .contentDisposition: "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(file.name.percentEncoded)",
            .cacheControl: "private, no-cache", .eTag: tag(file, print), .vary: "cookie",
            .contentSecurityPolicy: "default-src 'none'; sandbox; frame-ancestors 'none'",
        ]
    }

    /// The districts as a picture on which a place can be pointed at.
    @Sendable private func map(_ request: Request, _ context: WebContext) async throws -> Response {
        let ask = Ask(request, context, site)
        do {
            let districts = try await site.look(ask) { scene, _ in try CityQueries.districts(scene) }
            guard let map = PointMap(districts) else { throw Refusal.notFound }
            let headers: HTTPFields = [.contentType: "image/svg+xml; charset=utf-8", .cacheControl: "max-age=300"]
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: map.svg(marking: ask.query["at"].flatMap(MapPoint.init)).buffer))
        } catch let refusal as Refusal { return try await site.refused(refusal, ask) }
    }
}
