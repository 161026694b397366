import Storage

/// One object that was found.
public struct SearchHit: Sendable, Equatable {
    public let object: ObjectReference
    public let initiative: ID<Initiative>?
    public let title: String
    /// The part of the text where the words are, or its beginning; at most 200 characters.
    public let snippet: String
    /// When the object last moved.
    public let at: Instant
    public let isPublic: Bool
    public var kind: ObjectKind { object.kind }
    public var code: PublicCode { object.code }
}

/// One page of what was found, the best first.
public struct SearchResult: Sendable, Equatable {
    public var hits: [SearchHit]
    public var next: Cursor?
    /// How many there are, of at most ``SearchQueries/bound``.
    public var count: Int
    /// Whether there may be older ones that were not looked at.
    public var isBounded: Bool { count >= SearchQueries.bound }
    static let nothing = SearchResult(hits: [], next: nil, count: 0)
}

public enum SearchQueries {
    /// Search ranks within so many of the newest objects that match. Ranking all of them costs thirty times as much where a word is common.
    public static let bound = 200

    /// Objects that hold all words of the text, cut to what the reader may see: staff everything in the index, others what is public.
    ///
    /// Words in the title count most, whole words more than beginnings; among equals the newest comes first.
    /// - Parameters:
    ///   - text: whatever was typed. Its last word also stands for longer words, unless something follows it or the whole word alone fills the bound.
    ///   - kinds: nil for all.
    public static func find(_ text: String, kinds: Set<ObjectKind>? = nil, after cursor: Cursor? = nil, limit: Int = 20, _ scene: Scene) throws -> SearchResult {
        let question = SearchQuestion(text)
        guard !question.words.isEmpty, kinds.map({ !$0.isEmpty }) ?? true else { return .nothing }
        // A word that is common enough when whole needs no longer ones: to gather those costs more than all the rest.
        if question.isOpen {
            let whole = try answer(question.closed, kinds, cursor, limit, scene)
            if whole.count >= bound { return whole }
        }
        return try answer(question, kinds, cursor, limit, scene)
    }

    /// Each candidate is met once: what is common costs most, and there the first question is the last.
    private static func answer(_ question: SearchQuestion, _ kinds: Set<ObjectKind>?, _ cursor: Cursor?, _ limit: Int, _ scene: Scene) throws -> SearchResult {
        var count = 0
        let found = try scene.tx.rows(statement(question, kinds, cursor, limit, scene)) { row in
            let (weight, hit) = (try row.integer(), try SearchHit(row: &row, question))
            count = try row.int()
            return (hit: hit, weight: weight)
        }
        let page = found.prefix(limit)
        let next = found.count > limit ? page.last.map { Cursor(key: $0.weight, id: $0.hit.object.id) } : nil
        return SearchResult(hits: page.map(\.hit), next: next, count: count)
    }

    /// The titles of objects as the reader may see them, by kind and id, for lists that know only references. What the index does not hold is absent.
    public static func titles(of objects: [ObjectReference], _ scene: Scene) throws -> [ObjectReference: String] {
        if objects.isEmpty { return [:] }
        let ids = Array(Set(objects.map(\.id))).sorted()
        let scope: SQLText = isForStaff(scene.standing) ? "TRUE" : "is_public"
        let found = try scene.tx.rows("SELECT kind, id, code, title FROM search_document WHERE city = \(scene.city.id) AND kind IN (\(list: Array(Set(objects.map(\.kind.rawValue))).sorted())) AND id IN (\(list: ids)) AND \(scope)") { row in
            (ObjectReference(try row.value(), id: try row.text(), code: try row.value()), try row.text())
        }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    private static func isForStaff(_ standing: Standing) -> Bool { standing.isStaff || standing.isSystem }

    /// The candidates are found and bounded first, then weighed: a title's word is worth two, its beginning one, and the time decides among equals.
    private static func statement(_ question: SearchQuestion, _ kinds: Set<ObjectKind>?, _ cursor: Cursor?, _ limit: Int, _ scene: Scene) -> SQLText {
        let after: SQLText = cursor.map { "WHERE (weight, id) < (\($0.key), \($0.id))" } ?? ""
        return """
            SELECT best.weight, document.kind, document.id, document.code, document.initiative, document.title, document.text, document.at, document.is_public, best.found
            FROM (SELECT city, kind, id, weight, found
                  FROM (SELECT city, kind, id, (\(points(question))) * 17592186044416 + at AS weight, count(*) OVER () AS found
                        FROM (\(candidates(question, kinds, columns: columns, scene))) AS candidate) AS weighed
                  \(after) ORDER BY weight DESC, id DESC LIMIT \(limit + 1)) AS best
            JOIN search_document AS document ON document.city = best.city AND document.kind = best.kind AND document.id = best.id
            ORDER BY best.weight DESC, best.id DESC
            """
    }

    private static let columns: SQLText = "document.city, document.kind, document.id, document.at, document.title_words"

    private static func points(_ question: SearchQuestion) -> SQLText {
        let points: [SQLText] = question.words.enumerated().map { index, word in
            let whole: SQLText = "WHEN title_words LIKE \("% \(word) %") THEN 2"
            let isBegun = question.isOpen && index == question.words.count - 1
            let begun: SQLText = isBegun ? " WHEN title_words LIKE \("% \(word)%") THEN 1" : ""
            return "CASE \(whole)\(begun) ELSE 0 END"
        }
        return SQLText(joining: points, by: " + ")
    }

    /// One of the named places where the engines differ. The index answers alone; city and readers are asked of the rows once more all the same.
    private static func candidates(_ question: SearchQuestion, _ kinds: Set<ObjectKind>?, columns: SQLText, _ scene: Scene) -> SQLText {
        let isForStaff = isForStaff(scene.standing)
        let marks = (kinds.map { $0.sorted { $0.rawValue < $1.rawValue }.map(Optional.some) } ?? [nil])
            .map { SearchMark.of(scene.city.id, for: isForStaff ? .staff : .everybody, kind: $0) }
        let inCity: SQLText = "document.city = \(scene.city.id)"
        let scope = isForStaff ? inCity : inCity + " AND document.is_public"
        return switch scene.tx.dialect {
        case .sqlite: """
            SELECT \(columns)
            FROM (SELECT rowid AS number FROM search_index WHERE search_index MATCH \(question.fullText5(marks)) ORDER BY rowid DESC LIMIT \(bound)) AS newest
            JOIN search_document AS document ON document.number = newest.number WHERE \(scope)
            """
        case .postgresql: """
            SELECT \(columns) FROM search_document AS document WHERE \(scope) AND document.words @@ CAST(\(question.textSearch(marks)) AS tsquery)
            ORDER BY document.at DESC, document.id DESC LIMIT \(bound)
            """
        }
    }
}

extension SearchHit {
    fileprivate init(row: inout Row, _ question: SearchQuestion) throws {
        object = ObjectReference(try row.value(), id: try row.text(), code: try row.value())
        initiative = try row.optionalValue()
        title = try row.text()
        snippet = Snippet.of(try row.text(), around: question)
        at = try row.instant()
        isPublic = try row.bool()
    }
}
