public import Storage

/// The house's values, made once by the program. There are no globals: time, chance and storage are handed in.
public struct Platform: Sendable {
    public let database: any Database
    public let rooms: Rooms
    public let random: Randomness
    /// Signs the public record; nil where nothing is sequenced, as in a command that only looks.
    public let recordKey: RecordKey?
    /// Where pictures are developed.
    public let darkroom: Darkroom
    /// Passwords that are refused since others have lost them; nil where the installation has no list.
    public let lostPasswords: LostPasswords?
    private let clock: @Sendable () -> Instant
    let entrances = KeptEntrances()

    public init(database: any Database, rooms: Rooms = .house, random: Randomness, recordKey: RecordKey? = nil, darkroom: Darkroom = .own, lostPasswords: LostPasswords? = nil, clock: @escaping @Sendable () -> Instant) {
        self.database = database
        self.rooms = rooms
        self.random = random
        self.recordKey = recordKey
        self.darkroom = darkroom
        self.lostPasswords = lostPasswords
        self.clock = clock
    }

    public func now() -> Instant { clock() }
    public func newActID() -> ActID { ActID(made: random.undatedID()) }

    /// The only way to change a city. In one transaction: a known act id gives its first outcome; load, permit, problems, move, write,
    /// record, notices, reactions; or a ``Refusal``, and nothing is written.
    public func perform<A: Act>(_ act: A, on target: Target = .none, in city: ID<City>, as actor: Actor, id: ActID, under circumstances: Circumstances = Circumstances()) async throws -> Outcome {
        try await writing { tx, now in
            let change = try change(A.name, in: city, as: actor, id: id, circumstances, tx, now)
            if let outcome = try ActTable.outcome(of: id, A.name, mayHide: A.mayHideActor, change) { return outcome }
            let outcome = try change.carryOut(act, on: target)
            try ActTable.keep(outcome, of: A.name, change)
            return outcome
        }
    }

    /// The same for doors that know an act by its name and what was typed.
    public func perform(_ name: String, on target: Target = .none, _ input: JSON, in city: ID<City>, as actor: Actor, id: ActID, under circumstances: Circumstances = Circumstances()) async throws -> Outcome {
        guard let type = rooms.act(named: name) else { throw Refusal.notFound }
        return try await performTyped(type, on: target, input, in: city, as: actor, id: id, circumstances)
    }

    private func performTyped<A: Act>(_ type: A.Type, on target: Target, _ input: JSON, in city: ID<City>, as actor: Actor, id: ActID, _ circumstances: Circumstances) async throws -> Outcome {
        let act: A
        do { act = try A.form.make(input) } catch { throw Refusal.invalid(error.problems) }
        return try await perform(act, on: target, in: city, as: actor, id: id, under: circumstances)
    }

    /// A consistent look at one city, cut to what the actor may see by the queries it calls.
    public func look<Value: Sendable>(in city: ID<City>, as actor: Actor, _ body: @escaping @Sendable (Scene) throws -> Value) async throws -> Value {
        let now = now()
        return try await reading { tx in
            guard let entrance = try Entrance.open(.id(city), .actor(actor), now, tx) else { throw Refusal.notFound }
            return try body(Scene(tx: tx, city: entrance.city, standing: entrance.standing, now: now))
        }
    }

    /// For sessions, drafts, throttles and other things that are no act of a city: unrecorded, and named so that it shows.
    @discardableResult public func keepHouse<Value: Sendable>(_ body: @escaping @Sendable (any Transaction, Instant) throws -> Value) async throws -> Value {
        try await writing(body)
    }

    private func change(_ act: String, in city: ID<City>, as actor: Actor, id: ActID, _ circumstances: Circumstances, _ tx: any Transaction, _ now: Instant) throws -> Change {
        guard let entrance = try Entrance.open(.id(city), .actor(actor, checkedAt: circumstances.checkedAt), now, tx) else { throw Refusal.notFound }
        return Change(tx: tx, city: entrance.city, standing: entrance.standing, now: now, act: act, actID: id, random: random, rooms: rooms, depth: 0, circumstances: circumstances)
    }

    private func writing<Value: Sendable>(_ body: @escaping @Sendable (any Transaction, Instant) throws -> Value) async throws -> Value {
        let now = now()
        do { return try await database.write { tx in try body(tx, now) } }
        catch StorageError.busy { throw Refusal.busy }
        catch StorageError.uncertain { throw Refusal.busy }
    }

