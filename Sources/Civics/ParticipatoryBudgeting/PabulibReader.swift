/// Bad input in a `.pb` file, with its line (from 1).
public struct PabulibProblem: Error, Sendable, Equatable, CustomStringConvertible {
    public let line: Int
    public let reason: String
    public var description: String { "line \(line): \(reason)" }
}

/// An election read from a Pabulib file, with what was odd about it.
public struct PabulibFile: Sendable {
    public let election: Election
    /// What the reader let pass: repeated choices, counts that differ from META, missing keys. At most one hundred.
    public let warnings: [PabulibProblem]
    /// The line of each META key.
    public let metadataLines: [String: Int]

    /// Reads a `.pb` file (Stolicki, Szufa, Talmon: *Pabulib*, arXiv:2012.06539): sections META, PROJECTS and VOTES.
    ///
    /// Tolerant: byte-order mark, any line ending, CSV quoting, spaces around cells, `none` for an empty cell, comma or
    /// point in decimals, unknown keys and columns (all kept), repeated choices (the first counts), repeated voters
    /// (all count). Refused, because guessing would change votes or money: unknown projects on a ballot, unreadable
    /// amounts, repeated projects, as many points as not choices. Linear in the size of the file.
    public init(bytes: [UInt8]) throws(PabulibProblem) {
        guard bytes.count < 1 << 31 else { throw PabulibProblem(line: 1, reason: "the file is larger than 2 GB") }
        var reader = PabulibReader(bytes: bytes)
        try reader.read()
        (election, warnings, metadataLines) = (try reader.election(), reader.warnings, reader.metadataLines)
    }
}

private struct PabulibReader {
    private var rows: PabulibRows
    private var cells: [PabulibRows.Cell] = []
    private var line = 0
    private(set) var warnings: [PabulibProblem] = []

    private var metadata: [Project.Detail] = []
    private(set) var metadataLines: [String: Int] = [:]
    private var projects: [Project] = []
    private var projectIDs: Set<String> = []
    private var voteType: VoteType?
    private var votes: VoteRows?
    private var header: [String] = []
    private var sections: Set<Section> = []

    private enum Section: String { case meta, projects, votes }

    init(bytes: [UInt8]) { rows = PabulibRows(bytes: bytes) }

    mutating func read() throws(PabulibProblem) {
        var section: Section?
        while try rows.next(into: &cells, line: &line) {
            if let marker = sectionMarker() {
                guard sections.insert(marker).inserted else { throw problem("section \(marker.rawValue.uppercased()) stands twice") }
                section = marker
                try begin(marker)
                continue
            }
            switch section {
            case .meta: try readMetadata()
            case .projects: try readProject()
            case .votes: try votes?.read(cells, rows: rows, line: line, warn: &warnings)
            case nil: throw problem("the file must begin with a section: META, PROJECTS, VOTES")
            }
        }
        for missing in [Section.meta, .projects, .votes] where !sections.contains(missing) {
            throw problem("section \(missing.rawValue.uppercased()) is missing")
        }
    }

    private func problem(_ reason: String, line: Int? = nil) -> PabulibProblem {
        PabulibProblem(line: max(line ?? self.line, 1), reason: reason)
    }

    private func sectionMarker() -> Section? {
        guard cells.count == 1 || cells.dropFirst().allSatisfy(\.range.isEmpty), cells[0].range.count < 16 else { return nil }
        return Section(rawValue: String(decoding: rows.content(cells[0]), as: UTF8.self).lowercased())
    }

    private mutating func begin(_ section: Section) throws(PabulibProblem) {
        guard try rows.next(into: &cells, line: &line) else {
            throw problem("section \(section.rawValue.uppercased()) has no header")
        }
        header = []
        for cell in cells { header.append(try rows.text(cell, line: line)) }
        switch section {
        case .meta:
            guard header.prefix(2).map({ $0.lowercased() }) == ["key", "value"] else {
                throw problem("META begins with the header “key;value”")
            }
        case .projects:
            guard header.contains("cost") else { throw problem("PROJECTS needs a column “cost”") }
        case .votes:
            guard sections.count == 3 else { throw problem("VOTES stands after META and PROJECTS") }
            let type = try readVoteType()
            votes = try VoteRows(header: header, type: type, projects: TextPool(projects.map(\.id)), line: line)
            votes?.reserve(rows.linesLeft)
        }
    }

