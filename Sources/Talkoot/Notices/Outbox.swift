import Storage

/// What waits to be told. A row holds references only, never a text, a code or an address:
/// it is rendered, and the reader's rights are checked again, when the courier sends it.
enum Outbox {
    static let migration: [SQLText] = [
        """
        CREATE TABLE notice (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, at BIGINT NOT NULL, event TEXT NOT NULL,
            object_kind TEXT NOT NULL, object_id TEXT NOT NULL, object_code TEXT NOT NULL, initiative TEXT, is_public BOOLEAN NOT NULL,
            person TEXT, is_contact BOOLEAN NOT NULL, recipient TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'dropped')), attempts BIGINT NOT NULL, next_at BIGINT NOT NULL,
            sent_at BIGINT, read_at BIGINT, trouble TEXT, PRIMARY KEY (city, id))
        """,
        "CREATE INDEX notice_waiting ON notice (next_at, id) WHERE state IN ('waiting', 'sending')",
        "CREATE INDEX notice_urgent ON notice (next_at, id) WHERE state IN ('waiting', 'sending') AND object_kind = 'signInRequest'",
        "CREATE INDEX notice_recipient ON notice (city, recipient, next_at, id) WHERE state IN ('waiting', 'sending')",
        "CREATE INDEX notice_person ON notice (city, person, at)",
        """
        CREATE TABLE follow (
            city TEXT NOT NULL, initiative TEXT NOT NULL, person TEXT NOT NULL, at BIGINT NOT NULL,
            PRIMARY KEY (city, initiative, person), FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
        "CREATE INDEX follow_person ON follow (city, person)",
        """
        CREATE TABLE notice_setting (
            city TEXT NOT NULL, person TEXT NOT NULL, mail TEXT NOT NULL CHECK (mail IN ('each', 'never')), set_at BIGINT NOT NULL,
            PRIMARY KEY (city, person), FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
    ]

    /// Works out who hears of an event. Nobody is told of what they did themselves, and nobody twice.
    static func fill(_ event: Event, _ change: Change) throws {
        var people: Set<ID<Person>> = []
        for room in change.rooms.all {
            for hearer in try room.hearers(of: event, change) {
                switch hearer {
                case .person(let person): people.insert(person)
                case .role(let role, let department): people.formUnion(try PersonTable.holders(of: role, department, change))
                case .organisation(let organisation): people.formUnion(try OrganisationTable.members(of: organisation, change.city.id, change.tx))
                case .contact(let object): try add(event, about: object, person: nil, recipient: "\(object.kind)/\(object.id)", change)
                }
            }
        }
        if event.isPublic, event.tellsFollowers, let initiative = event.initiative {
            people.formUnion(try change.tx.rows("SELECT person FROM follow WHERE city = \(change.city.id) AND initiative = \(initiative)") { try $0.value() })
        }
        if let actor = change.standing.person { people.remove(actor.id) }
        for person in people.sorted(by: { $0.rawValue < $1.rawValue }) {
            try add(event, person: person, recipient: person.rawValue, change)
        }
    }

    /// No wait is longer than two hours by itself, but that of what is collected: a clock that ran ahead and was set right has left the longer ones behind.
    static func bringForward(_ now: Instant, _ tx: any Transaction) throws {
        try tx.run("UPDATE notice SET next_at = \(now) WHERE state IN ('waiting', 'sending') AND next_at > CASE WHEN rhythm IS NULL THEN \(now.adding(seconds: 3 * 3_600)) ELSE \(now.adding(days: 15)) END")
    }

    /// Somebody without an account is told about what they sent, whatever the event is about.
    private static func add(_ event: Event, about object: ObjectReference? = nil, person: ID<Person>?, recipient: String, _ change: Change) throws {
        let object = object ?? event.object
        let id: ID<Notice> = change.newUndatedID()
        // What concerns somebody's own account is never left to be collected.
        let isUrgent = event.name.hasPrefix("person.")
        let rhythm: SQLText = "(SELECT rhythm FROM notice_setting WHERE city = \(change.city.id) AND person = \(isUrgent ? nil : person))"
        let (daily, weekly) = (DigestTimes.next(.daily, after: change.now, change.city.calendar), DigestTimes.next(.weekly, after: change.now, change.city.calendar))
        try change.tx.run("""
            INSERT INTO notice (city, id, at, event, object_kind, object_id, object_code, initiative, is_public, person, is_contact, recipient, state, attempts, next_at, rhythm)
            VALUES (\(change.city.id), \(id), \(change.now), \(event.name), \(object.kind), \(object.id), \(object.code), \(event.initiative),
                \(event.isPublic), \(person), \(person == nil), \(recipient), 'waiting', \(0),
                CASE \(rhythm) WHEN 'daily' THEN \(daily) WHEN 'weekly' THEN \(weekly) ELSE \(change.now) END, \(rhythm))
            """)
    }
}

public enum Notice {}
