import Storage

/// What doors ask of the parts of problems, whichever room keeps them.
public enum PartQueries {
    /// Every kind of line that has a code.
    static let elements: [any PartElement.Type] = [Stakeholder.self, DesignSeat.self, ResourceLine.self, Duty.self, Risk.self, CoOwner.self, Friction.self, HearingComment.self, Requirement.self, RequirementComment.self]
    public static let lineKinds = elements.map { $0.kind }
    public static let partKinds: [ObjectKind] = [.stakeholderPlan, .designTeam, .resourcePlan, .matrix, .riskRegister, .ownership, .frictionPath, .hearing, .requirementList]

    public static func part(_ kind: ObjectKind, _ target: Target, _ scene: Scene) throws -> ProblemPart { try ProblemPart.find(kind, target, scene) }

    /// The part in which a line stands, where the reader may know of the line.
    public static func place(ofLine kind: ObjectKind, _ target: Target, _ scene: Scene) throws -> ProblemPart {
        guard let type = elements.first(where: { $0.kind == kind }) else { throw Refusal.notFound }
        return try place(type, target, scene)
    }
    private static func place<Element: PartElement>(_ type: Element.Type, _ target: Target, _ scene: Scene) throws -> ProblemPart { try PartLine<Element>.find(target, scene).part }

    /// What a letter calls it: the problem that it belongs to.
    static func title(of object: ObjectReference, _ scene: Scene) throws -> String? {
        let target = Target(object.code.rawValue)
        if partKinds.contains(object.kind) { return try ProblemQueries.problem(target, scene).title }
        return lineKinds.contains(object.kind) ? try place(ofLine: object.kind, target, scene).problem.title : nil
    }

    /// What the reader can do with a part, or with one of its lines, now.
    public static func offers(on part: ProblemPart, _ rooms: Rooms, _ scene: Scene) throws -> [String] { try Offers.on(part.reference, part, rooms, scene) }
    public static func offers<Element: PartElement>(on element: Element, in part: ProblemPart, _ rooms: Rooms, _ scene: Scene) throws -> [String] {
        let line = PartLine(element, in: part)
        return try Offers.on(line.reference, line, rooms, scene)
    }
}
