import Storage

/// One bearer as it is typed.
struct RiskBearerDraft: Sendable {
    let party: String?, other: String?, share: Int
    static let form = Form(.optional(.pick("party")), .optional(.line("other", max: 120)), .integer("share", in: 1...100)) { RiskBearerDraft(party: $0, other: $1, share: $2) }
    fileprivate var name: String { party ?? Folding.fold(other ?? "") }
}

/// What a person types about a risk.
struct RiskText: Sendable {
    let category: RiskCategory, happening: String, likelihood: Risk.Likelihood, harm: Harm, proximity: Risk.Proximity, safeguard: String, owner: String, bearers: [RiskBearerDraft]
}

/// What both acts that write a risk have in common.
protocol RiskWriting { var risk: RiskText { get } }

extension RiskWriting {
    static func riskOptions(_ scene: Scene) throws -> [String: [Option]] { ["party": try DutyParty.options(scene)] }

    func riskProblems(_ scene: Scene) throws -> [Problem] {
        var problems = risk.harm.worst == 0 ? [Problem("harmMoney", "problem.noHarm")] : []
        problems += try ownerProblems(scene)
        let offered = Set(try DutyParty.options(scene).map(\.value))
        for (index, bearer) in risk.bearers.enumerated() {
            if let party = bearer.party, !offered.contains(party) { problems.append(Problem("bearers.\(index).party", "problem.choice")) }
            if (bearer.party == nil) == (bearer.other == nil) { problems.append(Problem("bearers.\(index).party", "problem.oneBearer")) }
        }
        if Set(risk.bearers.map(\.name)).count != risk.bearers.count { problems.append(Problem("bearers", "problem.bearerTwice")) }
        let sum = risk.bearers.reduce(0) { $0 + $1.share }
        if !risk.bearers.isEmpty && sum != 100 { problems.append(Problem("bearers", "problem.riskShares", ["sum": "\(sum)"])) }
        return problems
    }
    /// The register is public, so a risk is watched by somebody who works for the city.
    private func ownerProblems(_ scene: Scene) throws -> [Problem] {
        guard let person = try PersonTable.find(email: risk.owner, scene.city.id, scene.tx) else { return [Problem("riskOwner", "problem.noPerson")] }
        let isOfCity = try PersonTable.grants(of: person.id, scene.city.id, scene.now, scene.tx).contains { $0.role.isOfCity }
        return isOfCity ? [] : [Problem("riskOwner", "problem.riskOwner")]
    }
    func writeBearers(of id: ID<Risk>, _ change: Change) throws {
        try change.tx.run("DELETE FROM risk_bearer WHERE city = \(change.city.id) AND risk = \(id)")
        for (index, bearer) in risk.bearers.enumerated() {
            let party = try bearer.party.map { try DutyParty.parse($0, change) }
            try change.tx.run("""
                INSERT INTO risk_bearer (city, risk, position, department, organisation, other, share)
                VALUES (\(change.city.id), \(id), \(index), \(party?.department), \(party?.organisation), \(bearer.other ?? ""), \(bearer.share))
                """)
        }
    }
    /// Who watches it by name stands in the part that goes with the person.
    func facts() -> [String: JSON] {
        let level = RiskLevel(score: risk.likelihood.number * risk.harm.worst)
        return [
            "category": .text(risk.category.rawValue), "happening": .text(risk.happening), "likelihood": .integer(Int64(risk.likelihood.number)), "harm": .integer(Int64(risk.harm.worst)), "level": .text(level.rawValue),
            "bearers": .list(risk.bearers.map { ["party": .text($0.party ?? $0.other ?? ""), "share": .integer(Int64($0.share))] }),
        ]
    }
}
