import Storage

/// Gives somebody a seat on the jury of a challenge.
public struct SeatJuror: Act {
    public static let name = "jury.seat"
    public static let target: ObjectKind? = .challenge
    public static let permitted: [Who] = [.role(.innovationOfficer)]
    public static let form = Form(.email("email"), .line("profession", max: 80)) { SeatJuror(email: $0, profession: $1) }
    let email: String, profession: String

    public static func load(_ target: Target, _ scene: Scene) throws -> Challenge { try ChallengeQueries.challenge(target, scene) }
    public static func isOpen(_ challenge: Challenge, _ scene: Scene) -> Bool { challenge.state.comesBeforeTheRanking }

    public func problems(_ challenge: Challenge, _ scene: Scene) throws -> [Problem] {
        guard let person = try PersonTable.find(email: email, scene.city.id, scene.tx), person.state == .active else { return [Problem("email", "problem.noPerson")] }
        if try JuryTable.seats(of: challenge.id, scene).contains(where: { $0.person == person.id }) { return [Problem("email", "problem.seated")] }
        return try SubmissionTable.submitters(of: challenge.id, scene).contains(person.id) ? [Problem("email", "problem.submits")] : []
    }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome {
        guard let person = try PersonTable.find(email: email, change.city.id, change.tx) else { throw Refusal.notFound }
        try JuryTable.seat(person.id, on: challenge.id, profession: profession, change)
        try PersonTable.grant(.juror, to: person.id, scope: challenge.id.rawValue, change)
        return try change.noted(challenge, JuryEvent.seated, facts: ["profession": .text(profession)], personal: ["juror": .text(person.id.rawValue)])
    }
}

/// Takes a seat back before the count. What the juror has scored goes with it: nobody stands behind those scores any more.
public struct UnseatJuror: Act {
    public static let name = "jury.unseat"
    public static let target: ObjectKind? = .challenge
    public static let permitted: [Who] = [.role(.innovationOfficer), .system]
    public static let form = Form(.pick("seat"), .text("reason", max: 1_000)) { UnseatJuror(seat: $0, reason: $1) }
    let seat: String, reason: String

    public static func load(_ target: Target, _ scene: Scene) throws -> Challenge { try ChallengeQueries.challenge(target, scene) }
    public static func isOpen(_ challenge: Challenge, _ scene: Scene) throws -> Bool {
        try challenge.state.comesBeforeTheRanking && !JuryTable.seats(of: challenge.id, scene).isEmpty
    }
    public static func options(_ challenge: Challenge, _ scene: Scene) throws -> [String: [Option]] {
        ["seat": try JuryTable.seats(of: challenge.id, scene).map { Option($0.id.rawValue, [$0.name ?? "", $0.profession].joined(separator: ", ")) }]
    }
    public func problems(_ challenge: Challenge, _ scene: Scene) throws -> [Problem] {
        try JuryTable.seats(of: challenge.id, scene).contains { $0.id.rawValue == seat } ? [] : [Problem("seat", "problem.choice")]
    }
    public func apply(_ challenge: Challenge, _ change: Change) throws -> Outcome {
        guard let taken = try JuryTable.seats(of: challenge.id, change).first(where: { $0.id.rawValue == seat }) else { throw Refusal.stale }
        return try change.end(taken, of: challenge, reason: reason)
    }
}

extension Challenge.State {
    /// While jurors come and go: what is counted once stays counted.
    var comesBeforeTheRanking: Bool { [.draft, .published, .open, .closed, .evaluating].contains(self) }
}

extension Change {
    /// The seat ends, and with it the juror's role on this challenge and the scores that were to be counted.
    func end(_ seat: JurySeat, of challenge: Challenge, reason: String) throws -> Outcome {
        try JuryTable.end(seat, self)
        if let person = seat.person {
            try PersonTable.endGrants(of: person, .juror, scope: challenge.id.rawValue, self)
            try JuryTable.dropScores(of: person, on: challenge.id, self)
        }
        return try noted(challenge, JuryEvent.unseated, facts: ["profession": .text(seat.profession), "reason": .text(reason)],
                         personal: ["juror": .text(seat.person?.rawValue ?? "")])
    }
}
