public import Storage

/// Somebody with an account in a city. The display name is public; the address is not.
public struct Person: Sendable, Hashable {
    public enum State: String, CaseIterable, Sendable, SQLBindable { case active, suspended, left }
    public let id: ID<Person>
    public let email: String?
    public let displayName: String
    public let language: Language
    public let state: State
    public let createdAt: Instant

    init(row: inout Row) throws {
        id = try row.value()
        email = try row.optionalText()
        displayName = try row.text()
        language = try row.value()
        state = try row.value()
        createdAt = try row.instant()
    }
    static let columns: SQLText = "person.id, person.email, person.display_name, person.language, person.state, person.created_at"
}
