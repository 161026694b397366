import Storage

/// What the page of settings shows of one number.
public struct LimitView: Sendable, Hashable {
    public let tunable: Tunable
    public let value: Int
    public let planned: [PlannedValue]
    public struct PlannedValue: Sendable, Hashable { public let value: Int, from: Instant }
}

/// A change with the name of whoever made it.
public struct SettingHistoryLine: Sendable {
    public let change: SettingChange
    /// Nil once the person has left.
    public let who: String?
}

public enum SettingQueries {
    /// Whether somebody changes the city's settings.
    public static func mayChange(_ standing: Standing) -> Bool { Settings.keepers.contains { standing.matches($0, Bearings()) } }

    /// Every limit with what holds and what is planned, in one statement.
    public static func limits(_ scene: Scene) throws -> [LimitView] {
        let planned = try SettingTable.planned(scene)
        return Tunable.all.map { tunable in
            LimitView(tunable: tunable, value: scene.city.value(of: tunable), planned: planned.filter { $0.name == tunable.name }.map { .init(value: $0.value, from: $0.from) })
        }
    }

    /// The newest change of each setting that was ever changed.
    public static func newest(_ scene: Scene) throws -> [String: SettingHistoryLine] {
        let lines = try lines("number IN (SELECT MAX(number) FROM setting_change WHERE city = \(scene.city.id) GROUP BY name)", limit: 500, scene)
        return Dictionary(uniqueKeysWithValues: lines.map { ($0.change.name, $0) })
    }

    /// The newest first; `name` cuts it to one setting, `before` to what came before a change of that number.
    public static func history(of name: String? = nil, before number: Int? = nil, limit: Int = 50, _ scene: Scene) throws -> [SettingHistoryLine] {
        let of: SQLText = name.map { "name = \($0)" } ?? "TRUE"
        let older: SQLText = number.map { "number < \($0)" } ?? "TRUE"
        return try lines("\(of) AND \(older)", limit: limit, scene)
    }

    private static func lines(_ condition: SQLText, limit: Int, _ scene: Scene) throws -> [SettingHistoryLine] {
        let changes = try scene.tx.rows("""
            SELECT \(SettingChange.columns) FROM setting_change WHERE city = \(scene.city.id) AND \(condition) ORDER BY number DESC LIMIT \(limit)
            """, SettingChange.init(row:))
        let names = try PeopleQueries.names(of: Set(changes.compactMap(\.person)), scene)
        return changes.map { SettingHistoryLine(change: $0, who: $0.person.flatMap { names[$0] }) }
    }

    /// The holidays from today on with their names; those of a founding plan have none.
    public static func holidays(_ scene: Scene) throws -> [Day: String] {
        let named = try history(of: "calendar.holidays", limit: 1, scene).first?.change.value.object ?? [:]
        let coming = scene.city.calendar.holidays.filter { $0 >= scene.today }
        return Dictionary(uniqueKeysWithValues: coming.map { ($0, named[$0.description]?.text ?? "") })
    }

    /// The city's own words on a page of the law, in one language only.
    public static func statement(_ page: String, _ language: Language, _ scene: Scene) throws -> String? {
        try scene.tx.first("SELECT text FROM statement WHERE city = \(scene.city.id) AND page = \(page) AND language = \(language)") { try $0.text() }
    }
    /// Which pages have words of the city, in which languages.
    public static func statements(_ scene: Scene) throws -> [(page: String, language: Language)] {
        try scene.tx.rows("SELECT page, language FROM statement WHERE city = \(scene.city.id) ORDER BY page, language") { (try $0.text(), try $0.value()) }
    }

    /// The picture of the city's crest by its digest.
    public static func crest(_ digest: String, _ scene: Scene) throws -> [UInt8]? {
        try scene.tx.first("SELECT picture FROM crest WHERE city = \(scene.city.id) AND digest = \(digest)") { try $0.bytes() }
    }
}
