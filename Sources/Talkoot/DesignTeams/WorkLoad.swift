import Storage

/// How much of somebody's week is given away, over all problems.
public enum WorkLoad {
    /// The highest sum of shares on any day of the period, in percent; proposals count, since they will be asked for.
    static func peak(_ seats: [DesignSeat], in period: ClosedRange<Day>) -> Int {
        let live = seats.filter { $0.isLive && $0.from <= period.upperBound && period.lowerBound <= $0.until }
        // A sum rises only where a seat begins.
        let starts = [period.lowerBound] + live.map { max($0.from, period.lowerBound) }
        return starts.map { day in live.filter { $0.from <= day && day <= $0.until }.reduce(0) { $0 + $1.share } }.max() ?? 0
    }

    static func seats(of person: ID<Person>, _ scene: Scene) throws -> [DesignSeat] {
        try scene.tx.rows("SELECT \(DesignSeat.columns) FROM design_seat WHERE city = \(scene.city.id) AND person = \(person) AND state IN ('proposed', 'confirmed') ORDER BY created_at, id") { try DesignSeat(row: &$0) }
    }

    /// Tells the managers of all departments concerned where the week has more than a hundred percent. The alert names somebody, so it is sealed.
    static func warn(_ person: ID<Person>, _ part: ProblemPart, _ period: ClosedRange<Day>, _ change: Change) throws -> Int {
        let seats = try seats(of: person, change), peak = peak(seats, in: period)
        guard peak > 100 else { return peak }
        let departments = Set(seats.filter { $0.from <= period.upperBound && period.lowerBound <= $0.until }.compactMap(\.department))
        _ = try change.notedSealed(part, DesignTeamEvent.overcommitted, facts: ["percent": .integer(Int64(peak)), "departments": .list(departments.map(\.rawValue).sorted().map(JSON.text))],
                                   personal: ["holder": .text(person.rawValue)])
        return peak
    }

    /// The peak of each person's week within the period of their seat, for those who may see it: by seat.
    public static func peaks(of seats: [DesignSeat], _ scene: Scene) throws -> [ID<DesignSeat>: Int] {
        guard scene.standing.isStaff else { return [:] }
        let people = Set(seats.compactMap(\.person)).sorted { $0.rawValue < $1.rawValue }
        if people.isEmpty { return [:] }
        let all = try scene.tx.rows("SELECT \(DesignSeat.columns) FROM design_seat WHERE city = \(scene.city.id) AND person IN (\(list: people)) AND state IN ('proposed', 'confirmed')") { try DesignSeat(row: &$0) }
        let byPerson = Dictionary(grouping: all, by: \.person)
        return Dictionary(uniqueKeysWithValues: seats.filter(\.isLive).map { ($0.id, peak(byPerson[$0.person] ?? [], in: $0.from...$0.until)) })
    }
}

enum FirstContacts {
    /// Stamps the stage at which residents, or front-line staff, first took part. Later seats change nothing.
    static func stamp(_ line: PartLine<DesignSeat>, _ change: Change) throws {
        guard [.beneficiary, .frontLine].contains(line.element.seatKind) else { return }
        let stage = line.part.problem.state
        let early: Set<CityProblem.State> = [.draft, .submitted, .triaged, .defining]
        try change.tx.run("""
            INSERT INTO first_contact (city, problem, kind, stage, at, is_late)
            VALUES (\(change.city.id), \(line.part.problem.id), \(line.element.seatKind), \(stage), \(change.now), \(!early.contains(stage))) ON CONFLICT DO NOTHING
            """)
    }
    static func all(of problem: ID<CityProblem>, _ scene: Scene) throws -> [FirstContact] {
        try scene.tx.rows("SELECT kind, stage, at, is_late FROM first_contact WHERE city = \(scene.city.id) AND problem = \(problem) ORDER BY at, kind") {
            FirstContact(kind: try $0.value(), stage: try $0.value(), at: try $0.instant(), isLate: try $0.bool())
        }
    }
}
