import Storage

/// Something around a problem that waits for the reader's yes, answer or decision.
public struct PartTask: Sendable, Hashable {
    /// The line that it is about.
    public let object: ObjectReference
    /// The act that would do it.
    public let act: String
    /// Of the problem.
    public let title: String
}

public enum PartTasks {
    /// What waits for the signed-in person, at most twenty of a kind, the oldest first. A handful of short looks; none for visitors.
    public static func waiting(_ scene: Scene) throws -> [PartTask] {
        guard let me = scene.standing.person?.id else { return [] }
        let heads = Set(scene.standing.grants.filter { $0.role == .departmentHead }.compactMap(\.department)).sorted { $0.rawValue < $1.rawValue }
        var tasks = try read(DesignSeat.kind, ConfirmSeat.name, "design_seat", "design_seat.state = 'proposed' AND design_seat.department IS NULL AND design_seat.person = \(me)", scene)
        tasks += try read(Friction.kind, SettleFriction.name, "friction", "friction.state = 'talking' AND friction.mediator = \(me)", scene)
        if scene.standing.holds(.innovationOfficer) { tasks += try read(DesignSeat.kind, AcceptSeat.name, "design_seat", "design_seat.state = 'offered' AND design_seat.department IS NULL AND design_seat.person <> \(me)", scene) }
        if scene.standing.holds(.innovationOfficer) { tasks += try read(Friction.kind, FindMediator.name, "friction", "friction.state = 'reported' AND (friction.reporter IS NULL OR friction.reporter <> \(me))", scene) }
        if scene.standing.holds(.sponsor) { tasks += try read(Friction.kind, DecideFriction.name, "friction", "friction.state = 'escalated'", scene) }
        if heads.isEmpty { return tasks }
        tasks += try read(DesignSeat.kind, ConfirmSeat.name, "design_seat", "design_seat.state = 'proposed' AND design_seat.department IN (\(list: heads))", scene)
        tasks += try read(DesignSeat.kind, AcceptSeat.name, "design_seat", "design_seat.state = 'offered' AND design_seat.department IN (\(list: heads)) AND design_seat.person <> \(me)", scene)
        tasks += try read(ResourceLine.kind, ApproveResource.name, "resource_line", "resource_line.state = 'proposed' AND resource_line.department IN (\(list: heads))", scene)
        tasks += try read(CoOwner.kind, JoinAsOwner.name, "co_owner", "co_owner.state = 'invited' AND co_owner.department IN (\(list: heads))", scene)
        return try tasks + read(HearingComment.kind, AnswerComment.name, "hearing_comment",
                                "hearing_comment.answered_at IS NULL AND hearing_comment.visibility = 'shown' AND problem.department IN (\(list: heads))", scene)
    }

    private static func read(_ kind: ObjectKind, _ act: String, _ table: SQLText, _ condition: SQLText, _ scene: Scene) throws -> [PartTask] {
        let ended = CityProblem.lifecycle.isFinal.map(\.rawValue).sorted()
        return try scene.tx.rows("""
            SELECT \(table).id, \(table).code, problem.title FROM \(table) JOIN problem ON problem.city = \(table).city AND problem.id = \(table).problem
            WHERE \(table).city = \(scene.city.id) AND \(condition) AND problem.state NOT IN (\(list: ended)) AND \(ProblemRules.scope(scene.standing))
            ORDER BY \(table).created_at, \(table).id LIMIT 20
            """) { PartTask(object: ObjectReference(kind, id: try $0.text(), code: try $0.value()), act: act, title: try $0.text()) }
    }
}
