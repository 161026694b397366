import Storage

enum AttachmentTable {
    /// The bytes have a table of their own, so that lists and checks never touch them; they are in the database, so that a backup has them
    /// and an erasure reaches them.
    static let migration = Migration("attachments") { dialect in
        let bytes: SQLText = dialect == .sqlite ? "BLOB" : "BYTEA"
        return [
            """
            CREATE TABLE attachment (
                city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, owner TEXT, visitor TEXT, object_kind TEXT, object TEXT, object_code TEXT,
                name TEXT NOT NULL, type TEXT NOT NULL CHECK (type IN ('jpeg', 'png', 'webp', 'pdf')), size BIGINT NOT NULL, width BIGINT, height BIGINT,
                sha256 TEXT NOT NULL, alternative TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('waiting', 'kept', 'removed')),
                received_at BIGINT NOT NULL, kept_at BIGINT, removed_at BIGINT, removed_by TEXT, reason TEXT,
                PRIMARY KEY (city, id), CHECK ((state = 'waiting') = (object IS NULL)))
            """,
            "CREATE INDEX attachment_object ON attachment (city, object_kind, object)",
            "CREATE INDEX attachment_owner ON attachment (city, owner, received_at)",
            "CREATE INDEX attachment_waiting ON attachment (state, received_at)",
            """
            CREATE TABLE attachment_print (
                city TEXT NOT NULL, attachment TEXT NOT NULL, print TEXT NOT NULL CHECK (print IN ('whole', 'large', 'small')), bytes \(bytes) NOT NULL,
                PRIMARY KEY (city, attachment, print), FOREIGN KEY (city, attachment) REFERENCES attachment (city, id) ON DELETE CASCADE)
            """,
        ]
    }

    static func find(_ id: ID<Attachment>, _ scene: Scene) throws -> Attachment? {
        try scene.tx.first("SELECT \(Attachment.columns) FROM attachment WHERE city = \(scene.city.id) AND id = \(id)", Attachment.init(row:))
    }
    static func find(_ ids: [String], _ scene: Scene) throws -> [Attachment] {
        if ids.isEmpty { return [] }
        return try scene.tx.rows("SELECT \(Attachment.columns) FROM attachment WHERE city = \(scene.city.id) AND id IN (\(list: ids))", Attachment.init(row:))
    }
    static func bytes(_ id: ID<Attachment>, _ print: Darkroom.Print, _ scene: Scene) throws -> [UInt8]? {
        try scene.tx.first("SELECT bytes FROM attachment_print WHERE city = \(scene.city.id) AND attachment = \(id) AND print = \(print.rawValue)") { try $0.bytes() }
    }
    /// The visitor who sent it, as a hash of what the browser keeps.
    static func visitor(of id: ID<Attachment>, _ scene: Scene) throws -> String? {
        try scene.tx.first("SELECT visitor FROM attachment WHERE city = \(scene.city.id) AND id = \(id)") { try $0.optionalText() } ?? nil
    }

    /// Those that no act named: a visitor's after a day, a person's together with the drafts that may name them.
    static func forgotten(_ now: Instant) -> SQLText {
        "attachment WHERE state = 'waiting' AND (received_at < \(now.adding(days: -31)) OR (owner IS NULL AND received_at < \(now.adding(days: -1))))"
    }
}
