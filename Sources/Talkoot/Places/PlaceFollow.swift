import Storage

/// To hear what becomes public or opens in a district. A private choice, so it is no event of the record.
enum PlaceFollow {
    static let migration: [SQLText] = [
        """
        CREATE TABLE place_follow (
            city TEXT NOT NULL, district TEXT NOT NULL, person TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (city, district, person),
            FOREIGN KEY (city, person) REFERENCES person (city, id), FOREIGN KEY (city, district) REFERENCES district (city, id))
        """,
        "CREATE INDEX place_follow_person ON place_follow (city, person)",
        "CREATE INDEX place_point ON place (city, latitude, longitude)",
    ]

    static func followed(by person: ID<Person>, _ scene: Scene) throws -> [ID<District>] {
        try scene.tx.rows("SELECT district FROM place_follow WHERE city = \(scene.city.id) AND person = \(person) ORDER BY at, district") { try $0.value() }
    }

    /// What is told: the first time that everybody can see something, and when it can be answered or tried.
    private static let told: Set<String> = [
        SignalEvent.accepted.rawValue, ProblemEvent.submitted.rawValue, ChallengeEvent.opened.rawValue, PilotEvent.started.rawValue, PilotEvent.judged.rawValue,
    ]
    static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard event.isPublic, told.contains(event.name) else { return [] }
        let ofDistrict = try district(of: event, scene).map { district in
            try scene.tx.rows("SELECT person FROM place_follow WHERE city = \(scene.city.id) AND district = \(district) ORDER BY person") { try $0.value(ID<Person>.self) }
        } ?? []
        return try (ofDistrict + PlaceCircleTable.followers(of: PlaceQueries.publicPoints(of: event, scene), scene)).map(Hearer.person)
    }
    /// A call and a pilot are where the problem of their initiative is.
    private static func district(of event: Event, _ scene: Scene) throws -> ID<District>? {
        switch event.object.kind {
        case .signal: try SignalTable.find(code: event.object.code, scene)?.district
        case .problem: try ProblemTable.find(code: event.object.code, scene)?.district
        default: try event.initiative.flatMap { try scene.rows(ProblemQueries.ofInitiative($0, scene)).last?.district }
        }
    }
}

/// Follows a district, or stops: the acts share their form.
protocol PlaceChoice: Act where Subject == TheCity {
    var district: String { get }
}
extension PlaceChoice {
    public static var permitted: [Who] { [.signedIn] }
    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] { ["district": try CityQueries.districtOptions(scene)] }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] { try CityQueries.district(district, scene) == nil ? [Problem("district", "problem.choice")] : [] }

    func chosen(_ change: Change) throws -> (person: ID<Person>, district: ID<District>) {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        guard let found = try CityQueries.district(district, change) else { throw Refusal.notFound }
        return (person.id, found.id)
    }
    func outcome() -> Outcome { Outcome(ObjectReference(.place, id: district, code: PublicCode(rawValue: ""))) }
}

extension ObjectKind {
    /// A district as somebody follows it; its page is asked for by name.
    public static let place = ObjectKind("place")
}

public struct FollowPlace: PlaceChoice {
    public static let name = "place.follow"
    public static let form = Form(.pick("district")) { FollowPlace(district: $0) }
    let district: String
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let (person, place) = try chosen(change)
        try change.tx.run("INSERT INTO place_follow (city, district, person, at) VALUES (\(change.city.id), \(place), \(person), \(change.now)) ON CONFLICT DO NOTHING")
        return outcome()
    }
}

public struct UnfollowPlace: PlaceChoice {
    public static let name = "place.unfollow"
    public static let form = Form(.pick("district")) { UnfollowPlace(district: $0) }
    let district: String
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let (person, place) = try chosen(change)
        try change.tx.run("DELETE FROM place_follow WHERE city = \(change.city.id) AND district = \(place) AND person = \(person)")
        return outcome()
    }
}
