internal import Storage
internal import Testing

/// What goes in comes out, alike on both engines.
@Suite struct ValuesTests {
    @Test(arguments: Engine.here) func everyTypeSurvivesARoundTrip(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let full = Sample(text: "O'Brien; DROP — ä🎈", integer: .min, flag: true, real: 0.1, bytes: [UInt8](0...255))
            let empty = Sample(text: "", integer: .max, flag: false, real: -1e300, bytes: [])
            let rows = try await database.write { tx in
                try Self.makeTable(tx)
                for each in [full, empty] {
                    try tx.run("INSERT INTO sample VALUES (\(each.text), \(each.integer), \(each.flag), \(each.real), \(each.bytes))")
                }
                return try tx.rows("SELECT t, i, b, r, y FROM sample ORDER BY i") { try Sample(row: &$0) }
            }
            #expect(rows == [full, empty])
        }
    }

    @Test(arguments: Engine.here) func nullsOfEveryTypeComeBackAsNothing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let allNil = try await database.write { tx in
                try Self.makeTable(tx)
                let (t, i, b, r, y) = (String?.none, Int64?.none, Bool?.none, Double?.none, [UInt8]?.none)
                try tx.run("INSERT INTO sample VALUES (\(t), \(i), \(b), \(r), \(y))")
                return try tx.first("SELECT t, i, i, b, r, y FROM sample WHERE (\(t) IS NULL OR t = \(t)) ORDER BY i NULLS LAST LIMIT \(5)") { row in
                    let parts: [Any?] = [
                        try row.optionalText(), try row.optionalInteger(), try row.optionalInt(), try row.optionalBool(), try row.optionalReal(),
                        try row.optionalBytes(),
                    ]
                    return parts.allSatisfy { $0 == nil }
                }
            }
            #expect(allNil == true)
        }
    }

    @Test(arguments: Engine.here) func aColumnOfAnotherKindIsAnErrorAndNeverADefault(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in
                try Self.makeTable(tx)
                try tx.run("INSERT INTO sample VALUES ('seven', 7, TRUE, 0.5, NULL)")
            }
            try await expectColumnError(database, "SELECT t FROM sample") { _ = try $0.integer() }
            try await expectColumnError(database, "SELECT i FROM sample") { _ = try $0.text() }
            try await expectColumnError(database, "SELECT i FROM sample") { _ = try $0.bytes() }
            try await expectColumnError(database, "SELECT i FROM sample") { _ = try $0.bool() }
            try await expectColumnError(database, "SELECT t FROM sample") { _ = try $0.real() }
            try await expectColumnError(database, "SELECT r FROM sample") { _ = try $0.integer() }
            try await expectColumnError(database, "SELECT y FROM sample") { _ = try $0.bytes() }
            try await expectColumnError(database, "SELECT i FROM sample") { _ = (try $0.integer(), try $0.integer()) }
            try await expectColumnError(database, "SELECT i FROM sample") { _ = (try $0.integer(), try $0.optionalText()) }
            try await expectColumnError(database, "SELECT t FROM sample") { _ = try $0.value(State.self) }
        }
    }
    private func expectColumnError(_ database: any Database, _ sql: SQLText, _ decode: @escaping @Sendable (inout Row) throws -> Void) async throws {
        let error = await #expect(throws: StorageError.self) { try await database.read { tx in _ = try tx.rows(sql, decode) } }
        guard case .column = error else {
            Issue.record("\(sql) gave \(String(describing: error))")
            return
        }
    }

    @Test(arguments: Engine.here) func whatOnlyOneEngineCouldKeepIsRefused(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for value in [SQLValue.text("a\0b"), .real(.nan)] {
                let error = await #expect(throws: StorageError.self) {
                    try await database.read { tx in try tx.exists("SELECT \(Bound(sqlValue: value))") }
                }
                guard case .other = error else {
                    Issue.record("\(value) gave \(String(describing: error))")
                    continue
                }
            }
        }
    }

    @Test(arguments: Engine.here) func listsSumsAndQuestionsReadAlike(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in
                try Self.makeTable(tx)
                for n in 1...5 { try tx.run("INSERT INTO sample (t, i) VALUES (\("t\(n)"), \(n))") }
            }
            let answers = try await database.read { tx in
                [
                    try tx.count("SELECT count(*) FROM sample WHERE t IN (\(list: ["t1", "t4", "none"]))"),
                    try tx.count("SELECT count(*) FROM sample WHERE t IN (\(list: [String]()))"),
                    try tx.count("SELECT sum(i) FROM sample"),
                    try tx.first("SELECT EXISTS (SELECT 1 FROM sample WHERE i > 4)") { try $0.bool() } == true ? 1 : 0,
                    try tx.exists("SELECT 1 FROM sample WHERE i > 5") ? 1 : 0,
                    try tx.count("SELECT i FROM sample WHERE i = 77"),
                ]
            }
            #expect(answers == [2, 0, 15, 1, 0, 0])
        }
    }

    private static func makeTable(_ tx: any Transaction) throws {
        try tx.run("CREATE TABLE sample (t TEXT, i BIGINT, b BOOLEAN, r DOUBLE PRECISION, y BYTEA)")
    }
    private enum State: String, SQLBindable { case draft, open }
    private struct Bound: SQLBindable {
        static var sqlType: SQLType { .text }
        let sqlValue: SQLValue
    }
    struct Sample: Equatable, Sendable {
        let text: String
        let integer: Int64
        let flag: Bool
        let real: Double
        let bytes: [UInt8]
    }
}

extension ValuesTests.Sample {
    fileprivate init(row: inout Row) throws {
        text = try row.text()
        integer = try row.integer()
        flag = try row.bool()
        real = try row.real()
        bytes = try row.bytes()
    }
}
