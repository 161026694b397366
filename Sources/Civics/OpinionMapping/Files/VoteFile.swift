/// A conversation read from a file.
public struct VoteFile: Sendable {
    public internal(set) var log = VoteLog()
    /// The group that the exporting platform had put each participant in, where the file tells.
    public internal(set) var publishedGroups: [String: String] = [:]

    /// Reads a published export or a stored conversation. In all of them 1 is agree.
    ///
    /// - CSV with a row for each participant: `participant`, optionally `xid`, `group-id`, `n-comments`, `n-votes`,
    ///   `n-agree`, `n-disagree`, then a column for each statement; empty is no vote.
    /// - CSV with a row for each vote: `voter-id`, `comment-id`, `vote`, optionally `timestamp`.
    /// - JSON, an array of votes: `participant_id` or `pid`, `statement_id` or `tid`, `vote`, optionally `modified`.
    ///
    /// Votes with times are put in the order of their times, equal times in the order of the file; a row for each
    /// participant counts in the order of the file. O(bytes), memory of the order of the votes.
    public init(_ bytes: [UInt8]) throws(ReadingProblem) {
        do {
            let first = bytes.first { ![9, 10, 13, 32, 0xEF, 0xBB, 0xBF].contains($0) }
            if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
                log = try VoteList(json: bytes).chronological
            } else {
                try readCSV(bytes)
            }
        } catch let problem as ReadingProblem {
            throw problem
        } catch {
            throw ReadingProblem(line: 0, reason: "\(error)")
        }
    }

    private mutating func readCSV(_ bytes: [UInt8]) throws {
        var scanner = CSVScanner(bytes)
        scanner.skipBlankRows()
        let header = try scanner.header()
        if header.contains("participant") {
            try readWide(&scanner, header: header)
        } else if Set(["voter-id", "comment-id", "vote"]).isSubset(of: header) {
            log = try VoteList(csv: &scanner, header: header).chronological
        } else {
            throw ReadingProblem(
                line: 1, reason: "the header needs a column “participant”, or “voter-id”, “comment-id” and “vote”")
        }
    }
}

// MARK: A row for each participant

extension VoteFile {
    private static let describing: Set<String> = [
        "participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree",
    ]

    private enum Column {
        case participant, group, other
        case statement(Int)
    }

    private mutating func readWide(_ scanner: inout CSVScanner, header: [String]) throws {
        let columns = header.map { name -> Column in
            switch name {
            case "participant": .participant
            case "group-id": .group
            case _ where Self.describing.contains(name): .other
            default: .statement(log.add(statement: name))
            }
        }
        // The participant's own cell comes first in every export; elsewhere the row has no owner yet for its votes.
        guard case .participant = columns[0] else {
            throw ReadingProblem(line: 1, reason: "the first column has to be “participant”")
        }
        while !scanner.isAtEnd {
            try readRow(&scanner, columns: columns, header: header)
            scanner.startRow()
        }
    }

    private mutating func readRow(_ scanner: inout CSVScanner, columns: [Column], header: [String]) throws {
        var field = try scanner.next()
        let participant = try scanner.text(field)
        guard !participant.isEmpty else { throw scanner.problem("the participant is missing") }
        let row = log.participants.count
        guard log.add(participant: participant) == row else {
            throw scanner.problem("participant \(quoted(participant)) stands in an earlier row too")
        }
        var place = 1
        while !field.endsRow {
            if place < columns.count, case .statement(let statement) = columns[place], let vote = scanner.plainVote() {
                if case .cast(let opinion) = vote { log.append(row: row, column: statement, opinion: opinion) }
                place += 1
                continue
            }
            field = try scanner.next()
            guard place < columns.count else { throw scanner.problem("more fields than the header's \(columns.count)") }
            switch columns[place] {
            case .statement(let statement):
                if let opinion = try scanner.opinion(field, statement: header[place]) {
                    log.append(row: row, column: statement, opinion: opinion)
                }
            case .group:
                let group = try scanner.text(field)
                if !group.isEmpty { publishedGroups[participant] = group }
            case .participant, .other: break
            }
            place += 1
        }
        guard place == columns.count else {
            throw scanner.problem("\(place) fields where the header has \(columns.count)")
        }
    }
}

extension CSVScanner {
    mutating func header() throws -> [String] {
        guard let row = try row() else {
            throw ReadingProblem(line: 1, reason: "the file is empty; a header row is needed")
        }
        var seen: Set<String> = []
        for name in row.fields {
            guard !name.isEmpty else { throw ReadingProblem(line: row.line, reason: "a column has no name") }
            guard seen.insert(name).inserted else {
                throw ReadingProblem(line: row.line, reason: "column \(quoted(name)) stands twice in the header")
            }
        }
        return row.fields
    }

    /// The vote in a cell, nil where it is empty.
    func opinion(_ field: Field, statement: String) throws -> Opinion? {
        if field.bytes.isEmpty { return nil }
        let text = try text(field)
        guard let opinion = Opinion(text) else {
            throw problem("a vote is 1, 0 or -1, not \(quoted(text)) (statement \(quoted(statement)))")
        }
        return opinion
    }
}

extension Opinion {
    /// 1, 0 or -1, also written as a decimal number.
    init?(_ text: String) {
        switch text {
        case "1": self = .agree
        case "0": self = .pass
        case "-1": self = .disagree
        default:
            guard let number = Double(text), let opinion = Int8(exactly: number).flatMap(Opinion.init(rawValue:)) else {
                return nil
            }
            self = opinion
        }
    }
}
