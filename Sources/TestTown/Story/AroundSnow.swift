import Talkoot

extension TestTown {
    /// The people around one young problem: footways after snow. Streets and social services own it together, residents and drivers of ploughs are in
    /// from the outset, one comment waits for its answer, and one quarrel has ended.
    static func planThePeople(around walk: Walk, in town: Town, _ agenda: inout Agenda) {
        let snow = AroundSnow(walk: walk, town: town)
        for (days, act) in [(28, snow.owners), (27, snow.plan), (26, snow.support), (25, snow.team), (22, snow.quarrel), (20, snow.needs), (18, snow.means), (12, snow.hearing), (5, snow.late)] as [(Int, @Sendable () async throws -> Void)] {
            agenda.add(daysBefore: days, act)
        }
    }
}

/// What people do about the footways, on which occasion.
private struct AroundSnow: Sendable {
    let walk: Walk, town: Town

    private func act(_ name: String, _ input: JSON = .object([:]), as person: Townsperson) async throws -> Target {
        let outcome = try await town.perform(name, on: try await walk.object(.problem), input, as: person)
        return Target(outcome.values["code"]?.text ?? "")
    }

    @Sendable func owners() async throws {
        let asked = try await act("owner.invite", ["department": "social", "reason": "Home care walks these ways at six."], as: .matti)
        try await town.perform("owner.join", on: asked, ["budget": "6000"], as: .elina)
        _ = try await act("ownership.set", ["goal": "Who walks leaves the house at the same hour as who drives.", "rule": "consent"], as: .matti)
        _ = try await act("ownership.agree", as: .elina)
    }

    @Sendable func support() async throws {
        _ = try await act("support.set", [
            "supports": [["support": "contact", "detail": "The dispatcher of the ploughs"], ["support": "data", "detail": "Where each plough is, by the minute"], ["support": "site", "detail": "Three streets in Havula"]],
            "outputs": [["output": "betterService", "detail": "Footways clear at the same hour as the roadway"], ["output": "prototype"]], "steering": "cityWithDoers",
        ], as: .liisa)
    }

    @Sendable func plan() async throws {
        let groups: [(String, String, String, String)] = [
            ("Elderly people in Havula", "affected", "residents", "They stay at home until the footways are clear."), ("Home care workers", "affected", "city", "They walk from door to door from six."),
            ("Parents with a pram", "affected", "residents", "They push in the roadway."), ("Sata Works Oy", "able", "company", "They plough the yards beside the footways."),
        ]
        var lines: [Target] = []
        for (name, kind, sector, why) in groups { lines.append(try await act("stakeholder.add", ["kind": .text(kind), "name": .text(name), "sector": .text(sector), "why": .text(why)], as: .tuula)) }
        try await town.perform("stakeholder.invite", on: lines[0], ["channel": "visit", "invitation": "Coffee at the service house: when do you go out, and where do you turn back?"], as: .tuula)
        try await town.perform("stakeholder.answer", on: lines[0], ["response": "joins", "text": "Four come along on a morning round."], as: .tuula)
        try await town.perform("stakeholder.waive", on: lines[1], ["reason": "They sit on the design team themselves."], as: .liisa)
        try await town.perform("stakeholder.invite", on: lines[3], ["channel": "phone", "invitation": "Could one machine do yard and footway in one go?"], as: .tuula)
    }

    @Sendable func team() async throws {
        let seats: [(Townsperson, String, String?, Int?, Townsperson)] = [
            (.onni, "beneficiary", nil, nil, .onni), (.tuula, "frontLine", "social", 20, .elina), (.riku, "expert", "streets", 10, .matti),
        ]
        let today = try await walk.today()
        for (person, kind, department, share, manager) in seats {
            var input: [String: JSON] = ["kind": .text(kind), "email": .text(person.email), "from": .text(today.description), "until": .text(today.adding(days: 180).description)]
            if let department, let share { input.merge(["department": .text(department), "share": .integer(Int64(share))]) { $1 } }
            try await town.perform("seat.confirm", on: try await act("team.seat", .object(input), as: .liisa), as: manager)
        }
        _ = try await act("team.confirm", ["rhythm": "Every second Tuesday at nine, at the Havula service house"], as: .matti)
    }

    /// Said in confidence, talked through, and the town reads how it ended.
    @Sendable func quarrel() async throws {
        let report = try await act("friction.report", ["text": "Each of us calls the other's routes the reason. Nobody shows a route to anybody."], as: .tuula)
        try await town.perform("friction.mediate", on: report, ["mediator": .text(Townsperson.henrik.email)], as: .liisa)
        try await town.perform("friction.settle", on: report, ["outcome": "Both departments put their morning routes on one map and look at it together on Fridays."], as: .henrik)
    }

