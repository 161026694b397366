/// A named step of the schema, run once, in one transaction, and never edited after release.
public struct Migration: Sendable {
    /// What the database remembers the step by.
    public let name: String
    /// Statements for each engine. Most steps are the same text on both.
    public let statements: @Sendable (Dialect) -> [SQLText]

    /// A step whose text differs between the engines.
    public init(_ name: String, _ statements: @escaping @Sendable (Dialect) -> [SQLText]) {
        self.name = name
        self.statements = statements
    }
    /// A step whose text is the same on both engines.
    public init(_ name: String, _ statements: [SQLText]) {
        self.init(name) { _ in statements }
    }
}
