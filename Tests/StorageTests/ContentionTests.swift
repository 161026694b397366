internal import Storage
internal import Testing

/// Many at once.
@Suite struct ContentionTests {
    @Test(arguments: Engine.here) func thirtyTwoWritersOnOneRowLoseNothing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            try await repeatedly(32, times: 10) { _ in try await database.countUp() }
            #expect(try await database.tally() == 320)
        }
    }

    @Test(arguments: Engine.here) func twoProcessesOnOneDatabaseLoseNothing(_ engine: Engine) async throws {
        let (server, commandLine) = try engine.openTwice()
        try await server.makeTally()
        try await repeatedly(4, times: 25) { number in try await (number.isMultiple(of: 2) ? server : commandLine).countUp() }
        #expect(try await commandLine.tally() == 100)
        await server.close()
        await commandLine.close()
    }

    @Test(arguments: Engine.here) func oneBadBodyAmongManySinksAlone(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.makeTally()
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<60 {
                    // Every tenth takes the id that is there already.
                    let id = number.isMultiple(of: 10) ? "a" : "row \(number)"
                    group.addTask {
                        do {
                            try await database.write { tx in try tx.run("INSERT INTO tally VALUES (\(id), 1)") }
                            return true
                        } catch { return false }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 }.count == 54)
            #expect(try await database.read { try $0.count("SELECT count(*) FROM tally") } == 55)
        }
    }

    @Test(arguments: Engine.here) func aNamedLockLetsOneInAndShowsItWhatIsNew(_ engine: Engine) async throws {
        let (mine, theirs) = try engine.openTwice()
        try await mine.makeTally()
        let gate = Gate()
        async let first: Void = mine.write { tx in
            try tx.lock("sequencer")
            try tx.run("UPDATE tally SET n = 1")
            gate.wait()
        }
        await gate.reached()
        async let second = theirs.write { tx in
            try tx.lock("sequencer")
            return try tx.count("SELECT n FROM tally")
        }
        gate.open()
        try await first
        #expect(try await second == 1)
        await mine.close()
        await theirs.close()
    }

    private func repeatedly(_ tasks: Int, times: Int, _ work: @escaping @Sendable (Int) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask { for _ in 0..<times { try await work(task) } }
            }
            try await group.waitForAll()
        }
    }
}
