/// A statement as a file of statements describes it.
public struct Statement: Sendable, Hashable {
    public let id: String
    public let text: String
    /// -1 rejected, 0 not yet looked at, 1 accepted.
    public let moderation: Int
    /// About the person ("I live here") rather than the matter.
    public let isMeta: Bool

    public init(id: String, text: String = "", moderation: Int = 0, isMeta: Bool = false) {
        (self.id, self.text, self.moderation, self.isMeta) = (id, text, moderation, isMeta)
    }
}

/// Statements read from a file.
public struct StatementFile: Sendable {
    public internal(set) var statements: [Statement] = []
    /// Whether meta statements are moderated out: Polis's stored conversations (JSON) do so, and the results published
    /// for its CSV exports do not.
    public private(set) var withholdsMeta = false

    /// Reads `comments.csv` (`comment-id`, `moderated`, optionally `is-meta`, `comment-body`) or an array of statements
    /// in JSON (`statement_id` or `tid`, `moderated` or `mod`, `is_meta`, `txt`). O(bytes).
    public init(_ bytes: [UInt8]) throws(ReadingProblem) {
        do {
            let first = bytes.first { ![9, 10, 13, 32, 0xEF, 0xBB, 0xBF].contains($0) }
            if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
                try readJSON(bytes)
                withholdsMeta = true
            } else {
                try readCSV(bytes)
            }
        } catch let problem as ReadingProblem {
            throw problem
        } catch {
            throw ReadingProblem(line: 0, reason: "\(error)")
        }
    }

    /// Ids of the statements that the mathematics leaves out.
    public func withheld(includingMeta: Bool? = nil) -> Set<String> {
        let meta = includingMeta ?? withholdsMeta
        return Set(statements.filter { $0.moderation < 0 || (meta && $0.isMeta) }.map(\.id))
    }

    private mutating func readCSV(_ bytes: [UInt8]) throws {
        var scanner = CSVScanner(bytes)
        scanner.skipBlankRows()
        let header = try scanner.header()
        let place = Dictionary(uniqueKeysWithValues: zip(header, header.indices))
        guard let id = place["comment-id"] else {
            throw ReadingProblem(line: 1, reason: "the header needs a column “comment-id”")
        }
        while let (line, fields) = try scanner.row() {
            guard fields.count == header.count else {
                throw ReadingProblem(line: line, reason: "\(fields.count) fields where the header has \(header.count)")
            }
            let field = { (name: String) in place[name].map { fields[$0] } }
            try append(fields[id], field("comment-body"), field("moderated"), field("is-meta"), line: line)
        }
    }

    private mutating func readJSON(_ bytes: [UInt8]) throws {
        var scanner = JSONScanner(bytes)
        try scanner.array { scanner in
            var (id, text, moderation, meta) = (nil as String?, nil as String?, nil as String?, nil as String?)
            _ = scanner.peek()
            let line = scanner.line
            try scanner.object { scanner, key in
                switch key {
                case "statement_id", "tid": id = try scanner.scalar()
                case "txt": text = try scanner.scalar()
                case "moderated", "mod": moderation = try scanner.scalar()
                case "is_meta": meta = try scanner.scalar()
                default: try scanner.skip()
                }
            }
            try append(id, text, moderation, meta, line: line)
        }
        try scanner.finish()
    }

    private mutating func append(
        _ id: String?, _ text: String?, _ moderation: String?, _ meta: String?, line: Int
    ) throws {
        guard let id, !id.isEmpty else { throw ReadingProblem(line: line, reason: "a statement has no id") }
        let verdicts = ["": 0, "-1": -1, "0": 0, "1": 1]
        guard let verdict = verdicts[moderation ?? ""] else {
            throw ReadingProblem(line: line, reason: "moderated is 1, 0 or -1, not \(quoted(moderation ?? ""))")
        }
        let isMeta = ["true", "t", "1"].contains(meta?.lowercased())
        guard statements.count < CSVScanner.mostColumns else {
            throw ReadingProblem(line: line, reason: "more than \(CSVScanner.mostColumns) statements")
        }
        statements.append(Statement(id: id, text: text ?? "", moderation: verdict, isMeta: isMeta))
    }
}
