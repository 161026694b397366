public import Storage

/// Departments and districts as people pick them: by slug.
public enum CityQueries {
    public static func departments(_ scene: Scene) throws -> [Department] { try CityTable.departments(scene.city.id, scene.tx) }
    public static func districts(_ scene: Scene) throws -> [District] { try CityTable.districts(scene.city.id, scene.tx) }

    /// The names of the city's districts and departments, in one statement, since every page wants them.
    public static func names(_ scene: Scene) throws -> (districts: [ID<District>: String], departments: [ID<Department>: String]) {
        var districts: [ID<District>: String] = [:], departments: [ID<Department>: String] = [:]
        _ = try scene.tx.rows("""
            SELECT TRUE, id, name FROM district WHERE city = \(scene.city.id) UNION ALL SELECT FALSE, id, name FROM department WHERE city = \(scene.city.id)
            """) { row in
            if try row.bool() { districts[try row.value()] = try row.text() } else { departments[try row.value()] = try row.text() }
        }
        return (districts, departments)
    }

    static func departmentOptions(_ scene: Scene) throws -> [Option] { try departments(scene).map { Option($0.slug, $0.name) } }
    static func districtOptions(_ scene: Scene) throws -> [Option] { try districts(scene).map { Option($0.slug, $0.name) } }

    public static func department(_ slug: String?, _ scene: Scene) throws -> Department? {
        try slug.flatMap { slug in try departments(scene).first { $0.slug == slug } }
    }
    public static func district(_ slug: String?, _ scene: Scene) throws -> District? {
        try slug.flatMap { slug in try districts(scene).first { $0.slug == slug } }
    }
    static func check(district: String?, department: String?, _ scene: Scene) throws -> [Problem] {
        var problems: [Problem] = []
        if let district, try self.district(district, scene) == nil { problems.append(Problem("district", "problem.choice")) }
        if let department, try self.department(department, scene) == nil { problems.append(Problem("department", "problem.choice")) }
        return problems
    }

    /// All cities of the installation, for the door that has no city yet.
    public static func cities(_ tx: any Transaction) throws -> [City] { try CityTable.all(tx) }
    public static func city(slug: String, _ tx: any Transaction) throws -> City? { try CityTable.find(slug: slug, tx) }
}
