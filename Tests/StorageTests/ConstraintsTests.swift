internal import Storage
internal import Testing

/// The schema is the last guard, and says alike on both engines what it guards against.
@Suite struct ConstraintsTests {
    @Test(arguments: Engine.here) func eachConstraintHasItsError(_ engine: Engine) async throws {
        try await withIdeas(engine) { database in
            let taken = try await failure(database, "INSERT INTO idea VALUES ('ku', '1', 'again', 'draft', 0)")
            #expect(isUnique(taken))
            let sameTitle = try await failure(database, "INSERT INTO idea VALUES ('ku', '2', 'First', 'draft', 0)")
            #expect(isUnique(sameTitle) && sameTitle != taken)
            #expect(try await failure(database, "INSERT INTO idea VALUES ('nowhere', '2', 'x', 'draft', 0)") == .foreignKey)
            #expect(try await failure(database, "DELETE FROM city WHERE id = 'ku'") == .foreignKey)
            #expect(try await failure(database, "INSERT INTO idea VALUES ('ku', '2', 'x', 'flying', 0)") == .check("known_state"))
            #expect(try await failure(database, "INSERT INTO idea VALUES ('ku', '2', NULL, 'draft', 0)") == .check("idea.title is null"))
        }
    }

    @Test(arguments: Engine.here) func aRowCannotBelongToAnotherCitysRow(_ engine: Engine) async throws {
        try await withIdeas(engine) { database in
            // Idea 1 is Kuopio's; Tampere has none of that number.
            #expect(try await failure(database, "INSERT INTO remark VALUES ('ta', 'r1', '1')") == .foreignKey)
            try await database.write { tx in try tx.run("INSERT INTO remark VALUES ('ku', 'r1', '1')") }
            let remarks = try await database.read { try $0.count("SELECT count(*) FROM remark") }
            #expect(remarks == 1)
        }
    }

    @Test(arguments: Engine.here) func theSecondOfTwoEqualMovesChangesNothing(_ engine: Engine) async throws {
        try await withIdeas(engine) { database in
            let move: @Sendable (any Transaction) throws -> Int = { tx in
                try tx.run("UPDATE idea SET state = 'submitted' WHERE city = \("ku") AND id = \("1") AND state = \("draft")")
            }
            let changes = [try await database.write(move), try await database.write(move)]
            #expect(changes == [1, 0])
        }
    }

    @Test(arguments: Engine.here) func countsOfChangesAreOfTheirOwnStatement(_ engine: Engine) async throws {
        try await withIdeas(engine) { database in
            let counts = try await database.write { tx in
                [
                    try tx.run("INSERT INTO idea VALUES ('ku', '2', 'a', 'draft', 0), ('ku', '3', 'b', 'draft', 0)"),
                    try tx.run("CREATE TABLE other (id TEXT)"),
                    try tx.run("INSERT INTO idea VALUES ('ku', '2', 'c', 'draft', 0) ON CONFLICT DO NOTHING"),
                    try tx.run("SELECT id FROM idea"),
                    try tx.run("UPDATE idea SET votes = votes + 1 WHERE city = 'ku' RETURNING id"),
                    try tx.run("DELETE FROM idea WHERE id = 'none'"),
                ]
            }
            #expect(counts == [2, 0, 0, 0, 3, 0])
        }
    }

    @Test(arguments: Engine.here) func anUpsertReturnsTheNewCount(_ engine: Engine) async throws {
        try await withIdeas(engine) { database in
            let votes = try await database.write { tx in
                try tx.count("""
                    INSERT INTO idea VALUES ('ku', '1', 'x', 'draft', 1)
                    ON CONFLICT (city, id) DO UPDATE SET votes = idea.votes + excluded.votes RETURNING votes
                    """)
            }
            #expect(votes == 1)
        }
    }

    private func withIdeas(_ engine: Engine, _ story: (any Database) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in
                try tx.run("CREATE TABLE city (id TEXT NOT NULL PRIMARY KEY)")
                try tx.run("""
                    CREATE TABLE idea (city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, title TEXT NOT NULL,
                        state TEXT NOT NULL, votes BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (city, id), UNIQUE (city, title),
                        CONSTRAINT known_state CHECK (state IN ('draft', 'submitted')))
                    """)
                try tx.run("""
                    CREATE TABLE remark (city TEXT NOT NULL, id TEXT NOT NULL, idea TEXT NOT NULL, PRIMARY KEY (city, id),
                        FOREIGN KEY (city, idea) REFERENCES idea (city, id) ON DELETE CASCADE)
                    """)
                try tx.run("INSERT INTO city VALUES ('ku'), ('ta')")
                try tx.run("INSERT INTO idea VALUES ('ku', '1', 'First', 'draft', 0)")
            }
            try await story(database)
        }
    }
    private func failure(_ database: any Database, _ sql: SQLText) async throws -> StorageError? {
        await #expect(throws: StorageError.self) { try await database.write { tx in try tx.run(sql) } }
    }
    private func isUnique(_ error: StorageError?) -> Bool {
        if case .unique(let name) = error { !name.isEmpty } else { false }
    }
}
