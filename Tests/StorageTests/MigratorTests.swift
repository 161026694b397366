internal import Storage
internal import Testing

/// The schema grows step by step, once, alike on both engines.
@Suite struct MigratorTests {
    @Test(arguments: Engine.here) func stepsRunOnceAndInOrder(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let first = try await Migrator.migrate(database, [Self.cities])
            #expect(first == ["cities"])
            #expect(try await Migrator.migrate(database, [Self.cities, Self.ideas]) == ["ideas"])
            #expect(try await Migrator.migrate(database, [Self.cities, Self.ideas]) == [])
            #expect(try await database.read { try Migrator.applied($0) } == ["cities", "ideas"])
        }
    }

    @Test(arguments: Engine.here) func twoProcessesThatStartTogetherRunEachStepOnce(_ engine: Engine) async throws {
        let (mine, theirs) = try engine.openTwice()
        async let first = Migrator.migrate(mine, [Self.cities, Self.ideas])
        async let second = Migrator.migrate(theirs, [Self.cities, Self.ideas])
        let ran = try await first + second
        #expect(ran.sorted() == ["cities", "ideas"])
        await mine.close()
        await theirs.close()
    }

    @Test(arguments: Engine.here) func aStepThatFailsLeavesNothingOfItself(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let broken = Migration("ideas", ["CREATE TABLE idea (id TEXT)", "INSERT INTO nowhere VALUES (1)"])
            await #expect(throws: StorageError.self) { try await Migrator.migrate(database, [Self.cities, broken]) }
            let past = try await database.read { try Migrator.applied($0) }
            #expect(past == ["cities"])
            #expect(try await Migrator.migrate(database, [Self.cities, Self.ideas]) == ["ideas"])
        }
    }

    @Test(arguments: Engine.here) func anOlderProgramLeavesANewerDatabaseAlone(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await Migrator.migrate(database, [Self.cities, Self.ideas])
            let error = await #expect(throws: StorageError.self) { try await Migrator.migrate(database, [Self.cities]) }
            #expect("\(String(describing: error))".contains("does not know (ideas)"))
            await #expect(throws: StorageError.self) { try await Migrator.migrate(database, []) }
            await #expect(throws: StorageError.self) { try await Migrator.migrate(database, [Self.cities, Self.cities]) }
        }
    }

    @Test(arguments: Engine.here) func aNewStepOfOnePartMayStandBeforeAnOldOneOfAnother(_ engine: Engine) async throws {
        let tags = Migration("tags", ["CREATE TABLE tag (name TEXT NOT NULL PRIMARY KEY)"])
        try await engine.withDatabase { database in
            try await Migrator.migrate(database, [Self.cities, Self.ideas])
            var announced: [String] = []
            #expect(try await Migrator.migrate(database, [Self.cities, tags, Self.ideas]) { name, number, count in announced.append("\(number)/\(count) \(name)") } == ["tags"])
            #expect(announced == ["1/1 tags"])
            #expect(try await database.read { try Migrator.applied($0) } == ["cities", "ideas", "tags"])
            #expect(try await Migrator.migrate(database, [Self.cities, tags, Self.ideas]) == [])
        }
    }

    @Test func bothEnginesHaveTheSameSchema() async throws {
        let snapshots = try await Engine.here.asyncMap { try await snapshot($0, [Self.cities, Self.ideas]) }
        for other in snapshots.dropFirst() { #expect(snapshots[0].differences(from: other) == []) }
        let idea = try #require(snapshots[0].tables["idea"])
        #expect(idea.columns["votes"] == .init(type: .integer, isNullable: false, hasDefault: true))
        #expect(idea.columns["ends_at"] == .init(type: .integer, isNullable: true, hasDefault: false))
        #expect(idea.primaryKey == ["city", "id"])
        #expect(idea.uniques == [["city", "title"], ["secret"]])
        #expect(idea.foreignKeys == [.init(columns: ["city"], table: "city", references: ["id"], onDelete: "CASCADE")])
        #expect(idea.indexes == ["idea_by_end": ["city", "ends_at"]])
    }

    @Test(arguments: Engine.here) func everyDifferenceIsASentence(_ engine: Engine) async throws {
        let other = Migration("ideas", [
            "CREATE TABLE idea (city TEXT NOT NULL, id TEXT NOT NULL, title BIGINT NOT NULL, PRIMARY KEY (id, city))",
            "CREATE TABLE extra (id TEXT)",
        ])
        let mine = try await snapshot(engine, [Self.cities, Self.ideas])
        let theirs = try await snapshot(engine, [Self.cities, other])
        #expect(mine.differences(from: theirs) == [
            "extra: only in the other",
            "idea: column ends_at is integer, in the other missing",
            "idea: column open is bool not null with a default, in the other missing",
            "idea: column secret is bytes, in the other missing",
            "idea: column share is real, in the other missing",
            "idea: column title is text not null, in the other integer not null",
            "idea: column votes is integer not null with a default, in the other missing",
            #"idea: primary key is ["city", "id"], in the other ["id", "city"]"#,
            #"idea: unique ["city", "title"] is missing in the other"#,
            #"idea: unique ["secret"] is missing in the other"#,
            #"idea: foreign key ["city"] to city ["id"] on delete cascade is missing in the other"#,
            #"idea: index idea_by_end is on ["city", "ends_at"], in the other on []"#,
        ])
    }

    private func snapshot(_ engine: Engine, _ migrations: [Migration]) async throws -> SchemaSnapshot {
        let database = try engine.open()
        try await Migrator.migrate(database, migrations + [Self.search])
        let snapshot = try await database.read { try SchemaSnapshot($0, excluding: ["idea_words", "idea.words", "idea_by_words"]) }
        await database.close()
        return snapshot
    }

    private static let cities = Migration("cities", ["CREATE TABLE city (id TEXT NOT NULL PRIMARY KEY)"])
    private static let ideas = Migration("ideas", [
        """
        CREATE TABLE idea (city TEXT NOT NULL REFERENCES city ON DELETE CASCADE, id TEXT NOT NULL, title TEXT NOT NULL,
            votes BIGINT NOT NULL DEFAULT 0, open BOOLEAN NOT NULL DEFAULT TRUE, share DOUBLE PRECISION, secret BYTEA,
            PRIMARY KEY (city, id), UNIQUE (city, title))
        """,
        "ALTER TABLE idea ADD COLUMN ends_at BIGINT",
        "CREATE INDEX idea_by_end ON idea (city, ends_at)",
        "CREATE UNIQUE INDEX idea_secret ON idea (secret) WHERE open",
    ])
    /// Full-text search, which each engine keeps in its own way.
    private static let search = Migration("search") { dialect in
        switch dialect {
        case .sqlite: ["CREATE VIRTUAL TABLE idea_words USING fts5 (title)"]
        case .postgresql: ["ALTER TABLE idea ADD COLUMN words tsvector", "CREATE INDEX idea_by_words ON idea USING gin (words)"]
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
