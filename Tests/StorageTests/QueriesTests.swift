internal import Storage
internal import Testing

/// Several questions in one go have the answers that they have alone.
@Suite struct QueriesTests {
    private static var numbers: Query<Int> { Query("SELECT n FROM tally ORDER BY n") { try $0.int() } }
    private static func texts(from least: Int) -> Query<String> { Query("SELECT id FROM tally WHERE n >= \(least) ORDER BY id") { try $0.text() } }

    @Test(arguments: Engine.here) func eachQueryGetsItsOwnRows(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            try await database.write { tx in _ = try tx.run("INSERT INTO tally VALUES ('b', 1), ('c', 2)") }
            for _ in 0..<2 {
                let (numbers, some, none, all) = try await database.read { tx in
                    try tx.rows(Self.numbers, Self.texts(from: 1), Self.texts(from: 9), Self.texts(from: 0))
                }
                #expect(numbers == [0, 1, 2] && some == ["b", "c"] && none.isEmpty && all == ["a", "b", "c"])
            }
        }
    }

    @Test(arguments: Engine.here) func theyMayFollowOtherStatementsAndSeeWhatTheseWrote(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            let (numbers, texts) = try await database.write { tx in
                try tx.run("INSERT INTO tally VALUES ('b', 7)")
                return try tx.rows(Self.numbers, Self.texts(from: 7))
            }
            #expect(numbers == [0, 7] && texts == ["b"])
        }
    }

    @Test(arguments: Engine.here) func oneThatFailsSpoilsTheTransactionAndTheConnectionGoesOn(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            await #expect(throws: StorageError.self) {
                try await database.write { tx in
                    try tx.run("UPDATE tally SET n = 5")
                    _ = try? tx.rows(Self.numbers, Query<Int>("SELECT nothing FROM nowhere") { try $0.int() }, Self.texts(from: 0))
                }
            }
            #expect(try await database.tally() == 0)
            let (numbers, texts) = try await database.read { try $0.rows(Self.numbers, Self.texts(from: 0)) }
            #expect(numbers == [0] && texts == ["a"])
        }
    }

    @Test(arguments: Engine.here) func aRowThatDoesNotFitIsAnError(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            await #expect(throws: StorageError.self) {
                try await database.read { tx in _ = try tx.rows(Self.numbers, Query<Int>("SELECT id FROM tally") { try $0.int() }) }
            }
            #expect(try await database.read { try $0.rows(Self.numbers) } == [0])
        }
    }
}
