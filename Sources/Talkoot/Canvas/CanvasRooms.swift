/// What another room holds that answers a field of the canvas. It is read there, so that nobody types it twice.
public struct RoomAnswer: Sendable, Hashable {
    public let field: String
    /// The room's page under the problem's address, or the section of the problem's own page.
    public let place: String
    public let isSection: Bool
    /// The problem in whose room it stands: of a lot often the whole.
    public let problem: PublicCode
    /// Names, numbers and texts as they were entered, the same for readers of every language.
    public let lines: [String]
    /// Whether the room answers the field by itself; the gates then ask for nothing more.
    public let suffices: Bool

    /// As an answer of the canvas.
    public var text: String { Shortening.cut(lines.joined(separator: "\n"), to: CanvasField.named(field)?.limit ?? 2_000) }
}

/// Where a field of the canvas is answered by another room.
struct CanvasRoomLink: Sendable {
    let field: String, place: String, isSection: Bool, suffices: Bool
    let read: @Sendable (CityProblem, Scene) throws -> [String]
    init(_ field: String, _ place: String, isSection: Bool = false, suffices: Bool = false, _ read: @escaping @Sendable (CityProblem, Scene) throws -> [String]) {
        (self.field, self.place, self.isSection, self.suffices, self.read) = (field, place, isSection, suffices, read)
    }

    static func of(_ field: CanvasField) -> CanvasRoomLink? { all.first { $0.field == field.name } }

    /// What stands there now; of a lot that has nothing of its own what its whole has. Nil where neither has anything.
    func answer(for problem: CityProblem, _ scene: Scene) throws -> RoomAnswer? {
        for one in [problem, try problem.whole(scene)].compactMap(\.self) {
            let lines = try read(one, scene)
            if !lines.isEmpty { return RoomAnswer(field: field, place: place, isSection: isSection, problem: one.code, lines: lines, suffices: suffices) }
        }
        return nil
    }
}

/// How much of the other rooms is looked at: what was taken over, what a gate counts as well, or everything.
enum RoomReading {
    case taken, counted, everything

    func covers(_ answer: CanvasAnswer, _ link: CanvasRoomLink) -> Bool {
        switch self {
        case .taken: answer.isTaken
        case .counted: answer.isTaken || (!answer.isAnswered && link.suffices)
        case .everything: true
        }
    }
}

extension CanvasAnswer {
    /// With what its room holds, as far as it is looked at.
    func reading(_ reading: RoomReading, _ scene: Scene) throws -> CanvasAnswer {
        guard let link = CanvasRoomLink.of(field), reading.covers(self, link) else { return self }
        var read = self
        read.room = try link.answer(for: problem, scene)
        return read
    }
    /// It was taken over from its room, where something else stands now. Once the way is chosen nothing is asked again.
    public var isBehind: Bool { isTaken && problem.isCanvasOpen && room?.text != text }
    /// Written here, or found in a room that answers it by itself.
    public var isFilled: Bool { isAnswered || room?.suffices ?? false }
}

/// Makes what another room holds the answer. When that changes, whoever signed is asked again.
public struct TakeOverAnswer: AnswerAct {
    public static let name = "canvas.takeOver"
    public static let permitted = AnswerCanvas.permitted
    public static let form = Form(.version) { TakeOverAnswer(version: $0) }
    let version: Int?

    public static func load(_ target: Target, _ scene: Scene) throws -> CanvasAnswer { try CanvasQueries.answer(target, scene).reading(.everything, scene) }
    public static func isOpen(_ answer: CanvasAnswer, _ scene: Scene) -> Bool { answer.canBeTakenOver }
    public static func prefill(_ answer: CanvasAnswer, _ scene: Scene) throws -> [String: JSON] { ["version": .integer(Int64(answer.version))] }

    /// What was written here before stays among its versions; whoever pressed on an older page is told.
    public func apply(_ answer: CanvasAnswer, _ change: Change) throws -> Outcome {
        guard let room = answer.room, version ?? answer.version == answer.version else { throw Refusal.stale }
        try CanvasTable.write(room.text, in: answer, isTaken: true, change)
        let number = Int64(answer.version + 1)
        try noted(answer, .answered, facts: ["version": .integer(number), "text": .text(room.text), "from": .text(room.place)], change)
        return Outcome(answer.reference, ["version": .integer(number), "text": .text(room.text)])
    }
}
extension CanvasAnswer {
    /// Whether its room has something that does not stand here yet.
    public var canBeTakenOver: Bool { problem.isCanvasOpen && room.map { !isTaken || $0.text != text } ?? false }
}
