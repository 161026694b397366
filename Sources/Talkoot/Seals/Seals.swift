public import Storage

/// The room of broken seals: what is sealed is opened to one person of the administration for a few days, with a reason, by two people, and told to whom it belongs.
public enum Seals: Room {
    public static let name = "seals"
    public static let migrations = [Migration("seals", SealTable.migration), Migration("sealReadings", SealTable.readings), Migration("sealViews", SealViews.migration)]
    public static let acts: [any Act.Type] = [AskToBreakSeal.self, AgreeToBreakSeal.self, RefuseToBreakSeal.self, ReadUnderSeal.self, EndSealBreak.self, LapseSeal.self]
    public static let lifecycles = [SealBreak.lifecycle.outline]
    public static let events = SealEvent.allCases.map(\.rawValue)

    /// What can be sealed, room by room. Who wrote an idea without a name is in no room's answer: that seal is never broken.
    /// What is confided about a friction is not there either: it was promised to those who speak.
    private static let homes: [@Sendable (PublicCode, Scene) throws -> SealedObject?] = [Submissions.sealed, Juries.sealed]

    static func object(_ code: PublicCode, _ scene: Scene) throws -> SealedObject? {
        for home in homes {
            if let found = try home(code, scene) { return found }
        }
        return nil
    }

    /// Those who can answer hear that somebody asks; whose object it is, that it was opened and when that ends.
    public static func hearers(of event: Event, _ scene: Scene) throws -> [Hearer] {
        guard let name = SealEvent(rawValue: event.name), let seal = try SealTable.find(event.object.code, scene) else { return [] }
        let asker = seal.askedBy.map { [Hearer.person($0)] } ?? []
        guard name != .asked else { return try seconds(scene).map(Hearer.person) }
        // Each reading stands on the page; a letter tells of the first.
        if name == .read, event.facts["isFirst"] != .bool(true) { return [] }
        guard seal.wasOpened, let object = try object(seal.object.code, scene) else { return asker }
        return (name == .read ? [] : asker) + object.bearings.authors.map(Hearer.person) + object.bearings.organisations.map(Hearer.organisation)
    }
    /// Every administrator and head, whatever their department.
    private static func seconds(_ scene: Scene) throws -> [ID<Person>] {
        try scene.tx.rows("""
            SELECT DISTINCT person FROM role_grant WHERE city = \(scene.city.id) AND role IN (\(Role.administrator), \(Role.departmentHead)) AND scope IS NULL
            AND from_at <= \(scene.now) AND (until_at IS NULL OR until_at > \(scene.now)) AND ended_at IS NULL ORDER BY person
            """) { try $0.value() }
    }
    public static func recordedState(of object: ObjectReference, _ city: ID<City>, _ tx: any Transaction) throws -> String? {
        guard object.kind == .seal else { return nil }
        return try tx.first("SELECT state FROM seal_break WHERE city = \(city) AND id = \(object.id)") { try $0.text() }
    }
    /// What somebody asked for, and who opened what is theirs (GDPR art. 15(1)(c)).
    public static func personalData(of person: ID<Person>, _ scene: Scene) throws -> [String: JSON] {
        let asked = try scene.tx.rows("SELECT \(SealBreak.columns) FROM seal_break WHERE city = \(scene.city.id) AND asked_by = \(person) ORDER BY asked_at, id", SealBreak.init(row:))
        let suffered = try scene.tx.rows("""
            SELECT \(SealBreak.columns) FROM seal_break WHERE seal_break.city = \(scene.city.id) AND seal_break.until_at IS NOT NULL
            AND (EXISTS (SELECT 1 FROM submission WHERE submission.city = seal_break.city AND submission.id = seal_break.object_id AND submission.author = \(person))
                OR EXISTS (SELECT 1 FROM juror_seat WHERE juror_seat.city = seal_break.city AND juror_seat.challenge = seal_break.object_id AND juror_seat.person = \(person)))
            ORDER BY seal_break.asked_at, seal_break.id
            """, SealBreak.init(row:))
        func told(_ seal: SealBreak) throws -> JSON {
            let readings = try SealQueries.readings(of: seal, scene).map { JSON.text($0.at.rfc3339) }
            let pages = try SealQueries.views(of: seal, scene).map { JSON.object(["at": .text($0.at.rfc3339), "page": .text($0.page)]) }
            return ["code": .text(seal.code.rawValue), "of": .text(seal.object.code.rawValue), "reason": .text(seal.reason), "asked": .text(seal.askedAt.rfc3339),
                    "until": .text(seal.until?.rfc3339 ?? ""), "read": .list(readings), "opened": .list(pages)]
        }
        return ["sealsAskedFor": .list(try asked.map(told)), "sealsBroken": .list(try suffered.map(told))]
    }
    public static func erase(_ person: ID<Person>, _ change: Change) throws {
        for column in ["asked_by", "decided_by"] as [SQLText] { try change.tx.run("UPDATE seal_break SET \(column) = NULL WHERE city = \(change.city.id) AND \(column) = \(person)") }
    }
}
