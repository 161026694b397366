public import Storage

enum CanvasEvent: String, EventName {
    case answered = "canvas.answered"
    case writtenBeside = "canvas.writtenBeside"
    case settled = "canvas.settled"
    case restricted = "canvas.restricted"
    case signed = "canvas.signed"
}

/// The room of the sheet on which several departments agree what their problem is.
public enum CanvasRoom: Room {
    public static let name = "canvas"
    public static let migrations = [Migration("canvas", CanvasTable.migration), Migration("canvasRooms", CanvasTable.rooms)]
    public static let acts: [any Act.Type] = [AnswerCanvas.self, TakeOverAnswer.self, SettleTexts.self, RestrictAnswer.self, SignCanvas.self]
    public static let events = CanvasEvent.allCases.map(\.rawValue)

    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let texts = try scene.tx.rows("""
            SELECT field, version, text, author, at FROM canvas_version WHERE city = \(scene.city.id) AND author = \(person)
            UNION ALL SELECT field, based_on, text, author, at FROM canvas_beside WHERE city = \(scene.city.id) AND author = \(person) ORDER BY at
            """, CanvasVersion.init(row:))
        let signs = try scene.tx.count("SELECT count(*) FROM canvas_sign WHERE city = \(scene.city.id) AND person = \(person)")
        if texts.isEmpty && signs == 0 { return [:] }
        return ["canvas": ["signatures": .integer(Int64(signs)), "texts": .list(texts.map { ["field": .text($0.field), "at": .text($0.at.rfc3339), "text": .text($0.text)] })]]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        for table: SQLText in ["canvas_answer", "canvas_version", "canvas_beside"] {
            try change.tx.run("UPDATE \(table) SET author = NULL WHERE city = \(change.city.id) AND author = \(person)")
        }
        try change.tx.run("UPDATE canvas_sign SET person = NULL WHERE city = \(change.city.id) AND person = \(person)")
    }
}

extension Change {
    /// Something happened to a problem that did not move it, and that not everybody may know before its canvas is public.
    func noted(_ problem: CityProblem, _ event: some EventName, isOpen: Bool, facts: [String: JSON]) throws {
        try initiativeMoved(problem.initiative)
        try happened(Event(event, on: problem.reference, of: problem.initiative, isPublic: isOpen && problem.isPublic, facts: facts.merging(["state": .text(problem.state.rawValue)]) { $1 }))
    }
}
