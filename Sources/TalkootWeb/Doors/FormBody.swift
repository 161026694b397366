import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Talkoot

/// Reads what a form sends. Files are taken in one by one while they arrive and become ids of uploads;
/// what is wrong with one is said beside its field, and everything else of the form is kept.
struct FormBody: Sendable {
    let site: Site
    let ask: Ask
    let act: any Act.Type

    func read(_ request: Request) async throws -> FormText {
        if let type = request.headers[.contentType], let multipart = Multipart(type, mostFile: AttachmentLimits.mostBytes) { return try await read(request, multipart) }
        let body: ByteBuffer
        do { body = try await request.body.collect(upTo: act.mostBytes) } catch { throw Refusal.invalid([Problem("", "problem.bodyTooLarge")]) }
        guard let form = FormText(body.readableBytesView) else { throw Refusal.invalid([Problem("", "problem.unreadable")]) }
        return form
    }

    private func read(_ request: Request, _ multipart: Multipart) async throws -> FormText {
        var multipart = multipart, form = FormText(pairs: []), count = 0
        // Uploads are taken in one by one, so that no more than one of them is held; as many as one object may have at the house's limits.
        let most = act.mostBytes + (act.fields.contains(where: \.takesFiles) ? 60_000_000 : 0)
        guard site.fileForms.enter() else { throw Refusal.busy }
        defer { site.fileForms.leave() }
        for try await part in request.body {
            count += part.readableBytes
            guard count <= most else { throw Refusal.invalid([Problem("", "problem.bodyTooLarge")]) }
            let pieces: [Multipart.Piece]
            do { pieces = try multipart.take(part.readableBytesView) } catch is Multipart.Unreadable { throw Refusal.invalid([Problem("", "problem.unreadable")]) }
            for piece in pieces { try await add(piece, to: &form) }
        }
        guard multipart.isComplete else { throw Refusal.invalid([Problem("", "problem.unreadable")]) }
        return form
    }

    private func add(_ piece: Multipart.Piece, to form: inout FormText) async throws {
        switch piece {
        case .text(let name, let value):
            guard form.pairs.count < 1_000 else { throw Refusal.invalid([Problem("", "problem.unreadable")]) }
            form.add(name, value)
        case .file(let name, let fileName, let bytes):
            // The token stands before the files in every form of ours; a file of a forged form is not even looked at.
            guard let field = act.fields.first(where: { $0.name == name }), site.isOwnForm(form, ask) else { return }
            guard case .files(_, let picturesOnly) = field.kind else { return form.add(name, Data(bytes).base64EncodedString()) }
            do { form.add(name, try await site.receive(ReceivedFile(name: fileName, bytes: bytes), ask, picturesOnly: picturesOnly).id.rawValue) }
            catch let problem as FileProblem { form.fileProblems.append(problem.problem(name)) }
        case .tooLarge(let name, _):
            let limits = try await site.look(ask) { scene, _ in AttachmentLimits(scene.city) }
            form.fileProblems.append(FileProblem.tooLarge(limits).problem(name))
        }
    }
}

extension Site {
    /// Takes a file in for whoever asks: an account, or the browser of somebody without one.
    func receive(_ file: ReceivedFile, _ ask: Ask, picturesOnly: Bool) async throws -> Attachment {
        let (city, person) = try await platform.look(citySlug: ask.city, session: ask.cookies[.session], page: ask.path) { scene, _ in (scene.city, scene.standing.person?.id) }
        let uploader = person.map(Uploader.person) ?? .visitor(key: ask.cookies[.visitor])
        return try await receive(file, from: uploader, peer: ask.peer, in: city, picturesOnly: picturesOnly)
    }
    func receive(_ file: ReceivedFile, from uploader: Uploader, peer: String, in city: City, picturesOnly: Bool) async throws -> Attachment {
        if options.isThrottled, try await platform.isTooMany("upload \(uploader.person?.rawValue ?? peer)", limit: 60) { throw FileProblem.tooMany }
        return try await platform.receive(file, from: uploader, in: city, picturesOnly: picturesOnly)
    }
}

/// How many forms with files are read at once: each may hold a file in memory. Others are told to come back.
final class FileForms: Sendable {
    private let open = Locked(0)
    private let most: Int
    init(most: Int) { self.most = most }

    func enter() -> Bool {
        open.withLock { count in
            guard count < most else { return false }
            count += 1
            return true
        }
    }
    func leave() { open.withLock { $0 -= 1 } }
}
