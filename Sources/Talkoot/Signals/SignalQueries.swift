public import Storage

public struct SignalFilter: Sendable, Hashable {
    public var state: Signal.State?
    public var district: ID<District>?
    public var department: ID<Department>?
    public init(state: Signal.State? = nil, district: ID<District>? = nil, department: ID<Department>? = nil) {
        self.state = state
        self.district = district
        self.department = department
    }
}

/// What pages need, already cut to what the reader may see.
public enum SignalQueries {
    /// Everybody who sent a signal that an initiative came from, also those without an account.
    static func senders(of initiative: ID<Initiative>, _ scene: Scene) throws -> [Hearer] {
        try scene.tx.rows("""
            SELECT signal.id, signal.code, signal.author, signal_contact.email FROM signal LEFT JOIN signal_contact ON signal_contact.city = signal.city AND signal_contact.signal = signal.id
            WHERE signal.city = \(scene.city.id) AND signal.initiative = \(initiative) ORDER BY signal.id LIMIT 1000
            """) { row -> Hearer? in
            let signal = ObjectReference(.signal, id: try row.text(), code: try row.value()), author: ID<Person>? = try row.optionalValue(), email = try row.optionalText()
            return author.map(Hearer.person) ?? (email == nil ? nil : .contact(signal))
        }.compactMap(\.self)
    }
    /// The signal of an act or page, or `.notFound` when there is none that this reader may know of.
    public static func signal(_ target: Target, _ scene: Scene) throws -> Signal {
        guard let signal = try SignalTable.find(code: target.code, scene), SignalRules.mayRead(signal, scene.standing) else { throw Refusal.notFound }
        return signal
    }
    /// With the tracking code one sees the state and the answer, without an account.
    public static func tracked(_ code: String, _ scene: Scene) throws -> Signal? {
        try SignalTable.find(tracking: TrackingCode.hash(code), scene)
    }
    /// What the reader sent under their own name, the newest first.
    public static func mine(_ scene: Scene, limit: Int = 10) throws -> [SignalLine] {
        guard let person = scene.standing.person else { return [] }
        return try scene.tx.rows("""
            SELECT \(SignalLine.columns) FROM signal WHERE signal.city = \(scene.city.id) AND signal.author = \(person.id) ORDER BY signal.created_at DESC, signal.id LIMIT \(limit)
            """, SignalLine.init(row:))
    }
    public static func ofInitiative(_ initiative: ID<Initiative>, _ scene: Scene) -> Query<Signal> {
        Query("""
            SELECT \(Signal.columns) FROM signal WHERE city = \(scene.city.id) AND initiative = \(initiative) AND \(SignalRules.scope(scene.standing))
            ORDER BY created_at, id LIMIT 200
            """, Signal.init(row:))
    }

    /// Who reads the same signals as the reader. Complexity: the reader's own signals.
    public static func audience(_ scene: Scene) throws -> Audience {
        let standing = scene.standing
        guard let person = standing.person else { return standing.isSystem ? .reader : .everybody }
        if standing.isModerator { return .reader }
        let beyond: SQLText = standing.isStaff ? "signal.visibility <> 'shown'" : "NOT signal.is_public"
        let hasOwn = try scene.tx.exists("SELECT 1 FROM signal WHERE signal.city = \(scene.city.id) AND signal.author = \(person.id) AND \(beyond) LIMIT 1")
        return hasOwn ? .reader : standing.isStaff ? .staff : .everybody
    }

    /// Newest first. Complexity: one index range per filter; the count stops at ``Listing/countBound``.
    public static func list(_ filter: SignalFilter, after cursor: Cursor? = nil, limit: Int = 50, _ scene: Scene) throws -> Listing<SignalLine> {
        var conditions: [SQLText] = ["signal.city = \(scene.city.id)", SignalRules.scope(scene.standing)]
        if let state = filter.state { conditions.append("signal.state = \(state)") }
        if let district = filter.district { conditions.append("signal.district = \(district)") }
        if let department = filter.department { conditions.append("signal.department = \(department)") }
        return try Listing.read(
            SignalLine.columns, from: "signal", where: conditions, by: "signal.created_at", id: "signal.id", after: cursor, limit: limit, scene.tx,
            SignalLine.init(row:)) { Cursor(key: $0.createdAt.milliseconds, id: $0.id.rawValue) }
    }
}
