internal import Foundation
@testable internal import Talkoot
internal import Testing

@Suite("The record's key")
struct RecordKeyTests {
    @Test("It is made once, for its owner's eyes alone, and stays what it was")
    func made() throws {
        let folder = try TestFolder.fresh()
        let key = try RecordKey.load(in: folder, installation: "talkoot.example", random: seededChance(1))
        let again = try RecordKey.load(in: folder, installation: "another.example", random: seededChance(2))
        #expect(again.installation == "talkoot.example" && again.publicKey == key.publicKey)
        let mode = try FileManager.default.attributesOfItem(atPath: folder + "/record.key")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["record.key"])
    }

    @Test("A key that others may read, or that is none, is refused")
    func refused() throws {
        let folder = try TestFolder.fresh()
        let path = folder + "/record.key"
        _ = try RecordKey.load(in: folder, installation: "talkoot.example", random: seededChance(1))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: RecordProblem.keyIsReadable(path)) { try RecordKey.read(in: folder) }
        try FileManager.default.removeItem(atPath: path)
        try PrivateFile.create(path, text: "PRIVATE+KEY+talkoot.example+00000000+AAAA\n", suffix: "x")
        #expect(throws: RecordProblem.keyIsMalformed(path)) { try RecordKey.read(in: folder) }
    }

    @Test("Another key does not sign on where one has begun")
    func otherKey() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            try await town.signals(1)
            try await town.platform.sequenceRecord()
            try await town.signals(1)
            let thief = Platform(database: town.platform.database, random: town.platform.random, recordKey: try RecordKey(installation: "talkoot.example", seed: Array(repeating: 7, count: 32))) { town.platform.now() }
            await #expect(throws: RecordProblem.otherKey(city: "kuusila")) { try await thief.sequenceRecord() }
            #expect(try await town.platform.sequenceRecord() == 2)
        }
    }
}
