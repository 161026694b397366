import Storage

extension RecordTable {
    static func migration(_ dialect: Dialect) -> [SQLText] { entries + log(dialect) + guards(dialect) }

    private static let entries: [SQLText] = [
        """
        CREATE TABLE entry (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, ticket BIGINT NOT NULL, at BIGINT NOT NULL, event TEXT NOT NULL,
            object_kind TEXT NOT NULL, object_id TEXT NOT NULL, object_code TEXT NOT NULL, initiative TEXT, is_public BOOLEAN NOT NULL,
            part TEXT NOT NULL, person TEXT, mandate_of TEXT, act TEXT NOT NULL, act_id TEXT NOT NULL, body TEXT NOT NULL,
            position BIGINT, PRIMARY KEY (city, id), UNIQUE (city, position))
        """,
        "CREATE INDEX entry_waiting ON entry (city, ticket, id) WHERE position IS NULL",
        "CREATE INDEX entry_object ON entry (city, object_kind, object_id, at)",
        "CREATE INDEX entry_initiative ON entry (city, initiative, at)",
        // No reference to the entry, which the same act writes just before: PostgreSQL would read the newest page of its key for every act,
        // on which every other act writes, and refuse some of them.
        """
        CREATE TABLE opening (
            city TEXT NOT NULL REFERENCES city (id), entry TEXT NOT NULL, part TEXT NOT NULL CHECK (part IN ('facts', 'person')), person TEXT,
            salt TEXT NOT NULL, content TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (city, entry, part))
        """,
        "CREATE INDEX opening_person ON opening (city, person)",
    ]

    /// A city's log: its head with the right edge of the tree, the tiles of hashes, and every checkpoint that was ever signed.
    private static func log(_ dialect: Dialect) -> [SQLText] {
        let bytes: SQLText = dialect == .sqlite ? "BLOB" : "BYTEA"
        return [
            """
            CREATE TABLE record_log (
                city TEXT PRIMARY KEY REFERENCES city (id), epoch BIGINT NOT NULL, verifier TEXT NOT NULL, size BIGINT NOT NULL, tree \(bytes) NOT NULL)
            """,
            """
            CREATE TABLE record_tile (
                city TEXT NOT NULL REFERENCES city (id), level BIGINT NOT NULL, place BIGINT NOT NULL, hashes \(bytes) NOT NULL,
                PRIMARY KEY (city, level, place))
            """,
            """
            CREATE TABLE record_checkpoint (
                city TEXT NOT NULL REFERENCES city (id), epoch BIGINT NOT NULL, size BIGINT NOT NULL, at BIGINT NOT NULL, note TEXT NOT NULL,
                PRIMARY KEY (city, epoch, size))
            """,
        ]
    }

    /// The database itself refuses to change an entry: only a place may be given, once, and a person forgotten.
    private static func guards(_ dialect: Dialect) -> [SQLText] {
        let columns: SQLText = "city, id, ticket, at, event, object_kind, object_id, object_code, is_public, part, act, act_id, body"
        switch dialect {
        case .sqlite:
            let refuse: SQLText = "BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
            return [
                "CREATE TRIGGER entry_unchanged BEFORE UPDATE OF \(columns) ON entry \(refuse)",
                "CREATE TRIGGER entry_stays BEFORE UPDATE OF position ON entry WHEN OLD.position IS NOT NULL \(refuse)",
                "CREATE TRIGGER entry_kept BEFORE DELETE ON entry \(refuse)",
            ]
        case .postgresql:
            let refuse: SQLText = "EXECUTE FUNCTION record_append_only()"
            return [
                """
                CREATE FUNCTION record_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''the record is append-only''; END'
                """,
                "CREATE TRIGGER entry_unchanged BEFORE UPDATE OF \(columns) ON entry FOR EACH ROW \(refuse)",
                "CREATE TRIGGER entry_stays BEFORE UPDATE OF position ON entry FOR EACH ROW WHEN (OLD.position IS NOT NULL) \(refuse)",
                "CREATE TRIGGER entry_kept BEFORE DELETE ON entry FOR EACH ROW \(refuse)",
            ]
        }
    }
}