    @Sendable func needs() async throws {
        let need = try await act("requirement.write", [
            "who": "People with a walker in Havula", "situation": "On a morning after snow", "need": "To reach the bus stop without stepping into the road", "why": "They miss the doctor and the shop for days",
            "acceptance": "At seven a walker rolls from the service house to the stop", "organisation": .text(town.organisations[.fatima]?.rawValue ?? ""),
        ], as: .fatima)
        try await town.perform("requirement.comment", on: need, ["text": "The heap at the crossing is the worst. It stands there until noon."], as: .onni)
    }

    @Sendable func means() async throws {
        let lines: [(String, String, String, String, String, Townsperson?)] = [
            ("Counting clear footways at seven", "hours", "60", "work", "streets", .matti), ("Morning rounds with residents", "hours", "45", "work", "social", .elina),
            ("Steering the team", "hours", "24", "orchestration", "streets", .matti), ("Route model by an engineering office", "money", "7500", "consultant", "streets", nil),
        ]
        for (what, kind, amount, purpose, department, manager) in lines {
            let line = try await act("resource.plan", ["what": .text(what), "kind": .text(kind), "amount": .text(amount), "stage": "understand", "purpose": .text(purpose), "source": "ownBudget", "department": .text(department)], as: .tuula)
            guard let manager else { continue }
            try await town.perform("resource.approve", on: line, as: manager)
            if purpose == "work" { try await town.perform("resource.use", on: line, ["amount": "7.5", "usedOn": .text(try await walk.today().description), "note": "First morning, six streets"], as: .tuula) }
        }
        try await risks()
        let tasks: [(String, [(String, String, Townsperson?)])] = [
            ("Count clear footways at seven", [("streets", "accountable", .matti), ("social", "consulted", nil), ("transport", "informed", nil)]),
            ("Walk the routes with residents", [("social", "accountable", .elina), ("streets", "responsible", nil)]),
        ]
        for (name, parts) in tasks {
            let cells = parts.map { JSON.object(["party": .text("department/\($0.0)"), "part": .text($0.1), "person": .text($0.2?.email ?? "")]) }
            _ = try await act("task.set", ["name": .text(name), "dueOn": .text(try await walk.today().adding(days: 40).description), "parts": .list(cells)], as: .tuula)
        }
    }

    /// One grave risk that is shared, one that nobody bears yet, and one that came about.
    private func risks() async throws {
        func note(_ category: String, _ happening: String, _ likelihood: String, _ harm: [String: JSON], _ safeguard: String, _ bearers: [JSON]) async throws -> Target {
            let typed: [String: JSON] = [
                "category": .text(category), "happening": .text(happening), "likelihood": .text(likelihood), "proximity": "thisStage", "safeguard": .text(safeguard), "riskOwner": .text(Townsperson.tuula.email), "bearers": .list(bearers),
            ]
            return try await act("risk.note", .object(typed.merging(harm) { $1 }), as: .tuula)
        }
        let streets: JSON = ["party": "department/streets", "share": "70"], social: JSON = ["party": "department/social", "share": "30"]
        _ = try await note("service", "A machine that clears footways first comes too late to the bus streets.", "3", ["harmService": "4", "harmPeople": "3"], "From ten centimetres of snow on, bus streets go first again.", [streets, social])
        _ = try await note("technology", "The route model does not know heaps left by ploughs.", "4", ["harmService": "3", "harmMoney": "2"], "Two weeks beside the old plan before anything depends on it.", [])
        let broken = try await note("delivery", "The counting sheet is lost with the phone it is on.", "2", ["harmService": "2"], "Copy it to the common folder each noon.", [["other": "Whoever counts", "share": "100"]])
        try await town.perform("risk.happen", on: broken, ["outcome": "The phone fell into the harbour. Two mornings were counted anew.", "happenedOn": .text(try await walk.today().description), "cost": "320"], as: .tuula)
    }

    @Sendable func hearing() async throws {
        let asked = try await act("hearing.comment", ["text": "Pupils walk to three schools before eight. Do you count their ways too?"], as: .henrik)
        try await town.perform("hearing.answer", on: asked, ["answer": "Yes, from now on: the three school ways are on the counting sheet.", "effect": "changed"], as: .matti)
        _ = try await act("hearing.comment", ["text": "Sand is swept up in April and dust flies. Please think of that before you choose more of it.", "organisation": .text(town.organisations[.fatima]?.rawValue ?? "")], as: .fatima)
    }

    /// Something that still waits for a mediator.
    @Sendable func late() async throws {
        _ = try await act("friction.report", ["text": "The meeting of the team is moved each time, and always on the evening before."], as: .riku)
    }
}
