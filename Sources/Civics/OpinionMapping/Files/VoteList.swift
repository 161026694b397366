/// Votes listed one by one, which have to be put in the order of their times.
struct VoteList {
    private var log = VoteLog()
    private var times: [Double] = []
}

extension VoteList {
    /// Reads an array of votes in either spelling of the stored conversations.
    init(json bytes: [UInt8]) throws {
        var scanner = JSONScanner(bytes)
        try scanner.array { scanner in
            var (participant, statement, vote, time) = (nil as String?, nil as String?, nil as String?, nil as String?)
            _ = scanner.peek()
            let line = scanner.line
            try scanner.object { scanner, key in
                switch key {
                case "participant_id", "pid": participant = try scanner.scalar()
                case "statement_id", "tid": statement = try scanner.scalar()
                case "vote": vote = try scanner.scalar()
                case "modified": time = try scanner.scalar()
                default: try scanner.skip()
                }
            }
            try append(participant, statement, vote, time, line: line)
        }
        try scanner.finish()
    }

    /// Reads the rows of a CSV file with a row for each vote.
    init(csv scanner: inout CSVScanner, header: [String]) throws {
        let wanted = ["voter-id", "comment-id", "vote", "timestamp"]
        let places = header.map { wanted.firstIndex(of: $0) }
        while !scanner.isAtEnd {
            let line = scanner.line
            var found = [nil, nil, nil, nil] as [String?]
            var count = 0
            while true {
                let field = try scanner.next()
                if count < places.count, let place = places[count] { found[place] = try scanner.text(field) }
                count += 1
                if field.endsRow { break }
            }
            guard count == header.count else {
                throw ReadingProblem(line: line, reason: "\(count) fields where the header has \(header.count)")
            }
            try append(found[0], found[1], found[2], found[3], line: line)
            scanner.startRow()
        }
    }

    private mutating func append(
        _ participant: String?, _ statement: String?, _ vote: String?, _ time: String?, line: Int
    ) throws {
        guard let participant, !participant.isEmpty else {
            throw ReadingProblem(line: line, reason: "a vote has no participant")
        }
        guard let statement, !statement.isEmpty else {
            throw ReadingProblem(line: line, reason: "a vote has no statement")
        }
        guard let opinion = vote.flatMap(Opinion.init) else {
            throw ReadingProblem(line: line, reason: "a vote is 1, 0 or -1, not \(quoted(vote ?? "nothing"))")
        }
        let instant = try time.map { text -> Double in
            guard let instant = Double(text), instant.isFinite else {
                throw ReadingProblem(line: line, reason: "\(quoted(text)) is not a time in milliseconds")
            }
            return instant
        }
        log.append(participant: participant, statement: statement, opinion: opinion)
        guard log.statements.count <= CSVScanner.mostColumns else {
            throw ReadingProblem(line: line, reason: "more than \(CSVScanner.mostColumns) statements")
        }
        times.append(instant ?? times.last ?? 0)
    }

    /// The votes in the order of their times.
    var chronological: VoteLog {
        let isOrdered = zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
        if isOrdered { return log }
        var ordered = VoteLog()
        ordered.reserve(votes: log.count)
        for place in times.indices.sorted(by: { (times[$0], $0) < (times[$1], $1) }) {
            let vote = log[place]
            ordered.append(participant: vote.participant, statement: vote.statement, opinion: vote.opinion)
        }
        return ordered
    }
}
