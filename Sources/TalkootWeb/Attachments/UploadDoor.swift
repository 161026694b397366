import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// The door for a program's files: the bytes as they are, to `POST /api/v1/{city}/uploads?name=photo.jpg`. The id in the answer is for the act that names it.
struct UploadDoor: Sendable {
    let site: Site

    func take(_ request: Request, _ context: WebContext) async throws -> Response {
        let words = Words.wished(chosen: nil, accepted: request.headers[.acceptLanguage] ?? "")
        do {
            let (city, actor) = try await ProgramDoor(site: site).who(request, city: context.parameters.get("city") ?? "")
            guard site.fileForms.enter() else { throw Refusal.busy }
            defer { site.fileForms.leave() }
            let uploader: Uploader = if case .person(let id) = actor { .person(id) } else { .visitor(key: nil) }
            let file = ReceivedFile(name: Ask(request, context, site).query["name"] ?? "", bytes: try await bytes(request, AttachmentLimits(city)))
            let kept = try await site.receive(file, from: uploader, peer: site.client(request, context), in: city, picturesOnly: false)
            return ProgramDoor.json(.created, Self.told(kept))
        } catch let problem as FileProblem {
            if problem == .tooMany { return Site.tooMany(words) }
            return ProgramDoor.problem(.invalid([problem.problem("")]), words)
        } catch let refusal as Refusal { return ProgramDoor.problem(refusal, words) }
    }

    private func bytes(_ request: Request, _ limits: AttachmentLimits) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await part in request.body {
            bytes += part.readableBytesView
            if bytes.count > limits.bytes { throw Refusal.invalid([Problem("", "problem.bodyTooLarge")]) }
        }
        return bytes
    }

    static func told(_ file: Attachment) -> JSON {
        var told: [String: JSON] = [
            "id": .text(file.id.rawValue), "name": .text(file.name), "type": .text(file.type.mediaType), "size": .integer(Int64(file.size)), "sha256": .text(file.sha256),
        ]
        if let width = file.width, let height = file.height { told.merge(["width": .integer(Int64(width)), "height": .integer(Int64(height))]) { $1 } }
        return .object(told)
    }
}
