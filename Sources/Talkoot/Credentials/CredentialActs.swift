import Storage

enum CredentialEvent: String, EventName {
    case secondFactorAdded = "person.secondFactorAdded"
    case secondFactorRemoved = "person.secondFactorRemoved"
    case recoveryCodesMade = "person.recoveryCodesMade"
    case recoveryCodeUsed = "person.recoveryCodeUsed"
    case passwordSet = "person.passwordSet"
    case passwordRemoved = "person.passwordRemoved"
    case sessionCopied = "person.sessionCopied"
    case secondFactorRequired = "city.secondFactorRequired"
}

/// Keeps what somebody changed about how they sign in. No door offers it.
struct NoteCredential: Act {
    static let name = "person.noteCredential"
    static let permitted: [Who] = [.system]
    static let form = Form(.line("person", max: 40), .choice("event", of: CredentialEvent.self)) { NoteCredential(person: ID($0), event: $1) }
    let person: ID<Person>, event: CredentialEvent

    func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let object = ObjectReference(.person, id: person.rawValue, code: PublicCode(""))
        try change.happened(Event(event, on: object, of: nil, isPublic: false, personal: ["person": .text(person.rawValue)]))
        return Outcome(nil)
    }
}

/// Gives up one's second factor. All sessions end.
public struct RemoveSecondFactor: Act {
    public static let name = "person.removeSecondFactor"
    public static let target: ObjectKind? = nil
    public static let permitted: [Who] = [.author]
    public static let needsFreshCheck = true
    public static let form = Form(.flag("sure")) { RemoveSecondFactor(sure: $0) }
    let sure: Bool
    public static func load(_ target: Target, _ scene: Scene) throws -> Account { try .own(scene) }
    public static func isOpen(_ account: Account, _ scene: Scene) throws -> Bool { scene.standing.hasSecondFactor }
    public func problems(_ account: Account, _ scene: Scene) throws -> [Problem] { sure ? [] : [Problem("sure", "problem.sure")] }

    public func apply(_ account: Account, _ change: Change) throws -> Outcome {
        // By the system, so that the person is told by letter: it may not have been them.
        let event = Event(CredentialEvent.secondFactorRemoved, on: account.reference, of: nil, isPublic: false)
        try change.perform(DropSecondFactor.self, on: .none, ["person": .text(account.person.id.rawValue)], because: event)
        return Outcome(nil)
    }
}

/// Takes away the second factor of somebody who lost the telephone and the recovery codes: what `talkoot person second-factor remove` does.
struct DropSecondFactor: Act {
    static let name = "person.dropSecondFactor"
    static let permitted: [Who] = [.system]
    static let form = Form(.line("person", max: 40), .optional(.text("reason", max: 1_000))) { DropSecondFactor(person: ID($0), reason: $1) }
    let person: ID<Person>, reason: String?

    func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard try CredentialTable.secret(of: person, change.city.id, change.tx) != nil else { throw Refusal.notFound }
        try CredentialTable.dropSecondFactor(of: person, change.city.id, change.tx)
        let object = ObjectReference(.person, id: person.rawValue, code: PublicCode(""))
        try change.happened(Event(CredentialEvent.secondFactorRemoved, on: object, of: nil, isPublic: false,
                                  facts: ["reason": .text(reason ?? "")], personal: ["person": .text(person.rawValue)]))
        return Outcome(nil)
    }
}

/// From which day on everybody with a role of the city needs a second factor; without a day nobody does.
public struct RequireSecondFactor: Act {
    public static let name = "city.requireSecondFactor"
    public static let permitted: [Who] = [.role(.administrator)]
    public static let needsFreshCheck = true
    public static let form = Form(.optional(.day("from")), .text("reason", max: 1_000)) { RequireSecondFactor(from: $0, reason: $1) }
    let from: Day?, reason: String

    public static func prefill(_ subject: TheCity, _ scene: Scene) throws -> [String: JSON] {
        scene.city.secondFactorFrom.map { ["from": .text($0.description)] } ?? [:]
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        try SettingTable.put(City.secondFactorSetting, from?.dayNumber ?? 0, from: change.now, because: reason, change)
        func json(_ day: Day?) -> JSON { .text(day?.description ?? "") }
        try SettingTable.append(City.secondFactorSetting, json(from), was: json(change.city.secondFactorFrom), from: change.now, because: reason, change)
        let object = ObjectReference(.city, id: change.city.id.rawValue, code: PublicCode(""))
        try change.happened(Event(CredentialEvent.secondFactorRequired, on: object, of: nil, isPublic: false, facts: ["from": .text(from?.description ?? ""), "reason": .text(reason)]))
        return Outcome(nil)
    }
}

extension City {
    public static let secondFactorSetting = "security.secondFactorFrom"
    /// The day from which roles of the city need a second factor; nil where none is asked for.
    public var secondFactorFrom: Day? {
        let number = setting(Self.secondFactorSetting, default: 0)
        return number > 0 ? Day(dayNumber: number) : nil
    }
}