    private mutating func readMetadata() throws(PabulibProblem) {
        let key = try rows.text(cells[0], line: line)
        guard !key.isEmpty else { return warn("a META row without a key is left out") }
        let value = cells.count > 1 ? try rows.text(cells[1], line: line) : ""
        if let first = metadataLines[key] {
            guard metadata.contains(.init(name: key, value: value)) else {
                throw problem("META key “\(key)” stands twice with different values (first on line \(first))")
            }
            return warn("META key “\(key)” stands twice")
        }
        metadataLines[key] = line
        metadata.append(.init(name: key, value: value))
    }

    private mutating func readProject() throws(PabulibProblem) {
        let id = try rows.text(cells[0], line: line)
        guard !id.isEmpty else { throw problem("a project needs an id") }
        var cost: Amount?
        var details: [Project.Detail] = []
        for (name, cell) in zip(header, cells).dropFirst() {
            let text = try rows.text(cell, line: line)
            if name == "cost" {
                cost = Amount(text)
                guard let cost, cost.numerator >= 0 else { throw problem("“\(text)” is not a cost") }
            } else if !text.isEmpty, text.lowercased() != "none" {
                details.append(.init(name: name, value: text))
            }
        }
        guard let cost else { throw problem("project “\(id)” has no cost") }
        if cells.count > header.count { warn("cells beyond the header are left out") }
        projects.append(Project(id: id, cost: cost, details: details))
        guard projectIDs.insert(id).inserted else { throw problem("project “\(id)” stands twice") }
    }

    private mutating func readVoteType() throws(PabulibProblem) -> VoteType {
        guard let name = metadata.first(where: { $0.name == "vote_type" })?.value else {
            throw problem("META has no vote_type")
        }
        guard let type = VoteType(rawValue: name.lowercased()) else {
            let known = VoteType.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem("vote_type “\(name)” is none of \(known)", line: metadataLines["vote_type"])
        }
        voteType = type
        return type
    }

    private mutating func warn(_ reason: String) {
        if warnings.count < 100 { warnings.append(problem(reason)) }
    }

    mutating func election() throws(PabulibProblem) -> Election {
        guard let text = metadata.first(where: { $0.name == "budget" })?.value else { throw problem("META has no budget", line: 1) }
        guard let budget = Amount(text), let voteType, let votes else {
            throw problem("“\(text)” is not a budget", line: metadataLines["budget"])
        }
        try compareCount("num_projects", projects.count)
        try compareCount("num_votes", votes.voterIDs.count)
        do {
            return try Election(
                budget: budget, voteType: voteType, projects: projects, ballots: votes.ballots,
                voterIDs: votes.voterIDs, metadata: metadata, voterColumns: votes.otherColumns)
        } catch {
            throw problem(error.description, line: metadataLines["budget"])
        }
    }

    private mutating func compareCount(_ key: String, _ count: Int) throws(PabulibProblem) {
        guard let text = metadata.first(where: { $0.name == key })?.value, Int(text) != count else { return }
        warnings.append(problem("META says \(key) \(text), the file has \(count)", line: metadataLines[key]))
    }
}

/// The VOTES section: ballots, voter ids and the other columns.
private struct VoteRows {
    let projects: TextPool
    let hasPoints: Bool
    let idColumn: Int
    let voteColumn: Int
    let pointsColumn: Int?
    private(set) var ballots = Ballots()
    private(set) var voterIDs = Texts()
    private(set) var otherColumns: [VoterColumn] = []
    private let otherPlaces: [Int]
    private var choices: [UInt32] = []
    private var points: [Int] = []
    private var kept: [Bool] = []
    private var seenIDs = SeenTexts()
    private let isSingle: Bool
    /// For each project the number of the last ballot that named it.
    private var lastBallot: [Int]

    init(header: [String], type: VoteType, projects: TextPool, line: Int) throws(PabulibProblem) {
        guard let vote = header.firstIndex(of: "vote") else {
            throw PabulibProblem(line: line, reason: "VOTES needs a column “vote”")
        }
        self.projects = projects
        lastBallot = Array(repeating: 0, count: projects.texts.count)
        (hasPoints, isSingle) = (type.hasPoints, type == .chooseOne)
        voteColumn = vote
        idColumn = header.firstIndex(of: "voter_id") ?? 0
        pointsColumn = header.firstIndex(of: "points")
        guard !hasPoints || pointsColumn != nil else {
            throw PabulibProblem(line: line, reason: "\(type.rawValue) ballots need a column “points”")
        }
        let taken = [vote, idColumn, hasPoints ? pointsColumn ?? vote : vote]
        otherPlaces = header.indices.filter { !taken.contains($0) }
        otherColumns = otherPlaces.map { VoterColumn(name: header[$0]) }
    }

