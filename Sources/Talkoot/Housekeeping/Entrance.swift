import Storage

/// Who comes into which city: the city with its settings, and the reader with roles and memberships. Two statements whatever the page or act,
/// since each statement of a PostgreSQL server is a round trip, and every page and act begins here.
struct Entrance {
    enum Place {
        case id(ID<City>)
        case slug(String)
    }
    enum Person {
        case actor(Actor, checkedAt: Instant? = nil)
        /// Whoever a cookie's session belongs to.
        case session(String)
    }
    let city: City
    let standing: Standing
    /// Nil where none holds.
    let session: SessionGlance?
    /// When the next role or planned setting begins, or a role or the session ends: until then this holds, unless something is changed.
    let until: Instant

    func holds(at now: Instant) -> Bool { now < until }

    /// Nil where there is no such city.
    static func open(_ place: Place, _ person: Person, _ now: Instant, _ tx: any Transaction) throws -> Entrance? {
        let found = try tx.first("SELECT \(City.columns), \(columns(of: person)) FROM city \(join(person, now)) WHERE \(condition(place))") { row in
            (city: try CityRow(row: &row), endsAt: try row.optionalInstant(), checkedAt: try row.optionalInstant(), session: try SessionGlance(row: &row), person: try row.bool() ? Talkoot.Person(row: &row) : nil)
        }
        guard let found else { return nil }
        let active = found.person.flatMap { $0.state == .active ? $0 : nil }
        let rows = try details(found.city.id, active?.id, now, tx)
        let city = try found.city.city(settings: rows.settings)
        let isStaff = rows.grants.contains { $0.role.isOfCity }
        let limit = found.session.map { SessionLimits.of(city, isStaff: isStaff).end(created: $0.createdAt, seen: $0.seenAt) }
        let until = ([found.endsAt, limit, rows.until, rows.limitedUntil] + rows.grants.map(\.until)).compactMap(\.self).min() ?? Instant(milliseconds: .max)
        if case .actor(.system(let event), _) = person { return Entrance(city: city, standing: .system(city.id, because: event), session: nil, until: until) }
        // Idle for too long, or too old: nobody is signed in any more, and that stays so.
        if let limit, limit <= now { return Entrance(city: city, standing: .visitor(city.id), session: nil, until: rows.until ?? Instant(milliseconds: .max)) }
        var standing = Standing(city: city.id, person: active, grants: rows.grants, organisations: rows.organisations, because: nil, limitedUntil: rows.limitedUntil)
        standing.hasSecondFactor = rows.hasSecondFactor
        standing.checkedAt = if case .actor(_, let checkedAt) = person { checkedAt } else { found.checkedAt }
        let required = standing.isStaff && !rows.hasSecondFactor ? city.secondFactorFrom.map { city.calendar.instant(of: LocalTime(day: $0, minuteOfDay: 0)) } : nil
        guard let required else { return Entrance(city: city, standing: standing, session: found.session, until: until) }
        if now >= required { standing.restRoles() }
        return Entrance(city: city, standing: standing, session: found.session, until: now < required ? min(until, required) : until)
    }

    private static func condition(_ place: Place) -> SQLText {
        switch place {
        case .id(let id): "city.id = \(id)"
        case .slug(let slug): "city.slug = \(slug)"
        }
    }
    private static func columns(of person: Person) -> SQLText {
        switch person {
        case .session(let token): """
            session.expires_at, session.checked_at, session.seen_at, session.created_at, session.turned_at, session.offered_at,
            CASE WHEN session.successor = \(Secrets.hash(token)) THEN TRUE ELSE FALSE END, person.id IS NOT NULL, \(Talkoot.Person.columns)
            """
        case .actor(.person, _): "\(noSession), person.id IS NOT NULL, \(Talkoot.Person.columns)"
        case .actor: "\(noSession), FALSE"
        }
    }
    private static var noSession: SQLText {
        "CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), FALSE"
    }
    private static func join(_ person: Person, _ now: Instant) -> SQLText {
        switch person {
        case .session(let token): """
            LEFT JOIN session ON \(SessionTable.has(token)) AND session.city = city.id AND session.expires_at > \(now)
            LEFT JOIN person ON person.city = city.id AND person.id = session.person
            """
        case .actor(.person(let id), _): "LEFT JOIN person ON person.city = city.id AND person.id = \(id)"
        case .actor: ""
        }
    }

