import Storage

extension ObjectKind {
    public static let setting = ObjectKind("setting")
}

enum SettingEvent: String, EventName {
    case changed = "setting.changed"
    /// A deadline or a limit: whoever acts under it is told.
    case limitChanged = "limit.changed"
    case calendarChanged = "calendar.changed"
    case districtsProposed = "districts.proposed"
    case districtsAdopted = "districts.adopted"
    case districtsDropped = "districts.dropped"
}

/// Sets something of the city: by its innovation officer or an administrator, with a reason, dated, in public.
protocol SettingAct: Act where Subject == TheCity {}
extension SettingAct {
    public static var permitted: [Who] { Settings.keepers }
    public static var needsFreshCheck: Bool { true }
}

extension Change {
    /// Keeps the new value in the history beside the one before, and tells it to the record. What is not new is not kept.
    func set(_ name: String, to value: JSON, was previous: JSON, from: Instant? = nil, because reason: String, _ event: SettingEvent = .changed) throws -> Outcome {
        if value == previous { throw Refusal.invalid([Problem("", "problem.unchanged")]) }
        try SettingTable.append(name, value, was: previous, from: from ?? now, because: reason, self)
        let object = ObjectReference(.setting, id: name, code: PublicCode(""))
        var facts: [String: JSON] = ["setting": .text(name), "value": value, "previous": previous, "reason": .text(reason)]
        if let from { facts["from"] = .text(from.rfc3339) }
        try happened(Event(event, on: object, of: nil, isPublic: true, facts: facts))
        return Outcome(object, ["setting": .text(name), "value": value, "previous": previous])
    }

    /// What every page of the city reads.
    func keep(_ profile: CityProfile) throws {
        try tx.run("UPDATE city SET profile = \(profile.json.canonical) WHERE id = \(city.id)")
    }
}
