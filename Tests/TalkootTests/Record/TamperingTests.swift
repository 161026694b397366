internal import Storage
@testable internal import Talkoot
internal import Testing
internal import TransparencyLog

@Suite("The record: whoever changes anything is found out", .serialized)
struct TamperingTests {
    /// What somebody does to a log of six entries, about three signals: 0, 2 and 4 are sealed, 1, 3 and 5 public.
    struct Deed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let statement: SQLText
        /// The entry that has to be named, and words of the reason.
        let index: Int
        let reason: String
        var leavesHole: Bool { testDescription.hasPrefix("a place") }
        var isForged: Bool { testDescription.hasSuffix("never signed") }
    }

    static let deeds = [
        Deed(testDescription: "another body", statement: "UPDATE entry SET body = replace(body, 'signal.accepted', 'signal.declined') WHERE position = 3",
             index: 3, reason: "not the one that was signed"),
        Deed(testDescription: "another body of a sealed entry", statement: "UPDATE entry SET body = replace(body, '\"v\":1', '\"v\":2') WHERE position = 4",
             index: 4, reason: "not the one that was signed"),
        Deed(testDescription: "a place taken away", statement: "UPDATE entry SET position = NULL WHERE position = 2", index: 2, reason: "not the one that was signed"),
        Deed(testDescription: "a place beyond the end", statement: "UPDATE entry SET position = 17 WHERE position = 5", index: 5, reason: "not the one that was signed"),
        Deed(testDescription: "an entry that was never signed", statement: """
            INSERT INTO entry SELECT city, 'forged', ticket, at, event, object_kind, object_id, object_code, initiative, is_public, part, person, mandate_of, act, act_id, body, 6
            FROM entry WHERE position = 1
            """, index: 6, reason: "beyond the last checkpoint"),
        Deed(testDescription: "another time in the row", statement: "UPDATE entry SET at = at + 1000 WHERE position = 1", index: 1, reason: "differ about “at”"),
        Deed(testDescription: "another part in the row", statement: "UPDATE entry SET part = 'staff' WHERE position = 5", index: 5, reason: "differ about “part”"),
        Deed(testDescription: "a sealed entry shown as public", statement: "UPDATE entry SET is_public = TRUE WHERE position = 2", index: 2, reason: "differ about"),
        Deed(testDescription: "other facts", statement: """
            UPDATE opening SET content = replace(content, 'look into', 'forget') WHERE part = 'facts' AND entry = (SELECT id FROM entry WHERE position = 3)
            """, index: 3, reason: "the part “facts” is not what was committed to"),
        Deed(testDescription: "other facts under a seal", statement: """
            UPDATE opening SET content = replace(content, 'new', 'old') WHERE part = 'facts' AND entry = (SELECT id FROM entry WHERE position = 2)
            """, index: 2, reason: "the part “facts” is not what was committed to"),
        Deed(testDescription: "another salt", statement: """
            UPDATE opening SET salt = '00' WHERE part = 'person' AND entry = (SELECT id FROM entry WHERE position = 1)
            """, index: 1, reason: "the part “person” is not what was committed to"),
        Deed(testDescription: "a person put under a seal", statement: """
            UPDATE opening SET salt = '', content = '', hash = 'ab' WHERE part = 'person' AND entry = (SELECT id FROM entry WHERE position = 4)
            """, index: 4, reason: "what it seals"),
        Deed(testDescription: "another state in a table", statement: "UPDATE signal SET state = 'declined' WHERE code = (SELECT object_code FROM entry WHERE position = 3)",
             index: 3, reason: "recorded as “accepted”, but the table says “declined”"),
    ]

    @Test("Each deed is found, and the entry and its object are named", arguments: deeds, HouseEngine.available)
    func deed(deed: Deed, engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            let signals = try await town.signals(3)
            try await town.platform.sequenceRecord(upTo: 4)
            try await town.platform.sequenceRecord()
            #expect(try await RecordReview(town.platform).verify("kuusila").contents?.objects == 3)
            try await town.tamper(deed.statement)
            let fault = try #require(await #expect(throws: RecordFault.self) { try await RecordReview(town.platform).verify("kuusila") })
            #expect(fault.index == deed.index, "\(fault)")
            #expect(fault.reason.contains(deed.reason), "\(fault)")
            // Where no entry stands in the place any more, there is no object to name.
            if let object = fault.object { #expect(object == "signal/\(signals[deed.isForged ? 0 : deed.index / 2].code)", "\(fault)") }
            #expect((fault.object == nil) == deed.leavesHole, "\(fault)")
        }
    }

    @Test("A tile, a checkpoint or the key of somebody else is found too", arguments: HouseEngine.available)
    func logRows(engine: HouseEngine) async throws {
        let deeds: [SQLText] = [
            "DELETE FROM record_tile WHERE level = 0",
            "UPDATE record_checkpoint SET note = replace(note, 'kuusila', 'kuusilb')",
            "DELETE FROM record_checkpoint WHERE size = 6",
            "UPDATE record_log SET verifier = 'talkoot.example/kuusila+dbae78e9+AQDHJjKYjRmE0vXNnvAcyOQ1lsZ8QOGLFxSCDZqJHbxaAA=='",
        ]
        for deed in deeds {
            try await RecordTown.story(on: engine) { town in
                try await town.signals(3)
                try await town.platform.sequenceRecord(upTo: 4)
                try await town.platform.sequenceRecord()
                try await town.tamper(deed)
                await #expect(throws: (any Error).self) { try await RecordReview(town.platform).verify("kuusila") }
            }
        }
    }

    @Test("Erasing a person leaves the record whole, and says how much was erased", arguments: HouseEngine.available)
    func erasure(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            try await town.signals(3)
            try await town.platform.sequenceRecord()
            let before = try #require(try await RecordReview(town.platform).verify("kuusila").contents)
            #expect((before.opened, before.erased, before.sealed) == (12, 0, 3))
            try await town.platform.keepHouse { [city = town.city, resident = town.resident] tx, _ in try RecordTable.erase(resident, city, tx) }

            let left = try await town.platform.database.read { try $0.count("SELECT count(*) FROM opening WHERE content LIKE '%lamp%' OR content LIKE '%person-resident%'") }
            #expect(left == 0)
            let after = try #require(try await RecordReview(town.platform).verify("kuusila").contents)
            #expect((after.opened, after.erased, after.objects) == (9, 3, 3))
            // What else stands under the seal is still held to its promise.
            try await town.tamper("UPDATE opening SET content = replace(content, 'new', 'old') WHERE part = 'facts' AND entry = (SELECT id FROM entry WHERE position = 0)")
            await #expect(throws: RecordFault.self) { try await RecordReview(town.platform).verify("kuusila") }
        }
    }

    @Test("Leaving the city keeps the record whole, though the openings are gone", arguments: HouseEngine.available)
    func leaving(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            try await town.signals(2)
            try await town.leave()
            try await town.platform.sequenceRecord()
            let contents = try #require(try await RecordReview(town.platform).verify("kuusila").contents)
            #expect(contents.erased >= 2)
        }
    }

    @Test("What is sealed cannot be traced to its object by those who may not see it", arguments: HouseEngine.available)
    func privacy(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            let hidden = try await town.sendSignal("Somebody parks on the pavement at Mr Virtanen's door.")
            try await town.platform.sequenceRecord()
            #expect(try await town.look { try RecordQueries.history(of: hidden, $0) }.isEmpty)
            #expect(try await town.look { try RecordQueries.newest($0).rows }.isEmpty)
            let entry = try #require(try await town.look { try RecordQueries.entry(at: 0, $0) })
            #expect(entry.entry == nil)
            let body = try JSON(parsing: entry.body)
            #expect(body.object?.keys.sorted() == ["city", "day", "sealed", "v"])
            let bundle = try #require(try await town.look { try RecordFiles.file("tile/entries/000.p/1", $0) })
            let published = String(decoding: bundle.bytes, as: UTF8.self)
            for secret in ["Virtanen", hidden.code.rawValue, hidden.id, "signal", "person", "rami"] { #expect(!published.contains(secret)) }
        }
    }

    @Test("A rewritten log is found by whoever kept a checkpoint, even where everything was made anew", arguments: HouseEngine.available)
    func since(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            try await town.signals(3)
            try await town.platform.sequenceRecord(upTo: 4)
            let kept = try #require(try await town.look { try RecordQueries.checkpoint($0)?.note })
            try await town.platform.sequenceRecord()
            var review = RecordReview(town.platform)
            review.since = [kept]
            #expect(try await review.verify("kuusila").checkpoints == 2)

            // The owner of database and key changes one entry, with its promise, and signs everything again.
            try await town.tamper("DELETE FROM opening WHERE entry = (SELECT id FROM entry WHERE position = 0)")
            try await town.tamper("DELETE FROM entry WHERE position = 0")
            for table: SQLText in ["record_log", "record_tile", "record_checkpoint"] { try await town.tamper("DELETE FROM \(table)") }
            try await town.tamper("UPDATE entry SET position = NULL")
            let key = try #require(town.platform.recordKey)
            let owner = RecordSequencer(database: town.platform.database, key: try key.withoutHeads(), now: town.platform.now(), random: town.platform.random)
            #expect(try await owner.place(town.city, upTo: 100) == 5)
            review.since = []
            #expect(try await review.verify("kuusila").entries == 5)
            review.since = [kept]
            let fault = try #require(await #expect(throws: RecordFault.self) { try await review.verify("kuusila") })
            #expect(fault.reason.contains("The first 4 entries are not those"))
        }
    }
}

extension RecordKey {
    /// The same key where nothing remembers what was published.
    func withoutHeads() throws -> RecordKey { try RecordKey(installation: installation, seed: seed) }
}
