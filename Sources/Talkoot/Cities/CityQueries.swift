public import Storage

/// Departments and districts as people pick them: by slug.
public enum CityQueries {
    /// Those that work now; `isOpenOnly` false also gives the closed ones.
    public static func departments(isOpenOnly: Bool = true, _ scene: Scene) throws -> [Department] { try names(scene).departments.filter { $0.isOpen || !isOpenOnly } }
    /// With their outlines, for maps.
    public static func districts(isOpenOnly: Bool = true, _ scene: Scene) throws -> [District] {
        try CityTable.districts(scene.city.id, scene.tx).filter { $0.closedOn == nil || !isOpenOnly }
    }
    /// Of all, also of those that have closed: what they began still bears their names.
    public static func names(_ scene: Scene) throws -> CityNames { try scene.names ?? CityNames.read(scene.city.id, scene.tx) }

    static func departmentOptions(_ scene: Scene) throws -> [Option] { try departments(scene).map { Option($0.slug, $0.name) } }
    static func districtOptions(_ scene: Scene) throws -> [Option] { try names(scene).districts.filter(\.isOpen).map { Option($0.slug, $0.name) } }

    /// Also one that has closed, since what it began still bears its name.
    public static func department(_ slug: String?, _ scene: Scene) throws -> Department? {
        try slug.flatMap { slug in try names(scene).departments.first { $0.slug == slug } }
    }
    public static func district(_ slug: String?, _ scene: Scene) throws -> DistrictName? {
        try slug.flatMap { slug in try names(scene).districts.first { $0.slug == slug } }
    }
    /// Nothing new is given to a department or a district that has closed.
    static func check(district: String?, department: String?, _ scene: Scene) throws -> [Problem] {
        var problems: [Problem] = []
        if let district, try self.district(district, scene)?.isOpen != true { problems.append(Problem("district", "problem.choice")) }
        if let department, try self.department(department, scene)?.isOpen != true { problems.append(Problem("department", "problem.choice")) }
        return problems
    }

    /// All cities of the installation, for the door that has no city yet.
    public static func cities(_ tx: any Transaction) throws -> [City] { try CityTable.all(tx) }
    public static func city(slug: String, _ tx: any Transaction) throws -> City? { try CityTable.find(slug: slug, tx) }
}
