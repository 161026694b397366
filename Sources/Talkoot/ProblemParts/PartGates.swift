import Storage

/// What the rooms around a problem ask for at its gates.
extension GateContribution {
    /// Every group that is touched is known, and invited or left out for a reason.
    static let affectedGroups = GateContribution(.definition, ["affectedGroups"]) { problem, scene in
        let coverage = StakeholderCoverage(try Stakeholder.inForce(for: problem, scene))
        return [GateNeed("affectedGroups", isMet: coverage.groups > 0 && coverage.uncovered.isEmpty, asked: .role(.innovationOfficer), .page("stakeholders"),
                         values: ["count": "\(coverage.uncovered.count)"])]
    }
    static let team = GateContribution(.definition, ["designTeam"]) { problem, scene in
        let team = try DesignTeamQueries.team(of: problem, scene)
        return [GateNeed("designTeam", isMet: team.confirmedAt != nil, asked: .role(.departmentHead), .page("team"))]
    }
    /// Only where several own it, and have not written their goals one by one, which is asked for by itself.
    static let commonAim = GateContribution(.definition, ["sharedGoal"]) { problem, scene in
        let ownership = try OwnershipQueries.ownership(of: problem, scene)
        guard ownership.isShared, try ownership.aimVersion > 0 || GoalSheet.of(problem, scene).goals.isEmpty else { return [] }
        return [GateNeed("sharedGoal", isMet: ownership.aimVersion > 0 && ownership.missing.isEmpty, asked: .role(.departmentHead), .page("owners"))]
    }
    static let hearing = GateContribution(.definition, ["hearing"], answers)
    static let hearingAtRoute = GateContribution(.route, ["hearing"], answers)
    private static let answers: @Sendable (CityProblem, Scene) throws -> [GateNeed] = { problem, scene in
        let open = try HearingQueries.unanswered(problem.id, scene)
        return [GateNeed("hearing", isMet: open == 0, asked: .role(.departmentHead), .page("hearing"), values: ["count": "\(open)"], bindsAlways: true)]
    }
    static let objections = GateContribution(.definition, ["objection"], settled)
    static let objectionsAtRoute = GateContribution(.route, ["objection"], settled)
    /// Nothing shows that there is none: whoever reads the sheet would else learn the day on which somebody objected. Only the owners see that one is open.
    private static let settled: @Sendable (CityProblem, Scene) throws -> [GateNeed] = { problem, scene in
        guard try FrictionQueries.stopsGate(problem, scene), try FrictionQueries.maySeeStop(problem, scene) else { return [] }
        return [GateNeed("objection", isMet: false, asked: .role(.innovationOfficer), .page("friction"), bindsAlways: true)]
    }
    static let hours = GateContribution(.route, ["resources"]) { problem, scene in
        let lines = try ResourceLine.inForce(for: problem, scene)
        let isMet = lines.contains { $0.state == .approved && $0.resourceKind == .hours } && !lines.contains { $0.state == .proposed }
        return [GateNeed("resources", isMet: isMet, asked: .role(.departmentHead), .page("resources"))]
    }
    /// Somebody thought of what could go wrong, and nothing grave is left without anybody who bears it.
    static let risks = GateContribution(.route, ["risks"]) { problem, scene in
        let register = try RiskQueries.registerInForce(for: problem, scene), unborne = register.unborne.count
        return [GateNeed("risks", isMet: !register.entries.isEmpty && unborne == 0, asked: .role(.departmentHead), .page("risks"), sentence: unborne > 0 ? "need.risks.unborne" : nil, values: ["count": "\(unborne)"])]
    }
    static let duties = GateContribution(.route, ["tasks"]) { problem, scene in
        [GateNeed("tasks", isMet: try !Duty.inForce(for: problem, scene).isEmpty, asked: .role(.innovationOfficer), .page("tasks"))]
    }
}
