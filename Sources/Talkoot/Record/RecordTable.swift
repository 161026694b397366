import Storage
import Synchronization

/// The rows behind the public record. An act appends its entry without a place; the sequencer gives places, a moment later.
enum RecordTable {
    static func append(_ event: Event, _ change: Change) throws {
        let id: ID<Entry> = event.isPublic ? change.newID() : change.newUndatedID()
        let person = change.namedActor
        var personal = event.personal
        if let person { personal["person"] = .text(person.rawValue) }
        let facts = Commitment(to: .object(event.facts), salt: change.newSecret())
        let who = personal.isEmpty ? nil : Commitment(to: .object(personal), salt: change.newSecret())
        let part = change.part
        let body = EntryBody(event: event, act: change.act, part: part, city: change.city, at: change.now, facts: facts, person: who)
        let mandate = change.standing.mandate(in: part)
        try change.tx.run("""
            INSERT INTO entry (city, id, ticket, at, event, object_kind, object_id, object_code, initiative, is_public, part, person, mandate_of, act, act_id, body)
            VALUES (\(change.city.id), \(id), \(Tickets.next(at: change.now)), \(change.now), \(event.name), \(event.object.kind), \(event.object.id), \(event.object.code),
                \(event.initiative), \(event.isPublic), \(part), \(person), \(mandate), \(change.act), \(change.actID), \(body.canonical))
            """)
        try keep(facts, "facts", of: id, person: nil, change)
        if let who { try keep(who, "person", of: id, person: person, change) }
    }

    private static func keep(_ commitment: Commitment, _ part: String, of entry: ID<Entry>, person: ID<Person>?, _ change: Change) throws {
        try change.tx.run("""
            INSERT INTO opening (city, entry, part, person, salt, content, hash)
            VALUES (\(change.city.id), \(entry), \(part), \(person), \(commitment.saltText), \(commitment.content), \(commitment.hash))
            """)
    }

    /// The next city with entries that wait. The order names the index, or a planner without figures would rather read the whole table.
    static func firstWaiting(after city: String, _ tx: any Transaction) throws -> ID<City>? {
        try tx.first("SELECT city FROM entry WHERE position IS NULL AND city > \(city) ORDER BY city, ticket, id LIMIT 1") { try $0.value() }
    }

    /// Removes what names or describes a person from beside the record. The log itself does not change: the hash stays, which without
    /// its salt tells nothing, so that what else stands in a sealed entry can still be checked.
    static func erase(_ person: ID<Person>, _ city: ID<City>, _ tx: any Transaction) throws {
        // Also what others did that names the person: a role that was granted, a seat on a jury. Rare enough to read all personal parts.
        let named = "%\(person)%"
        try tx.run("""
            UPDATE opening SET salt = '', content = '', person = NULL WHERE city = \(city) AND part = 'person' AND (person = \(person) OR content LIKE \(named))
            """)
        try tx.run("UPDATE entry SET person = NULL WHERE city = \(city) AND person = \(person)")
    }
    /// The same for what was written in one line of a part of a problem, whose entries stand under the part and name the line among their facts.
    static func erasePersonalParts(of line: PublicCode, on initiative: ID<Initiative>, _ city: ID<City>, _ tx: any Transaction) throws {
        let named = "%\"\(line)\"%"
        try tx.run("""
            UPDATE opening SET salt = '', content = '', person = NULL WHERE city = \(city) AND part = 'person' AND entry IN (
                SELECT entry.id FROM entry JOIN opening AS told ON told.city = entry.city AND told.entry = entry.id AND told.part = 'facts'
                WHERE entry.city = \(city) AND entry.initiative = \(initiative) AND told.content LIKE \(named))
            """)
    }
    /// The same for the facts of one object that hold words of its own, told by their names. What else was said about it stays to be opened.
    static func eraseFacts(_ names: [String], of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws {
        let holds = names.map { name -> SQLText in "content LIKE \("%\"\(name)\":%")" }
        try tx.run("""
            UPDATE opening SET salt = '', content = '', person = NULL WHERE city = \(city) AND part = 'facts' AND (\(SQLText(joining: holds, by: " OR ")))
            AND entry IN (SELECT id FROM entry WHERE city = \(city) AND object_kind = \(object.kind) AND object_id = \(object.id))
            """)
    }
    /// The same for the personal parts of everything that happened to one object: a signal whose sender has no account.
    static func erasePersonalParts(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws {
        try tx.run("""
            UPDATE opening SET salt = '', content = '', person = NULL WHERE city = \(city) AND part = 'person'
            AND entry IN (SELECT id FROM entry WHERE city = \(city) AND object_kind = \(object.kind) AND object_id = \(object.id))
            """)
    }
}

/// One line of the public record.
public enum Entry {}

/// The order in which entries wait for their places. Times alone would not do: two acts on one object can carry the same millisecond, or
/// the later one the earlier time, because it waited longer for its turn. Within a process tickets rise in the order of writing;
/// between processes they follow the clock, and acts that depend on each other are further apart than their clocks.
enum Tickets {
    private static let last = Atomic<Int64>(0)

    static func next(at now: Instant) -> Int64 {
        let floor = now.milliseconds * 1000
        var known = last.load(ordering: .relaxed)
        while true {
            let ticket = max(known + 1, floor)
            let (done, found) = last.weakCompareExchange(expected: known, desired: ticket, ordering: .relaxed)
            if done { return ticket }
            known = found
        }
    }
}
