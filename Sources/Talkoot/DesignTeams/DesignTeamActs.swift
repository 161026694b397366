import Storage

/// Proposes somebody for the team. A seat of working time waits for the line manager, any other for its holder.
public struct SeatOnTeam: PartAct {
    public static let name = "team.seat"
    static let part = ObjectKind.designTeam
    public static let form = Form(
        .choice("kind", of: DesignSeat.Kind.self), .email("email"), .optional(.pick("department")), .optional(.integer("share", in: 1...100)), .day("from"), .day("until"), .optional(.email("standIn"))
    ) { SeatOnTeam(kind: $0, email: $1, department: $2, share: $3, from: $4, until: $5, standIn: $6) }
    let kind: DesignSeat.Kind, email: String, department: String?, share: Int?, from: Day, until: Day, standIn: String?

    public static func options(_ part: ProblemPart, _ scene: Scene) throws -> [String: [Option]] { ["department": try CityQueries.departmentOptions(scene)] }
    public static func prefill(_ part: ProblemPart, _ scene: Scene) -> [String: JSON] {
        ["from": .text(scene.today.description), "until": .text(scene.today.adding(days: 182).description)]
    }
    public func problems(_ part: ProblemPart, _ scene: Scene) throws -> [Problem] {
        var problems = try CityQueries.check(district: nil, department: department, scene)
        problems += try NamedPerson.problems(email, "email", scene) + NamedPerson.problems(standIn, "standIn", scene)
        if standIn == email { problems.append(Problem("standIn", "problem.standInSelf")) }
        if until < from || until < scene.today { problems.append(Problem("until", "problem.endsTooEarly")) }
        if department != nil && share == nil { problems.append(Problem("share", "problem.shareMissing")) }
        if department == nil && kind != .beneficiary && kind != .expert { problems.append(Problem("department", "problem.seatDepartment")) }
        if department != nil && kind == .beneficiary { problems.append(Problem("department", "problem.beneficiaryOfCity")) }
        if let person = try PersonTable.find(email: email, scene.city.id, scene.tx),
           try DesignSeat.all(of: part.problem.id, scene).contains(where: { $0.person == person.id && $0.isLive }) { problems.append(Problem("email", "problem.seatedOnTeam")) }
        return problems
    }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        let person = try NamedPerson.find(email, change), deputy = try standIn.map { try NamedPerson.find($0, change) }
        let place = try CityQueries.department(department, change)
        let id: ID<DesignSeat> = change.newUndatedID(), code = try change.newCode()
        try change.tx.run("""
            INSERT INTO design_seat (city, id, code, problem, kind, person, department, share, from_on, until_on, stand_in, state, reason, version, created_at)
            VALUES (\(change.city.id), \(id), \(code), \(part.problem.id), \(kind), \(person.id), \(place?.id), \(share ?? 0), \(from), \(until), \(deputy?.id), \(DesignSeat.State.proposed), '', \(1), \(change.now))
            """)
        var outcome = try change.noted(part, DesignTeamEvent.proposed, line: code, facts: ["kind": .text(kind.rawValue), "share": .integer(Int64(share ?? 0)), "department": .text(place?.slug ?? ""),
                                                                                     "from": .text(from.description), "until": .text(until.description)], personal: ["holder": .text(person.id.rawValue)])
        outcome.values["load"] = .integer(Int64(try WorkLoad.warn(person.id, part, from...until, change)))
        return outcome
    }
}

protocol SeatAct: LineAct where Element == DesignSeat {}
extension SeatAct {
    public static var permitted: [Who] { DesignSeat.lifecycle.by(name) }
    public static func isOpen(_ line: PartLine<DesignSeat>, _ scene: Scene) throws -> Bool { line.part.isUnderWay && DesignSeat.lifecycle.allows(name, in: line.element.state) }
    /// Nobody approves their own working time, and nobody gives another's free time.
    static func onlyWhoMayGive(_ standing: Standing, _ line: PartLine<DesignSeat>) -> String? {
        let isHolder = standing.matches(.author, line.bearings)
        if line.element.department == nil { return isHolder ? nil : "denied.seatOwn" }
        if isHolder && !standing.holds(.departmentHead) { return "denied.seatManager" }
        return standing.matches(.role(.departmentHead), line.bearings) ? nil : "denied.seatManager"
    }

