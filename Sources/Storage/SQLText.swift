/// A statement and its values, kept apart: interpolation binds, it never splices text.
///
///     let open: SQLText = "SELECT id, title FROM challenge WHERE city = \(city) AND state = \(state)"
///
/// The same text runs on both engines; only the spelling of the places differs (see ``render(_:)``).
public struct SQLText: ExpressibleByStringInterpolation, Sendable {
    /// One piece of a statement: literal text, or the place of a value.
    public enum Part: Sendable, Equatable {
        case text(String)
        case value(SQLValue)
    }

    /// The pieces in the order of the text.
    public private(set) var parts: [Part]

    public init(stringLiteral text: String) { parts = [.text(text)] }
    public init(stringInterpolation interpolation: StringInterpolation) { parts = interpolation.parts }

    /// Joins clauses with a literal, for example `SQLText(joining: conditions, by: " AND ")`.
    public init(joining clauses: [SQLText], by separator: StaticString) {
        parts = []
        for (index, clause) in clauses.enumerated() {
            if index > 0 { parts.append(.text("\(separator)")) }
            parts += clause.parts
        }
    }

    /// One text behind the other; mind the space between them.
    public static func + (left: SQLText, right: SQLText) -> SQLText {
        var sum = left
        sum.parts += right.parts
        return sum
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }
        public mutating func appendLiteral(_ text: String) {
            if !text.isEmpty { parts.append(.text(text)) }
        }
        /// Binds a value.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            parts.append(.value(value.sqlValue))
        }
        /// Binds a value or a null of its type.
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            parts.append(.value(value?.sqlValue ?? .null(Value.sqlType)))
        }
        /// Binds each element, separated by commas: `IN (\(list: states))`. An empty list gives `NULL`, which matches nothing.
        public mutating func appendInterpolation(list values: [some SQLBindable]) {
            if values.isEmpty { parts.append(.text("NULL")) }
            for (index, value) in values.enumerated() {
                if index > 0 { parts.append(.text(", ")) }
                parts.append(.value(value.sqlValue))
            }
        }
        /// Inserts another statement with its values, for example a rule's scope.
        public mutating func appendInterpolation(_ other: SQLText) {
            parts += other.parts
        }
    }

    /// The text as one engine wants it, with the values in the order of their places.
    /// SQLite says `?1` (there `$1` is a named parameter, bound by first appearance); PostgreSQL says `$1`.
    /// - Complexity: O(length of the text).
    public func render(_ dialect: Dialect) -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        text.reserveCapacity(parts.reduce(0) { length, part in if case .text(let literal) = part { length + literal.utf8.count } else { length + 3 } })
        values.reserveCapacity(parts.count)
        let sign = dialect == .sqlite ? "?" : "$"
        for part in parts {
            switch part {
            case .text(let literal):
                text += literal
            case .value(let value):
                values.append(value)
                text += sign
                text += String(values.count)
            }
        }
        return (text, values)
    }
}

/// Which engine a transaction runs on. Rooms never ask, except where `docs/decisions` names the difference.
public enum Dialect: String, Sendable, CaseIterable { case sqlite, postgresql }
