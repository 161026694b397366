import Storage

extension ObjectKind {
    public static let person = ObjectKind("person")
    public static let city = ObjectKind("city")
    public static let grant = ObjectKind("grant")
}

enum PersonEvent: String, EventName {
    case joined = "person.joined"
    case invited = "person.invited"
    case renamed = "person.renamed"
    case left = "person.left"
    case roleGranted = "role.granted"
    case roleEnded = "role.ended"
    case signedOut = "person.signedOut"
}

/// Somebody verified an address and is now a member of the city.
public struct JoinCity: Act {
    public static let name = "person.join"
    public static let permitted: [Who] = [.system]
    public static let form = Form(.email("email"), .choice("language", of: Language.self)) { JoinCity(email: $0, language: $1) }
    let email: String, language: Language

    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        if let known = try PersonTable.find(email: email, change.city.id, change.tx) { return Outcome(ObjectReference(.person, id: known.id.rawValue, code: PublicCode(""))) }
        let id: ID<Person> = change.newUndatedID()
        let name = String(email.prefix { $0 != "@" })
        try PersonTable.insert(id, email: email, name: name, language, change.city.id, change.now, change.tx)
        let object = ObjectReference(.person, id: id.rawValue, code: PublicCode(""))
        try change.happened(Event(PersonEvent.joined, on: object, of: nil, isPublic: false, personal: ["person": .text(id.rawValue)]))
        return Outcome(object)
    }
}

/// Somebody's own account.
public struct Account: ActSubject, Sendable {
    public let person: Person
    public var bearings: Bearings { Bearings(authors: [person.id]) }
    public var stateName: String? { person.state.rawValue }
    static func own(_ scene: Scene) throws -> Account {
        guard let person = scene.standing.person else { throw Refusal.denied("denied.signIn") }
        return Account(person: person)
    }
    var reference: ObjectReference { ObjectReference(.person, id: person.id.rawValue, code: PublicCode("")) }
}

public struct RenamePerson: Act {
    public static let name = "person.rename"
    public static let target: ObjectKind? = nil
    public static let isOpenWithoutSecondFactor = true
    public static let permitted: [Who] = [.author]
    public static let form = Form(.line("displayName", max: 80), .choice("language", of: Language.self)) { RenamePerson(displayName: $0, language: $1) }
    let displayName: String, language: Language
    public static func load(_ target: Target, _ scene: Scene) throws -> Account { try .own(scene) }
    public static func prefill(_ account: Account, _ scene: Scene) throws -> [String: JSON] {
        ["displayName": .text(account.person.displayName), "language": .text(account.person.language.rawValue)]
    }
    public func apply(_ account: Account, _ change: Change) throws -> Outcome {
        try change.tx.run("UPDATE person SET display_name = \(displayName), language = \(language) WHERE city = \(change.city.id) AND id = \(account.person.id)")
        try change.happened(Event(PersonEvent.renamed, on: account.reference, of: nil, isPublic: false, personal: ["displayName": .text(displayName)]))
        return Outcome(account.reference)
    }
}

/// Leaves the city: what names the person is erased in every room and in the openings of the record; the record itself stays whole.
public struct LeaveCity: Act {
    public static let name = "person.leave"
    public static let target: ObjectKind? = nil
    public static let isOpenWithoutSecondFactor = true
    public static let needsFreshCheck = true
    public static let permitted: [Who] = [.author]
    public static let form = Form(.flag("sure")) { LeaveCity(sure: $0) }
    let sure: Bool
    public static func load(_ target: Target, _ scene: Scene) throws -> Account { try .own(scene) }
    public func problems(_ account: Account, _ scene: Scene) throws -> [Problem] {
        if !sure { return [Problem("sure", "problem.sure")] }
        let isNeeded = try scene.standing.holds(.administrator) && !PersonTable.hasLastingAdministrator(without: account.person.id, scene)
        return isNeeded ? [Problem("", "problem.lastAdministrator")] : []
    }

    public func apply(_ account: Account, _ change: Change) throws -> Outcome {
        try change.erase(account.person.id)
        return Outcome(nil)
    }
}

