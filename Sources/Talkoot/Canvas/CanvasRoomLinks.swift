import Storage

/// One line for each field that another room answers. The lines name things as people entered them: words of the site would be of one language only.
extension CanvasRoomLink {
    static let all: [CanvasRoomLink] = [
        CanvasRoomLink("0.2", "stakeholders") { problem, scene in
            let district = try CityQueries.names(scene).districts.first { $0.id == problem.district }.map { " (\($0.name))" } ?? ""
            return ["\(problem.affected)\(district)"] + (try Stakeholder.all(of: problem.id, scene).filter { $0.stakeholderKind == .affected }.map { "\($0.name): \($0.why)" })
        },
        CanvasRoomLink("0.3", "insights", isSection: true, suffices: true) { problem, scene in
            try InsightQueries.insights(of: problem, scene).map { card in
                let strength = (Insight.Strength.allCases.firstIndex(of: card.strength) ?? 0) + 1
                return "\(card.observation) (\([card.group, card.source, "\(strength)/3"].filter { !$0.isEmpty }.joined(separator: "; ")))"
            }
        },
        CanvasRoomLink("0.4", "journeys", isSection: true, suffices: true) { problem, scene in
            try JourneyQueries.maps(of: problem, scene).map { map in
                let steps = map.steps(.now), departments = try names(Set(steps.compactMap(\.department)), scene)
                return "\(map.journey.title): \(steps.map(\.title).joined(separator: " → ")) (\(departments.joined(separator: ", ")))"
            }
        },
        CanvasRoomLink("0.5", "reuse", suffices: true) { problem, scene in
            try ReuseQueries.answers(of: problem, scene).prefix(1).map { $0.found.isEmpty ? $0.reason : "\($0.foundTitle) (\($0.found)): \($0.reason)" }
        },
        CanvasRoomLink("0.7", "requirements") { problem, scene in
            try Requirement.all(of: problem.id, scene).filter { $0.visibility.isShown && $0.state != .withdrawn }.map { "\($0.who), \($0.situation): \($0.need). \($0.acceptance)" }
        },
        CanvasRoomLink("1.1", "fit", isSection: true, suffices: true) { problem, scene in
            guard let screen = try ProblemQueries.screen(of: problem, scene) else { return [] }
            let s = screen.suitability
            return ["\(s.persistence) + \(s.failedAttempts) + \(s.parties) + \(s.conflict) + \(s.uncertainty) − 2 × \(s.market) = \(s.score)"] + (screen.reason.isEmpty ? [] : [screen.reason])
        },
        CanvasRoomLink("1.2", "tasks") { problem, scene in
            try DutyQueries.matrix(of: problem, scene).map { row in
                let who = try names(Set(row.parts.filter { $0.part == .accountable }.compactMap(\.department)), scene)
                return "\(row.duty.name): \((who + [row.duty.dueOn?.description].compactMap(\.self)).joined(separator: ", "))"
            }
        },
        CanvasRoomLink("1.3", "way", isSection: true, suffices: true) { problem, scene in
            try ProblemQueries.participation(of: problem, scene)?.seats.map { "\($0.decision.gate)\($0.who) (\($0.chosen))" } ?? []
        },
        CanvasRoomLink("2.2", "fit", isSection: true) { problem, scene in
            let objectives = try ObjectiveQueries.all(scene)
            return try ObjectiveQueries.weights(of: problem, scene).compactMap { weight in objectives.first { $0.id == weight.objective }.map { "\(weight.weight) % \($0.name)" } }
        },
        CanvasRoomLink("2.3", "goals", isSection: true, suffices: true) { problem, scene in
            try GoalQueries.sheet(of: problem, scene).goals.map { "\($0.text) (\($0.metric) \($0.direction == .up ? "↑" : "↓"))" }
        },
        CanvasRoomLink("2.6", "lots", isSection: true, suffices: true) { problem, scene in
            try ProblemQueries.lots(of: problem, scene)?.lots.map { "\($0.number) \($0.title): \($0.cost.text) \(scene.city.currency)" } ?? []
        },
        CanvasRoomLink("3.2", "resources") { problem, scene in
            let brought = try CoOwner.all(of: problem.id, scene).filter { $0.state == .joined && $0.budget.cents > 0 }
            return try brought.map { "\(try names([$0.department], scene).joined()): \($0.budget.text) \(scene.city.currency)" } + approved(.money, scene.city.currency, problem, scene)
        },
        CanvasRoomLink("4.1", "resources", suffices: true) { problem, scene in try approved(.hours, "h", problem, scene) },
        CanvasRoomLink("5.1", "risks", suffices: true) { problem, scene in
            let departments = try CityQueries.names(scene).departments
            return try RiskQueries.register(of: problem, scene).open.map { entry in
                let bearers = entry.bearers.map { one in "\(departments.first { $0.id == one.department }?.name ?? one.organisation ?? one.other) \(one.share) %" }
                return "\(entry.risk.category.code) (\(entry.risk.likelihood.number) × \(entry.risk.harm.worst) = \(entry.risk.score)) \(entry.risk.happening)\(bearers.isEmpty ? "" : " (\(bearers.joined(separator: ", ")))")"
            }
        },
        CanvasRoomLink("5.2", "risks", suffices: true) { problem, scene in try LossLimit.last(problem, scene)?.lines(in: scene.city.currency) ?? [] },
        // What is to be done when the service suffers: the guards against that kind of risk.
        CanvasRoomLink("5.3", "risks") { problem, scene in
            try RiskQueries.register(of: problem, scene).open.map(\.risk).filter { $0.category == .service || $0.harm.service >= 3 }.map { "\($0.happening) → \($0.safeguard)" }
        },
        CanvasRoomLink("5.4", "risks") { problem, scene in try RiskQueries.trials(of: problem, scene).lines(in: scene.city.currency) },
        CanvasRoomLink("6.1", "owners") { problem, scene in try names(Set(problem.departments), scene) },
    ]

    private static func approved(_ kind: ResourceLine.Kind, _ unit: String, _ problem: CityProblem, _ scene: Scene) throws -> [String] {
        try ResourceLine.all(of: problem.id, scene).filter { $0.resourceKind == kind && $0.state == .approved }.map {
            "\($0.what): \(Money(cents: $0.planned).text) \(unit), \(try names([$0.department], scene).joined())"
        }
    }
    /// In the order of the city's own list.
    private static func names(_ departments: Set<ID<Department>>, _ scene: Scene) throws -> [String] {
        try CityQueries.departments(isOpenOnly: false, scene).filter { departments.contains($0.id) }.map(\.name)
    }
}

extension ParticipationMap.Decision {
    /// The gate that it is taken at, as the field writes it, with a space after it; an award has none.
    fileprivate var gate: String {
        switch self {
        case .definition: "G1 "
        case .route: "G2 "
        case .award: ""
        case .pilot: "G3 "
        case .scale: "G5 "
        }
    }
}
