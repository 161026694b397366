import Storage

enum JuryTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE jury_seat (
            city TEXT NOT NULL, id TEXT NOT NULL, challenge TEXT NOT NULL, person TEXT NOT NULL, profession TEXT NOT NULL, seated_at BIGINT NOT NULL,
            PRIMARY KEY (city, id), UNIQUE (city, challenge, person), FOREIGN KEY (city, challenge) REFERENCES challenge (city, id),
            FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
        """
        CREATE TABLE conflict (
            city TEXT NOT NULL, submission TEXT NOT NULL, juror TEXT NOT NULL, kind TEXT NOT NULL, note TEXT NOT NULL, declared_at BIGINT NOT NULL,
            PRIMARY KEY (city, submission, juror), FOREIGN KEY (city, submission) REFERENCES submission (city, id))
        """,
        """
        CREATE TABLE score (
            city TEXT NOT NULL, submission TEXT NOT NULL, juror TEXT NOT NULL, criterion TEXT NOT NULL, value BIGINT NOT NULL CHECK (value BETWEEN 0 AND 10),
            comment TEXT NOT NULL, scored_at BIGINT NOT NULL, PRIMARY KEY (city, submission, juror, criterion),
            FOREIGN KEY (city, submission) REFERENCES submission (city, id), FOREIGN KEY (city, criterion) REFERENCES criterion (city, id))
        """,
        """
        CREATE TABLE ranking (
            city TEXT NOT NULL, challenge TEXT NOT NULL, confirmed_at BIGINT NOT NULL, confirmed_by TEXT, rule TEXT NOT NULL, seed TEXT NOT NULL,
            PRIMARY KEY (city, challenge), FOREIGN KEY (city, challenge) REFERENCES challenge (city, id))
        """,
        """
        CREATE TABLE ranking_place (
            city TEXT NOT NULL, challenge TEXT NOT NULL, submission TEXT NOT NULL, place BIGINT NOT NULL, raw TEXT NOT NULL, rescaled DOUBLE PRECISION NOT NULL,
            scores BIGINT NOT NULL, decided_by TEXT NOT NULL, PRIMARY KEY (city, challenge, submission), FOREIGN KEY (city, challenge) REFERENCES ranking (city, challenge))
        """,
    ]
    /// Seats end, and stay without the person once a juror has left; a count keeps the minimum it was made with.
    static let seatsThatEnd: [SQLText] = [
        """
        CREATE TABLE juror_seat (
            city TEXT NOT NULL, id TEXT NOT NULL, challenge TEXT NOT NULL, person TEXT, profession TEXT NOT NULL, seated_at BIGINT NOT NULL, ended_at BIGINT,
            PRIMARY KEY (city, id), UNIQUE (city, challenge, person), FOREIGN KEY (city, challenge) REFERENCES challenge (city, id),
            FOREIGN KEY (city, person) REFERENCES person (city, id))
        """,
        "INSERT INTO juror_seat (city, id, challenge, person, profession, seated_at) SELECT city, id, challenge, person, profession, seated_at FROM jury_seat",
        "DROP TABLE jury_seat",
        "CREATE INDEX juror_seat_person ON juror_seat (city, person)",
        "ALTER TABLE ranking ADD COLUMN minimum_scores BIGINT NOT NULL DEFAULT 3",
    ]

    static func conflict(_ submission: ID<Submission>, _ juror: ID<Person>, _ scene: Scene) throws -> ConflictKind? {
        try scene.tx.first("SELECT kind FROM conflict WHERE city = \(scene.city.id) AND submission = \(submission) AND juror = \(juror)") { try $0.value() }
    }
    static func conflicts(of challenge: ID<Challenge>, _ scene: Scene) throws -> [(submission: ID<Submission>, juror: ID<Person>, kind: ConflictKind)] {
        try scene.tx.rows("""
            SELECT conflict.submission, conflict.juror, conflict.kind FROM conflict
            JOIN submission ON submission.city = conflict.city AND submission.id = conflict.submission
            WHERE conflict.city = \(scene.city.id) AND submission.challenge = \(challenge) ORDER BY conflict.submission, conflict.juror
            """) { (try $0.value(), try $0.value(), try $0.value()) }
    }
    static func scores(of challenge: ID<Challenge>, _ scene: Scene) throws -> [Score] {
        try scene.tx.rows("""
            SELECT score.submission, score.juror, score.criterion, score.value, score.comment FROM score
            JOIN submission ON submission.city = score.city AND submission.id = score.submission
            WHERE score.city = \(scene.city.id) AND submission.challenge = \(challenge)
            ORDER BY score.submission, score.juror, score.criterion
            """) { Score(submission: try $0.value(), juror: try $0.value(), criterion: try $0.value(), value: try $0.int(), comment: try $0.text()) }
    }
    static func ranking(of challenge: ID<Challenge>, _ scene: Scene) throws -> Ranking? {
        let head = try scene.tx.first("SELECT confirmed_at, rule, seed, minimum_scores FROM ranking WHERE city = \(scene.city.id) AND challenge = \(challenge)") {
            (at: try $0.instant(), rule: try $0.text(), seed: try $0.text(), minimum: try $0.int())
        }
        guard let head else { return nil }
        let places = try scene.tx.rows("""
            SELECT ranking_place.submission, submission.code, ranking_place.place, ranking_place.raw, ranking_place.rescaled, ranking_place.scores, ranking_place.decided_by
            FROM ranking_place JOIN submission ON submission.city = ranking_place.city AND submission.id = ranking_place.submission
            WHERE ranking_place.city = \(scene.city.id) AND ranking_place.challenge = \(challenge) ORDER BY ranking_place.place, submission.code
            """) {
            Ranking.Place(submission: try $0.value(), code: try $0.value(), place: try $0.int(), raw: try $0.text(), rescaled: try $0.real(), scores: try $0.int(), decidedBy: try $0.text())
        }
        return Ranking(challenge: challenge, confirmedAt: head.at, rule: head.rule, seed: head.seed, minimumScores: head.minimum, places: places)
    }
}