    /// Lets SQLite's planner know how the city has grown; PostgreSQL looks by itself.
    public func studyRows() async throws {
        guard database.dialect == .sqlite else { return }
        try await writing { tx, _ in try Migrator.studyRows(tx) }
    }
    /// See ``Database/changeCount()``: for what is kept in memory between two requests.
    public func changeCount() async throws -> Int64 {
        do { return try await database.changeCount() }
        catch StorageError.busy { throw Refusal.busy }
    }
    /// A read without a city, for doors that do not know one yet.
    public func reading<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        do { return try await database.read(body) }
        catch StorageError.busy { throw Refusal.busy }
    }
}

extension Change {
    /// Load → permit → problems → write, for the act itself and for each reaction.
    func carryOut<A: Act>(_ act: A, on target: Target) throws -> Outcome {
        let subject = try A.load(target, self)
        if case .denied(let why) = A.permission(standing, subject) { throw Refusal.denied(why) }
        if let why = A.hindrance(standing) { throw Refusal.denied(why) }
        // Also where an act says by itself who may.
        let covered = standing.within(A.name)
        if covered.grants.count < standing.grants.count, A.permission(covered, subject) != .allowed { throw Refusal.denied("denied.outsideMandate") }
        guard try A.isOpen(subject, self) else { throw Refusal.illegalMove(act: A.name, state: "\(A.target?.rawValue ?? "city").\(subject.stateName ?? "")") }
        if A.needsFreshCheck && !standing.isFresh(at: now) { throw Refusal.denied("denied.freshCheck") }
        let problems = try act.problems(subject, self)
        if !problems.isEmpty { throw Refusal.invalid(problems) }
        part = standing.part(for: A.permitted, subject.bearings)
        return try act.apply(subject, self)
    }

    /// Performs a reaction's act as the system, in this transaction.
    func perform<A: Act>(_ type: A.Type, on target: Target, _ input: JSON, because event: Event) throws {
        let act: A
        do { act = try A.form.make(input) } catch { throw Refusal.invalid(error.problems) }
        let caused = Change(
            tx: tx, city: city, standing: .system(city.id, because: event.name), now: now, act: A.name, actID: actID,
            random: random, rooms: rooms, depth: depth + 1)
        _ = try caused.carryOut(act, on: target)
    }
}

/// Act ids with their outcomes.
enum ActTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE act (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, name TEXT NOT NULL, person TEXT, at BIGINT NOT NULL, outcome TEXT NOT NULL,
            PRIMARY KEY (city, id))
        """,
    ]

    /// The outcome of an act that was performed already under this id; refused when the id was used for something else.
    static func outcome(of id: ActID, _ name: String, mayHide: Bool, _ scene: Scene) throws -> Outcome? {
        let found = try scene.tx.first("SELECT name, person, outcome FROM act WHERE city = \(scene.city.id) AND id = \(id)") { row in
            (name: try row.text(), person: try row.optionalText(), outcome: try row.text())
        }
        guard let found else { return nil }
        // Of a hidden actor nobody is kept; the act id is a secret of theirs all the same.
        let isHidden = found.person == nil && mayHide
        guard found.name == name, isHidden || found.person == scene.standing.person?.id.rawValue else { throw Refusal.stale }
        return try Outcome(parsing: found.outcome)
    }

    static func keep(_ outcome: Outcome, of name: String, _ change: Change) throws {
        try change.tx.run("""
            INSERT INTO act (city, id, name, person, at, outcome)
            VALUES (\(change.city.id), \(change.actID), \(name), \(change.namedActor), \(change.now), \(outcome.canonical))
            """)
    }
}

extension Outcome {
    var canonical: String {
        var members: [String: JSON] = ["values": .object(values)]
        if let object { members["object"] = .object(["kind": .text(object.kind.rawValue), "id": .text(object.id), "code": .text(object.code.rawValue)]) }
        return JSON.object(members).canonical
    }
    init(parsing text: String) throws {
        let json = try JSON(parsing: text)
        values = json["values"]?.object ?? [:]
        if let kind = json["object"]?["kind"]?.text, let id = json["object"]?["id"]?.text, let code = json["object"]?["code"]?.text {
            object = ObjectReference(ObjectKind(kind), id: id, code: PublicCode(code))
        }
    }
}
