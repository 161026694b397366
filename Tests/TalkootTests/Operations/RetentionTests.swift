import Foundation
import Storage
import StorageSQLite
@testable import Talkoot
import Testing
import TestTown

/// What is kept about people is said in one list, and the list is what is done.
@Suite(.serialized) struct RetentionTests {
    @Test func everyTableThatNamesSomebodyStandsInTheRegister() async throws {
        let database = try SQLiteDatabase(path: NSTemporaryDirectory() + "register-\(UUID().uuidString).sqlite")
        _ = try await Migrator.migrate(database, Platform.migrations)
        let naming: Set = ["person", "email", "author", "juror", "recipient", "given_by", "set_by", "confirmed_by", "device", "holder", "reporter", "moderator"]
        let found = try await database.read { tx in
            try tx.rows("SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' ORDER BY m.name") { (try $0.text(), try $0.text()) }
        }
        let tables = Set(found.filter { naming.contains($0.1) }.map(\.0))
        let listed = RetentionRule.all.flatMap(\.tables)
        #expect(tables.count > 15)
        #expect(tables.subtracting(listed).sorted() == [])
        #expect(Set(listed).subtracting(found.map(\.0)) == [], "a table that is not there")
        #expect(Set(listed).count == listed.count, "a table in two lines")
    }

    @Test(arguments: HouseEngine.available) func whatIsOverGoesAndTheRestStays(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let aino = try town.id(of: .aino), city = try town.kuusila
        let sent = try #require(try await town.perform("signal.send", ["text": "The lamp is dark.", "department": "streets", "email": "someone@mail.example"], as: nil).object)
        let open = try #require(try await town.perform("signal.send", ["text": "The kerb is high.", "department": "streets", "email": "other@mail.example"], as: nil).object)
        try await town.perform("signal.accept", on: sent, ["reason": "It shines again."], as: .liisa)
        _ = try await town.platform.beginSession(of: aino, in: city, device: "a phone")
        _ = try await town.platform.isTooMany("somebody", limit: 3)
        clock.advance(days: 270)
        _ = try await town.platform.beginSession(of: aino, in: city, device: "a laptop")
        _ = try await town.platform.keepHouse { tx, now in
            try tx.run("INSERT INTO draft (city, person, act, target, input, saved_at) VALUES (\(city), \(aino), 'signal.send', '', '{}', \(now.adding(days: 90)))")
        }
        clock.advance(days: 100)

        let due = Dictionary(uniqueKeysWithValues: try await town.platform.retentionDue().map { ($0.rule.name, $0.due) })
        #expect(due["sessions"] == 2 && due["senderAddresses"] == 1 && due["drafts"] == 0 && due["attempts"] == 1 && due["account"] == Int?.none)
        let kept = try await addresses(town)
        #expect(kept == ["other@mail.example", "someone@mail.example"], "to count takes nothing away")

        let removed = try await town.platform.keepRetention()
        #expect(removed["sessions"] == 2 && removed["senderAddresses"] == 1 && removed["drafts"] == 0)
        #expect(try await addresses(town) == ["other@mail.example"], "who waits for an answer keeps the way to hear it: \(open.code)")
        #expect(try await town.platform.keepRetention()["senderAddresses"] == 0)
        let register = try await town.look { try RetentionQueries.register($0) }
        #expect(register.first { $0.rule.name == "senderAddresses" }?.removed == 1)
        #expect(register.first { $0.rule.name == "senderAddresses" }?.lastRun == clock.now)
    }

    @Test(arguments: HouseEngine.available) func theSweepLooksThroughTheLongListsOnceADay(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        func lastRun(_ name: String) async throws -> Instant? { try await town.look { try RetentionQueries.register($0).first { $0.rule.name == name }?.lastRun } }
        try await town.platform.sweep()
        let first = clock.now
        clock.advance(seconds: 600)
        try await town.platform.sweep()
        #expect(try await lastRun("notices") == first)
        #expect(try await lastRun("sessions") == clock.now)
        clock.advance(days: 1)
        try await town.platform.sweep()
        #expect(try await lastRun("notices") == clock.now)
    }

    private func addresses(_ town: Town) async throws -> [String] {
        try await town.look { scene in try scene.tx.rows("SELECT email FROM signal_contact WHERE email IS NOT NULL ORDER BY email") { try $0.text() } }
    }
}
