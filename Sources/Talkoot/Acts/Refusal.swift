/// The only error that a door shows. Each door maps it once:
/// `notFound` 404 · `denied` 403 · `invalid` 422 · `illegalMove` and `stale` 409 · `busy` 503.
public enum Refusal: Error, Sendable, Equatable {
    /// Also for what the actor may not know to exist.
    case notFound
    /// Why, as a key of the language files.
    case denied(String)
    case invalid([Problem])
    /// The move is not in the table from this state.
    case illegalMove(act: String, state: String)
    /// Somebody was faster; the text was made for an older version.
    case stale
    case busy
}

/// What is wrong with one field, as a key of the language files with the values it needs.
public struct Problem: Error, Sendable, Equatable, Codable {
    public var field: String
    public var key: String
    public var values: [String: String]
    public init(_ field: String, _ key: String, _ values: [String: String] = [:]) {
        self.field = field
        self.key = key
        self.values = values
    }
}
