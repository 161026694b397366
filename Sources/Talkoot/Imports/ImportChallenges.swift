import Storage

/// Takes over calls of a feed as challenges, each with a problem made from its own text. Only the import command and the demo do this.
struct ImportChallenges: Act {
    static let name = "challenges.import"
    static let permitted: [Who] = [.system]
    /// No door offers it, so nobody types anything.
    static let form = Form { ImportChallenges(calls: [], shift: 0, departments: [], source: "") }
    let calls: [FeedCall], shift: Int
    /// One for each call, by its slug.
    let departments: [String]
    let source: String

    func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        try Set(departments).sorted().flatMap { try CityQueries.check(district: nil, department: $0, scene) }
    }

    func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let known = try ChallengeTable.known(calls.map(\.origin), change)
        let ids = Dictionary(try CityQueries.departments(change).map { ($0.slug, $0.id) }, uniquingKeysWith: { first, _ in first })
        var items: [ImportedItem] = []
        for (call, slug) in zip(calls, departments) where !known.contains(call.origin) {
            guard let department = ids[slug] else { throw Refusal.notFound }
            items.append(try enter(call, department, change))
        }
        try change.imported(items, .challenges, from: source)
        return Outcome(nil, ["imported": .integer(Int64(items.count)), "known": .integer(Int64(calls.count - items.count))])
    }

    private func enter(_ call: FeedCall, _ department: ID<Department>, _ change: Change) throws -> ImportedItem {
        let codes = try change.newCodes(3)
        let initiative: ID<Initiative> = change.newID()
        let opensAt = moved(call.opens, change)
        let createdAt = min(opensAt, change.now)
        let problem = ImportedProblem(
            id: change.newID(), code: codes[1], initiative: initiative, title: call.title, statement: call.summary, department: department, createdAt: createdAt)
        let challenge = challenge(call, codes[2], problem, opensAt: opensAt, createdAt: createdAt, change)
        try InitiativeTable.insert([ImportedInitiative(id: initiative, code: codes[0], title: call.title, isPublic: true, startedAt: createdAt)], change.city.id, change.tx)
        try ProblemTable.insert(problem, change)
        try ChallengeTable.insert(challenge, change)
        try change.index(SearchDocument(problem.reference, title: problem.title, body: problem.statement, isPublic: true, of: initiative))
        try change.index(SearchDocument(challenge.reference, title: call.title, body: call.summary + " " + call.text + " " + call.eligibility, isPublic: true, of: initiative))
        return ImportedItem(origin: call.origin, code: challenge.code, content: [
            "title": .text(call.title), "text": .text(call.text), "prize": .integer(call.prize.cents), "problem": .text(problem.code.rawValue),
            "opensAt": .text(challenge.opensAt.rfc3339), "closesAt": .text(challenge.closesAt.rfc3339), "shiftDays": .integer(Int64(shift)), "state": .text(challenge.state.rawValue),
        ])
    }

    private func challenge(_ call: FeedCall, _ code: PublicCode, _ problem: ImportedProblem, opensAt: Instant, createdAt: Instant, _ change: Change) -> ImportedChallenge {
        let closes = LocalTime(day: call.closes.day.adding(days: shift), minuteOfDay: call.closes.minuteOfDay)
        let closesAt = change.city.calendar.instant(of: closes)
        // What is over there is over here; nobody can hand in any more, and there is nothing to decide.
        let state: Challenge.State = closesAt <= change.now ? .completed : opensAt <= change.now ? .open : .published
        return ImportedChallenge(
            id: change.newID(), code: code, initiative: problem.initiative, problem: problem.id, kind: call.kind, title: call.title, summary: call.summary, text: call.text,
            eligibility: call.eligibility, prize: call.prize, department: problem.department, opensAt: opensAt, closesAt: closesAt, decisionBy: closes.day.adding(days: 60),
            state: state, createdAt: createdAt, criteria: call.criteria.map { ($0.name, $0.weight) }, origin: call.origin, originStatus: call.status, originAddress: call.address)
    }
    private func moved(_ time: LocalTime, _ change: Change) -> Instant {
        change.city.calendar.instant(of: LocalTime(day: time.day.adding(days: shift), minuteOfDay: time.minuteOfDay))
    }
}
