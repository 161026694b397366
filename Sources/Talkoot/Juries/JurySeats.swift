import Storage

/// The rows of seats, and what happens to them when somebody goes.
extension JuryTable {
    private static let columns: SQLText = "juror_seat.id, juror_seat.challenge, juror_seat.person, person.display_name, juror_seat.profession"
    private static let source: SQLText = "juror_seat LEFT JOIN person ON person.city = juror_seat.city AND person.id = juror_seat.person"

    private static func read(_ row: inout Row) throws -> JurySeat {
        JurySeat(id: try row.value(), challenge: try row.value(), person: try row.optionalValue(), name: try row.optionalText(), profession: try row.text())
    }

    /// The seats that are taken.
    static func seats(of challenge: ID<Challenge>, _ scene: Scene) throws -> [JurySeat] {
        try scene.tx.rows("""
            SELECT \(columns) FROM \(source) WHERE juror_seat.city = \(scene.city.id) AND juror_seat.challenge = \(challenge) AND juror_seat.ended_at IS NULL
            ORDER BY juror_seat.seated_at, juror_seat.id
            """, read)
    }
    /// The seats that somebody has on juries that have not ranked yet.
    static func openSeats(of person: ID<Person>, _ scene: Scene) throws -> [(seat: JurySeat, challenge: Challenge)] {
        try scene.tx.rows("SELECT \(columns) FROM \(source) WHERE juror_seat.city = \(scene.city.id) AND juror_seat.person = \(person) AND juror_seat.ended_at IS NULL", read)
            .compactMap { seat in try ChallengeTable.find(seat.challenge, scene).map { (seat, $0) } }
            .filter { $0.challenge.state.comesBeforeTheRanking }
    }

    /// Whoever had the seat before and lost it gets it back.
    static func seat(_ person: ID<Person>, on challenge: ID<Challenge>, profession: String, _ change: Change) throws {
        let id: ID<JurySeat> = change.newID()
        try change.tx.run("""
            INSERT INTO juror_seat (city, id, challenge, person, profession, seated_at) VALUES (\(change.city.id), \(id), \(challenge), \(person), \(profession), \(change.now))
            ON CONFLICT (city, challenge, person) DO UPDATE SET profession = excluded.profession, seated_at = excluded.seated_at, ended_at = NULL
            """)
    }
    static func end(_ seat: JurySeat, _ change: Change) throws {
        let ended = try change.tx.run("UPDATE juror_seat SET ended_at = \(change.now) WHERE city = \(change.city.id) AND id = \(seat.id) AND ended_at IS NULL")
        if ended == 0 { throw Refusal.stale }
    }
    static func dropScores(of person: ID<Person>, on challenge: ID<Challenge>, _ change: Change) throws {
        try change.tx.run("DELETE FROM score WHERE city = \(change.city.id) AND juror = \(person) AND submission IN (\(submissions(of: challenge, change)))")
    }

    /// What was counted stays countable: in each jury the person becomes somebody without a name, and another in the next.
    static func forget(_ person: ID<Person>, _ change: Change) throws {
        let city = change.city.id
        let juries: [ID<Challenge>] = try change.tx.rows("""
            SELECT submission.challenge FROM score JOIN submission ON submission.city = score.city AND submission.id = score.submission
            WHERE score.city = \(city) AND score.juror = \(person)
            UNION
            SELECT submission.challenge FROM conflict JOIN submission ON submission.city = conflict.city AND submission.id = conflict.submission
            WHERE conflict.city = \(city) AND conflict.juror = \(person)
            """) { try $0.value() }
        for jury in juries {
            let nobody: ID<Person> = change.newUndatedID()
            let answers = submissions(of: jury, change)
            try change.tx.run("UPDATE score SET juror = \(nobody) WHERE city = \(city) AND juror = \(person) AND submission IN (\(answers))")
            try change.tx.run("UPDATE conflict SET juror = \(nobody), note = '' WHERE city = \(city) AND juror = \(person) AND submission IN (\(answers))")
        }
        try change.tx.run("UPDATE juror_seat SET person = NULL WHERE city = \(city) AND person = \(person)")
        try change.tx.run("UPDATE ranking SET confirmed_by = NULL WHERE city = \(city) AND confirmed_by = \(person)")
    }
    private static func submissions(of challenge: ID<Challenge>, _ change: Change) -> SQLText {
        "SELECT id FROM submission WHERE city = \(change.city.id) AND challenge = \(challenge)"
    }
}
