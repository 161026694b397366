/// The acts that are open to the reader on one object now: what a page draws as buttons and a program may list.
public enum Offers {
    /// - Parameter subject: saves reading it again for the acts that are about it alone.
    /// - Returns: act names in the order of the rooms.
    public static func on(_ object: ObjectReference, _ subject: any ActSubject, _ rooms: Rooms, _ scene: Scene) throws -> [String] {
        guard !scene.standing.isVisitor else { return [] }
        return try rooms.acts.filter { $0.target == object.kind && $0.permitted != [.system] }.filter { try isOpen($0, object, subject, scene) }.map { $0.name }
    }

    private static func isOpen<A: Act>(_ act: A.Type, _ object: ObjectReference, _ subject: any ActSubject, _ scene: Scene) throws -> Bool {
        let own: A.Subject
        if let subject = subject as? A.Subject { own = subject }
        else {
            do { own = try A.load(Target(object.code.rawValue), scene) } catch Refusal.notFound { return false }
        }
        return try A.permission(scene.standing, own) == .allowed && A.isOpen(own, scene)
    }
}
