import Storage
import TransparencyLog

/// What happened, when, in whose part, and where that stands in the log: a line of the history of an object.
public struct RecordMark: Sendable {
    public let at: Instant
    public let event: String
    /// In which part somebody did it: a role, author, representative, system.
    public let part: String
    /// Who did it, where that was done in the name of the city; authors and jurors are not told here.
    public let official: ID<Person>?
    /// The intermediary that acted on the city's behalf, if one did.
    public let mandateOf: ID<Organisation>?
    /// The bytes that the log publishes.
    public let body: String
    /// The place in the log, from 0; nil until the sequencer has come by ("proof in a moment").
    public let position: Int?

    /// The order of writing.
    private let ticket: Int64

    /// The entry's hash in the tree, in hexadecimal.
    public var leafHash: String { TreeHash.leaf(body.utf8).hex }

    init(row: inout Row) throws {
        at = try row.instant()
        event = try row.text()
        let part = try row.text()
        let person = try row.optionalValue(ID<Person>.self)
        self.part = part
        official = Role(rawValue: part)?.isNamed == true ? person : nil
        mandateOf = try row.optionalValue()
        body = try row.text()
        position = try row.optionalInt()
        ticket = try row.integer()
    }
    static let columns: SQLText = "at, event, part, person, mandate_of, body, position, ticket"

    /// As the log has them; what has no place yet comes last. Histories are short, and sorting them in the database costs more.
    public static func isBefore(_ one: RecordMark, _ other: RecordMark) -> Bool {
        (one.position ?? .max, one.ticket, one.body) < (other.position ?? .max, other.ticket, other.body)
    }
}

/// One line of the public record with what it is about, as the record's own pages show it.
public struct RecordEntry: Sendable {
    public let id: ID<Entry>
    public let mark: RecordMark
    public let object: ObjectReference
    /// False where the log holds only an opaque commitment.
    public let isPublic: Bool

    init(row: inout Row) throws {
        id = try row.value()
        object = ObjectReference(try row.value(), id: try row.text(), code: try row.value())
        isPublic = try row.bool()
        mark = try RecordMark(row: &row)
    }
    static let columns: SQLText = "id, object_kind, object_id, object_code, is_public, \(RecordMark.columns)"
}

/// A checkpoint of a log, as it was signed.
public struct RecordCheckpoint: Sendable, Hashable {
    public let epoch: Int
    public let size: Int
    public let at: Instant
    /// The signed note, byte for byte.
    public let note: String

    init(row: inout Row) throws {
        epoch = try row.int()
        size = try row.int()
        at = try row.instant()
        note = try row.text()
    }
    static let columns: SQLText = "epoch, size, at, note"
}
