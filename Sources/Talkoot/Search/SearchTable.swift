import Storage

/// What search knows of an object. Texts are folded here, so that both engines find the same.
public struct SearchDocument: Sendable {
    public let object: ObjectReference
    public let title: String
    public let body: String
    public let isPublic: Bool
    public let initiative: ID<Initiative>?
    public init(_ object: ObjectReference, title: String, body: String, isPublic: Bool, of initiative: ID<Initiative>? = nil) {
        self.object = object
        self.title = title
        self.body = body
        self.isPublic = isPublic
        self.initiative = initiative
    }

    /// What is not public is found by the city's staff, and only where staff may read all of a kind. A sealed submission therefore never
    /// enters the index: what is not there cannot be found by mistake. Authors come to their own through lists.
    var isFindable: Bool { isPublic || Self.kindsForStaff.contains(object.kind) }
    private static let kindsForStaff: Set<ObjectKind> = [.signal, .problem, .challenge, .decision, .lesson, .experiment]
}

/// Full text behind one interface: FTS5 on SQLite, tsvector with GIN on PostgreSQL.
public enum SearchTable {
    /// What only one of the engines has, for the comparison of their schemas.
    public static let engineOwned: Set<String> = [
        "search_index", "search_document.number", "search_document.body_words", "search_document.marks", "search_document_number",
        "search_document.words", "search_document_words", "search_document_newest",
    ]

    static func migration(_ dialect: Dialect) -> [SQLText] {
        switch dialect {
        case .sqlite: [
            """
            CREATE TABLE search_document (
                city TEXT NOT NULL REFERENCES city (id), kind TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT, title TEXT NOT NULL,
                text TEXT NOT NULL, title_words TEXT NOT NULL, is_public BOOLEAN NOT NULL, at BIGINT NOT NULL,
                number BIGINT NOT NULL, body_words TEXT NOT NULL, marks TEXT NOT NULL, PRIMARY KEY (city, kind, id))
            """,
            "CREATE UNIQUE INDEX search_document_number ON search_document (number)",
            // The words are made in Swift and joined by spaces; this tokenizer parts them there and nowhere else.
            """
            CREATE VIRTUAL TABLE search_index USING fts5 (
                title_words, body_words, marks, content = 'search_document', content_rowid = 'number',
                tokenize = 'ascii', detail = 'column', columnsize = 0, prefix = '2 3 4')
            """,
        ]
        case .postgresql: [
            """
            CREATE TABLE search_document (
                city TEXT NOT NULL REFERENCES city (id), kind TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT, title TEXT NOT NULL,
                text TEXT NOT NULL, title_words TEXT NOT NULL, is_public BOOLEAN NOT NULL, at BIGINT NOT NULL,
                words TSVECTOR NOT NULL, PRIMARY KEY (city, kind, id))
            """,
            "CREATE INDEX search_document_words ON search_document USING gin (words)",
            "CREATE INDEX search_document_newest ON search_document (city, at)",
        ]
        }
    }

    /// Takes an object out of the index and, where it may be found, puts it in anew as the newest.
    static func put(_ document: SearchDocument, _ city: ID<City>, at: Instant, _ tx: any Transaction) throws {
        try remove(document.object, city, tx)
        try add(document, city, at: at, tx)
    }

    /// Puts in an object that the index does not know yet.
    static func add(_ document: SearchDocument, _ city: ID<City>, at: Instant, _ tx: any Transaction) throws {
        guard document.isFindable else { return }
        let object = document.object
        let words = IndexedWords(document, city)
        let common: SQLText = """
            \(city), \(object.kind), \(object.id), \(object.code), \(document.initiative), \(document.title), \(String(document.body.prefix(10_000))),
                \(words.title), \(document.isPublic), \(at)
            """
        switch tx.dialect {
        case .sqlite:
            let number = try tx.count("SELECT COALESCE(max(number), 0) + 1 FROM search_document")
            try tx.run("""
                INSERT INTO search_document (\(columns), number, body_words, marks) VALUES (\(common), \(number), \(words.body), \(words.marks))
                """)
            try tx.run("INSERT INTO search_index (rowid, title_words, body_words, marks) VALUES (\(number), \(words.title), \(words.body), \(words.marks))")
        case .postgresql:
            try tx.run("INSERT INTO search_document (\(columns), words) VALUES (\(common), array_to_tsvector(string_to_array(\(words.all), ' ')))")
        }
    }
    /// Makes the words of an object anew where they are not what its texts give; its place among the newest stays.
    static func renew(_ document: SearchDocument, _ city: ID<City>, _ tx: any Transaction) throws {
        let words = IndexedWords(document, city), object = document.object
        let this: SQLText = "city = \(city) AND kind = \(object.kind) AND id = \(object.id)"
        switch tx.dialect {
        case .sqlite:
            let known = try tx.first("SELECT number, title_words, body_words, marks FROM search_document WHERE \(this)") { (number: try $0.int(), title: try $0.text(), body: try $0.text(), marks: try $0.text()) }
            guard let known, (known.title, known.body, known.marks) != (words.title, words.body, words.marks) else { return }
            try tx.run("INSERT INTO search_index (search_index, rowid, title_words, body_words, marks) VALUES ('delete', \(known.number), \(known.title), \(known.body), \(known.marks))")
            try tx.run("UPDATE search_document SET title_words = \(words.title), body_words = \(words.body), marks = \(words.marks) WHERE \(this)")
            try tx.run("INSERT INTO search_index (rowid, title_words, body_words, marks) VALUES (\(known.number), \(words.title), \(words.body), \(words.marks))")
        case .postgresql:
            let vector: SQLText = "array_to_tsvector(string_to_array(\(words.all), ' '))"
            try tx.run("UPDATE search_document SET title_words = \(words.title), words = \(vector) WHERE \(this) AND (title_words <> \(words.title) OR words <> \(vector))")
        }
    }
    private static let columns: SQLText = "city, kind, id, code, initiative, title, text, title_words, is_public, at"

    static func remove(_ object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws {
        let this: SQLText = "city = \(city) AND kind = \(object.kind) AND id = \(object.id)"
        if tx.dialect == .sqlite {
            // FTS5 forgets a row when it is told again what it knew of it.
            try tx.run("""
                INSERT INTO search_index (search_index, rowid, title_words, body_words, marks)
                SELECT 'delete', number, title_words, body_words, marks FROM search_document WHERE \(this)
                """)
        }
        try tx.run("DELETE FROM search_document WHERE \(this)")
    }
}

extension Change {
    /// Puts an object into the index, or replaces what the index knows of it.
    /// - Parameter moment: when it last moved; for what did so elsewhere and long ago.
    public func index(_ document: SearchDocument, movedAt moment: Instant? = nil) throws {
        try SearchTable.put(document, city.id, at: moment ?? now, tx)
    }
}
