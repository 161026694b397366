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
        try await perform("problem.triage", on: problem, ["quadrant": "companiesNew", "reason": "Others may know more."], as: .liisa)
        return problem
    }
}
