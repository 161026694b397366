import Storage
import TransparencyLog

/// One line of the public record, as pages show it.
public struct RecordEntry: Sendable {
    public let id: ID<Entry>
    public let at: Instant
    public let event: String
    public let object: ObjectReference
    /// In which part somebody did it: a role, author, representative, system.
    public let part: String
    /// Who did it, where that was done in the name of the city; authors and jurors are not told here.
    public let official: ID<Person>?
    /// The intermediary that acted on the city's behalf, if one did.
    public let mandateOf: ID<Organisation>?
    public let act: String
    /// False where the log holds only an opaque commitment.
    public let isPublic: Bool
    /// The bytes that the log publishes.
    public let body: String
    /// The place in the log, from 0; nil until the sequencer has come by ("proof in a moment").
    public let position: Int?

    /// The entry's hash in the tree, in hexadecimal.
    public var leafHash: String { TreeHash.leaf(Array(body.utf8)).hex }

    init(row: inout Row) throws {
        id = try row.value()
        at = try row.instant()
        event = try row.text()
        object = ObjectReference(try row.value(), id: try row.text(), code: try row.value())
        let part = try row.text()
        let person = try row.optionalValue(ID<Person>.self)
        self.part = part
        official = Role(rawValue: part)?.isOfCity == true ? person : nil
        mandateOf = try row.optionalValue()
        act = try row.text()
        isPublic = try row.bool()
        body = try row.text()
        position = try row.optionalInt()
    }
    static let columns: SQLText = "id, at, event, object_kind, object_id, object_code, part, person, mandate_of, act, is_public, body, position"
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
