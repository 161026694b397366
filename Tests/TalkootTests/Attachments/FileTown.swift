import Foundation
import Storage
import StorageSQLite
@testable import Talkoot
import Testing
import TestTown

/// Kuusila with a darkroom: the program that was built beside these tests.
struct FileTown {
    let town: Town
    let clock: TestClock

    init(on engine: HouseEngine) async throws { try await self.init(engine.open()) }
    init(_ database: any Database, darkroom: Darkroom = Self.builtDarkroom) async throws {
        (town, clock) = try await house(in: database, darkroom: darkroom)
    }

    /// `talkoot` lies in the folder of the bundle that these tests are.
    static var builtDarkroom: Darkroom {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<4 where !FileManager.default.fileExists(atPath: folder.path + "/talkoot") { folder.deleteLastPathComponent() }
        return Darkroom(program: folder.path + "/talkoot")
    }

    /// Sent by a person of Kuusila, or by a visitor with or without a browser that keeps something.
    @discardableResult
    func upload(_ bytes: [UInt8], named name: String = "photo.jpg", as person: Townsperson? = nil, browser: String? = nil, to city: TownCity = .kuusila, picturesOnly: Bool = false) async throws -> Talkoot.Attachment {
        let id = try town.id(of: city)
        let place = try await town.platform.look(in: id, as: .visitor) { $0.city }
        return try await town.platform.receive(ReceivedFile(name: name, bytes: bytes), from: try person.map { .person(try town.id(of: $0)) } ?? .visitor(key: browser), in: place, picturesOnly: picturesOnly)
    }

    func signal(with files: [Talkoot.Attachment], _ more: [String: JSON] = [:], as person: Townsperson? = .aino) async throws -> ObjectReference {
        let input: [String: JSON] = ["text": "The lamp at the ferry is dark.", "photos": .list(files.map { .text($0.id.rawValue) })]
        return try #require(try await town.perform("signal.send", .object(input.merging(more) { $1 }), as: person).object)
    }

    /// What a reader gets; nil where the file does not exist for them.
    func download(_ file: Talkoot.Attachment, _ print: Darkroom.Print = .whole, as person: Townsperson?, browser: String? = nil) async throws -> [UInt8]? {
        try await town.look(as: person) { scene in
            do { return try AttachmentQueries.bytes(of: try AttachmentQueries.file(file.id, visitorKey: browser, scene), print, scene) }
            catch Refusal.notFound { return nil }
        }
    }
    func files(of signal: ObjectReference) async throws -> [Talkoot.Attachment] { try await town.look { try $0.rows(AttachmentQueries.of(signal, $0)) } }
    func count(_ statement: SQLText) async throws -> Int { try await town.platform.reading { try $0.count(statement) } }
}
