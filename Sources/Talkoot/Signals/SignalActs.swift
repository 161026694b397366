import Storage

/// "Something could work better": anybody, no account needed.
public struct SendSignal: Act {
    public static let name = "signal.send"
    public static let permitted: [Who] = [.anyone]
    public static let form = Form(
        .text("text", max: 500), .files("photos", picturesOnly: true), .optional(.line("alternative", max: 300)), .optional(.line("place")), .optional(.point("point")),
        .flag("districtOnly"), .optional(.pick("district")), .optional(.choice("arena", of: Signal.Arena.self)),
        .optional(.pick("department")), .optional(.email("email")), .flag("kiosk")
    ) { SendSignal(text: $0, photos: $1, alternative: $2, place: $3, point: $4, districtOnly: $5, district: $6, arena: $7, department: $8, email: $9, kiosk: $10) }

    /// What a sentence about something does not need: where and how it looks.
    public static let furtherFields = ["photos", "alternative", "place", "point", "districtOnly"]

    let text: String, photos: [String], alternative: String?, place: String?, point: MapPoint?, districtOnly: Bool, district: String?, arena: Signal.Arena?, department: String?, email: String?
    /// Sent at a screen that many use, one after the other.
    let kiosk: Bool

    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] {
        ["district": try CityQueries.districtOptions(scene), "department": try CityQueries.departmentOptions(scene)]
    }
    public static func objection(_ standing: Standing, _ subject: TheCity) -> String? { standing.limitation }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        try CityQueries.check(district: district, department: department, scene) + scene.fileProblems(photos, "photos", picturesOnly: true) + PlaceQueries.check(point, "point", scene)
    }

    /// A text with the signs of advertising is kept and waits for a moderator; its sender is told so.
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let author = change.standing.isStaff || kiosk ? nil : change.standing.person?.id
        let verdict = SpamRules.judge([text, place ?? "", alternative ?? ""].joined(separator: " "), change)
        let chosen = try CityQueries.district(district, change)?.id ?? point.flatMap { try PlaceQueries.district(of: $0, change)?.id }
        var draft = SignalDraft(
            text: text, place: place ?? "", district: chosen, department: try CityQueries.department(department, change)?.id, channel: kiosk ? .kiosk : .web, author: author, email: email)
        (draft.photos, draft.alternative, draft.point, draft.isDistrictOnly, draft.verdict) = (photos, alternative, point, districtOnly, verdict)
        draft.category = arena?.rawValue ?? ""
        let signal = try draft.enter(change)
        try change.noteSend(signal.reference)
        return Outcome(signal.reference, verdict.isHeld ? ["held": true] : [:])
    }
}

/// What is known of a signal when it enters, from whichever channel.
struct SignalDraft {
    var text: String
    var description = ""
    var category = ""
    var place = ""
    var district: ID<District>?
    var department: ID<Department>?
    var channel: Signal.Channel
    var author: ID<Person>?
    var email: String?
    /// How the sender wants to hear, and where: for who gave no address of their own on this site.
    var answerBy: AnswerWay?
    var contact: String?
    /// Of a signal that came by mail: what a letter to its sender answers, how many attachments were left out, whether a receipt goes out.
    var messageID: String?
    var leftOut = 0
    var getsReceipt = false
    var verdict = SpamVerdict.clean
    var photos: [String] = []
    var alternative: String?
    var point: MapPoint?
    /// Everybody sees the district alone; the address is then kept apart from what is public.
    var isDistrictOnly = false

    private var publicPlace: String { isDistrictOnly ? "" : place }
    /// The idea of a colleague may have a hidden author, whom the time would help to guess. Others lie beside their neighbours in time, also on disk.
    private var isUndated: Bool { channel == .staff }

    func enter(_ change: Change) throws -> Signal {
        let (initiative, _) = try change.beginInitiative(titled: text, isPublic: false, isUndated: isUndated)
        let id: ID<Signal> = isUndated ? change.newUndatedID() : change.newID()
        let code = try change.newCode()
        try change.tx.run("""
            INSERT INTO signal (city, id, code, initiative, text, description, category, place, department, district, channel, state, is_public, author, answer, created_at, visibility)
            VALUES (\(change.city.id), \(id), \(code), \(initiative), \(text), \(description), \(category), \(publicPlace), \(department), \(district), \(channel),
                \(Signal.State.new), \(false), \(author), \(""), \(change.now), \(verdict.visibility))
            """)
        try change.tx.run("""
            INSERT INTO signal_contact (city, signal, email, tracking, answer_by, contact, message_id, left_out)
            VALUES (\(change.city.id), \(id), \(email), \(TrackingCode.hash(TrackingCode.of(id.rawValue))), \(answerBy ?? (email == nil ? .none : .email)), \(contact), \(messageID), \(leftOut))
            """)
        let signal = Signal(
            id: id, code: code, initiative: initiative, text: text, description: description, category: category, place: publicPlace, department: department, district: district,
            channel: channel, state: .new, author: author, createdAt: change.now, visibility: verdict.visibility)
        try change.place(signal.reference, at: point, privateAddress: isDistrictOnly ? place : "", isDistrictOnly: isDistrictOnly)
        let files = try change.keep(photos, on: signal.reference, alternative: alternative)
        // The text of a signal may name people, so all of it is committed as personal.
        var personal: [String: JSON] = ["text": .text(text), "place": .text(place)]
        if !files.isEmpty { personal["files"] = .list(files) }
        if let point { personal["point"] = .text(point.text) }
        _ = try change.began(signal, SignalEvent.sent, facts: verdict.facts.merging(getsReceipt ? ["receipt": true] : [:]) { $1 }, personal: personal)
        return signal
    }
}

