import Storage

/// A district by its names alone, without its outline.
public struct DistrictName: Sendable, Hashable {
    public let id: ID<District>
    public let slug: String
    public let name: String
    /// False once the city has no such district any more.
    public let isOpen: Bool
}

/// What a city calls its districts and departments: every page wants some of these names, and they are few.
public struct CityNames: Sendable {
    /// By name.
    public let districts: [DistrictName]
    public let departments: [Department]
    private let districtNames: [ID<District>: String]
    private let departmentNames: [ID<Department>: String]

    init(districts: [DistrictName], departments: [Department]) {
        self.districts = districts
        self.departments = departments
        districtNames = Dictionary(districts.map { ($0.id, $0.name) }) { first, _ in first }
        departmentNames = Dictionary(departments.map { ($0.id, $0.name) }) { first, _ in first }
    }

    public func name(of district: ID<District>) -> String? { districtNames[district] }
    public func name(of department: ID<Department>) -> String? { departmentNames[department] }

    /// In one statement, since each is a round trip on PostgreSQL.
    static func read(_ city: ID<City>, _ tx: any Transaction) throws -> CityNames {
        var districts: [DistrictName] = [], departments: [Department] = []
        _ = try tx.rows("""
            SELECT TRUE AS is_district, id, slug, name, closed_on, NULL AS parent, NULL AS successor, '' AS budget_codes FROM district WHERE city = \(city)
            UNION ALL SELECT FALSE, id, slug, name, closed_on, parent, successor, budget_codes FROM department WHERE city = \(city) ORDER BY name, id
            """) { row in
            if try row.bool() {
                districts.append(DistrictName(id: try row.value(), slug: try row.text(), name: try row.text(), isOpen: try row.optionalDay() == nil))
            } else {
                var department = Department(id: try row.value(), slug: try row.text(), name: try row.text(), closedOn: try row.optionalDay())
                department.parent = try row.optionalValue()
                department.successor = try row.optionalValue()
                department.budgetCodes = try row.text()
                departments.append(department)
            }
        }
        return CityNames(districts: districts, departments: departments)
    }
}