    mutating func reserve(_ count: Int) {
        ballots.reserve(count)
        voterIDs.reserve(count)
        for column in otherColumns.indices where otherColumns.count * count <= 1 << 24 { otherColumns[column].reserve(count) }
    }

    mutating func read(
        _ cells: [PabulibRows.Cell], rows: PabulibRows, line: Int, warn warnings: inout [PabulibProblem]
    ) throws(PabulibProblem) {
        let id = idColumn < cells.count ? try rows.validContent(cells[idColumn], line: line) : []
        voterIDs.append(id)
        if !id.isEmpty, !seenIDs.noteLast(of: voterIDs), warnings.count < 100 {
            let name = String(decoding: id, as: UTF8.self)
            warnings.append(.init(line: line, reason: "voter “\(name)” stands twice; both ballots count"))
        }
        // Every cell of a whole row takes at least its separator; a file that does not have them must not cost memory for them.
        guard voterIDs.count * otherPlaces.count <= rows.bytes.count + 1_000_000 else {
            throw PabulibProblem(line: line, reason: "the rows are much shorter than the header")
        }
        for (column, place) in otherPlaces.enumerated() {
            otherColumns[column].append(place < cells.count ? try rows.validContent(cells[place], line: line) : [])
        }
        try readChoices(voteColumn < cells.count ? rows.content(cells[voteColumn]) : [], rows: rows, line: line)
        if kept.contains(false), warnings.count < 100 {
            warnings.append(.init(line: line, reason: "the ballot names a project twice; the first counts"))
        }
        if isSingle, choices.count > 1, warnings.count < 100 {
            warnings.append(.init(line: line, reason: "a choose-1 ballot names \(choices.count) projects; all count"))
        }
        if hasPoints, let pointsColumn {
            try readPoints(pointsColumn < cells.count ? rows.content(cells[pointsColumn]) : [], rows: rows, line: line)
            if points.contains(where: { $0 < 0 }), warnings.count < 100 {
                warnings.append(.init(line: line, reason: "the ballot gives negative points; equal shares ignores them"))
            }
        }
        ballots.append(choices, points: points)
    }

    private mutating func readChoices(_ cell: ArraySlice<UInt8>, rows: PabulibRows, line: Int) throws(PabulibProblem) {
        choices.removeAll(keepingCapacity: true)
        kept.removeAll(keepingCapacity: true)
        if isNone(cell) { return }
        for part in cell.split(separator: UInt8(ascii: ",")) {
            let id = rows.trimmed(part)
            guard !id.isEmpty else { continue }
            guard let project = projects.find(id) else {
                let name = String(decoding: id, as: UTF8.self)
                throw PabulibProblem(line: line, reason: "the ballot names project “\(name)”, which PROJECTS does not have")
            }
            let isNew = lastBallot[Int(project)] != voterIDs.count
            lastBallot[Int(project)] = voterIDs.count
            kept.append(isNew)
            if isNew { choices.append(project) }
        }
    }

    private mutating func readPoints(_ cell: ArraySlice<UInt8>, rows: PabulibRows, line: Int) throws(PabulibProblem) {
        points.removeAll(keepingCapacity: true)
        let parts = isNone(cell) ? [] : cell.split(separator: UInt8(ascii: ","))
        guard parts.count == kept.count else {
            throw PabulibProblem(line: line, reason: "the ballot has \(kept.count) choices and \(parts.count) values of points")
        }
        for (part, isKept) in zip(parts, kept) {
            guard let amount = Amount(bytes: rows.trimmed(part)), abs(amount.numerator) <= 1_000_000_000 else {
                throw PabulibProblem(line: line, reason: "“\(String(decoding: part, as: UTF8.self))” is not a number of points")
            }
            if isKept { points.append(try inPointUnits(amount, line: line)) }
        }
    }

    private mutating func inPointUnits(_ amount: Amount, line: Int) throws(PabulibProblem) -> Int {
        if let value = amount.inUnits(of: ballots.pointUnit) { return value }
        let factor = amount.denominator / greatestCommonDivisor(ballots.pointUnit, amount.denominator)
        guard ballots.pointUnit * factor <= 1_000_000, ballots.refinePoints(by: factor),
            let value = amount.inUnits(of: ballots.pointUnit)
        else { throw PabulibProblem(line: line, reason: "the points \(amount) are finer than a millionth") }
        for index in points.indices { points[index] *= factor }
        return value
    }

    private func isNone(_ cell: ArraySlice<UInt8>) -> Bool {
        cell.count == 4 && cell.elementsEqual("none".utf8) { $0 | 32 == $1 }
    }
}
