public import Storage

/// The parts that people play, in a city, a department or one challenge.
public enum Role: String, Sendable, CaseIterable, Codable, SQLBindable {
    case staff, departmentHead, innovationOfficer, juror, otherCityOfficer, administrator

    /// A role that speaks for the city; entries then say so.
    public var isOfCity: Bool { self != .juror && self != .otherCityOfficer }
}
