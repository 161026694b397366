public import Storage

/// The room where jurors declare, score and are counted.
public enum Juries: Room {
    public static let name = "juries"
    public static let migrations = [Migration("juries", JuryTable.migration)]
    public static let acts: [any Act.Type] = [SeatJuror.self, DeclareConflict.self, ScoreSubmission.self, ConfirmRanking.self]
    public static let events = JuryEvent.allCases.map(\.rawValue)

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = JuryEvent(rawValue: event.name), name == .seated, let juror = event.personal["juror"]?.text else { return [] }
        return [.person(ID(juror))]
    }
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let scores = try scene.tx.rows("SELECT submission, criterion, value, comment FROM score WHERE city = \(scene.city.id) AND juror = \(person) ORDER BY submission, criterion") {
            JSON.object(["submission": .text(try $0.text()), "criterion": .text(try $0.text()), "value": .integer(try $0.integer()), "comment": .text(try $0.text())])
        }
        return ["scores": .list(scores)]
    }
}
