public import Storage

/// Departments and districts as people pick them: by slug.
public enum CityQueries {
    public static func departments(_ scene: Scene) throws -> [Department] { try names(scene).departments }
    /// With their outlines, for maps.
    public static func districts(_ scene: Scene) throws -> [District] { try CityTable.districts(scene.city.id, scene.tx) }
    public static func names(_ scene: Scene) throws -> CityNames { try scene.names ?? CityNames.read(scene.city.id, scene.tx) }

    static func departmentOptions(_ scene: Scene) throws -> [Option] { try names(scene).departments.map { Option($0.slug, $0.name) } }
    static func districtOptions(_ scene: Scene) throws -> [Option] { try names(scene).districts.map { Option($0.slug, $0.name) } }

    public static func department(_ slug: String?, _ scene: Scene) throws -> Department? {
        try slug.flatMap { slug in try names(scene).departments.first { $0.slug == slug } }
    }
    public static func district(_ slug: String?, _ scene: Scene) throws -> DistrictName? {
        try slug.flatMap { slug in try names(scene).districts.first { $0.slug == slug } }
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
