public import Storage

/// The room of journey maps: where people wait, are sent from office to office, and what hurts.
public enum Journeys: Room {
    public static let name = "journeys"
    public static let migrations = [Migration("journeys", JourneyTable.migration)]
    public static let acts: [any Act.Type] = [BeginJourney.self, AddStep.self, RedrawJourney.self, ChangeStep.self, RemoveStep.self, LiftPain.self]
    public static let events = JourneyEvent.allCases.map(\.rawValue)

    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let begun = try scene.tx.rows("SELECT code, title FROM journey WHERE city = \(scene.city.id) AND owner = \(person) ORDER BY created_at, id") { (try $0.text(), try $0.text()) }
        return begun.isEmpty ? [:] : ["journeys": .list(begun.map { ["code": .text($0), "title": .text($1)] })]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE journey SET owner = NULL WHERE city = \(change.city.id) AND owner = \(person)")
    }
}
