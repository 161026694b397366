import Talkoot
import TestTown

extension Town {
    /// A problem of Public transport that has been sorted, in a city whose gates bind.
    func boundProblem() async throws -> ObjectReference {
        let signal = try await signal(in: .accepted)
        let drafted = try await perform("problem.draft", on: signal, [
            "title": "Buses cannot reach the kerb where vans stop", "statement": "Vans stand in the bay.", "affected": "310 passengers a day.", "department": "transport",
        ], as: .paivi)
        guard let problem = drafted.object else { throw Refusal.notFound }
        try await perform("problem.submit", on: problem, as: .paivi)
        try await screen(problem)
        try await perform("problem.triage", on: problem, ["quadrant": "companiesNew", "reason": "Others may know more."], as: .liisa)
        return problem
    }

    /// Twelve points: others should be asked.
    @discardableResult
    func screen(_ problem: ObjectReference, market: Int = 1, advice: String? = nil, reason: String? = nil) async throws -> Outcome {
        var input: [String: JSON] = ["persistence": "4", "failedAttempts": "3", "parties": "3", "conflict": "2", "uncertainty": "2", "market": .text("\(market)")]
        if let advice { input["advice"] = .text(advice) }
        if let reason { input["reason"] = .text(reason) }
        return try await perform("problem.screen", on: problem, .object(input), as: .liisa)
    }
    /// The gates of Kuusila bind from now on.
    func bindGates() async throws {
        try await perform("limit.set", on: Target("problem.bindingGates"), ["value": "3", "reason": "We have learned it."], as: .liisa)
    }
    func problemNow(_ problem: ObjectReference, as person: Townsperson? = .liisa) async throws -> CityProblem {
        try await look(as: person) { try ProblemQueries.problem(Target(problem.code.rawValue), $0) }
    }
}