    fileprivate struct Details {
        /// Also those that are planned for later.
        var settings: [(name: String, from: Int64, value: Int)] = []
        var grants: [(from: Int64, grant: Grant)] = []
        var organisations: Set<ID<Organisation>> = []
        var limitedUntil: Instant?
        var hasSecondFactor = false
    }
    /// Settings, roles, memberships and a moderator's limit as one list of rows, told apart by their first column.
    private static func details(_ city: ID<City>, _ person: ID<Talkoot.Person>?, _ now: Instant, _ tx: any Transaction) throws
        -> (settings: [String: Int], grants: [Grant], organisations: Set<ID<Organisation>>, hasSecondFactor: Bool, until: Instant?, limitedUntil: Instant?) {
        let settings: SQLText = "SELECT 0, name, NULL, NULL, NULL, NULL, from_at, value, NULL FROM setting WHERE city = \(city)"
        let rights: SQLText = person.map { person in """
             UNION ALL SELECT 1, id, role, department, scope, mandate_of, from_at, until_at, phases FROM role_grant
            WHERE city = \(city) AND person = \(person) AND (until_at IS NULL OR until_at > \(now)) AND ended_at IS NULL
            UNION ALL SELECT 2, organisation, NULL, NULL, NULL, NULL, 0, NULL, NULL FROM membership WHERE city = \(city) AND person = \(person) AND state = 'confirmed'
            UNION ALL SELECT 3, '', NULL, NULL, NULL, NULL, until_at, NULL, NULL FROM author_measure WHERE city = \(city) AND person = \(person) AND until_at > \(now) AND ended_at IS NULL
            UNION ALL SELECT 4, person, NULL, NULL, NULL, NULL, 0, NULL, NULL FROM second_factor WHERE city = \(city) AND person = \(person)
            """ } ?? ""
        var found = Details()
        _ = try tx.rows(settings + rights) { row in try found.take(&row) }
        let begun = found.grants.filter { $0.from <= now.milliseconds }.sorted { ($0.from, $0.grant.id.rawValue) < ($1.from, $1.grant.id.rawValue) }
        let next = (found.grants.map(\.from) + found.settings.map(\.from)).filter { $0 > now.milliseconds }.min()
        // The newest of each name that has begun holds.
        let holding = found.settings.filter { $0.from <= now.milliseconds }.sorted { $0.from > $1.from }.map { ($0.name, $0.value) }
        return (Dictionary(holding) { newest, _ in newest }, begun.map(\.grant), found.organisations, found.hasSecondFactor, next.map { Instant(milliseconds: $0) }, found.limitedUntil)
    }
}

extension SessionGlance {
    /// Nil where the row belongs to no session.
    init?(row: inout Row) throws {
        let seen = try row.optionalInstant(), created = try row.optionalInstant(), turned = try row.optionalInstant(), offered = try row.optionalInstant(), isSuccessor = try row.bool()
        guard let seen, let created else { return nil }
        self.init(seenAt: seen, createdAt: created, turnedAt: turned ?? created, offeredAt: offered, isSuccessor: isSuccessor)
    }
}

extension Entrance.Details {
    fileprivate mutating func take(_ row: inout Row) throws {
        switch try row.int() {
        case 0:
            let name = try row.text()
            for _ in 0..<4 { _ = try row.optionalText() }
            settings.append((name, try row.integer(), try row.int()))
        case 1:
            let id: ID<Grant> = try row.value(), role: Role = try row.value(), department: ID<Department>? = try row.optionalValue()
            let scope = try row.optionalText(), mandate: ID<Organisation>? = try row.optionalValue(), from = try row.integer()
            let until = try row.optionalInstant(), phases = try row.optionalText().map(MandatePhase.read)
            grants.append((from, Grant(id: id, role: role, department: department, scope: scope, mandateOf: mandate, phases: phases, until: until)))
        case 2: organisations.insert(try row.value())
        case 3:
            for _ in 0..<5 { _ = try row.optionalText() }
            let until = try row.instant()
            limitedUntil = limitedUntil.map { max($0, until) } ?? until
        default: hasSecondFactor = true
        }
    }
}
