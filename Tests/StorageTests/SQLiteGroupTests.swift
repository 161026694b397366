internal import Foundation
internal import Storage
internal import StorageSQLite
internal import Synchronization
internal import Testing

/// What only the embedded engine can do to a group of writes.
@Suite struct SQLiteGroupTests {
    /// The full disk is simulated by a limit on the file's size, which gives the same code (`SQLITE_FULL`) and the same loss of the group.
    @Test func aFullDiskInsideAGroupCostsNobodyElse() async throws {
        let database = try SQLiteDatabase(path: TemporaryFile.path(), sizeLimit: 200_000)
        try await database.write { tx in try tx.run("CREATE TABLE letter (id BIGINT NOT NULL PRIMARY KEY, body BYTEA NOT NULL)") }
        let gate = Gate()
        async let holdsTheWriter: Void = database.write { _ in gate.wait() }
        await gate.reached()

        let runs = Mutex(0)
        let first = try await letters(0..<10, to: database, waiting: 10) { runs.withLock { $0 += 1 } }
        let tooBig = Task { try await database.write { tx in try tx.run("INSERT INTO letter VALUES (100, \([UInt8](repeating: 7, count: 1_000_000)))") } }
        await untilWaiting(11, database)
        let last = try await letters(10..<20, to: database, waiting: 21) {}
        gate.open()
        try await holdsTheWriter

        let error = await #expect(throws: StorageError.self) { try await tooBig.value }
        guard case .busy = error else {
            Issue.record("gave \(String(describing: error))")
            return
        }
        for task in first + last { try await task.value }
        #expect(runs.withLock { $0 } == 20, "the innocent were rolled back with the group and ran again")
        #expect(try await database.read { try $0.count("SELECT count(*) FROM letter") } == 20)
        await database.close()
    }

    @Test func aFullDatabaseTakesWritesAgainWhenThereIsRoom() async throws {
        let database = try SQLiteDatabase(path: TemporaryFile.path(), sizeLimit: 100_000)
        try await database.write { tx in try tx.run("CREATE TABLE letter (id BIGINT NOT NULL PRIMARY KEY, body BYTEA NOT NULL)") }
        var written = 0
        await #expect(throws: StorageError.self) {
            while written < 1000 {
                let id = written
                try await database.write { tx in try tx.run("INSERT INTO letter VALUES (\(id), \([UInt8](repeating: 1, count: 3000)))") }
                written += 1
            }
        }
        #expect((1..<40).contains(written))
        try await database.write { tx in try tx.run("DELETE FROM letter WHERE id < 5") }
        try await database.write { tx in try tx.run("INSERT INTO letter VALUES (2000, \([UInt8](repeating: 1, count: 3000)))") }
        await database.close()
    }

    @Test func aConstraintCheckedAtTheCommitSinksOnlyItsOwner() async throws {
        let database = try SQLiteDatabase(path: TemporaryFile.path())
        try await database.write { tx in
            try tx.run("CREATE TABLE city (id BIGINT NOT NULL PRIMARY KEY)")
            try tx.run("CREATE TABLE idea (id BIGINT NOT NULL PRIMARY KEY, city BIGINT NOT NULL REFERENCES city (id) DEFERRABLE INITIALLY DEFERRED)")
            try tx.run("INSERT INTO city VALUES (1)")
        }
        let gate = Gate()
        async let holdsTheWriter: Void = database.write { _ in gate.wait() }
        await gate.reached()
        let writes = (0..<10).map { id in
            let city = id == 4 ? 77 : 1
            return Task { try await database.write { tx in _ = try tx.run("INSERT INTO idea VALUES (\(id), \(city))") } }
        }
        await untilWaiting(10, database)
        gate.open()
        try await holdsTheWriter
        for (id, write) in writes.enumerated() where id != 4 { try await write.value }
        await #expect(throws: StorageError.foreignKey) { try await writes[4].value }
        #expect(try await database.read { try $0.count("SELECT count(*) FROM idea") } == 9)
        await database.close()
    }

    @Test func patienceWithAnotherProcessHasAnEnd() async throws {
        let path = try TemporaryFile.path()
        let server = try SQLiteDatabase(path: path)
        let impatient = try SQLiteDatabase(path: path, patience: .milliseconds(20))
        try await server.makeTally()
        let gate = Gate()
        async let long: Void = server.write { tx in
            try tx.run("UPDATE tally SET n = 1")
            gate.wait()
        }
        await gate.reached()
        let error = await #expect(throws: StorageError.self) { try await impatient.countUp() }
        #expect(error == .busy("database is locked"))
        gate.open()
        try await long
        try await impatient.countUp()
        #expect(try await server.tally() == 2)
        await server.close()
        await impatient.close()
    }

    @Test func aClosedDatabaseIsOneFile() async throws {
        let path = try TemporaryFile.path()
        let database = try SQLiteDatabase(path: path)
        try await database.makeTally()
        _ = try await (database.tally(), database.changeCount())
        #expect(FileManager.default.fileExists(atPath: path + "-wal"))
        await database.close()
        for beside in ["-wal", "-shm"] { #expect(!FileManager.default.fileExists(atPath: path + beside)) }
        let reopened = try SQLiteDatabase(path: path)
        #expect(try await reopened.tally() == 0)
        await reopened.close()
    }

    @Test func manyProcessesMayMakeTheSameFileAtOnce() async throws {
        for _ in 0..<10 {
            let path = try TemporaryFile.path()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        let database = try SQLiteDatabase(path: path, readers: 1)
                        try await database.write { tx in try tx.run("CREATE TABLE IF NOT EXISTS tally (id TEXT, n BIGINT)") }
                        try await database.write { tx in try tx.run("INSERT INTO tally VALUES ('a', 1)") }
                        await database.close()
                    }
                }
                try await group.waitForAll()
            }
            let database = try SQLiteDatabase(path: path)
            #expect(try await database.read { try $0.count("SELECT count(*) FROM tally") } == 8)
            await database.close()
        }
    }

    @Test func aFolderThatIsNotThereIsSaidAtOnce() {
        #expect(throws: StorageError.self) { try SQLiteDatabase(path: "/nowhere/at/all.sqlite") }
    }

    private func letters(
        _ ids: Range<Int>, to database: SQLiteDatabase, waiting: Int, _ ran: @escaping @Sendable () -> Void
    ) async throws -> [Task<Void, any Error>] {
        let tasks = ids.map { id in
            Task {
                try await database.write { tx in
                    ran()
                    try tx.run("INSERT INTO letter VALUES (\(id), \([UInt8](repeating: 1, count: 100)))")
                }
            }
        }
        await untilWaiting(waiting, database)
        return tasks
    }
    private func untilWaiting(_ count: Int, _ database: SQLiteDatabase) async {
        while database.waitingWrites < count { await Task.yield() }
    }
}
