public import Storage

/// The library of what was learned, failures too.
public enum Lessons: Room {
    public static let name = "lessons"
    public static let migrations = [Migration("lessons", LessonTable.migration), LessonTable.ofProblems, Migration("lessonsOfExperiments", ["ALTER TABLE lesson ADD COLUMN experiment TEXT"])]
    public static let acts: [any Act.Type] = [ProposeLesson.self, PublishLesson.self, UseLesson.self]
    public static let lifecycles = [Lesson.lifecycle.outline]
    public static let events = LessonEvent.allCases.map(\.rawValue)

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = LessonEvent(rawValue: event.name), let lesson = try LessonTable.find(code: event.object.code, scene) else { return [] }
        return switch name {
        case .proposed: [.role(.innovationOfficer, nil)]
        case .published, .used: (lesson.author.map { [.person($0)] } ?? []) + (lesson.organisation.map { [.organisation($0)] } ?? [])
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .lesson else { return nil }
        return try tx.first("SELECT state FROM lesson WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE lesson SET author = NULL WHERE city = \(change.city.id) AND author = \(person)")
        try change.tx.run("UPDATE lesson_use SET person = NULL WHERE city = \(change.city.id) AND person = \(person)")
    }
}
