/// The types that both engines share. Times are `integer` milliseconds, money `integer` cents, ids `text`.
public enum SQLType: Sendable, Equatable { case text, integer, bool, real, bytes }

/// A value to bind. A null carries its type, so that PostgreSQL never has to guess one.
public enum SQLValue: Sendable, Hashable {
    case null(SQLType)
    case text(String)
    case integer(Int64)
    case bool(Bool)
    case real(Double)
    case bytes([UInt8])
}

/// Whatever can be interpolated into ``SQLText``.
public protocol SQLBindable {
    /// The type of the value, and of the null in its place.
    static var sqlType: SQLType { get }
    /// The value as the engines keep it.
    var sqlValue: SQLValue { get }
}

extension String: SQLBindable {
    public static var sqlType: SQLType { .text }
    public var sqlValue: SQLValue { .text(self) }
}
extension Int: SQLBindable {
    public static var sqlType: SQLType { .integer }
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension Int64: SQLBindable {
    public static var sqlType: SQLType { .integer }
    public var sqlValue: SQLValue { .integer(self) }
}
extension Bool: SQLBindable {
    public static var sqlType: SQLType { .bool }
    public var sqlValue: SQLValue { .bool(self) }
}
extension Double: SQLBindable {
    public static var sqlType: SQLType { .real }
    public var sqlValue: SQLValue { .real(self) }
}
extension [UInt8]: SQLBindable {
    public static var sqlType: SQLType { .bytes }
    public var sqlValue: SQLValue { .bytes(self) }
}
/// Enumerations with text values bind as their text: `enum State: String, SQLBindable`.
extension RawRepresentable where RawValue == String, Self: SQLBindable {
    public static var sqlType: SQLType { .text }
    public var sqlValue: SQLValue { .text(rawValue) }
}
