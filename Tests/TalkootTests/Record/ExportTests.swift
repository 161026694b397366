internal import Foundation
internal import Storage
@testable internal import Talkoot
internal import Testing
internal import TransparencyLog

@Suite("The record as files")
struct ExportTests {
    private func exported(_ town: RecordTown, signals: Int) async throws -> String {
        try await town.signals(signals)
        while try await town.platform.sequenceRecord(upTo: 101) > 0 {}
        let folder = town.directory + "/export"
        #expect(try await RecordExport(town.platform.database).write(city: "kuusila", to: folder) == 2 * signals)
        return folder
    }
    private func verify(_ folder: String, since: [String] = []) async throws -> RecordReport {
        try await RecordVerifier(since: since).verify { path in
            let file = URL(fileURLWithPath: folder).appendingPathComponent(path)
            return FileManager.default.fileExists(atPath: file.path) ? try [UInt8](Data(contentsOf: file)) : nil
        }
    }

    @Test("A folder verifies without the database, with every checkpoint that ever was", arguments: HouseEngine.available)
    func folder(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            let folder = try await exported(town, signals: 140)
            let report = try await verify(folder)
            #expect(report.entries == 280 && report.checkpoints == 3 && report.contents == nil)
            #expect(report.root == (try await RecordReview(town.platform).verify("kuusila").root))
            let first = try #require(try await town.look { try RecordQueries.checkpoint(ofSize: 101, $0)?.note })
            #expect(try await verify(folder, since: [first]).entries == 280)
        }
    }

    @Test("A changed byte in any file is found", arguments: ["tile/entries/000", "tile/0/000", "tile/0/001.p/24", "tile/1/000.p/1", "checkpoint", "checkpoints.jsonl", "key"])
    func changedByte(path: String) async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let folder = try await exported(town, signals: 140)
            let file = URL(fileURLWithPath: folder).appendingPathComponent(path)
            var bytes = try [UInt8](Data(contentsOf: file))
            bytes[bytes.count / 2] ^= 1
            try Data(bytes).write(to: file)
            await #expect(throws: RecordFault.self) { try await verify(folder) }
        }
    }

    @Test("A missing file is named with the first entry it would hold")
    func missing() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let folder = try await exported(town, signals: 140)
            try FileManager.default.removeItem(atPath: folder + "/tile/entries/001.p/24")
            let fault = try #require(await #expect(throws: RecordFault.self) { try await verify(folder) })
            #expect(fault.index == 256 && fault.reason.contains("missing"))
        }
    }

    @Test("A log without entries has nothing to export, and a city that is not there is said so")
    func nothing() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            await #expect(throws: RecordProblem.noCheckpoint("kuusila")) { try await RecordExport(town.platform.database).write(city: "kuusila", to: town.directory + "/x") }
            await #expect(throws: RecordProblem.noSuchCity("nowhere")) { try await RecordReview(town.platform).verify("nowhere") }
        }
    }
}
