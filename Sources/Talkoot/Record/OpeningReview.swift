import Storage

/// A row of the record with what was kept beside it.
struct EntryRow {
    struct Opening {
        let salt: String, content: String, hash: String
        var isErased: Bool { salt.isEmpty && content.isEmpty }
        var commitment: Commitment { Commitment(content: content, saltText: salt) }
    }
    let id: String, position: Int, at: Instant, event: String, object: String, isPublic: Bool, part: String, act: String, body: String
    var facts: Opening?
    var person: Opening?

    init(row: inout Row) throws {
        (id, position, at, event) = (try row.text(), try row.int(), try row.instant(), try row.text())
        object = "\(try row.text())/\(try row.text())"
        (isPublic, part, act, body) = (try row.bool(), try row.text(), try row.text(), try row.text())
    }

    /// The entries in a range of places, in order; fewer where some are missing.
    static func within(_ places: Range<Int>, _ city: ID<City>, _ tx: any Transaction) throws -> [EntryRow] {
        let range: SQLText = "entry.city = \(city) AND entry.position >= \(places.lowerBound) AND entry.position < \(places.upperBound)"
        var rows = try tx.rows("""
            SELECT id, position, at, event, object_kind, object_code, is_public, part, act, body FROM entry WHERE \(range) ORDER BY position
            """, EntryRow.init(row:))
        let openings = try tx.rows("""
            SELECT opening.entry, opening.part, opening.salt, opening.content, opening.hash
            FROM entry JOIN opening ON opening.city = entry.city AND opening.entry = entry.id WHERE \(range)
            """) { (entry: try $0.text(), part: try $0.text(), opening: Opening(salt: try $0.text(), content: try $0.text(), hash: try $0.text())) }
        let byEntry = Dictionary(grouping: openings, by: \.entry)
        for index in rows.indices {
            let own = byEntry[rows[index].id] ?? []
            rows[index].facts = own.first { $0.part == "facts" }?.opening
            rows[index].person = own.first { $0.part == "person" }?.opening
        }
        return rows
    }
}

/// Opens what the log's entries promise, and compares each with the row it stands in.
struct OpeningReview {
    let city: City
    private(set) var opened = 0
    private(set) var erased = 0
    private(set) var sealed = 0
    private(set) var fault: RecordFault?

    init(city: City) { self.city = city }

    mutating func check(_ rows: [EntryRow]) {
        for row in rows where fault == nil {
            guard let body = try? JSON(parsing: row.body) else {
                fault = RecordFault(index: row.position, object: row.object, "its body is no JSON")
                return
            }
            if !row.isPublic { sealed += 1 }
            let reason = row.isPublic ? reasonAgainst(open: row, body) : reasonAgainst(sealed: row, body)
            fault = reason.map { RecordFault(index: row.position, object: row.object, $0) }
        }
    }

    private mutating func reasonAgainst(open row: EntryRow, _ body: JSON) -> String? {
        let said = [("city", city.slug), ("at", row.at.rfc3339), ("event", row.event), ("act", row.act), ("part", row.part), ("object", row.object)]
        for (name, value) in said where body[name]?.text != value { return "its body and its row differ about “\(name)”" }
        return reasonAgainst(row.facts, promised: body["facts"]?.text, "facts") ?? reasonAgainst(row.person, promised: body["person"]?.text, "person")
    }

    private mutating func reasonAgainst(_ opening: EntryRow.Opening?, promised: String?, _ name: String) -> String? {
        guard let promised else { return opening == nil ? nil : "its row has a part “\(name)” that its body does not promise" }
        return reasonAgainst(opening, is: promised, name)
    }

    /// Counts an opening that holds, or one that is gone.
    private mutating func reasonAgainst(_ opening: EntryRow.Opening?, is promised: String, _ name: String) -> String? {
        guard let opening, !opening.isErased else {
            erased += 1
            return opening.map { $0.hash == promised } == false ? "the hash of its erased part “\(name)” is not the one that was committed to" : nil
        }
        guard opening.hash == promised, opening.commitment.hash == promised else { return "the part “\(name)” is not what was committed to" }
        opened += 1
        return nil
    }

    private mutating func reasonAgainst(sealed row: EntryRow, _ body: JSON) -> String? {
        guard body["city"]?.text == city.slug, let promised = body["sealed"]?.text else { return "its body is not that of a sealed entry" }
        guard let facts = row.facts, !facts.isErased else {
            erased += 1
            return nil
        }
        let seal = Commitment.sealing(facts: facts.hash, person: row.person?.hash, salt: Hex.bytes(facts.salt))
        if seal.hash != promised {
            // Where the person's row is gone as a whole, nothing is left to open the seal with.
            guard row.person == nil, facts.commitment.hash == facts.hash else { return "what it seals is not what was committed to" }
            erased += 1
            return nil
        }
        // An erased part leaves its hash, with which the seal can still be opened.
        return reasonAgainst(facts, is: facts.hash, "facts") ?? row.person.flatMap { reasonAgainst($0, is: $0.hash, "person") }
    }
}
