import Storage

/// Takes over proposals of another platform as signals, one batch in one transaction. Only the import command does this.
struct ImportSignals: Act {
    static let name = "signals.import"
    static let permitted: [Who] = [.system]
    /// No door offers it, so nobody types anything.
    static let form = Form { ImportSignals(proposals: [], source: "") }
    let proposals: [ForeignProposal], source: String

    func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        let known = try SignalTable.known(proposals.map(\.origin), change)
        let fresh = proposals.filter { !known.contains($0.origin) }
        if !fresh.isEmpty { try enter(fresh, change) }
        return Outcome(nil, ["imported": .integer(Int64(fresh.count)), "known": .integer(Int64(proposals.count - fresh.count))])
    }

    private func enter(_ proposals: [ForeignProposal], _ change: Change) throws {
        let districts = ImportDistricts(try CityQueries.districts(change))
        let codes = try change.newCodes(2 * proposals.count)
        var signals: [ImportedSignal] = []
        var initiatives: [ImportedInitiative] = []
        for (number, proposal) in proposals.enumerated() {
            let signal = signal(proposal, codes[2 * number], districts, change)
            signals.append(signal)
            initiatives.append(ImportedInitiative(id: signal.initiative, code: codes[2 * number + 1], title: signal.text, isPublic: signal.isPublic, startedAt: signal.createdAt))
        }
        try InitiativeTable.insert(initiatives, change.city.id, change.tx)
        try SignalTable.insert(signals, change.city.id, change.tx)
        try change.place(imported: signals.compactMap { signal in signal.point.map { (signal.reference, $0) } })
        for signal in signals {
            try change.index(SearchDocument(
                signal.reference, title: signal.text, body: signal.description + " " + signal.place + " " + signal.category, isPublic: signal.isPublic, of: signal.initiative),
                movedAt: signal.answeredAt ?? signal.createdAt)
        }
        try change.imported(signals.map(Self.item), .signals, from: source)
    }

    private func signal(_ proposal: ForeignProposal, _ code: PublicCode, _ districts: ImportDistricts, _ change: Change) -> ImportedSignal {
        let point = districts.near(proposal.point)
        return ImportedSignal(
            id: change.newID(), code: code, initiative: change.newID(), text: proposal.text, description: proposal.description, category: proposal.category,
            place: proposal.place, point: point, district: districts.find(proposal.district) ?? point.flatMap(districts.find), state: proposal.state, answer: proposal.answer,
            createdAt: proposal.createdOn.map { Self.noon($0, change) } ?? change.now, answeredAt: proposal.answeredOn.map { Self.noon($0, change) },
            origin: proposal.origin, originStatus: proposal.status, language: proposal.language)
    }
    /// A day without a time counts as its noon, and never as later than now.
    private static func noon(_ day: Day, _ change: Change) -> Instant {
        min(change.city.calendar.instant(of: LocalTime(day: day, minuteOfDay: 12 * 60)), change.now)
    }
    private static func item(_ signal: ImportedSignal) -> ImportedItem {
        ImportedItem(origin: signal.origin, code: signal.code, content: [
            "text": .text(signal.text), "description": .text(signal.description), "category": .text(signal.category), "state": .text(signal.state.rawValue),
            "originStatus": .text(signal.originStatus), "createdAt": .text(signal.createdAt.rfc3339), "place": .text(signal.place), "point": .text(signal.point?.text ?? ""),
        ])
    }
}

/// Districts by the words of their names: “Sants Montjuïc” is “Sants-Montjuic”.
struct ImportDistricts {
    private let byWords: [[String]: ID<District>]
    private let outlines: [District]
    init(_ districts: [District]) {
        outlines = districts
        byWords = Dictionary(districts.map { (Folding.words($0.name), $0.id) }, uniquingKeysWith: { first, _ in first })
    }
    /// Nil where a point lies far from the city: a slip, or a placeholder of the other system.
    func near(_ point: MapPoint?) -> MapPoint? { point.flatMap { CityBounds(outlines)?.isNear($0) ?? true ? $0 : nil } }
    func find(_ point: MapPoint) -> ID<District>? { outlines.first { $0.contains(point) }?.id }
    func find(_ name: String) -> ID<District>? { name.isEmpty ? nil : byWords[Folding.words(name)] }
}
