import Storage
@testable import Talkoot
import Testing
import TestTown

/// What the stories about the people around a problem begin with.
extension Town {
    /// A line of a part by the code that its act gave.
    func line(_ act: String, on problem: ObjectReference, _ input: JSON, as person: Townsperson) async throws -> Target {
        Target(try #require(try await perform(act, on: problem, input, as: person).values["code"]?.text))
    }
    @discardableResult
    func seat(_ person: Townsperson, _ kind: String, _ department: String? = nil, share: Int? = nil, on problem: ObjectReference, as officer: Townsperson = .liisa) async throws -> Target {
        let today = try await look { $0.today }
        var input: [String: JSON] = ["kind": .text(kind), "email": .text(person.email), "from": .text(today.description), "until": .text(today.adding(days: 200).description)]
        if let department { input["department"] = .text(department) }
        if let share { input["share"] = .integer(Int64(share)) }
        return try await line("team.seat", on: problem, .object(input), as: officer)
    }
    /// A triaged problem that public transport and the streets own together, with a goal that both agreed to.
    func sharedProblem(rule: String = "consent") async throws -> ObjectReference {
        let problem = try await problem(in: .triaged).object(.problem)
        let asked = try await line("owner.invite", on: problem, ["department": "streets", "reason": "The kerbs are theirs."], as: .paivi)
        try await perform("owner.join", on: asked, ["budget": "4000"], as: .matti)
        try await perform("ownership.set", on: problem, ["goal": "Every bay is free when the bus comes.", "rule": .text(rule)], as: .paivi)
        try await perform("ownership.agree", on: problem, as: .matti)
        return problem
    }
    func define(_ problem: ObjectReference) async throws {
        try await perform("problem.define", on: problem, ["outcome": "Everybody can board.", "metric": "Blocked arrivals per 100 buses", "baseline": "38", "goal": "15"], as: .paivi)
    }
    func state(of problem: ObjectReference) async throws -> CityProblem.State {
        try await look(as: .liisa) { try ProblemQueries.problem(Target(problem.code.rawValue), $0).state }
    }
    func found(_ problem: ObjectReference, as person: Townsperson? = nil) async throws -> CityProblem {
        try await look(as: person) { try ProblemQueries.problem(Target(problem.code.rawValue), $0) }
    }
    func refusals(_ body: () async throws -> Void) async throws -> [String] {
        do { try await body(); return [] } catch Refusal.invalid(let problems) { return problems.map(\.key) }
    }
    func told(_ event: String) async throws -> Set<String> {
        Set(try await platform.reading { try $0.rows("SELECT recipient FROM notice WHERE event = \(event)") { try $0.text() } })
    }
}

extension Town {
    /// One of each kind of part and line around a problem that is to be defined, for the table of permissions.
    func partObjects() async throws -> [(ObjectReference, String)] {
        let problem = try await sharedProblem()
        let paivi: JSON = ["party": "department/transport", "part": "accountable", "person": .text(Townsperson.paivi.email)]
        let lines: [(ObjectKind, Target, String)] = [
            (Stakeholder.kind, try await line("stakeholder.add", on: problem, ["kind": "affected", "name": "Pupils", "sector": "residents", "why": "They wait in the road."], as: .tuula), "not invited"),
            (DesignSeat.kind, try await seat(.aino, "beneficiary", on: problem), "proposed, the resident's own"),
            (DesignSeat.kind, try await seat(.tuula, "frontLine", "transport", share: 20, on: problem), "proposed, working time"),
            (ResourceLine.kind, try await line("resource.plan", on: problem, ["what": "Counting", "kind": "hours", "amount": "10", "stage": "understand", "purpose": "work", "source": "ownBudget", "department": "transport"], as: .tuula), "proposed"),
            (Duty.kind, try await line("task.set", on: problem, ["name": "Count", "parts": .list([paivi])], as: .tuula), "set"),
            (Risk.kind, try await line("risk.note", on: problem, [
                "category": "service", "happening": "Buses stop.", "likelihood": "2", "harmService": "4", "proximity": "later", "safeguard": "The old stop stays.", "riskOwner": .text(Townsperson.tuula.email), "bearers": [],
            ], as: .tuula), "open"),
            (CoOwner.kind, try await line("owner.invite", on: problem, ["department": "parks", "reason": "The shore."], as: .paivi), "invited, another department"),
            (HearingComment.kind, try await line("hearing.comment", on: problem, ["text": "And on Sundays?"], as: .aino), "not answered"),
            (Requirement.kind, try await line("requirement.write", on: problem, ["who": "Drivers", "situation": "In snow", "need": "To see the bay", "why": "It is hidden", "acceptance": "A pole"], as: .aino), "shared"),
            (Friction.kind, try await line("friction.report", on: problem, ["text": "They do not speak."], as: .tuula), "reported by the clerk"),
        ]
        let parts = PartQueries.partKinds.map { (ObjectReference($0, id: problem.id, code: problem.code), "of a shared problem to be defined") }
        return parts + lines.map { (ObjectReference($0.0, id: $0.1.text, code: $0.1.code), $0.2) }
    }
}
