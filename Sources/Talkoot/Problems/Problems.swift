public import Storage

/// The room where a hint becomes a problem that a department owns.
public enum Problems: Room {
    public static let name = "problems"
    public static let migrations = [Migration("problems", ProblemTable.migration), .visibility("ALTER TABLE problem ADD COLUMN visibility TEXT NOT NULL DEFAULT 'shown'", of: "problem"),
                                    Migration("problemGates", ["ALTER TABLE problem ADD COLUMN binding_gates BIGINT NOT NULL DEFAULT 0"]), Migration("problemDepth", ProblemTable.depth),
                                    Migration("problemTriage", [ScreenTable.migration] + ObjectiveTable.migration + ExpectationTable.migration),
                                    Migration("problemWay", LotTable.migration + [Comparison.migration] + ParticipationMap.migration),
                                    Migration("participationOffices", ParticipationMap.offered), Migration("problemEnds", ProblemTable.ends),
                                    Migration("problemOrigins", ProblemTable.origins), Migration("problemLooksBack", LookBack.migration), Migration("problemAnswers", AnswerKind.migration)]
    public static let acts: [any Act.Type] = [
        DraftProblem.self, WriteProblem.self, SubmitProblem.self, TriageProblem.self, DeclineProblem.self, DefineProblem.self, RouteProblem.self, TakeProblem.self, SolveProblem.self,
        CloseProblem.self, ConcealProblem.self, ScreenProblem.self, OwnProblem.self, ReclassifyProblem.self, DescribeAnswer.self, BeginDefinition.self, ParkProblem.self,
        WakeProblem.self, MergeProblem.self, StartProblem.self, RedefineProblem.self, AddObjective.self, CloseObjective.self, WeighProblem.self, ExpectOfProblem.self,
        ReviewExpectation.self, PlanLots.self, SplitProblem.self, CompareWays.self, PublishParticipation.self, LookBackAtProblem.self,
        AskToLookBack.self,
    ]
    public static let lifecycles = [CityProblem.lifecycle.outline]
    public static let events = ProblemEvent.allCases.map(\.rawValue)
    public static let reactions = [
        Reaction(to: ChallengeEvent.published, perform: TakeProblem.name) { event, scene in
            guard let challenge = try ChallengeQueries.challenge(event.object, scene), let problem = try ProblemTable.find(challenge.problem, scene),
                  problem.state == .routed else { return [] }
            return [(Target(problem.code.rawValue), .object([:]))]
        },
    ] + ConcealProblem.reactions

    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = ProblemEvent(rawValue: event.name), let problem = try ProblemTable.find(code: event.object.code, scene) else { return [] }
        let owner = problem.owner.map { [Hearer.person($0)] } ?? []
        return switch name {
        case .submitted: [.role(.innovationOfficer, nil), .role(.departmentHead, problem.department)]
        case .woken: [.role(.innovationOfficer, nil)]
        case .begun, .redefined: owner + (try ProblemGroup.members(of: problem.id, scene)).sorted { $0.rawValue < $1.rawValue }.map(Hearer.person)
        case .invited: try SignalQueries.senders(of: problem.initiative, scene)
        case .parked, .merged: owner + (try SignalQueries.senders(of: problem.initiative, scene))
        case .triaged, .defined: owner + [.role(.departmentHead, problem.department)]
        case .routed: owner + [.role(.innovationOfficer, nil)]
        case .drafted, .screened, .owned, .reclassified, .described, .objectiveAdded, .objectiveClosed, .weighed, .expected, .reviewed, .lotsPlanned, .lotMade, .compared, .mapPublished, .lookedBack: []
        case .lookBackDue: [.role(.departmentHead, problem.department)]
        case .split: owner + [.role(.departmentHead, problem.department)]
        case .taken, .started, .solved, .declined, .closed: owner
        }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .problem else { return nil }
        return try tx.first("SELECT state FROM problem WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    public static func publicText(_ code: PublicCode, _ scene: Scene) throws -> PublicText? { try ProblemTable.find(code: code, scene)?.publicText }
    public static func publicTexts(by person: ID<Person>, _ scene: Scene) throws -> [PublicText] {
        try scene.tx.rows("""
            SELECT \(CityProblem.columns) FROM problem WHERE city = \(scene.city.id) AND owner = \(person) ORDER BY created_at DESC, id LIMIT 50
            """, CityProblem.init(row:)).map(\.publicText)
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        for table: SQLText in ["problem_screen", "expectation", "expectation_review", "lot_plan", "problem_comparison", "participation"] {
            try change.tx.run("UPDATE \(table) SET person = NULL WHERE city = \(change.city.id) AND person = \(person)")
        }
        try change.tx.run("DELETE FROM problem_member WHERE city = \(change.city.id) AND person = \(person)")
        try change.tx.run("UPDATE problem SET owner = NULL WHERE city = \(change.city.id) AND owner = \(person)")
    }
}