/// The three answers share their subject: a new signal, seen by those who may answer it.
protocol SignalAnswer: Act where Subject == Signal {}
extension SignalAnswer {
    public static var target: ObjectKind? { .signal }
    public static var permitted: [Who] { Signal.answerers }
    public static func isOpen(_ signal: Signal, _ scene: Scene) -> Bool { Signal.lifecycle.allows(name, in: signal.state) }
    public static func load(_ target: Target, _ scene: Scene) throws -> Signal { try SignalQueries.signal(target, scene) }

    func move(_ signal: Signal, _ event: SignalEvent, reason: String, into other: Signal? = nil, facts: [String: JSON] = [:], _ change: Change) throws -> Outcome {
        let state = try Signal.lifecycle.next(Self.name, from: signal.state)
        try SignalTable.answer(signal, state, reason: reason, mergedInto: other?.code, initiative: other?.initiative, change)
        let answered = try SignalQueries.signal(Target(signal.code.rawValue), change)
        try SenderTellings.queue(answered, change)
        return try change.moved(answered, to: state, event, facts: facts.merging(["reason": .text(reason)]) { $1 })
    }
}

public struct AcceptSignal: SignalAnswer {
    public static let name = "signal.accept"
    public static let form = Form(.text("reason", max: 2_000)) { AcceptSignal(reason: $0) }
    let reason: String
    public func apply(_ signal: Signal, _ change: Change) throws -> Outcome { try move(signal, .accepted, reason: reason, change) }
}

public struct DeclineSignal: SignalAnswer {
    public static let name = "signal.decline"
    public static let form = Form(.text("reason", max: 2_000)) { DeclineSignal(reason: $0) }
    let reason: String
    public func apply(_ signal: Signal, _ change: Change) throws -> Outcome { try move(signal, .declined, reason: reason, change) }
}

/// Joins it to a signal that says the same; all senders are kept and told.
public struct MergeSignal: SignalAnswer {
    public static let name = "signal.merge"
    public static let form = Form(.line("into", max: 20), .text("reason", max: 2_000)) { MergeSignal(into: $0, reason: $1) }
    let into: String, reason: String

    public func problems(_ signal: Signal, _ scene: Scene) throws -> [Problem] {
        guard let other = try SignalTable.find(code: PublicCode(into), scene), SignalRules.mayRead(other, scene.standing) else { return [Problem("into", "problem.noSignal")] }
        if other.id == signal.id { return [Problem("into", "problem.sameSignal")] }
        return other.state == .accepted ? [] : [Problem("into", "problem.notAccepted")]
    }
    public func apply(_ signal: Signal, _ change: Change) throws -> Outcome {
        guard let other = try SignalTable.find(code: PublicCode(into), change) else { throw Refusal.notFound }
        return try move(signal, .merged, reason: reason, into: other, facts: ["into": .text(other.code.rawValue)], change)
    }
}

/// Gives it to the department that can answer; the clock runs on.
public struct RouteSignal: Act {
    public static let name = "signal.route"
    public static let target: ObjectKind? = .signal
    public static let permitted: [Who] = [.role(.innovationOfficer), .role(.departmentHead), .role(.staff)]
    public static let form = Form(.pick("department")) { RouteSignal(department: $0) }
    let department: String

    public static func load(_ target: Target, _ scene: Scene) throws -> Signal { try SignalQueries.signal(target, scene) }
    public static func isOpen(_ signal: Signal, _ scene: Scene) -> Bool { signal.state == .new }
    public static func options(_ signal: Signal, _ scene: Scene) throws -> [String: [Option]] { ["department": try CityQueries.departmentOptions(scene)] }
    public func problems(_ signal: Signal, _ scene: Scene) throws -> [Problem] { try CityQueries.check(district: nil, department: department, scene) }

    public func apply(_ signal: Signal, _ change: Change) throws -> Outcome {
        guard let department = try CityQueries.department(department, change) else { throw Refusal.notFound }
        try change.tx.run("UPDATE signal SET department = \(department.id) WHERE city = \(change.city.id) AND id = \(signal.id)")
        try change.tx.run("UPDATE stage SET department = \(department.id) WHERE city = \(change.city.id) AND object_kind = 'signal' AND object_id = \(signal.id) AND left_at IS NULL")
        try change.happened(Event(SignalEvent.routed, on: signal.reference, of: signal.initiative, isPublic: false, facts: ["department": .text(department.slug)]))
        return Outcome(signal.reference)
    }
}
