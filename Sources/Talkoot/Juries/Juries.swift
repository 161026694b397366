public import Storage

/// The room where jurors declare, score and are counted.
public enum Juries: Room {
    public static let name = "juries"
    public static let migrations = [Migration("juries", JuryTable.migration), Migration("seatsThatEnd", JuryTable.seatsThatEnd)]
    public static let acts: [any Act.Type] = [SeatJuror.self, UnseatJuror.self, DeclareConflict.self, ScoreSubmission.self, ConfirmRanking.self]
    public static let events = JuryEvent.allCases.map(\.rawValue)
    /// Whoever is a juror no more has no seat either.
    public static let reactions = [
        Reaction(to: PersonEvent.roleEnded, perform: UnseatJuror.name) { event, scene in
            guard event.facts["role"]?.text == Role.juror.rawValue, let person = event.personal["holder"]?.text else { return [] }
            return try JuryTable.openSeats(of: ID(person), scene).map {
                (Target($0.challenge.code.rawValue), ["seat": .text($0.seat.id.rawValue), "reason": event.facts["reason"] ?? .null])
            }
        },
    ]

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = JuryEvent(rawValue: event.name), let juror = event.personal["juror"]?.text else { return [] }
        return switch name {
        case .seated: [.person(ID(juror))]
        case .unseated: [.person(ID(juror)), .role(.innovationOfficer, nil)]
        case .declared, .scored, .ranked: []
        }
    }
    /// Scores are sealed until they are counted; whose they are, are all who sit on the jury.
    static func sealed(_ code: PublicCode, _ scene: Scene) throws -> SealedObject? {
        guard let challenge = try ChallengeTable.find(code: code, scene) else { return nil }
        let jurors = try JuryTable.seats(of: challenge.id, scene).compactMap(\.person)
        let bearings = Bearings(authors: Set(jurors), scopes: [challenge.id.rawValue])
        return SealedObject(reference: challenge.scores, bearings: bearings, isSealed: challenge.state == .evaluating)
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let city = scene.city.id
        let scores = try scene.tx.rows("SELECT submission, criterion, value, comment FROM score WHERE city = \(city) AND juror = \(person) ORDER BY submission, criterion") {
            JSON.object(["submission": .text(try $0.text()), "criterion": .text(try $0.text()), "value": .integer(try $0.integer()), "comment": .text(try $0.text())])
        }
        let ties = try scene.tx.rows("SELECT submission, kind, note FROM conflict WHERE city = \(city) AND juror = \(person) ORDER BY submission") {
            JSON.object(["submission": .text(try $0.text()), "conflict": .text(try $0.text()), "note": .text(try $0.text())])
        }
        let seats = try scene.tx.rows("SELECT challenge, profession, seated_at FROM juror_seat WHERE city = \(city) AND person = \(person) ORDER BY seated_at, id") {
            JSON.object(["challenge": .text(try $0.text()), "profession": .text(try $0.text()), "since": .text(try $0.instant().rfc3339)])
        }
        return ["scores": .list(scores), "conflicts": .list(ties), "jurySeats": .list(seats)]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        for (seat, challenge) in try JuryTable.openSeats(of: person, change) { _ = try change.end(seat, of: challenge, reason: "") }
        try JuryTable.forget(person, change)
    }
}
