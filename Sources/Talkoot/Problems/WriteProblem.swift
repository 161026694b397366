import Storage

/// A problem that nobody has sent a signal about: those who work for the city write it down as a draft; an association or a group brings it in its own name,
/// and then everybody reads it at once.
public struct WriteProblem: Act {
    public static let name = "problem.write"
    public static let permitted: [Who] = [.role(.staff), .role(.departmentHead), .role(.innovationOfficer), .representative]
    public static let form = Form(
        .line("title", max: 120), .text("statement", max: 4_000), .text("affected", max: 1_000), .pick("department"), .optional(.pick("district")), .optional(.pick("organisation"))
    ) { WriteProblem(title: $0, statement: $1, affected: $2, department: $3, district: $4, organisation: $5) }
    let title: String, statement: String, affected: String, department: String, district: String?, organisation: String?

    /// A role that is for one department opens the door too, as does being a member of an organisation.
    public static func permission(_ standing: Standing, _ subject: TheCity) -> Permission {
        if let why = hindrance(standing) ?? standing.limitation { return .denied(why) }
        if standing.isVisitor { return .denied("denied.signIn") }
        return isOfCity(standing) || !standing.organisations.isEmpty ? .allowed : .denied("denied.role")
    }
    private static func isOfCity(_ standing: Standing) -> Bool { [Role.departmentHead, .innovationOfficer, .staff].contains(where: standing.holds) }
    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] {
        ["department": try CityQueries.departmentOptions(scene), "district": try CityQueries.districtOptions(scene), "organisation": try OrganisationQueries.mine(scene).map { Option($0.code.rawValue, $0.name) }]
    }
    /// Who has one association or group is not asked which.
    public static func prefill(_ subject: TheCity, _ scene: Scene) throws -> [String: JSON] {
        let own = isOfCity(scene.standing) ? [] : try OrganisationQueries.mine(scene).filter { bringing.contains($0.sector) && $0.state == .verified }
        return own.count == 1 ? ["organisation": .text(own[0].code.rawValue)] : [:]
    }
    public static let bringing: Set<Organisation.Sector> = [.thirdSector, .informalGroup]
    private func bringer(_ scene: Scene) throws -> Organisation? {
        try organisation.flatMap { code in try OrganisationQueries.mine(scene).first { $0.code == PublicCode(code) } }
    }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        let problems = try CityQueries.check(district: district, department: department, scene)
        guard let bringer = try bringer(scene) else {
            return problems + (organisation != nil ? [Problem("organisation", "problem.choice")] : Self.isOfCity(scene.standing) ? [] : [Problem("organisation", "problem.missing")])
        }
        guard Self.bringing.contains(bringer.sector) else { return problems + [Problem("organisation", "problem.bringerSector")] }
        return bringer.state == .verified ? problems : problems + [Problem("organisation", "problem.bringerUnverified")]
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let department = try CityQueries.department(department, change) else { throw Refusal.notFound }
        let (initiative, _) = try change.beginInitiative(titled: title, isPublic: false)
        let bringer = try bringer(change)
        var draft = ProblemDraft(title: title, statement: statement, affected: affected, department: department.id, district: try CityQueries.district(district, change)?.id, initiative: initiative)
        draft.broughtBy = bringer?.id
        let problem = try draft.enter(change)
        return bringer == nil ? Outcome(problem.reference) : try SubmitProblem().apply(problem, change)
    }
}