/// Gives a role, for the city or a department, until a day; for an intermediary as a mandate ("on behalf of the city").
public struct GrantRole: Act {
    public static let name = "role.grant"
    public static let needsFreshCheck = true
    public static let permitted: [Who] = [.role(.administrator)]
    public static let form = Form(.email("email"), .optional(.line("newcomer", max: 80)), .choice("role", of: Role.self), .optional(.pick("department")), .optional(.pick("mandateOf")), .optional(.email("standIn")),
                                .optional(.day("from")), .optional(.day("until")), .optional(.text("reason", max: 1_000))) {
        GrantRole(email: $0, newcomer: $1, role: $2, department: $3, mandateOf: $4, standIn: $5, from: $6, until: $7, reason: $8)
    }
    let email: String, newcomer: String?, role: Role, department: String?, mandateOf: String?, standIn: String?, from: Day?, until: Day?, reason: String?

    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] {
        let mandates = try MandateQueries.running(scene), names = try OrganisationQueries.names(of: Set(mandates.map(\.organisation)), scene)
        return ["department": try CityQueries.departmentOptions(scene), "mandateOf": mandates.map { Option($0.code.rawValue, "\($0.code) \(names[$0.organisation] ?? "")") }]
    }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        var problems = try CityQueries.check(district: nil, department: department, scene)
        if try newcomer == nil && PersonTable.find(email: email, scene.city.id, scene.tx) == nil { problems.append(Problem("newcomer", "problem.newcomer")) }
        // Jurors get a seat on one challenge (`jury.seat`), never a role for the city.
        if role == .juror { problems.append(Problem("role", "problem.choice")) }
        if let standIn, standIn == email { problems.append(Problem("standIn", "problem.standInSelf")) }
        else if let standIn, try PersonTable.find(email: standIn, scene.city.id, scene.tx) == nil { problems.append(Problem("standIn", "problem.noPerson")) }
        if role == .departmentHead && department == nil { problems.append(Problem("department", "problem.missing")) }
        if let from, from < scene.today { problems.append(Problem("from", "problem.past")) }
        if let until, until < max(from ?? scene.today, scene.today) { problems.append(Problem("until", "problem.past")) }
        if let mandateOf { problems += try mandateProblems(mandateOf, scene) }
        return problems
    }
    /// A role on somebody's paper stays within that paper: its people, its department, its days.
    private func mandateProblems(_ code: String, _ scene: Scene) throws -> [Problem] {
        guard let mandate = try MandateQueries.running(scene).first(where: { $0.code == PublicCode(code) }) else { return [Problem("mandateOf", "problem.choice")] }
        var problems: [Problem] = []
        if until == nil { problems.append(Problem("until", "problem.mandateNeedsEnd")) }
        if let until, until > mandate.endsOn { problems.append(Problem("until", "problem.beyondMandate", ["until": mandate.endsOn.description])) }
        if let place = mandate.department, try CityQueries.department(department, scene)?.id != place { problems.append(Problem("department", "problem.otherScope")) }
        let person = try PersonTable.find(email: email, scene.city.id, scene.tx)
        if try person.map({ try OrganisationTable.members(of: mandate.organisation, scene.city.id, scene.tx).contains($0.id) }) != true { problems.append(Problem("email", "problem.notOfIntermediary")) }
        return problems
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let person = try PersonTable.find(email: email, change.city.id, change.tx)?.id ?? invite(change)
        let department = try CityQueries.department(department, change)
        let mandate = try mandateOf.flatMap { try MandateTable.find(code: PublicCode($0), change) }
        // Nobody acts on a paper before its first day.
        let from = [from, mandate?.startsOn].compactMap(\.self).max()
        let deputy = try standIn.flatMap { try PersonTable.find(email: $0, change.city.id, change.tx) }
        let start = from.flatMap { $0 > change.today ? change.city.calendar.instant(of: LocalTime(day: $0, minuteOfDay: 0)) : nil }
        // Whoever heads a department answers also for what closed ones have left to it.
        let left = try role == .departmentHead ? department.map { try DepartmentTable.predecessors(of: $0.id, change) } ?? [] : []
        for place in [department?.id] + left {
            try PersonTable.grant(role, to: person, department: place, under: mandate, standIn: deputy?.id, from: start, until: until.map(change.city.calendar.end(of:)), because: reason, change)
        }
        let object = ObjectReference(.person, id: person.rawValue, code: PublicCode(""))
        try change.happened(Event(PersonEvent.roleGranted, on: object, of: nil, isPublic: false,
                                  facts: ["role": .text(role.rawValue), "department": .text(department?.slug ?? ""), "reason": .text(reason ?? "")], personal: ["holder": .text(person.rawValue)]))
        return Outcome(nil, ["role": .text(role.rawValue)])
    }
    /// An account for somebody who was never here. The letter says where to sign in, and holds no secret.
    private func invite(_ change: Change) throws -> ID<Person> {
        guard let newcomer else { throw Refusal.notFound }
        let id: ID<Person> = change.newUndatedID()
        try PersonTable.insert(id, email: email, name: newcomer, change.city.languages.first ?? .english, change.city.id, change.now, change.tx)
        let object = ObjectReference(.person, id: id.rawValue, code: PublicCode(""))
        try change.happened(Event(PersonEvent.invited, on: object, of: nil, isPublic: false, personal: ["person": .text(id.rawValue)]))
        return id
    }
}

