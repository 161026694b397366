/// A statement with the way to decode its rows: a question that several can be asked together.
///
///     let (signals, pilots) = try scene.rows(SignalQueries.ofInitiative(id, scene), PilotQueries.ofInitiative(id, scene))
public struct Query<Value> {
    public let sql: SQLText
    let decode: (inout Row) throws -> Value

    public init(_ sql: SQLText, _ decode: @escaping (inout Row) throws -> Value) {
        self.sql = sql
        self.decode = decode
    }
}

/// The rows of one query among several, while they come in.
private final class Collector<Value> {
    private let decode: (inout Row) throws -> Value
    private(set) var rows: [Value] = []
    init(_ query: Query<Value>) { decode = query.decode }
    func take(_ row: inout Row) throws { rows.append(try decode(&row)) }
}

extension Transaction {
    /// Asks several queries that do not need each other's answers, and gives the rows of each. On PostgreSQL they share one round trip.
    /// - Complexity: that of the queries; their number should be bounded.
    public func rows<each Value>(_ query: repeat Query<each Value>) throws -> (repeat [each Value]) {
        let collectors = (repeat Collector(each query))
        var statements: [SQLText] = []
        var takers: [(inout Row) throws -> Void] = []
        for (query, collector) in repeat (each query, each collectors) {
            statements.append(query.sql)
            takers.append { try collector.take(&$0) }
        }
        try together(statements) { try takers[$0](&$1) }
        return (repeat (each collectors).rows)
    }

    /// One after the other; a driver for which each statement is a journey does better.
    public func together(_ statements: [SQLText], _ take: (Int, inout Row) throws -> Void) throws {
        for (index, statement) in statements.enumerated() { _ = try rows(statement) { row in try take(index, &row) } }
    }
}
