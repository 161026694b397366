import Storage

/// The steering rights with which a problem of a kind begins: a first map of decisions starts from them, and the officer makes it the city's own.
struct KindTemplate: Sendable {
    /// Who a seat is for; the names come from the problem.
    enum Party: Sendable { case head, officer, affected, able }
    struct Line: Sendable { let decision: ParticipationMap.Decision, party: Party, part: ParticipationMap.Part }

    let lines: [Line]

    static func of(_ quadrant: CityProblem.Quadrant) -> KindTemplate {
        switch quadrant {
        case .citizensImprove: KindTemplate(besides: [.definition: [(.affected, .advises)], .route: [(.affected, .heard)], .award: [(.affected, .advises)], .pilot: [(.affected, .heard)]])
        case .citizensNew: KindTemplate(besides: [.definition: [(.affected, .advises)], .route: [(.affected, .vetoes)], .award: [(.affected, .advises)], .pilot: [(.affected, .advises)], .scale: [(.affected, .heard)]])
        case .companiesImprove: KindTemplate(besides: [.definition: [(.able, .heard)], .route: [(.affected, .informed)], .award: [(.able, .informed)]])
        case .companiesNew: KindTemplate(besides: [.definition: [(.able, .advises), (.affected, .heard)], .route: [(.able, .heard)], .award: [(.affected, .advises)], .pilot: [(.able, .advises)]])
        case .city: KindTemplate(besides: [.definition: [(.affected, .heard)], .route: [(.affected, .informed)]])
        }
    }
    /// The head decides what is wanted, which way and whom; the officer what is tried and spread.
    private init(besides: [ParticipationMap.Decision: [(Party, ParticipationMap.Part)]]) {
        lines = ParticipationMap.Decision.allCases.flatMap { decision in
            let decides = Line(decision: decision, party: [.definition, .route, .award].contains(decision) ? .head : .officer, part: .decides)
            return [decides] + (besides[decision] ?? []).map { Line(decision: decision, party: $0.0, part: $0.1) }
        }
    }

    /// The rows of the form. How somebody was chosen is left to say; a party that nobody has written down yet is left out.
    func rows(for problem: CityProblem, _ scene: Scene) throws -> [JSON] {
        let plan = try Stakeholder.inForce(for: problem, scene), department = try CityQueries.departments(isOpenOnly: false, scene).first { $0.id == problem.department }
        func names(_ kind: Stakeholder.Kind) -> String { plan.filter { $0.stakeholderKind == kind }.map(\.name).joined(separator: ", ") }
        func who(_ party: Party) -> String {
            switch party {
            case .head: department?.name ?? ""
            case .officer: scene.city.name
            case .affected: names(.affected).isEmpty ? problem.affected : names(.affected)
            case .able: names(.able)
            }
        }
        return lines.filter { !who($0.party).isEmpty }.map { line in
            let role: Role? = line.party == .head ? .departmentHead : line.party == .officer ? .innovationOfficer : nil
            return ["decision": .text(line.decision.rawValue), "who": .text(Shortening.cut(who(line.party), to: 120)), "part": .text(line.part.rawValue), "chosen": "",
                    "role": .text(role?.rawValue ?? ""), "department": .text(line.party == .head ? department?.slug ?? "" : "")]
        }
    }
}