/// Takes a role back: for one department, or wherever the person holds it. A juror's seats end with it.
/// The last administrator cannot be taken back: nobody could give one again.
public struct EndRole: Act {
    public static let name = "role.end"
    public static let needsFreshCheck = true
    public static let permitted: [Who] = [.role(.administrator)]
    public static let form = Form(.email("email"), .choice("role", of: Role.self), .optional(.pick("department")), .text("reason", max: 1_000)) { EndRole(email: $0, role: $1, department: $2, reason: $3) }
    let email: String, role: Role, department: String?, reason: String

    public static func options(_ subject: TheCity, _ scene: Scene) throws -> [String: [Option]] {
        ["department": try CityQueries.departments(isOpenOnly: false, scene).map { Option($0.slug, $0.name) }]
    }
    /// The grants that it ends: of the named department, or all; also those that have not begun.
    private func grants(of person: ID<Person>, _ scene: Scene) throws -> SQLText {
        let place: SQLText = try department.map { slug in "department = \(try CityQueries.department(slug, scene)?.id)" } ?? "TRUE"
        return "city = \(scene.city.id) AND person = \(person) AND role = \(role) AND \(place) AND ended_at IS NULL AND (until_at IS NULL OR until_at > \(scene.now))"
    }

    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        guard let person = try PersonTable.find(email: email, scene.city.id, scene.tx) else { return [Problem("email", "problem.noPerson")] }
        if role == .administrator, try !PersonTable.hasLastingAdministrator(without: person.id, scene) { return [Problem("role", "problem.lastAdministrator")] }
        if department != nil, try CityQueries.department(department, scene) == nil { return [Problem("department", "problem.choice")] }
        return try scene.tx.exists("SELECT 1 FROM role_grant WHERE \(grants(of: person.id, scene))") ? [] : [Problem("role", "problem.roleNotHeld")]
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let person = try PersonTable.find(email: email, change.city.id, change.tx) else { throw Refusal.notFound }
        let places = try change.tx.rows("UPDATE role_grant SET ended_at = \(change.now), ended_by = \(change.standing.person?.id), end_reason = \(reason) WHERE \(grants(of: person.id, change)) RETURNING department") { try $0.optionalText() }
        let object = ObjectReference(.person, id: person.id.rawValue, code: PublicCode(""))
        let departments = places.contains(nil) ? [] : try CityQueries.departments(isOpenOnly: false, change).filter { places.contains($0.id.rawValue) }
        for slug in departments.isEmpty ? [""] : departments.map(\.slug) {
            try change.happened(Event(PersonEvent.roleEnded, on: object, of: nil, isPublic: false, facts: ["role": .text(role.rawValue), "department": .text(slug), "reason": .text(reason)],
                                      personal: ["holder": .text(person.id.rawValue)]))
        }
        return Outcome(nil)
    }
}
