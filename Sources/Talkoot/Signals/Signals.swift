public import Storage

/// The room of raw hints.
public enum Signals: Room {
    public static let name = "signals"
    public static let migrations = [
        Migration("signals", SignalTable.migration), .visibility("ALTER TABLE signal ADD COLUMN visibility TEXT NOT NULL DEFAULT 'shown'", of: "signal"),
        Migration("senderTellings", SenderTellings.migration), Migration("senderMessages", SenderMessages.migration),
        Migration("signalsCountedFromIndex", SignalTable.countedFromIndex),
    ]
    public static let acts: [any Act.Type] = [SendSignal.self, RouteSignal.self, AcceptSignal.self, MergeSignal.self, DeclineSignal.self, ConcealSignal.self, EnterSignal.self, TellSender.self, ReceiveSignal.self, AddSenderMessage.self, WriteAgain.self, GatherSignals.self, ImportRequests.self]
    public static let lifecycles = [Signal.lifecycle.outline]
    public static let events = SignalEvent.allCases.map(\.rawValue)
    public static let reactions = ConcealSignal.reactions

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = SignalEvent(rawValue: event.name), let signal = try SignalTable.find(code: event.object.code, scene) else { return [] }
        return switch name {
        case .sent where signal.visibility == .held: []
        case .sent where event.facts["receipt"] != nil: [.contact(signal.reference), .role(.innovationOfficer, nil), .role(.departmentHead, signal.department)]
        case .messageCame where signal.visibility != .shown: []
        case .sent, .released, .messageCame: [.role(.innovationOfficer, nil), .role(.departmentHead, signal.department)]
        case .routed: [.role(.departmentHead, signal.department)]
        case .told: []
        case .accepted, .declined, .merged: signal.author.map { [.person($0)] } ?? [.contact(signal.reference)]
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .signal else { return nil }
        return try tx.first("SELECT state FROM signal WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func publicText(_ code: PublicCode, _ scene: Scene) throws -> PublicText? { try SignalTable.find(code: code, scene)?.publicText }
    public static func publicTexts(by person: ID<Person>, _ scene: Scene) throws -> [PublicText] {
        try scene.tx.rows("""
            SELECT \(Signal.columns) FROM signal WHERE city = \(scene.city.id) AND author = \(person) ORDER BY created_at DESC, id LIMIT 50
            """, Signal.init(row:)).map(\.publicText)
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let signals = try scene.tx.rows("SELECT \(Signal.columns) FROM signal WHERE city = \(scene.city.id) AND author = \(person) ORDER BY created_at, id", Signal.init(row:))
        return ["signals": .list(signals.map {
            ["code": .text($0.code.rawValue), "text": .text($0.text), "place": .text($0.place), "state": .text($0.state.rawValue), "sent": .text($0.createdAt.rfc3339)]
        })]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("DELETE FROM signal_contact WHERE city = \(change.city.id) AND signal IN (SELECT id FROM signal WHERE city = \(change.city.id) AND author = \(person))")
        try change.tx.run("UPDATE sender_telling SET person = NULL WHERE city = \(change.city.id) AND person = \(person)")
        try change.tx.run("UPDATE signal SET author = NULL WHERE city = \(change.city.id) AND author = \(person)")
    }
}
