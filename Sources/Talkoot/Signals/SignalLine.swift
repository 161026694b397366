import Storage

/// A signal as lists show it: without its long text and what only its own page tells.
public struct SignalLine: Sendable, Hashable {
    public let id: ID<Signal>
    public let code: PublicCode
    public let text: String
    public let category: String
    public let department: ID<Department>?
    public let district: ID<District>?
    public let state: Signal.State
    public let answer: String
    public let createdAt: Instant
    public let answeredAt: Instant?

    init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        text = try row.text()
        category = try row.text()
        department = try row.optionalValue()
        district = try row.optionalValue()
        state = try row.value()
        answer = try row.text()
        createdAt = try row.instant()
        answeredAt = try row.optionalInstant()
    }
    static let columns: SQLText = """
        signal.id, signal.code, signal.text, signal.category, signal.department, signal.district, signal.state, signal.answer, signal.created_at, signal.answered_at
        """

    public var reference: ObjectReference { ObjectReference(.signal, id: id.rawValue, code: code) }
}
