import Storage

/// A call that was published elsewhere, with its own dates, or those dates moved.
struct ImportedChallenge {
    let id: ID<Challenge>, code: PublicCode, initiative: ID<Initiative>, problem: ID<CityProblem>
    let kind: Challenge.Kind, title: String, summary: String, text: String, eligibility: String, prize: Money, department: ID<Department>
    let opensAt: Instant, closesAt: Instant, decisionBy: Day, state: Challenge.State, createdAt: Instant
    let criteria: [(name: String, weight: Int)]
    let origin: String, originStatus: String, originAddress: String?

    var reference: ObjectReference { ObjectReference(.challenge, id: id.rawValue, code: code) }
}

extension ChallengeTable {
    /// Those of these origins that the city has already.
    static func known(_ origins: [String], _ scene: Scene) throws -> Set<String> {
        Set(try scene.tx.rows("SELECT origin FROM challenge WHERE city = \(scene.city.id) AND origin IN (\(list: origins))") { try $0.text() })
    }

    /// Writes it with its criteria. What has not closed yet opens and closes by the clock as any other call.
    static func insert(_ call: ImportedChallenge, _ change: Change) throws {
        try change.tx.run("""
            INSERT INTO challenge (city, id, code, initiative, problem, kind, title, summary, text, eligibility, prize_cents, department, opens_at, closes_at, decision_by, state,
                is_public, version, created_at, moved_at, origin, origin_status, origin_address)
            VALUES (\(change.city.id), \(call.id), \(call.code), \(call.initiative), \(call.problem), \(call.kind), \(call.title), \(call.summary), \(call.text), \(call.eligibility),
                \(call.prize), \(call.department), \(call.opensAt), \(call.closesAt), \(call.decisionBy), \(call.state), \(true), \(1), \(call.createdAt), \(call.createdAt),
                \(call.origin), \(call.originStatus), \(call.originAddress))
            """)
        try replaceCriteria(of: call.id, with: call.criteria.map { CriterionDraft(name: $0.name, weight: $0.weight) }, change)
        if call.state == .published { try change.schedule(OpenChallenge.name, on: call.reference, at: call.opensAt) }
        guard call.state == .published || call.state == .open else { return }
        try change.schedule(CloseChallenge.name, on: call.reference, at: call.closesAt)
        try change.enters(call.state, Challenge.lifecycle, call.reference, of: call.initiative, department: call.department, promisedAt: call.state == .open ? call.closesAt : call.opensAt)
    }
}
