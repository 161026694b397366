public import Storage

/// Somebody whom a problem touches, or who could help with it: a group or a body, never a private person.
public struct Stakeholder: PartElement, Hashable {
    public enum Kind: String, CaseIterable, Sendable, SQLBindable { case affected, able }
    public enum Channel: String, CaseIterable, Sendable, SQLBindable { case mail, letter, phone, visit, meeting, event }
    public enum Response: String, CaseIterable, Sendable, SQLBindable { case joins, comments, declines, silent }
    /// Whom the group belongs to; residents are a sector of their own beside those of organisations.
    public enum Sector: String, CaseIterable, Sendable, SQLBindable { case residents, city, otherPublic, company, thirdSector, research, education, informalGroup, intermediary, funder }

    public let id: ID<Stakeholder>
    public let code: PublicCode
    public let problem: ID<CityProblem>
    public let stakeholderKind: Kind
    public let name: String
    public let sector: Sector
    public let why: String
    public let channel: Channel?
    public let invitation: String
    public let invitedAt: Instant?
    /// Why it is not invited; public.
    public let waiver: String
    public let response: Response?
    public let responseText: String
    public let version: Int

    /// Invited, or left out for a reason that everybody can read. Able actors may be left out without one.
    public var isCovered: Bool { stakeholderKind == .able || invitedAt != nil || !waiver.isEmpty }

    public init(row: inout Row) throws {
        id = try row.value()
        code = try row.value()
        problem = try row.value()
        stakeholderKind = try row.value()
        name = try row.text()
        sector = try row.value()
        why = try row.text()
        channel = try row.optionalValue()
        invitation = try row.text()
        invitedAt = try row.optionalInstant()
        waiver = try row.text()
        response = try row.optionalValue()
        responseText = try row.text()
        version = try row.int()
    }
    public static let columns: SQLText = "id, code, problem, kind, name, sector, why, channel, invitation, invited_at, waiver, response, response_text, version"
    public static let table: SQLText = "stakeholder"
    public static let kind = ObjectKind("stakeholder")
    public static let partKind = ObjectKind.stakeholderPlan
    public var title: String { name }
}

extension ObjectKind { public static let stakeholderPlan = ObjectKind("stakeholderPlan") }

/// How far a plan reaches: affected groups that are invited or left out with a reason, and sectors that were asked.
public struct StakeholderCoverage: Sendable, Equatable {
    public var invited = 0, waived = 0, uncovered: [String] = []
    public var sectors: [Stakeholder.Sector: (listed: Int, invited: Int)] = [:]
    public var groups: Int { invited + waived + uncovered.count }

    init(_ plan: [Stakeholder]) {
        for one in plan {
            sectors[one.sector, default: (0, 0)].listed += 1
            if one.invitedAt != nil { sectors[one.sector, default: (0, 0)].invited += 1 }
            guard one.stakeholderKind == .affected else { continue }
            if one.invitedAt != nil { invited += 1 } else if one.isCovered { waived += 1 } else { uncovered.append(one.name) }
        }
    }
    public static func == (a: StakeholderCoverage, b: StakeholderCoverage) -> Bool {
        a.invited == b.invited && a.waived == b.waived && a.uncovered == b.uncovered && a.sectors.mapValues { [$0.listed, $0.invited] } == b.sectors.mapValues { [$0.listed, $0.invited] }
    }
}
