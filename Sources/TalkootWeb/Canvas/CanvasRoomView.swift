import Talkoot

/// What another room holds for a field, with the way to it, and the one press that makes it the answer.
struct CanvasRoomView: Sendable {
    let answer: CanvasAnswer
    private static let most = 6

    func html(_ visit: Visit) -> HTML? {
        guard let room = answer.room else { return nil }
        let isOffered = answer.canBeTakenOver && TakeOverAnswer.permission(visit.standing, answer) == .allowed
        if !answer.isAnswered && room.suffices { return "\(lines(room, visit))<p class=\"meta\">\(link(room, visit))</p>\(isOffered ? button(visit) : nil)" }
        if answer.isTaken && !answer.isBehind { return "<p class=\"meta\">\(link(room, visit))</p>" }
        return isOffered ? "<details class=\"meta\"\(attribute: "open", if: answer.isBehind)><summary>\(visit.words("canvas.inRoomNow"))</summary>\(lines(room, visit))<p>\(link(room, visit))</p>\(button(visit))</details>" : nil
    }

    private func lines(_ room: RoomAnswer, _ visit: Visit) -> HTML {
        let shown = room.lines.prefix(Self.most).map { "<p>\($0)</p>" as HTML }, rest = room.lines.count - Self.most
        return "\(shown)\(rest > 0 ? "<p>\(visit.words("canvas.moreInRoom", ["count": .number(rest)]))</p>" as HTML : nil)"
    }
    private func link(_ room: RoomAnswer, _ visit: Visit) -> HTML {
        let problem = "/\(visit.city.slug)/problems/\(room.problem.rawValue)"
        return "\(visit.words("canvas.from")) <a href=\"\(Address(path: room.isSection ? "\(problem)#\(room.place)" : "\(problem)/\(room.place)"))\">\(visit.words("problem.section.\(room.place)"))</a>"
    }
    private func button(_ visit: Visit) -> HTML {
        PostButton(visit.words("canvas.takeOver", ["field": .text(answer.field.name)]), visit.form(TakeOverAnswer.name, on: answer.reference.code), .secondary,
                   hidden: [("_act", "\(visit.actID)"), ("_csrf", visit.token), ("version", "\(answer.version)")]).html
    }
}
