import Storage

/// The link to a hidden author stays in `hidden_author` alone: here an experiment of theirs has no lead.
enum ExperimentTable {
    static func migration(_ dialect: Dialect) -> [SQLText] {
        let unordered: SQLText = dialect == .sqlite ? " WITHOUT ROWID" : ""
        return [
            """
            CREATE TABLE experiment (
                city TEXT NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, signal TEXT NOT NULL, department TEXT NOT NULL, title TEXT NOT NULL, plan TEXT NOT NULL, place TEXT NOT NULL,
                expected TEXT NOT NULL, measure TEXT NOT NULL, starts_on TEXT NOT NULL, ends_on TEXT NOT NULL, hours BIGINT NOT NULL, money_cents BIGINT NOT NULL, state TEXT NOT NULL,
                lead TEXT, is_by_author BOOLEAN NOT NULL, is_hidden BOOLEAN NOT NULL, answer TEXT NOT NULL, happened TEXT NOT NULL, finding TEXT, hours_spent BIGINT NOT NULL,
                money_spent_cents BIGINT NOT NULL, reasons TEXT NOT NULL, lesson TEXT NOT NULL, reminders BIGINT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL,
                PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, signal) REFERENCES signal (city, id), FOREIGN KEY (city, department) REFERENCES department (city, id))\(unordered)
            """,
            "CREATE INDEX experiment_signal ON experiment (city, signal)",
            "CREATE INDEX experiment_lead ON experiment (city, lead)",
            "CREATE INDEX experiment_recent ON experiment (city, created_at, id)",
            """
            CREATE TABLE experiment_joiner (
                city TEXT NOT NULL, experiment TEXT NOT NULL, person TEXT NOT NULL, at BIGINT NOT NULL,
                PRIMARY KEY (city, experiment, person), FOREIGN KEY (city, experiment) REFERENCES experiment (city, id))
            """,
            "CREATE INDEX experiment_joiner_person ON experiment_joiner (city, person)",
        ]
    }

    static func columns(for reader: ID<Person>?) -> SQLText {
        """
        experiment.id, experiment.code, experiment.signal, signal.code, signal.initiative, experiment.department, experiment.title, experiment.plan, experiment.place, experiment.expected,
        experiment.measure, experiment.starts_on, experiment.ends_on, experiment.hours, experiment.money_cents, experiment.state, experiment.lead, experiment.is_by_author, experiment.is_hidden,
        experiment.answer, experiment.happened, experiment.finding, experiment.hours_spent, experiment.money_spent_cents, experiment.reasons, experiment.lesson, experiment.reminders,
        experiment.version, experiment.created_at,
        EXISTS (SELECT 1 FROM hidden_author WHERE hidden_author.city = experiment.city AND hidden_author.signal = experiment.signal AND hidden_author.person = \(reader)),
        EXISTS (SELECT 1 FROM experiment_joiner WHERE experiment_joiner.city = experiment.city AND experiment_joiner.experiment = experiment.id AND experiment_joiner.person = \(reader)),
        (SELECT count(*) FROM experiment_joiner WHERE experiment_joiner.city = experiment.city AND experiment_joiner.experiment = experiment.id)
        """
    }
    static let source: SQLText = "experiment JOIN signal ON signal.city = experiment.city AND signal.id = experiment.signal"

    /// The lead and those who joined. With the idea's own people, they hear of each change. For the outbox alone.
    static func concerned(_ id: String, _ scene: Scene) throws -> [ID<Person>] {
        let city = scene.city.id
        return try scene.tx.rows("""
            SELECT lead FROM experiment WHERE city = \(city) AND id = \(id) AND lead IS NOT NULL
            UNION SELECT person FROM experiment_joiner WHERE city = \(city) AND experiment = \(id)
            """) { try $0.value() }
    }
}

/// Experiments are for those who work for the city and may read the idea.
enum ExperimentRules {
    static func mayRead(_ standing: Standing) -> Bool { standing.isStaff || standing.isSystem }
    static func scope(_ standing: Standing) -> SQLText { mayRead(standing) ? SignalRules.scope(standing) : "FALSE" }
}

public enum ExperimentQueries {
    public static func experiment(_ target: Target, _ scene: Scene) throws -> MicroExperiment {
        guard let found = try read("experiment.code = \(target.code)", limit: 1, scene).first else { throw Refusal.notFound }
        return found
    }
    /// Those of one idea, the oldest first.
    public static func of(_ idea: Signal, _ scene: Scene) throws -> [MicroExperiment] { try read("experiment.signal = \(idea.id)", limit: 50, scene).sorted { ($0.createdAt, $0.code.rawValue) < ($1.createdAt, $1.code.rawValue) } }
    /// Newest first, at most a hundred.
    public static func list(_ scene: Scene) throws -> [MicroExperiment] {
        guard scene.standing.isStaff else { throw Refusal.denied(scene.standing.isVisitor ? "denied.signIn" : "denied.role") }
        return try read("TRUE", limit: 100, scene)
    }
    /// Who joined, by name.
    public static func joiners(of experiment: MicroExperiment, _ scene: Scene) throws -> [ID<Person>] {
        try scene.tx.rows("SELECT person FROM experiment_joiner WHERE city = \(scene.city.id) AND experiment = \(experiment.id) ORDER BY at, person LIMIT 100") { try $0.value() }
    }
    /// The lessons that were drawn from it, of those that the reader may know.
    public static func lessons(of experiment: MicroExperiment, _ scene: Scene) throws -> [Lesson] {
        try scene.tx.rows("SELECT \(Lesson.columns) FROM lesson WHERE city = \(scene.city.id) AND experiment = \(experiment.code) AND \(LessonRules.scope(scene.standing)) ORDER BY created_at, id", Lesson.init(row:))
    }

    private static func read(_ condition: SQLText, limit: Int, _ scene: Scene) throws -> [MicroExperiment] {
        let reader = scene.standing.person?.id
        return try scene.tx.rows("""
            SELECT \(ExperimentTable.columns(for: reader)) FROM \(ExperimentTable.source) WHERE experiment.city = \(scene.city.id) AND \(condition) AND \(ExperimentRules.scope(scene.standing))
            ORDER BY experiment.created_at DESC, experiment.id LIMIT \(limit)
            """) { try MicroExperiment(row: &$0, for: reader) }
    }
}
