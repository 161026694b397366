import Storage

enum PilotTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE pilot (
            city TEXT NOT NULL REFERENCES city (id), id TEXT NOT NULL, code TEXT NOT NULL, initiative TEXT NOT NULL, decision TEXT NOT NULL, submission TEXT NOT NULL,
            organisation TEXT, department TEXT NOT NULL, title TEXT NOT NULL, hypothesis TEXT NOT NULL, metric TEXT NOT NULL, unit TEXT NOT NULL, direction TEXT NOT NULL,
            baseline TEXT NOT NULL, threshold TEXT NOT NULL, site TEXT NOT NULL, starts_on TEXT NOT NULL, ends_on TEXT NOT NULL, budget_cents BIGINT NOT NULL,
            state TEXT NOT NULL, verdict TEXT, finding TEXT NOT NULL, lead TEXT, version BIGINT NOT NULL, created_at BIGINT NOT NULL, started_at BIGINT, verdict_at BIGINT,
            PRIMARY KEY (city, id), UNIQUE (city, code), FOREIGN KEY (city, decision) REFERENCES decision (city, id),
            FOREIGN KEY (city, submission) REFERENCES submission (city, id))
        """,
        "CREATE INDEX pilot_recent ON pilot (city, created_at, id)",
        "CREATE INDEX pilot_initiative ON pilot (city, initiative)",
        """
        CREATE TABLE measurement (
            city TEXT NOT NULL, id TEXT NOT NULL, pilot TEXT NOT NULL, measured_on TEXT NOT NULL, value TEXT NOT NULL, note TEXT NOT NULL, entered_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, pilot, measured_on), FOREIGN KEY (city, pilot) REFERENCES pilot (city, id))
        """,
    ]
    static func find(code: PublicCode, _ scene: Scene) throws -> Pilot? {
        try scene.tx.first("SELECT \(Pilot.columns) FROM pilot WHERE city = \(scene.city.id) AND code = \(code)", Pilot.init(row:))
    }
    static func find(_ id: ID<Pilot>, _ scene: Scene) throws -> Pilot? {
        try scene.tx.first("SELECT \(Pilot.columns) FROM pilot WHERE city = \(scene.city.id) AND id = \(id)", Pilot.init(row:))
    }
    static func measurements(of pilot: ID<Pilot>, _ scene: Scene) throws -> [Measurement] {
        try scene.tx.rows("SELECT id, measured_on, value, note FROM measurement WHERE city = \(scene.city.id) AND pilot = \(pilot) ORDER BY measured_on, id") {
            Measurement(id: try $0.value(), measuredOn: try $0.day(), value: try $0.text(), note: try $0.text())
        }
    }
    static func move(_ pilot: Pilot, _ state: Pilot.State, setting values: SQLText = "", _ change: Change) throws {
        let changed = try change.tx.run("""
            UPDATE pilot SET state = \(state), version = version + 1\(values) WHERE city = \(change.city.id) AND id = \(pilot.id) AND state = \(pilot.state) AND version = \(pilot.version)
            """)
        if changed == 0 { throw Refusal.stale }
    }
}
