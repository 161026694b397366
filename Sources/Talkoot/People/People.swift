import Storage

/// The room of accounts and roles.
public enum People: Room {
    public static let name = "people"
    public static let acts: [any Act.Type] = [JoinCity.self, RenamePerson.self, LeaveCity.self, GrantRole.self, EndRole.self, SignPersonOut.self, Follow.self, Unfollow.self]
    public static let events = PersonEvent.allCases.map(\.rawValue)

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        switch PersonEvent(rawValue: event.name) {
        case .invited, .roleGranted, .roleEnded, .signedOut: [.person(ID(event.object.id))]
        default: []
        }
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        guard let account = try PersonTable.find(person, scene.city.id, scene.tx) else { return [:] }
        return [
            "account": ["displayName": .text(account.displayName), "email": .text(account.email ?? ""), "language": .text(account.language.rawValue), "since": .text(account.createdAt.rfc3339)],
            "roles": .list(try RoleQueries.spans(of: person, scene).map { span in
                ["role": .text(span.role.rawValue), "from": .text(span.from.rfc3339), "until": .text(span.until?.rfc3339 ?? ""), "reason": .text(span.reason), "endReason": .text(span.endReason)]
            }),
        ]
    }
}

public enum PeopleQueries {
    /// Everything the rooms keep about the signed-in person, for the download (GDPR articles 15 and 20).
    public static func ownData(_ rooms: Rooms, _ scene: Scene) throws -> JSON {
        guard let person = scene.standing.person else { throw Refusal.denied("denied.signIn") }
        var all: [String: JSON] = ["city": .text(scene.city.slug), "asOf": .text(scene.now.rfc3339)]
        for room in rooms.all { all.merge(try room.personalData(of: person.id, scene)) { first, _ in first } }
        return .object(all)
    }
    public static func displayName(_ person: ID<Person>?, _ scene: Scene) throws -> String? {
        try person.flatMap { try PersonTable.find($0, scene.city.id, scene.tx)?.displayName }
    }
    /// The names of those who are still here.
    public static func names(of people: Set<ID<Person>>, _ scene: Scene) throws -> [ID<Person>: String] {
        if people.isEmpty { return [:] }
        let listed = people.sorted { $0.rawValue < $1.rawValue }
        return Dictionary(uniqueKeysWithValues: try scene.tx.rows("""
            SELECT id, display_name FROM person WHERE city = \(scene.city.id) AND state <> 'left' AND id IN (\(list: listed))
            """) { (try $0.value(ID<Person>.self), try $0.text()) })
    }
    public static func person(_ email: String, _ scene: Scene) throws -> Person? { try PersonTable.find(email: email, scene.city.id, scene.tx) }
}
