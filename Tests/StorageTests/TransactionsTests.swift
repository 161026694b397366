internal import Storage
internal import Synchronization
internal import Testing

/// All or nothing, one snapshot, one turn at a time.
@Suite struct TransactionsTests {
    struct ChangedMyMind: Error {}

    @Test(arguments: Engine.here) func aBodyThatThrowsLeavesNothingBehind(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            await #expect(throws: ChangedMyMind.self) {
                try await database.write { tx in
                    try tx.run("UPDATE tally SET n = 99")
                    throw ChangedMyMind()
                }
            }
            #expect(try await database.tally() == 0)
        }
    }

    @Test(arguments: Engine.here) func readingRefusesToWrite(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            await #expect(throws: StorageError.self) { try await database.read { tx in _ = try tx.run("UPDATE tally SET n = 99") } }
            #expect(try await database.tally() == 0)
        }
    }

    @Test(arguments: Engine.here) func anErrorSpoilsTheTransactionEvenWhenTheBodySwallowsIt(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            let error = await #expect(throws: StorageError.self) {
                try await database.write { tx in
                    try tx.run("UPDATE tally SET n = 5")
                    _ = try? tx.run("INSERT INTO tally VALUES ('a', 1)")
                    _ = try? tx.run("UPDATE tally SET n = 6")
                }
            }
            guard case .unique = error else {
                Issue.record("gave \(String(describing: error))")
                return
            }
            #expect(try await database.tally() == 0)
        }
    }

    @Test(arguments: Engine.here) func aBodyMayTurnAnErrorIntoItsOwn(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            await #expect(throws: ChangedMyMind.self) {
                try await database.write { tx in
                    do { try tx.run("INSERT INTO tally VALUES ('a', 1)") } catch StorageError.unique { throw ChangedMyMind() }
                }
            }
        }
    }

    @Test(arguments: Engine.here, ["COMMIT", " rollback", "BEGIN", "SAVEPOINT x", "SELECT 1; SELECT 2", "SELEKT 1", ""])
    func bodiesHoldOneStatementEachAndLeaveTransactionsAlone(_ engine: Engine, _ text: String) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            await #expect(throws: StorageError.self) {
                try await database.write { tx in
                    try tx.run("UPDATE tally SET n = 5")
                    try tx.run(SQLText(stringLiteral: text))
                }
            }
            #expect(try await database.tally() == 0)
        }
    }

    @Test(arguments: Engine.here) func aReadSeesOneMomentWhileOthersWrite(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            let gate = Gate()
            async let seen = database.read { tx in
                let before = try tx.count("SELECT n FROM tally")
                gate.wait()
                return [before, try tx.count("SELECT n FROM tally")]
            }
            await gate.reached()
            try await database.countUp()
            gate.open()
            #expect(try await seen == [0, 0])
            #expect(try await database.tally() == 1)
        }
    }

    @Test(arguments: Engine.here) func readsGoOnDuringALongWrite(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            let gate = Gate()
            async let written: Void = database.write { tx in
                try tx.run("UPDATE tally SET n = 7")
                gate.wait()
            }
            await gate.reached()
            for _ in 0..<20 { #expect(try await database.tally() == 0) }
            gate.open()
            try await written
            #expect(try await database.tally() == 7)
        }
    }

    @Test(arguments: Engine.here) func aQueryMayAskAnotherWhileItDecodes(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            let nested = try await database.read { tx in
                try tx.rows("SELECT n FROM tally") { row in
                    let inner = try tx.rows("SELECT n FROM tally") { try $0.int() }
                    return inner + [try row.int()]
                }
            }
            #expect(nested == [[0, 0]])
        }
    }

    @Test(arguments: Engine.here) func moreTextsThanTheCacheHoldsStillWork(_ engine: Engine) async throws {
        try await engine.withDatabase(lanes: 1) { database in
            let sum = try await database.read { tx in
                var sum = 0
                for n in 0..<1200 { sum += try tx.count(SQLText(stringLiteral: "SELECT \(n)")) }
                return sum
            }
            #expect(sum == 1200 * 1199 / 2)
        }
    }

    @Test(arguments: Engine.here) func whoIsCancelledWhileWaitingNeverRuns(_ engine: Engine) async throws {
        try await engine.withDatabase(lanes: 1) { database in
            try await database.makeTally()
            let gate = Gate()
            async let first: Void = database.write { tx in
                try tx.run("UPDATE tally SET n = 1")
                gate.wait()
            }
            await gate.reached()
            let second = Task { try await database.write { tx in try tx.run("UPDATE tally SET n = 2") } }
            second.cancel()
            gate.open()
            try await first
            await #expect(throws: CancellationError.self) { try await second.value }
            #expect(try await database.tally() == 1)
        }
    }

    @Test(arguments: Engine.here) func changesAreNoticedAndQuietIsToo(_ engine: Engine) async throws {
        let (mine, theirs) = try engine.openTwice()
        try await mine.makeTally()
        let start = try await mine.changeCount()
        _ = try await mine.tally()
        #expect(try await mine.changeCount() == start || engine == .postgresql)
        try await mine.countUp()
        let afterMine = try await mine.changeCount()
        try await theirs.countUp()
        // What another process commits may be noticed a moment later.
        try await Task.sleep(for: .milliseconds(80))
        let afterTheirs = try await mine.changeCount()
        #expect(afterMine != start && afterTheirs != afterMine)
        await mine.close()
        await theirs.close()
    }

    @Test(arguments: Engine.here) func closingFinishesWhatWaitsAndRefusesTheRest(_ engine: Engine) async throws {
        let (database, witness) = try engine.openTwice()
        try await database.makeTally()
        let successes = await withTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    if number == 100 { await database.close() }
                    do {
                        try await database.write { tx in try tx.run("INSERT INTO tally VALUES (\("row \(number)"), 1)") }
                        return 1
                    } catch {
                        #expect(error as? StorageError == .other("the database is closed"))
                        return 0
                    }
                }
            }
            return await group.reduce(0, +)
        }
        await #expect(throws: StorageError.self) { try await database.tally() }
        let rows = try await witness.read { try $0.count("SELECT count(*) FROM tally") }
        #expect(rows == successes + 1)
        await database.close()
        await witness.close()
    }
}
