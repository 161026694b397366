import Storage

/// From insights to daily work: what a department changes, who answers for it and by when.
public struct AgreeChange: Act {
    public static let name = "changeRequest.agree"
    public static let target: ObjectKind? = .problem
    public static let permitted: [Who] = [.role(.departmentHead), .role(.innovationOfficer), .role(.staff)]
    public static let form = Form(.line("title", max: 120), .text("text", max: 2_000), .picks("insights"), .pick("department"), .pick("owner"), .day("dueOn")) {
        AgreeChange(title: $0, text: $1, insights: $2, department: $3, owner: $4, dueOn: $5)
    }
    let title: String, text: String, insights: [String], department: String, owner: String, dueOn: Day

    public static func load(_ target: Target, _ scene: Scene) throws -> CityProblem { try ProblemQueries.problem(target, scene) }
    public static func isOpen(_ problem: CityProblem, _ scene: Scene) throws -> Bool { try !InsightQueries.insights(of: problem, scene).isEmpty }
    public static func prefill(_ problem: CityProblem, _ scene: Scene) throws -> [String: JSON] {
        ["department": .text(try CityQueries.departments(scene).first { $0.id == problem.department }?.slug ?? "")]
    }
    public static func options(_ problem: CityProblem, _ scene: Scene) throws -> [String: [Option]] {
        let officials = try PersonTable.officials(scene), names = try PeopleQueries.names(of: Set(officials), scene)
        return [
            "department": try CityQueries.departmentOptions(scene),
            "insights": try InsightQueries.insights(of: problem, scene).map { Option($0.code.rawValue, $0.observation) },
            "owner": officials.compactMap { id in names[id].map { Option(id.rawValue, $0) } }.sorted { $0.label < $1.label },
        ]
    }
    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        let offered = try Self.options(problem, scene).mapValues { Set($0.map(\.value)) }
        var problems = try CityQueries.check(district: nil, department: department, scene)
        if !Set(insights).isSubset(of: offered["insights"] ?? []) { problems.append(Problem("insights", "problem.choice")) }
        if !(offered["owner"] ?? []).contains(owner) { problems.append(Problem("owner", "problem.choice")) }
        if dueOn <= scene.today { problems.append(Problem("dueOn", "problem.past")) }
        return problems
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        guard let department = try CityQueries.department(department, change) else { throw Refusal.notFound }
        let (id, code, city): (ID<ChangeRequest>, PublicCode, ID<City>) = (change.newID(), try change.newCode(), change.city.id)
        try change.tx.run("""
            INSERT INTO change_request (city, id, code, initiative, problem, department, title, text, owner, due_on, state, outcome, is_public, created_at)
            VALUES (\(city), \(id), \(code), \(problem.initiative), \(problem.id), \(department.id), \(title), \(text), \(ID<Person>(owner)), \(dueOn), \(ChangeRequest.State.agreed), '',
                \(problem.isPublic), \(change.now))
            """)
        for card in try InsightQueries.insights(of: problem, change) where insights.contains(card.code.rawValue) {
            try change.tx.run("INSERT INTO change_request_insight (city, request, insight) VALUES (\(city), \(id), \(card.id))")
        }
        let request = try InsightQueries.request(Target(code.rawValue), change)
        return try change.moved(request, to: .agreed, ChangeRequestEvent.agreed, facts: [
            "title": .text(title), "text": .text(text), "insights": .list(Set(insights).sorted().map(JSON.text)), "due": .text(dueOn.description),
        ], promisedAt: change.city.calendar.end(of: dueOn))
    }
}

protocol ChangeRequestMove: Act where Subject == ChangeRequest {
    static var event: ChangeRequestEvent { get }
    var outcome: String { get }
}
extension ChangeRequestMove {
    public static var target: ObjectKind? { .changeRequest }
    public static var permitted: [Who] { ChangeRequest.lifecycle.by(name) }
    public static func isOpen(_ request: ChangeRequest, _ scene: Scene) -> Bool { ChangeRequest.lifecycle.allows(name, in: request.state) }
    public static func load(_ target: Target, _ scene: Scene) throws -> ChangeRequest { try InsightQueries.request(target, scene) }
    public func apply(_ request: ChangeRequest, _ change: Change) throws -> Outcome {
        let state = try ChangeRequest.lifecycle.next(Self.name, from: request.state)
        let changed = try change.tx.run("""
            UPDATE change_request SET state = \(state), outcome = \(outcome) WHERE city = \(change.city.id) AND id = \(request.id) AND state = \(request.state)
            """)
        if changed == 0 { throw Refusal.stale }
        return try change.moved(request, to: state, Self.event, facts: ["outcome": .text(outcome)])
    }
}

/// It is part of the daily work now.
public struct FinishChange: ChangeRequestMove {
    public static let name = "changeRequest.finish"
    static let event = ChangeRequestEvent.done
    public static let form = Form(.text("changed", max: 2_000)) { FinishChange(outcome: $0) }
    let outcome: String
}

public struct DropChange: ChangeRequestMove {
    public static let name = "changeRequest.drop"
    static let event = ChangeRequestEvent.dropped
    public static let form = Form(.text("reason", max: 2_000)) { DropChange(outcome: $0) }
    let outcome: String
}
