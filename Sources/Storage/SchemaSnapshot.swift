/// The tables of a database, written so that both engines' can be compared: a test reads both and expects no difference.
///
/// Left out on purpose: names of constraints, the texts of checks, defaults and partial conditions, views, triggers and whatever a caller
/// excludes by name, because the engines write them each in their own way.
public struct SchemaSnapshot: Equatable, Sendable {
    /// By name.
    public internal(set) var tables: [String: Table] = [:]

    public struct Table: Equatable, Sendable {
        /// By name. Their order does not count: a column added later stands at the end on one engine and elsewhere on the other.
        public internal(set) var columns: [String: Column] = [:]
        /// In the order of the key.
        public internal(set) var primaryKey: [String] = []
        /// Each `UNIQUE` constraint and unique index, as its columns in order. A place that is an expression reads `(expression)`.
        public internal(set) var uniques: Set<[String]> = []
        public internal(set) var foreignKeys: Set<ForeignKey> = []
        /// Each other index, by name.
        public internal(set) var indexes: [String: [String]] = [:]
    }
    public struct Column: Equatable, Sendable {
        public let type: SQLType
        public let isNullable: Bool
        public let hasDefault: Bool

        public init(type: SQLType, isNullable: Bool, hasDefault: Bool) {
            (self.type, self.isNullable, self.hasDefault) = (type, isNullable, hasDefault)
        }
    }
    public struct ForeignKey: Hashable, Sendable {
        public let columns: [String]
        public let table: String
        public let references: [String]
        /// `NO ACTION`, `CASCADE`, `RESTRICT`, `SET NULL` or `SET DEFAULT`.
        public let onDelete: String

        public init(columns: [String], table: String, references: [String], onDelete: String) {
            (self.columns, self.table, self.references, self.onDelete) = (columns, table, references, onDelete)
        }
    }

    /// Reads the schema of the database that a transaction is open on.
    /// - Parameter excluding: tables (full-text tables with the tables that SQLite keeps for them), `table.column`s and indexes to leave out.
    /// - Throws: ``StorageError/other(_:)`` for a column whose type is none of the portable ones.
    public init(_ transaction: any Transaction, excluding: Set<String> = []) throws {
        switch transaction.dialect {
        case .sqlite: try readSQLite(transaction, excluding)
        case .postgresql: try readPostgreSQL(transaction, excluding)
        }
    }

    /// What differs, one sentence each, in the order of the names. Empty when both are the same.
    public func differences(from other: SchemaSnapshot) -> [String] {
        Set(tables.keys).union(other.tables.keys).sorted().flatMap { name in
            switch (tables[name], other.tables[name]) {
            case (let mine?, let theirs?): mine.differences(from: theirs).map { "\(name): \($0)" }
            case (nil, _): ["\(name): only in the other"]
            case (_, nil): ["\(name): missing in the other"]
            }
        }
    }
}

extension SchemaSnapshot.Table {
    fileprivate func differences(from other: Self) -> [String] {
        var found: [String] = []
        for name in Set(columns.keys).union(other.columns.keys).sorted() where columns[name] != other.columns[name] {
            found.append("column \(name) is \(Self.describe(columns[name])), in the other \(Self.describe(other.columns[name]))")
        }
        if primaryKey != other.primaryKey { found.append("primary key is \(primaryKey), in the other \(other.primaryKey)") }
        for columns in uniques.symmetricDifference(other.uniques).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            found.append("unique \(columns) is \(uniques.contains(columns) ? "missing" : "only") in the other")
        }
        for key in foreignKeys.symmetricDifference(other.foreignKeys).sorted(by: { $0.columns.lexicographicallyPrecedes($1.columns) }) {
            found.append("\(key) is \(foreignKeys.contains(key) ? "missing" : "only") in the other")
        }
        for name in Set(indexes.keys).union(other.indexes.keys).sorted() where indexes[name] != other.indexes[name] {
            found.append("index \(name) is on \(indexes[name] ?? []), in the other on \(other.indexes[name] ?? [])")
        }
        return found
    }
    private static func describe(_ column: SchemaSnapshot.Column?) -> String {
        guard let column else { return "missing" }
        return "\(column.type)\(column.isNullable ? "" : " not null")\(column.hasDefault ? " with a default" : "")"
    }
}

extension SchemaSnapshot.ForeignKey: CustomStringConvertible {
    public var description: String {
        "foreign key \(columns) to \(table) \(references) on delete \(onDelete.lowercased())"
    }
}

extension SQLType {
    /// The type that a column's declaration means to both engines.
    init(declared: String, of column: String) throws(StorageError) {
        switch declared.lowercased() {
        case "text", "character varying", "varchar": self = .text
        case "bigint", "integer", "int", "int8", "smallint": self = .integer
        case "boolean", "bool": self = .bool
        case "double precision", "real", "float8": self = .real
        case "bytea", "blob": self = .bytes
        default: throw .other("\(column) has the type “\(declared)”, which is not one of the portable types")
        }
    }
}
