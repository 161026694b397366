internal import Foundation
internal import Storage
internal import StorageSQLite
@testable internal import Talkoot
internal import Testing
internal import TransparencyLog

@Suite("The record: restore is not time travel")
struct EpochTests {
    /// Takes the database back to where a copy was made, as a restored backup does.
    private func restored(_ town: RecordTown, _ backup: String) throws -> Platform {
        Platform(database: try SQLiteDatabase(path: backup, readers: 1), random: seededChance(7), recordKey: town.platform.recordKey) { town.platform.now() }
    }

    @Test("A database that went back begins a new epoch and never signs a smaller tree under the old name")
    func newEpoch() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            try await town.signals(2)
            try await town.platform.sequenceRecord()
            let backup = town.directory + "/backup.sqlite"
            try Backup.copy(town.directory + "/talkoot.sqlite", to: backup)
            let oldKept = try #require(try await town.look { try RecordQueries.checkpoint($0)?.note })
            try await town.signals(1)
            try await town.platform.sequenceRecord()
            let lost = try #require(try await town.look { try RecordQueries.checkpoint($0)?.note })

            let after = try restored(town, backup)
            var review = RecordReview(after)
            review.dataDirectory = town.directory
            let fault = try #require(await #expect(throws: RecordFault.self) { try await review.verify("kuusila") })
            #expect(fault.reason.contains("had 6 entries before and has only 4"))

            try await after.reopenRecord()
            try await town.sendSignal("After the fire", with: after)
            try await after.sequenceRecord()
            let report = try await review.verify("kuusila")
            #expect(report.origin.hasPrefix("talkoot.example/kuusila/epoch-2-") && report.entries == 6)
            #expect(report.lostCheckpoints == 0 && report.checkpoints == 3)
            let scene = try await after.look(in: town.city, as: .visitor) { scene in
                (note: try RecordQueries.entry(at: 4, scene)?.body, bare: try RecordFiles.file("tile/0/000.p/6", scene), named: try RecordFiles.file("epoch-2/tile/0/000.p/6", scene))
            }
            let body = try #require(scene.note)
            let note = try #require(EpochNote(try JSON(parsing: body)))
            #expect(note.kept == 4 && note.lost.size == 6 && note.epoch == 2)
            let restores = try await after.look(in: town.city, as: .visitor) { try RecordQueries.epochs($0) }
            #expect(restores.map { [$0.number, $0.position ?? -1, $0.kept, $0.lost] } == [[2, 4, 4, 2]])
            #expect(scene.bare?.cacheControl == "no-cache" && scene.named?.cacheControl == RecordFile.forever)

            // Who kept a checkpoint from before the copy sees that nothing of it changed; who kept a lost one is told so.
            review.since = [oldKept]
            #expect(try await review.verify("kuusila").entries == 6)
            review.since = [lost]
            let told = try #require(await #expect(throws: RecordFault.self) { try await review.verify("kuusila") })
            #expect(told.reason.contains("a restore lost those"))
            try await after.reopenRecord()
            #expect(try await review.epoch(of: "kuusila") == 2)
            await after.database.close()
        }
    }

    @Test("Without a copy loaded, nothing begins anew", arguments: HouseEngine.available)
    func calm(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            for _ in 0..<3 {
                try await town.signals(1)
                try await town.platform.sequenceRecord()
                try await town.platform.reopenRecord()
            }
            #expect(try await RecordReview(town.platform).verify("kuusila").origin == "talkoot.example/kuusila")
        }
    }

    @Test("A damaged head is not passed over in silence")
    func damagedHead() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            try await town.signals(1)
            try await town.platform.sequenceRecord()
            try Data("talkoot.example/kuusila\n9\n".utf8).write(to: URL(fileURLWithPath: town.directory + "/record.head/kuusila"))
            try await town.signals(1)
            await #expect(throws: RecordProblem.headIsMalformed(town.directory + "/record.head/kuusila")) { try await town.platform.sequenceRecord() }
            #expect(try await town.platform.recordIsWaiting())
        }
    }
}

extension RecordReview {
    fileprivate func epoch(of slug: String) async throws -> Int? {
        var review = self
        review.since = []
        return LogName.epoch(of: try await review.verify(slug).origin)
    }
}

/// A file with what SQLite keeps beside it.
enum Backup {
    static func copy(_ path: String, to other: String) throws {
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: other + suffix)
        }
    }
}
