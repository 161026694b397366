public import Storage

/// The room of how people prove who they are, beside the code by mail: second factors, recovery codes, passwords, sessions.
public enum Credentials: Room {
    public static let name = "credentials"
    public static let migrations = [Migration("secondFactors", CredentialTable.secondFactors), Migration("passwords", CredentialTable.passwords), Migration("turningSessions", SessionTable.turning)]
    public static let acts: [any Act.Type] = [RemoveSecondFactor.self, RequireSecondFactor.self]
    public static let events = CredentialEvent.allCases.map(\.rawValue)

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        switch CredentialEvent(rawValue: event.name) {
        case nil: []
        case .secondFactorRequired: try PersonTable.officials(scene).map(Hearer.person)
        default: [.person(ID(event.object.id))]
        }
    }
    /// What there is, without the secrets themselves.
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let city = scene.city.id
        let factor = try scene.tx.first("SELECT added_at FROM second_factor WHERE city = \(city) AND person = \(person)") { try $0.instant() }
        let codes = try scene.tx.count("SELECT count(*) FROM recovery_code WHERE city = \(city) AND person = \(person) AND used_at IS NULL")
        let password = try scene.tx.first("SELECT set_at FROM password WHERE city = \(city) AND person = \(person)") { try $0.instant() }
        let sessions = try Sessions.all(of: person, scene)
        return ["signIn": [
            "secondFactorSince": factor.map { .text($0.rfc3339) } ?? .null, "recoveryCodesLeft": .integer(Int64(codes)), "passwordSince": password.map { .text($0.rfc3339) } ?? .null,
            "sessions": .list(sessions.map { ["device": .text($0.device), "since": .text($0.createdAt.rfc3339), "seen": .text($0.seenAt.rfc3339)] }),
        ]]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try CredentialTable.dropSecondFactor(of: person, change.city.id, change.tx)
        try change.tx.run("DELETE FROM password WHERE city = \(change.city.id) AND person = \(person)")
    }
}
