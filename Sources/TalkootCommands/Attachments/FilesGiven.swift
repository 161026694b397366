import ArgumentParser
import Foundation
import Talkoot

/// The files of a command, taken in one after the other before the act that names them.
struct FilesGiven {
    private let paths: [String]
    private let field: Field?
    private let uploader: Uploader
    private let city: ID<City>
    private let platform: Platform

    init(_ paths: [String], for fields: [Field], as actor: Actor, in city: ID<City>, _ platform: Platform) {
        self.paths = paths
        self.city = city
        self.platform = platform
        field = fields.first(where: \.takesFiles)
        uploader = if case .person(let id) = actor { .person(id) } else { .visitor(key: nil) }
    }

    func added(to input: JSON) async throws -> JSON {
        if paths.isEmpty { return input }
        guard let field else { throw ValidationError("This act takes no files.") }
        guard let city = try await platform.reading({ try CityQueries.cities($0) }).first(where: { $0.id == city }) else { throw Refusal.notFound }
        var members = input.object ?? [:]
        var ids = members[field.name]?.list ?? []
        for path in paths { ids.append(.text(try await receive(path, field, city).id.rawValue)) }
        members[field.name] = .list(ids)
        return .object(members)
    }

    private func receive(_ path: String, _ field: Field, _ city: City) async throws -> Attachment {
        let handle = FileHandle(forReadingAtPath: path)
        // One byte more than any city takes tells that it is too large, and no more of it is read.
        guard let bytes = try handle?.read(upToCount: AttachmentLimits.mostBytes + 1) else { throw ValidationError("\(path) cannot be read.") }
        let picturesOnly = if case .files(_, let picturesOnly) = field.kind { picturesOnly } else { false }
        do { return try await platform.receive(ReceivedFile(name: path, bytes: [UInt8](bytes)), from: uploader, in: city, picturesOnly: picturesOnly) }
        catch let problem as FileProblem { throw Refusal.invalid([problem.problem(field.name)]) }
    }
}
