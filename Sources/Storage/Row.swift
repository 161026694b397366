/// The cells of the current row, as a driver gives them. Valid only while the row is being decoded.
///
/// Columns count from 0. Each reading throws ``StorageError/column(_:)`` for a null and for a value of another type; a number without a
/// fraction may be read as a real, nothing else is converted.
public protocol RowCells: AnyObject {
    /// The number of columns.
    var count: Int { get }
    func isNull(_ column: Int) -> Bool
    func text(_ column: Int) throws -> String
    func integer(_ column: Int) throws -> Int64
    func bool(_ column: Int) throws -> Bool
    func real(_ column: Int) throws -> Double
    func bytes(_ column: Int) throws -> [UInt8]
}

/// A row that is read from left to right, in the order of the SELECT list.
///
///     init(row: inout Row) throws {
///         id = try row.value(); title = try row.text(); closesAt = try row.optionalInteger()
///     }
///
/// Reading a null where a value is wanted, or past the last column, throws ``StorageError/column(_:)``.
public struct Row {
    @usableFromInline let cells: any RowCells
    @usableFromInline let count: Int
    @usableFromInline var next = 0

    /// A driver makes one for each row and gives it to the decoder.
    public init(_ cells: any RowCells) {
        self.cells = cells
        count = cells.count
    }

    /// The next column, a text.
    @inlinable public mutating func text() throws -> String { try cells.text(advance()) }
    /// The next column, a 64-bit integer; also a sum of such, which PostgreSQL calls numeric.
    @inlinable public mutating func integer() throws -> Int64 { try cells.integer(advance()) }
    /// The next column, an integer such as a count.
    @inlinable public mutating func int() throws -> Int { Int(try cells.integer(advance())) }
    /// The next column, a boolean or the answer to a condition.
    @inlinable public mutating func bool() throws -> Bool { try cells.bool(advance()) }
    /// The next column, a real number or an integer read as one.
    @inlinable public mutating func real() throws -> Double { try cells.real(advance()) }
    /// The next column, bytes.
    @inlinable public mutating func bytes() throws -> [UInt8] { try cells.bytes(advance()) }

    /// The next column, where null gives nil; so for the readings below.
    @inlinable public mutating func optionalText() throws -> String? { try optional { try $0.text($1) } }
    @inlinable public mutating func optionalInteger() throws -> Int64? { try optional { try $0.integer($1) } }
    @inlinable public mutating func optionalInt() throws -> Int? { try optional { Int(try $0.integer($1)) } }
    @inlinable public mutating func optionalBool() throws -> Bool? { try optional { try $0.bool($1) } }
    @inlinable public mutating func optionalReal() throws -> Double? { try optional { try $0.real($1) } }
    @inlinable public mutating func optionalBytes() throws -> [UInt8]? { try optional { try $0.bytes($1) } }

    /// A value kept as text: an enumeration's case, an id. An unknown text is an error, never a default.
    @inlinable public mutating func value<Value: RawRepresentable>(_ type: Value.Type = Value.self) throws -> Value where Value.RawValue == String {
        let column = next
        let text = try text()
        guard let value = Value(rawValue: text) else { throw StorageError.column("column \(column): “\(text)” is no \(Value.self)") }
        return value
    }
    /// A value kept as text, where null gives nil.
    @inlinable public mutating func optionalValue<Value: RawRepresentable>(_ type: Value.Type = Value.self) throws -> Value? where Value.RawValue == String {
        if cells.isNull(next) { next += 1; return nil }
        return try value()
    }

    @inlinable mutating func optional<Value>(_ read: (any RowCells, Int) throws -> Value) throws -> Value? {
        let column = try advance()
        return cells.isNull(column) ? nil : try read(cells, column)
    }
    @inlinable mutating func advance() throws -> Int {
        guard next < count else { throw StorageError.column("column \(next) of \(count)") }
        defer { next += 1 }
        return next
    }
}
