import Storage

/// Somebody who lives with the problem, or works at the front line, asks for a seat; nobody has to be known to be asked.
public struct OfferSeat: PartAct {
    public enum Kind: String, CaseIterable, Sendable { case beneficiary, frontLine }

    public static let name = "team.offer"
    static let part = ObjectKind.designTeam
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form(.choice("kind", of: Kind.self), .text("reason", max: 400), .optional(.pick("department")), .optional(.integer("share", in: 1...100))) {
        OfferSeat(kind: $0, reason: $1, department: $2, share: $3)
    }
    let kind: Kind, reason: String, department: String?, share: Int?
    private var seat: DesignSeat.Kind { kind == .beneficiary ? .beneficiary : .frontLine }

    public static func objection(_ standing: Standing, _ part: ProblemPart) -> String? { standing.limitation }
    public static func isOpen(_ part: ProblemPart, _ scene: Scene) throws -> Bool { [.submitted, .triaged, .defining, .defined].contains(part.problem.state) }
    public static func options(_ part: ProblemPart, _ scene: Scene) throws -> [String: [Option]] { ["department": try CityQueries.departmentOptions(scene)] }
    public func problems(_ part: ProblemPart, _ scene: Scene) throws -> [Problem] {
        var problems = try CityQueries.check(district: nil, department: department, scene)
        if department != nil && share == nil { problems.append(Problem("share", "problem.shareMissing")) }
        if kind == .frontLine && department == nil { problems.append(Problem("department", "problem.seatDepartment")) }
        if kind == .beneficiary && department != nil { problems.append(Problem("department", "problem.beneficiaryOfCity")) }
        let own = scene.standing.person?.id
        if try DesignSeat.all(of: part.problem.id, scene).contains(where: { $0.person == own && $0.isLive }) { problems.append(Problem("", "problem.seatedOnTeam")) }
        return problems
    }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        let place = try CityQueries.department(department, change), id: ID<DesignSeat> = change.newUndatedID(), code = try change.newCode()
        try change.tx.run("""
            INSERT INTO design_seat (city, id, code, problem, kind, person, department, share, from_on, until_on, stand_in, state, reason, version, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(part.problem.id), \(seat), \(person.id), \(place?.id), \(share ?? 0), \(change.today), \(change.today.adding(days: 182)), \(ID<Person>?.none),
                \(DesignSeat.State.offered), \(reason), \(1), \(change.now))
            """)
        return try change.noted(part, DesignTeamEvent.offered, line: code, facts: ["kind": .text(kind.rawValue), "share": .integer(Int64(share ?? 0)), "department": .text(place?.slug ?? "")],
                                personal: ["holder": .text(person.id.rawValue), "reason": .text(reason)])
    }
}

/// The innovation officer takes somebody onto the team; working time is the head's of that department to give. Nobody answers what they asked for themselves.
public struct AcceptSeat: SeatAct {
    public typealias Element = DesignSeat
    public static let name = "seat.accept"
    public static let form = Form { AcceptSeat() }
    public static func objection(_ standing: Standing, _ line: PartLine<DesignSeat>) -> String? {
        if standing.matches(.author, line.bearings) { return "denied.ownOffer" }
        return line.element.department == nil || standing.matches(.role(.departmentHead), line.bearings) ? nil : "denied.seatManager"
    }
    public func apply(_ line: PartLine<DesignSeat>, _ change: Change) throws -> Outcome {
        var outcome = try move(line, .seatConfirmed, change)
        try FirstContacts.stamp(line, change)
        if let person = line.element.person { outcome.values["load"] = .integer(Int64(try WorkLoad.warn(person, line.part, line.element.from...line.element.until, change))) }
        return outcome
    }
}
