internal import Foundation
internal import Storage
@testable internal import Talkoot
internal import Testing
internal import TransparencyLog

@Suite("The record: entries get their places")
struct SequencerTests {
    @Test("What people do waits, and is then placed in the order in which it was done", arguments: HouseEngine.available)
    func order(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            #expect(try await !town.platform.recordIsWaiting())
            let signal = try await town.signals(3)[1]
            #expect(try await town.platform.recordIsWaiting())
            let before = try await town.look { try RecordQueries.history(of: signal, includingSealed: true, $0) }
            #expect(before.map(\.event) == ["signal.sent", "signal.accepted"])
            #expect(before.allSatisfy { $0.position == nil })

            #expect(try await town.platform.sequenceRecord() == 6)
            #expect(try await !town.platform.recordIsWaiting())
            #expect(try await town.platform.sequenceRecord() == 0)
            let after = try await town.look { try RecordQueries.history(of: signal, includingSealed: true, $0) }
            #expect(after.map(\.position) == [2, 3])
            #expect(try await town.look { try RecordQueries.newest($0).rows.map(\.mark.position) } == [5, 3, 1])
            #expect(try await town.look { try RecordQueries.newest(limit: 1, $0).next } != nil)
        }
    }

    @Test("Everybody can take a proof home and check it with the log's key alone", arguments: HouseEngine.available)
    func proof(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            try await town.signals(5)
            try await town.platform.sequenceRecord(upTo: 4)
            try await town.platform.sequenceRecord()
            let key = try await town.key()
            #expect(key.name == "talkoot.example/kuusila")
            for position in 0..<10 {
                let text = try #require(try await town.look { try RecordFiles.file("proof/\(position)", $0) })
                let body = try #require(try await town.look { try RecordQueries.entry(at: position, $0)?.body })
                let head = try EntryProof(String(decoding: text.bytes, as: UTF8.self)).verify(leaf: .leaf(Array(body.utf8)), by: key)
                #expect(head.size == 10)
                #expect(throws: InvalidProof.self) {
                    try EntryProof(String(decoding: text.bytes, as: UTF8.self)).verify(leaf: .leaf(Array((body + " ").utf8)), by: key)
                }
            }
            #expect(try await town.look { try RecordFiles.file("proof/10", $0) } == nil)
            #expect(try await town.look { try RecordQueries.checkpoints($0).map(\.size) } == [10, 4])
        }
    }

    @Test("Two processes that place entries at once keep one order", arguments: HouseEngine.available)
    func twoProcesses(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            let other = try town.secondProcess()
            let placed = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<40 { group.addTask { try await town.sendSignal("Signal \(number)", with: number % 2 == 0 ? town.platform : other); return 0 } }
                for number in 0..<12 { group.addTask { try await (number % 2 == 0 ? town.platform : other).sequenceRecord(upTo: 3) } }
                return try await group.reduce(0, +)
            }
            let rest = try await other.sequenceRecord()
            #expect(placed + rest == 40)
            let positions = try await town.platform.database.read { try $0.rows("SELECT position FROM entry ORDER BY position") { try $0.int() } }
            #expect(positions == Array(0..<40))
            #expect(try await RecordReview(town.platform).verify("kuusila").entries == 40)
            await other.database.close()
        }
    }

    @Test("Tiles and bundles of a log of some hundred entries are those of the library", arguments: HouseEngine.available)
    func tiles(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            try await town.signals(150)
            while try await town.platform.sequenceRecord(upTo: 97) > 0 {}
            let full = try #require(try await town.look { try RecordFiles.file("tile/0/000", $0) })
            #expect(full.bytes.count == 8192 && full.contentType == "application/octet-stream" && full.cacheControl.contains("immutable"))
            #expect(try await town.look { try RecordFiles.file("tile/1/000.p/1", $0)?.bytes.count } == 32)
            #expect(try await town.look { try RecordFiles.file("tile/0/001.p/44", $0)?.bytes.count } == 44 * 32)
            for missing in ["tile/0/001.p/45", "tile/0/001", "tile/2/000.p/1", "tile/entries/001.p/45", "tile/entries/001", "checkpoint/96", "nothing"] {
                #expect(try await town.look { try RecordFiles.file(missing, $0) } == nil, "\(missing)")
            }
            let older = try #require(try await town.look { try RecordFiles.file("checkpoint/97", $0) })
            #expect(try Checkpoint(signed: String(decoding: older.bytes, as: UTF8.self), by: try await town.key()).size == 97)
            let report = try await RecordReview(town.platform).verify("kuusila")
            #expect(report.entries == 300 && report.checkpoints == 4)
        }
    }

    @Test("The database itself refuses to change what was written", arguments: HouseEngine.available)
    func appendOnly(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            try await town.signals(1)
            try await town.platform.sequenceRecord()
            for statement: SQLText in ["UPDATE entry SET body = 'x'", "UPDATE entry SET position = 9 WHERE position = 0", "DELETE FROM entry", "UPDATE entry SET at = 0"] {
                await #expect(throws: (any Error).self) { try await town.platform.keepHouse { tx, _ in _ = try tx.run(statement) } }
            }
            #expect(try await RecordReview(town.platform).verify("kuusila").entries == 2)
        }
    }
}