    func move(_ line: PartLine<DesignSeat>, _ event: DesignTeamEvent, reason: String = "", _ change: Change) throws -> Outcome {
        let seat = line.element, state = try DesignSeat.lifecycle.next(Self.name, from: seat.state)
        let changed = try change.tx.run("""
            UPDATE design_seat SET state = \(state), reason = \(reason), version = version + 1, confirmed_by = \(change.standing.person?.id)
            WHERE city = \(change.city.id) AND id = \(seat.id) AND state = \(seat.state) AND version = \(seat.version)
            """)
        if changed == 0 { throw Refusal.stale }
        return try change.noted(line.part, event, line: seat.code, facts: ["kind": .text(seat.seatKind.rawValue), "reason": .text(reason)], personal: ["holder": .text(seat.person?.rawValue ?? "")])
    }
}

/// The line manager gives the time, or whoever comes in their own says yes. Only then does the seat count.
public struct ConfirmSeat: SeatAct {
    public typealias Element = DesignSeat
    public static let name = "seat.confirm"
    public static let form = Form { ConfirmSeat() }
    public static func objection(_ standing: Standing, _ line: PartLine<DesignSeat>) -> String? { onlyWhoMayGive(standing, line) }

    public func apply(_ line: PartLine<DesignSeat>, _ change: Change) throws -> Outcome {
        var outcome = try move(line, .seatConfirmed, change)
        try FirstContacts.stamp(line, change)
        if let person = line.element.person { outcome.values["load"] = .integer(Int64(try WorkLoad.warn(person, line.part, line.element.from...line.element.until, change))) }
        return outcome
    }
}

public struct DeclineSeat: SeatAct {
    public typealias Element = DesignSeat
    public static let name = "seat.decline"
    public static let form = Form(.text("reason", max: 1_000)) { DeclineSeat(reason: $0) }
    let reason: String
    public static func objection(_ standing: Standing, _ line: PartLine<DesignSeat>) -> String? {
        if line.element.state != .offered { return onlyWhoMayGive(standing, line) }
        // What somebody asked for they can take back.
        return standing.matches(.author, line.bearings) ? nil : AcceptSeat.objection(standing, line)
    }
    public func apply(_ line: PartLine<DesignSeat>, _ change: Change) throws -> Outcome { try move(line, .seatDeclined, reason: reason, change) }
}

/// Somebody leaves the team, or is taken off it with a reason.
public struct EndSeat: SeatAct {
    public typealias Element = DesignSeat
    public static let name = "seat.end"
    public static let form = Form(.text("reason", max: 1_000)) { EndSeat(reason: $0) }
    let reason: String
    public func apply(_ line: PartLine<DesignSeat>, _ change: Change) throws -> Outcome {
        let outcome = try move(line, .seatEnded, reason: reason, change)
        // Without its two required seats a team is no longer confirmed.
        if try !DesignTeamQueries.team(of: line.part.problem, change).missing.isEmpty {
            try change.tx.run("UPDATE design_team SET confirmed_at = NULL WHERE city = \(change.city.id) AND problem = \(line.part.problem.id)")
        }
        return outcome
    }
}

/// The charter stands: both required seats are filled, and it is said how often the team meets.
public struct ConfirmTeam: PartAct {
    public static let name = "team.confirm"
    static let part = ObjectKind.designTeam
    public static let permitted = ProblemPart.deciders
    public static let form = Form(.line("rhythm", max: 200)) { ConfirmTeam(rhythm: $0) }
    let rhythm: String

    public static func prefill(_ part: ProblemPart, _ scene: Scene) throws -> [String: JSON] { ["rhythm": .text(try DesignTeamQueries.team(of: part.problem, scene).rhythm)] }
    public func problems(_ part: ProblemPart, _ scene: Scene) throws -> [Problem] {
        try DesignTeamQueries.team(of: part.problem, scene).missing.map { Problem("", "problem.seatMissing.\($0.rawValue)") }
    }
    public func apply(_ part: ProblemPart, _ change: Change) throws -> Outcome {
        try change.tx.run("""
            INSERT INTO design_team (city, problem, rhythm, confirmed_at) VALUES (\(change.city.id), \(part.problem.id), \(rhythm), \(change.now))
            ON CONFLICT (city, problem) DO UPDATE SET rhythm = excluded.rhythm, confirmed_at = excluded.confirmed_at
            """)
        return try change.noted(part, DesignTeamEvent.confirmed, facts: ["rhythm": .text(rhythm)], tellsFollowers: true)
    }
}
