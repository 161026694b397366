public import Storage

/// The parts that people play, in a city, a department or one challenge.
public enum Role: String, Sendable, CaseIterable, Codable, SQLBindable {
    case staff, departmentHead, innovationOfficer, juror, otherCityOfficer, administrator, moderator
    /// Answers for the money and the risks of departments: signs what a problem may cost and who bears what.
    case budgetOwner
    /// Stands for the city's leadership: what departments cannot settle comes there.
    case sponsor

    /// A role that speaks for the city; entries then say so.
    public var isOfCity: Bool { self != .juror && self != .otherCityOfficer }
    /// Officials act by name. A moderator is named by the role alone, so that nobody pays for a decision in private.
    public var isNamed: Bool { isOfCity && self != .moderator }
}
