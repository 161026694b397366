import Storage

/// The change under way: a scene in which one may write. Whatever a room tells it is kept in the same transaction:
/// the record's entry, the notices, the clocks, the search index.
public final class Change: Scene {
    public let act: String
    public let actID: ActID
    let random: Randomness
    let rooms: Rooms
    /// How many reactions led here; three at most.
    let depth: Int
    /// What the door noticed about the sending.
    let circumstances: Circumstances
    /// In which part the actor performs the act: a role, author, representative.
    var part = "anyone"
    /// Nobody is to learn who acted: neither the record nor the list of acts names the person, and no salt of theirs is kept.
    private(set) var hidesActor = false
    func hideActor() { hidesActor = true }
    /// Whom the record and the list of acts may name.
    var namedActor: ID<Person>? { hidesActor ? nil : standing.person?.id }
    private(set) var events: [Event] = []

    init(tx: any Transaction, city: City, standing: Standing, now: Instant, act: String, actID: ActID, random: Randomness, rooms: Rooms, depth: Int, circumstances: Circumstances = Circumstances()) {
        self.act = act
        self.actID = actID
        self.random = random
        self.rooms = rooms
        self.depth = depth
        self.circumstances = circumstances
        super.init(tx: tx, city: city, standing: standing, now: now)
    }

    public func newID<Of>() -> ID<Of> { ID(random.datedID(at: now)) }
    /// For what must not tell when it was made.
    public func newUndatedID<Of>() -> ID<Of> { ID(random.undatedID()) }
    public func newSecret(bytes: Int = 16) -> [UInt8] { random.bytes(bytes) }

    /// A code that no object of the city has yet.
    public func newCode() throws -> PublicCode {
        for _ in 0..<20 {
            let code = PublicCode.make(prefix: city.codePrefix, from: random)
            let taken = try tx.run("INSERT INTO public_code (city, code) VALUES (\(city.id), \(code)) ON CONFLICT DO NOTHING") == 0
            if !taken { return code }
        }
        throw Refusal.busy
    }

    /// The same change in another city: what is told there enters that city's record, in this transaction.
    func across(to other: City) -> Change {
        let there = Change(tx: tx, city: other, standing: .system(other.id, because: "\(act) in \(city.slug)"), now: now, act: act, actID: actID, random: random, rooms: rooms, depth: depth)
        there.part = "otherCity"
        return there
    }

    /// Says that something happened. The platform keeps it in the public record, tells who wants to hear, and lets other rooms react.
    public func happened(_ event: Event) throws {
        events.append(event)
        try RecordTable.append(event, self)
        try Outbox.fill(event, self)
        try rooms.react(to: event, in: self)
    }
}

/// Something that happened to an object.
public struct Event: Sendable {
    /// Object and past tense: `challenge.published`. Rooms keep theirs in a closed enumeration.
    public let name: String
    public let object: ObjectReference
    public let initiative: ID<Initiative>?
    /// False for what not everybody may know: then the record's entry is an opaque commitment with a coarse time.
    public let isPublic: Bool
    /// What is committed to in the record: the state, and the texts and numbers that matter. No personal data.
    public let facts: [String: JSON]
    /// What names or describes a person: committed apart, so that it can be erased.
    public let personal: [String: JSON]
    /// Whether those who follow the initiative hear of it; small steps of a plan are read where they stand.
    public let tellsFollowers: Bool

    public init(_ name: some EventName, on object: ObjectReference, of initiative: ID<Initiative>?, isPublic: Bool, facts: [String: JSON] = [:], personal: [String: JSON] = [:], tellsFollowers: Bool = true) {
        self.name = name.rawValue
        self.object = object
        self.initiative = initiative
        self.isPublic = isPublic
        self.facts = facts
        self.personal = personal
        self.tellsFollowers = tellsFollowers
    }
}

/// The closed enumeration of a room's events: `enum SignalEvent: String, EventName { case sent = "signal.sent" }`.
public protocol EventName: RawRepresentable<String>, CaseIterable, Sendable {}
