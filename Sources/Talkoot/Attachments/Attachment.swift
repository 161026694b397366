public import Storage

/// A file that belongs to an object, or waits for one. Who may read the object may read it, asked anew at each download.
public struct Attachment: Sendable, Hashable {
    /// Waiting: sent, but no act has named it yet; only its sender sees it. Removed: its bytes are gone.
    public enum State: String, CaseIterable, Sendable, SQLBindable { case waiting, kept, removed }

    public let id: ID<Attachment>
    public let owner: ID<Person>?
    /// What it belongs to, once an act has named it.
    public let object: ObjectReference?
    public let name: String
    public let type: FileType
    /// In bytes, of what is kept: a picture is encoded anew.
    public let size: Int
    /// In pixels; nil for documents.
    public let width: Int?
    public let height: Int?
    /// Of what is kept, in hexadecimal digits.
    public let sha256: String
    /// What a picture shows, in its sender's words; may be empty.
    public let alternative: String
    public let state: State
    public let receivedAt: Instant

    init(row: inout Row) throws {
        id = try row.value()
        owner = try row.optionalValue()
        let kind: ObjectKind? = try row.optionalValue(), object = try row.optionalText(), code: PublicCode? = try row.optionalValue()
        name = try row.text()
        type = try row.value()
        size = try row.int()
        width = try row.optionalInt()
        height = try row.optionalInt()
        sha256 = try row.text()
        alternative = try row.text()
        state = try row.value()
        receivedAt = try row.instant()
        if let kind, let object, let code { self.object = ObjectReference(kind, id: object, code: code) } else { self.object = nil }
    }
    static let columns: SQLText = """
        attachment.id, attachment.owner, attachment.object_kind, attachment.object, attachment.object_code, attachment.name, attachment.type, attachment.size,
        attachment.width, attachment.height, attachment.sha256, attachment.alternative, attachment.state, attachment.received_at
        """
}

extension ObjectKind { public static let attachment = ObjectKind("attachment") }

/// How much a city takes; each is a setting with the house's default.
public struct AttachmentLimits: Sendable {
    /// Files of one object.
    public let files: Int
    /// Bytes of one file, as it is sent.
    public let bytes: Int
    /// Bytes that one person may send within a day.
    public let bytesADay: Int

    public init(_ city: City) {
        files = city.value(of: .files)
        bytes = city.value(of: .megabytes) * 1_000_000
        bytesADay = city.value(of: .megabytesADay) * 1_000_000
    }

    /// No city takes more than this, whatever it sets: a file is held in memory while it is judged.
    public static let mostFiles = 20
    public static let mostBytes = 10_000_000
}
