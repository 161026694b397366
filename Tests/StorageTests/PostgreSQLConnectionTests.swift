internal import PrivatePostgreSQL
internal import Storage
internal import StoragePostgreSQL
internal import Synchronization
internal import Testing

/// Servers go away and come back.
@Suite(.enabled(if: PrivatePostgreSQL.reasonMissing == nil, "PostgreSQL is not installed"))
struct PostgreSQLConnectionTests {
    @Test func aConnectionLostBeforeTheCommitIsNotNoticed() async throws {
        try await Engine.postgresql.withDatabase(lanes: 1) { database in
            try await database.makeTally()
            let runs = Mutex(0)
            try await database.write { tx in
                try tx.run("UPDATE tally SET n = n + 1")
                if runs.withLock({ $0 += 1; return $0 }) == 1 { try tx.run("SELECT pg_terminate_backend(pg_backend_pid())") }
            }
            #expect(runs.withLock { $0 } == 2)
            #expect(try await database.tally() == 1)
        }
    }

    /// A trigger that waits for the COMMIT ends the session there: what the caller sees is what it sees when the answer is lost.
    @Test func aConnectionLostDuringTheCommitIsUncertainAndNotRepeated() async throws {
        try await Engine.postgresql.withDatabase(lanes: 1) { database in
            try await database.makeTally()
            try await database.write { tx in
                try tx.run("""
                    CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql
                    AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'
                    """)
                try tx.run("""
                    CREATE CONSTRAINT TRIGGER hanging_up AFTER UPDATE ON tally DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION hang_up()
                    """)
            }
            let runs = Mutex(0)
            await #expect(throws: StorageError.uncertain) {
                try await database.write { tx in
                    runs.withLock { $0 += 1 }
                    try tx.run("UPDATE tally SET n = n + 1")
                }
            }
            #expect(runs.withLock { $0 } == 1)
            #expect(try await database.tally() == 0, "and the connection is there again")
        }
    }

    /// Without an index a plan looks dear here on purpose; compiled to machine code it would be.
    @Test func noStatementIsCompiledToMachineCode() async throws {
        try await Engine.postgresql.withDatabase(lanes: 1) { database in
            try await database.makeTally()
            let plan = try await database.read { tx in try tx.rows("EXPLAIN (ANALYZE, TIMING OFF) SELECT n FROM tally WHERE n > 0") { try $0.text() } }
            #expect(plan.contains { $0.contains("Seq Scan on tally") } && !plan.contains { $0.contains("JIT") })
        }
    }

    @Test func aServerThatIsAwayIsBusyAndIsFoundAgain() async throws {
        let server = try PrivatePostgreSQL()
        let database = try PostgreSQLDatabase(url: server.freshDatabase(), connections: 2, patience: .milliseconds(200))
        try await database.makeTally()
        try server.interrupt()
        let error = await #expect(throws: StorageError.self) { try await database.countUp() }
        guard case .busy = error else {
            Issue.record("gave \(String(describing: error))")
            return
        }
        try server.start()
        // Each lane finds out for itself that its old connection is gone; until then it answers busy, as it must.
        var tries = 0
        while true {
            do { try await database.countUp(); break } catch StorageError.busy where tries < 50 {
                tries += 1
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        #expect(try await database.read { try $0.count("SELECT n FROM tally") } >= 1)
        await database.close()
        try server.stop()
    }

    @Test func aChangeOfTheSchemaDoesNotDisturbPreparedQueries() async throws {
        try await Engine.postgresql.withDatabase(lanes: 1) { database in
            try await database.makeTally()
            for _ in 0..<3 { _ = try await database.read { tx in try tx.rows("SELECT * FROM tally") { try $0.text() } } }
            try await database.write { tx in try tx.run("ALTER TABLE tally ADD COLUMN note TEXT") }
            let ids = try await database.read { tx in try tx.rows("SELECT * FROM tally") { try $0.text() } }
            #expect(ids == ["a"])
        }
    }

    @Test func theSameTextWithValuesOfOtherTypesIsAnotherStatement() async throws {
        try await Engine.postgresql.withDatabase(lanes: 1) { database in
            let answers = try await database.read { tx in
                [
                    try tx.first("SELECT \(1) IS NOT NULL") { try $0.bool() }, try tx.first("SELECT \("a") IS NOT NULL") { try $0.bool() },
                    try tx.first("SELECT \(true) IS NOT NULL") { try $0.bool() },
                ]
            }
            #expect(answers == [true, true, true])
        }
    }

    @Test func anAddressThatCannotBeReadIsSaidAtOnce() {
        #expect(throws: StorageError.self) { try PostgreSQLDatabase(url: "postgresql://[nonsense") }
    }

    @Test func anAddressWhereNobodyAnswersIsBusyWithTheReason() async throws {
        let database = try PostgreSQLDatabase(url: "host=/nowhere/at/all", connections: 1, patience: .milliseconds(10))
        let error = await #expect(throws: StorageError.self) { try await database.tally() }
        guard case .busy(let reason) = error else {
            Issue.record("gave \(String(describing: error))")
            return
        }
        #expect(reason.contains("/nowhere/at/all"))
        await database.close()
    }
}
