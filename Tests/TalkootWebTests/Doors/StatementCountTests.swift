import Foundation
import Hummingbird
import HummingbirdTesting
import Storage
import StorageSQLite
import Synchronization
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// A page asks the database a fixed number of questions, however much it shows.
@Suite(.serialized) struct StatementCountTests {
    @Test func sixtyRowsTakeNoMoreStatementsThanTen() async throws {
        let few = try await statements(signals: 10), many = try await statements(signals: 60)
        #expect(few == many)
        for (page, count) in few { #expect((2...40).contains(count), "\(page) takes \(count)") }
    }

    /// How many statements each page takes in a city with so many signals of one initiative.
    private func statements(signals: Int) async throws -> [String: Int] {
        let database = CountingDatabase(try SQLiteDatabase(path: NSTemporaryDirectory() + "count-\(UUID().uuidString).sqlite"))
        _ = try await Migrator.migrate(database, Platform.migrations)
        let clock = TestClock(at: Instant(milliseconds: 1_773_302_400_000))
        let drawn = Mutex(UInt64(7))
        // Knuth's linear congruential bytes: chance that repeats, and no id twice.
        let random = Randomness { count in
            (0..<count).map { _ in
                drawn.withLock {
                    $0 = $0 &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return UInt8(truncatingIfNeeded: $0 >> 56)
                }
            }
        }
        let platform = Platform(database: database, random: random) { clock.now }
        let town = try await TestTown.found(on: platform, clock: clock)
        let first = try await town.signal(in: .accepted)
        for number in 2...signals {
            let sent = try #require(try await town.perform("signal.send", ["text": .text("Vans again, number \(number).")], as: nil).object)
            try await town.perform("signal.merge", on: sent, ["into": .text(first.code.rawValue), "reason": "It says the same."], as: .liisa)
        }
        let initiative = try await town.look { scene in
            try #require(try InitiativeQueries.initiative(try SignalQueries.signal(Target(first.code.rawValue), scene).initiative, scene)).code
        }
        let site = Site(platform, secrets: Secrets(key: Array(repeating: 7, count: 32)))
        // With a language in its address a page is drawn anew each time, never taken from the kept ones.
        let pages = ["list": "/kuusila/signals?lang=en", "initiatives": "/kuusila/initiatives?lang=en", "initiative": "/kuusila/initiatives/\(initiative)?lang=en", "front": "/kuusila?lang=en", "settings": "/kuusila/settings?lang=en"]
        return try await Application(router: site.router()).test(.router) { client in
            var counts: [String: Int] = [:]
            for (name, address) in pages.sorted(by: { $0.key < $1.key }) {
                let before = database.statements
                try await client.execute(uri: address, method: .get) { #expect($0.status == .ok, "\(address)") }
                counts[name] = database.statements - before
            }
            return counts
        }
    }
}

/// A database that counts what it is asked.
private final class CountingDatabase: Database {
    private let inner: any Database
    private let asked = Mutex(0)
    init(_ inner: any Database) { self.inner = inner }

    var statements: Int { asked.withLock { $0 } }
    var dialect: Dialect { inner.dialect }
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await inner.read { try body(CountingTransaction(inner: $0, asked: self)) }
    }
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await inner.write { try body(CountingTransaction(inner: $0, asked: self)) }
    }
    func changeCount() async throws -> Int64 { try await inner.changeCount() }
    func close() async { await inner.close() }
    fileprivate func count() { asked.withLock { $0 += 1 } }
}

private struct CountingTransaction: Transaction {
    let inner: any Transaction
    let asked: CountingDatabase
    var dialect: Dialect { inner.dialect }
    func rows<Value>(_ sql: SQLText, _ decode: (inout Row) throws -> Value) throws -> [Value] {
        asked.count()
        return try inner.rows(sql, decode)
    }
    func run(_ sql: SQLText) throws -> Int {
        asked.count()
        return try inner.run(sql)
    }
    func lock(_ name: String) throws { try inner.lock(name) }
}
