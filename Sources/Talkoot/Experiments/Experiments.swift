public import Storage

/// The room where those who work for the city try an idea in small before anybody plans it in large.
public enum Experiments: Room {
    public static let name = "experiments"
    public static let migrations = [Migration("experiments") { ExperimentTable.migration($0) }, Migration("experimentTime", ExperimentTimeTable.migration)]
    public static let acts: [any Act.Type] = [
        WriteExperiment.self, StartExperiment.self, ExtendExperiment.self, AskForExperiment.self, AllowExperiment.self, RefuseExperiment.self, MeasureExperiment.self, KeepExperiment.self, ChangeExperiment.self,
        DropExperiment.self, TeachFromExperiment.self, JoinExperiment.self, LeaveExperiment.self, ReviseExperiment.self, CallOffExperiment.self, RemindOfExperiment.self,
    ]
    public static let lifecycles = [MicroExperiment.lifecycle.outline]
    public static let events = ExperimentEvent.allCases.map(\.rawValue)

    /// The idea's author and those who stand behind it, the lead and those who take part; the head where something is asked, takes longer or is long overdue.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = ExperimentEvent(rawValue: event.name), let row = try origin(event.object.id, scene) else { return [] }
        let near = try ExperimentTable.concerned(event.object.id, scene)
        let idea = name == .joined ? [] : try IdeaTable.concerned(row.signal, scene)
        var hearers = (near + idea).map(Hearer.person)
        // The officer hears too: the head may be the one who leads it, and hides.
        if name == .asked || name == .extended || (name == .due && row.reminders > 1) { hearers += [.role(.departmentHead, row.department), .role(.innovationOfficer, nil)] }
        return hearers
    }
    private static func origin(_ id: String, _ scene: Scene) throws -> (signal: ID<Signal>, department: ID<Department>, reminders: Int)? {
        try scene.tx.first("SELECT signal, department, reminders FROM experiment WHERE city = \(scene.city.id) AND id = \(id)") { (try $0.value(), try $0.value(), try $0.int()) }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .experiment else { return nil }
        return try tx.first("SELECT state FROM experiment WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }

    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let city = scene.city.id
        func titles(_ condition: SQLText) throws -> JSON {
            .list(try scene.tx.rows("SELECT experiment.code, experiment.title, experiment.plan, experiment.state FROM experiment WHERE experiment.city = \(city) AND \(condition) ORDER BY experiment.created_at, experiment.id") {
                ["code": .text(try $0.text()), "title": .text(try $0.text()), "plan": .text(try $0.text()), "state": .text(try $0.text())]
            })
        }
        let hidden: SQLText = "experiment.is_hidden AND EXISTS (SELECT 1 FROM hidden_author WHERE hidden_author.city = experiment.city AND hidden_author.signal = experiment.signal AND hidden_author.person = \(person))"
        let joined: SQLText = "EXISTS (SELECT 1 FROM experiment_joiner WHERE experiment_joiner.city = experiment.city AND experiment_joiner.experiment = experiment.id AND experiment_joiner.person = \(person))"
        return ["experiments": try titles("(experiment.lead = \(person) OR (\(hidden)))"), "joinedExperiments": try titles(joined)]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        try change.tx.run("UPDATE experiment SET lead = NULL WHERE city = \(change.city.id) AND lead = \(person)")
        try change.tx.run("DELETE FROM experiment_joiner WHERE city = \(change.city.id) AND person = \(person)")
    }
}
