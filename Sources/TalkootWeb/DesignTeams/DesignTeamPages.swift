import Talkoot

extension PartDrawing {
    /// The charter: since when it stands, who first took part when, and every seat.
    func team() throws -> HTML {
        let team = try DesignTeamQueries.team(of: part.problem, scene), words = visit.words
        let facts = Section("charter", words("team.charter"), Facts([
            (words("glance.state"), team.confirmedAt.map { words.html("team.since", ["day": visit.day($0)]) } ?? HTML(text: words("team.open"))),
            (words("field.rhythm.label"), team.rhythm.isEmpty ? nil : HTML(text: team.rhythm)),
            (words("team.capacity"), HTML(text: words("team.percent", ["percent": .number(team.capacity(on: scene.today))]))),
        ] + TeamContacts.facts(team, visit)).html)
        let missing: [HTML] = team.missing.map { "<li>\(words("problem.seatMissing.\($0.rawValue)"))</li>" }
        if team.seats.isEmpty { return "\(empty("team"))\(facts)" }
        let people = Set(team.seats.flatMap { [$0.person, $0.standIn] }.compactMap(\.self))
        let names = try PeopleQueries.names(of: people, scene), peaks = try WorkLoad.peaks(of: team.seats, scene)
        let rows = try team.seats.map { seat in (cells: row(seat, names, peaks[seat.id]), acts: try acts(on: seat)) }
        let columns = ["team.column.who", "team.column.seat", "team.column.share", "team.column.period", "roles.standIn", "glance.state"].map(column)
        return "\(facts)\(missing.isEmpty ? nil : "<ul>\(missing)</ul>" as HTML)\(Section("seats", words("team.seats"), table(words("team.caption"), columns, rows)))"
    }

    private func row(_ seat: DesignSeat, _ names: [ID<Person>: String], _ peak: Int?) -> [HTML] {
        let words = visit.words
        let who = seat.isNamed(to: visit.standing) ? visit.named(seat.person, names) : words("team.resident")
        let over: HTML? = peak.flatMap { $0 > 100 ? "<p>\(Tag(.stop, words("team.over", ["percent": .number($0)])))</p>" : nil }
        let share: HTML = seat.share == 0 ? HTML(text: words("team.ownTime")) : "\(words("team.percent", ["percent": .number(seat.share)]))\(over)"
        let place: HTML? = seat.department.map { "<p class=\"meta\">\(visit.department($0))</p>" }
        let state: HTML = "\(visit.tag(DesignSeat.kind, seat.state.rawValue))\(seat.reason.isEmpty || !visit.standing.isStaff ? nil : "<p>\(seat.reason)</p>" as HTML)"
        return ["<span id=\"\(seat.code.rawValue)\">\(who)</span>\(place)", HTML(text: words("choice.team.seat.kind.\(seat.seatKind.rawValue)")), share,
                HTML(text: "\(visit.date(seat.from)) – \(visit.date(seat.until))"), HTML(text: seat.standIn.flatMap { names[$0] } ?? "–"), state]
    }
}

/// The stamp of the first contact, for residents and for front-line staff.
enum TeamContacts {
    static func facts(_ team: DesignTeam, _ visit: Visit) -> [(String, HTML?)] {
        [DesignSeat.Kind.beneficiary, .frontLine].map { kind in
            let name = visit.words("team.contact.\(kind.rawValue)")
            guard let first = team.contacts.first(where: { $0.kind == kind }) else { return (name, HTML(text: visit.words("team.noContact"))) }
            let late: HTML? = first.isLate ? " \(Tag(.stop, visit.words("team.late")))" : nil
            return (name, "\(visit.state(.problem, first.stage.rawValue)), \(visit.day(first.at))\(late)")
        }
    }
}

extension ProblemSection {
    static let team = ProblemSection("team", order: 320, hasPage: true, empty: "part.team.empty") { problem, scene, visit in
        let team = try DesignTeamQueries.team(of: problem, scene)
        let seats = team.seats.filter { $0.state == .confirmed }.count
        return team.seats.isEmpty ? nil : "<p>\(visit.words("team.confirmedSeats", count: seats))</p>\(Facts(TeamContacts.facts(team, visit)))"
    }
}
