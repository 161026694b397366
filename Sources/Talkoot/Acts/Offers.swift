/// The acts that are open to the reader on one object now: what a page draws as buttons and a program may list.
public enum Offers {
    /// - Parameter subject: saves reading it again for the acts that are about it alone.
    /// - Returns: act names in the order of the rooms.
    public static func on(_ object: ObjectReference, _ subject: any ActSubject, _ rooms: Rooms, _ scene: Scene) throws -> [String] {
        guard !scene.standing.isVisitor else { return [] }
        var subjects: [any ActSubject] = [subject]
        return try rooms.acts(on: object.kind, for: scene.standing).filter { try isOpen($0, object, &subjects, scene) }.map { $0.name }
    }

    /// Whether one act is open to the reader on the object now.
    public static func include(_ name: String, on object: ObjectReference, _ rooms: Rooms, _ scene: Scene) throws -> Bool {
        var subjects: [any ActSubject] = []
        return try rooms.acts(on: object.kind, for: scene.standing).first { $0.name == name }.map { try isOpen($0, object, &subjects, scene) } ?? false
    }

    /// - Parameter subjects: what was loaded already; acts that are about the same share it.
    private static func isOpen<A: Act>(_ act: A.Type, _ object: ObjectReference, _ subjects: inout [any ActSubject], _ scene: Scene) throws -> Bool {
        let own: A.Subject
        if let known = subjects.lazy.compactMap({ $0 as? A.Subject }).first { own = known }
        else {
            do { own = try A.load(Target(object.code.rawValue), scene) } catch Refusal.notFound { return false }
            subjects.append(own)
        }
        return try A.permission(scene.standing, own) == .allowed && A.isOpen(own, scene)
    }
}
