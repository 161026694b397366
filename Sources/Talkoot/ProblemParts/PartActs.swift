import Storage

/// An act on a part of a problem, while the problem is under way.
protocol PartAct: Act where Subject == ProblemPart {
    static var part: ObjectKind { get }
}
extension PartAct {
    public static var target: ObjectKind? { part }
    public static var permitted: [Who] { ProblemPart.editors }
    public static func load(_ target: Target, _ scene: Scene) throws -> ProblemPart { try ProblemPart.find(part, target, scene) }
    public static func isOpen(_ part: ProblemPart, _ scene: Scene) throws -> Bool { part.isUnderWay }
}

/// An act on one line of a part.
protocol LineAct: Act where Subject == PartLine<Element> {
    associatedtype Element: PartElement
}
extension LineAct {
    public static var target: ObjectKind? { Element.kind }
    public static var permitted: [Who] { ProblemPart.editors }
    public static func load(_ target: Target, _ scene: Scene) throws -> PartLine<Element> { try PartLine<Element>.find(target, scene) }
}

extension Change {
    /// Something happened in a part. Its page is where the act leads; the line's code is a value for programs.
    /// - Parameter tellsFollowers: plans are made of many small steps, of which followers hear only the large ones.
    func noted(_ part: ProblemPart, _ event: some EventName, line: PublicCode? = nil, facts: [String: JSON] = [:], personal: [String: JSON] = [:], tellsFollowers: Bool = false) throws -> Outcome {
        try initiativeMoved(part.problem.initiative)
        let own: [String: JSON] = line.map { ["line": .text($0.rawValue)] } ?? [:]
        try happened(Event(event, on: part.reference, of: part.problem.initiative, isPublic: part.problem.isPublic, facts: facts.merging(own) { $1 }, personal: personal, tellsFollowers: tellsFollowers))
        return Outcome(part.reference, line.map { ["code": .text($0.rawValue)] } ?? [:])
    }
    /// The same for what not everybody may know: the record holds an opaque commitment, and no follower hears of it.
    func notedSealed(_ part: ProblemPart, _ event: some EventName, line: PublicCode? = nil, facts: [String: JSON] = [:], personal: [String: JSON] = [:]) throws -> Outcome {
        let own: [String: JSON] = line.map { ["line": .text($0.rawValue)] } ?? [:]
        try happened(Event(event, on: part.reference, of: nil, isPublic: false, facts: facts.merging(own) { $1 }, personal: personal))
        return Outcome(part.reference, line.map { ["code": .text($0.rawValue)] } ?? [:])
    }
}

/// Somebody named by the address of an account, as forms ask for people.
enum NamedPerson {
    static func problems(_ email: String?, _ field: String, _ scene: Scene) throws -> [Problem] {
        guard let email else { return [] }
        return try PersonTable.find(email: email, scene.city.id, scene.tx) == nil ? [Problem(field, "problem.noPerson")] : []
    }
    static func find(_ email: String, _ scene: Scene) throws -> Person {
        guard let person = try PersonTable.find(email: email, scene.city.id, scene.tx) else { throw Refusal.notFound }
        return person
    }
}
