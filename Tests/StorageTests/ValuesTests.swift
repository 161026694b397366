internal import Storage
internal import Testing

/// What goes in comes out, alike on both engines.
@Suite struct ValuesTests {
    @Test(arguments: Engine.here) func everyTypeSurvivesARoundTrip(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in
                try tx.run("CREATE TABLE sample (t TEXT, i BIGINT, b BOOLEAN, r DOUBLE PRECISION, y BYTEA)")
                try tx.run("INSERT INTO sample VALUES (\("O'Brien; DROP — ä🎈"), \(Int64.min), \(true), \(0.1), \([UInt8](0...255)))")
                try tx.run("INSERT INTO sample VALUES (\(""), \(Int64.max), \(false), \(-1e300), \([UInt8]()))")
            }
            let rows = try await database.read { tx in
                try tx.rows("SELECT t, i, b, r, y FROM sample ORDER BY i") { row in
                    Sample(text: try row.text(), integer: try row.integer(), flag: try row.bool(), real: try row.real(), bytes: try row.bytes())
                }
            }
            #expect(rows == [
                Sample(text: "O'Brien; DROP — ä🎈", integer: .min, flag: true, real: 0.1, bytes: [UInt8](0...255)),
                Sample(text: "", integer: .max, flag: false, real: -1e300, bytes: []),
            ])
        }
    }

    private struct Sample: Equatable, Sendable {
        let text: String
        let integer: Int64
        let flag: Bool
        let real: Double
        let bytes: [UInt8]
    }
}
