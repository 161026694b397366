import Storage

/// What somebody said on the telephone, wrote on paper or pinned to a workshop's board, written down by staff: the same record, the same clock,
/// a code at once, and the answer on the way that the sender chose.
public struct EnterSignal: Act {
    public enum Channel: String, CaseIterable, Sendable { case phone, paper, board }

    public static let name = "signal.enter"
    public static let permitted: [Who] = [.role(.staff), .role(.departmentHead), .role(.innovationOfficer)]
    public static let form = Form(
        .choice("channel", of: Channel.self), .text("text", max: 500), .choice("answerBy", of: AnswerWay.self), .optional(.line("contact", max: 300)),
        .files("photos", picturesOnly: true), .optional(.line("place")), .optional(.point("point")), .optional(.pick("district")), .optional(.choice("arena", of: Signal.Arena.self)),
        .optional(.pick("department"))
    ) { EnterSignal(channel: $0, text: $1, answerBy: $2, contact: $3, photos: $4, place: $5, point: $6, district: $7, arena: $8, department: $9) }

    let channel: Channel, text: String, answerBy: AnswerWay, contact: String?
    let photos: [String], place: String?, point: MapPoint?, district: String?, arena: Signal.Arena?, department: String?

    /// A role that is for one department opens the door too: whoever picks up the telephone writes it down, whatever it is about.
    public static func permission(_ standing: Standing, _ subject: TheCity) -> Permission {
        if let why = hindrance(standing) { return .denied(why) }
        let isEntering = standing.holds(.staff) || standing.holds(.departmentHead) || standing.holds(.innovationOfficer)
        return isEntering ? .allowed : .denied(standing.isVisitor ? "denied.signIn" : "denied.role")
    }
    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] {
        ["district": try CityQueries.districtOptions(scene), "department": try CityQueries.departmentOptions(scene)]
    }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        let fault = answerBy.fault(of: contact).map { [Problem("contact", $0)] } ?? []
        return try fault + CityQueries.check(district: district, department: department, scene) + scene.fileProblems(photos, "photos", picturesOnly: true)
            + PlaceQueries.check(point, "point", scene)
    }

    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        change.part = Role.staff.rawValue
        let chosen = try CityQueries.district(district, change)?.id ?? point.flatMap { try PlaceQueries.district(of: $0, change)?.id }
        var draft = SignalDraft(
            text: text, place: place ?? "", district: chosen, department: try CityQueries.department(department, change)?.id, channel: Signal.Channel(channel), author: nil)
        (draft.photos, draft.point, draft.answerBy, draft.category) = (photos, point, answerBy, arena?.rawValue ?? "")
        if answerBy == .email { draft.email = contact.flatMap { EmailAddress($0)?.text } } else { draft.contact = contact }
        return Outcome(try draft.enter(change).reference)
    }
}

extension Signal.Channel {
    init(_ channel: EnterSignal.Channel) {
        self = switch channel {
        case .phone: .phone
        case .paper: .paper
        case .board: .board
        }
    }
}
