/// A named step of the schema, run once, in one transaction, and never edited after release.
public struct Migration: Sendable {
    public let name: String
    /// Statements for each engine. Most steps are the same text on both.
    public let statements: @Sendable (Dialect) -> [SQLText]

    public init(_ name: String, _ statements: @escaping @Sendable (Dialect) -> [SQLText]) {
        self.name = name
        self.statements = statements
    }
    /// A step whose text is the same on both engines.
    public init(_ name: String, _ statements: [SQLText]) {
        self.init(name) { _ in statements }
    }
}
