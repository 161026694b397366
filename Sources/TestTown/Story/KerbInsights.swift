import Talkoot

/// What Kuusila found out about the kerbs before it asked anybody: a journey map as it was and as it shall be, cards, a change of daily work, a look at Rantala.
extension TestTown {
    static func planTheInsights(_ walk: Walk, _ town: Town, _ agenda: inout Agenda) {
        agenda.add(daysBefore: 404) { try await noteInsights(walk, town) }
        agenda.add(daysBefore: 401) { try await drawJourney(walk, town) }
        agenda.add(daysBefore: 395) { try await lookAround(walk, town) }
    }

    private static func noteInsights(_ walk: Walk, _ town: Town) async throws {
        let problem = try await walk.object(.problem)
        let cards: [(observation: String, group: String, source: String, note: String?, strength: String)] = [
            ("Every third driver stops in the road because a van stands in the bay.", "Drivers of lines 2 and 4", "statistics", "Depot log, January 2025, 1 240 arrivals", "strong"),
            ("Parents with prams turn round and walk when the ramp does not reach.", "Parents with prams", "interview", "20 interviews at six stops", "medium"),
            ("Some vans come before six because the shops are locked later.", "Delivery firms", "observation", nil, "weak"),
        ]
        var codes: [JSON] = []
        for card in cards {
            var input: [String: JSON] = ["observation": .text(card.observation), "aboutGroup": .text(card.group), "insightSource": .text(card.source), "strength": .text(card.strength)]
            if let note = card.note { input["sourceNote"] = .text(note) }
            if let made = try await town.perform("insight.note", on: problem, .object(input), as: .tuula).object { codes.append(.text(made.code.rawValue)) }
        }
        let due = try await town.look { $0.today.adding(days: 40) }
        let request = try await town.perform("changeRequest.agree", on: problem, [
            "title": "Shops open the back yard at half past five", "text": "The streets department asks the 60 shops along lines 2 and 4 to take goods from the yard.", "insights": .list(Array(codes.suffix(1))),
            "department": "streets", "owner": .text(try town.id(of: .matti).rawValue), "dueOn": .text(due.description),
        ], as: .liisa)
        guard let made = request.object else { throw TownTrouble("the change was not agreed on") }
        try await town.perform("changeRequest.finish", on: made, ["changed": "41 of 60 shops take goods from the yard."], as: .matti)
    }

    private static func drawJourney(_ walk: Walk, _ town: Town) async throws {
        guard let journey = try await town.perform("journey.begin", on: walk.object(.problem), ["title": "With a wheelchair to work by bus 4"], as: .liisa).object else { throw TownTrouble("no map was begun") }
        let steps: [[String: JSON]] = [
            ["title": "Waits at the stop", "personDoes": "Waits in the shelter from seven.", "frontStage": "The sign shows the minutes.", "supportedBy": "Timetable", "department": "transport", "wait": 12, "waitUnit": "minutes", "feeling": "neutral"],
            ["title": "The bus stops in the road", "personDoes": "Rolls to the kerb; the ramp does not reach.", "frontStage": "The driver says sorry and drives on.", "department": "transport", "feeling": "veryBad",
             "pain": "The bus cannot reach the kerb where a van stands.", "stepEvidence": "Depot log, January 2025"],
            ["title": "Calls the city", "personDoes": "Calls the number on the sign.", "frontStage": "The desk writes it down.", "backStage": "The desk sends it to streets.", "department": "social", "wait": 25, "waitUnit": "minutes", "feeling": "bad"],
            ["title": "Streets looks at it", "personDoes": "Hears nothing.", "backStage": "Somebody looks at the place in the afternoon, when no van is there.", "supportedBy": "Work orders", "department": "streets", "wait": 9, "waitUnit": "days", "feeling": "bad",
             "pain": "The place is looked at when the vans are gone.", "stepEvidence": "11 of 14 work orders"],
            ["title": "Gets a letter", "personDoes": "Reads that nothing was found.", "frontStage": "A letter", "department": "social", "wait": 6, "waitUnit": "days", "feeling": "veryBad"],
            ["title": "Takes a taxi", "personDoes": "Pays 18 euros.", "outside": "Taxi", "feeling": "bad"],
        ]
        for step in steps { try await town.perform("journey.addStep", on: journey, .object(step.merging(["edition": "now"]) { $1 }), as: .tuula) }
        try await town.perform("journey.redraw", on: journey, as: .tuula)
        let after = try await town.look { try JourneyQueries.map(Target(journey.code.rawValue), $0).steps(.after).map(\.reference) }
        for step in after.suffix(3) { try await town.perform("journeyStep.remove", on: step, as: .tuula) }
        try await town.perform("journeyStep.change", on: after[1], ["title": "The bay is free", "personDoes": "Rolls on board.", "frontStage": "The driver lowers the ramp.", "backStage": "A lamp tells vans to leave.", "department": "transport", "feeling": "good"], as: .tuula)
        try await town.perform("journeyStep.change", on: after[2], ["title": "Rides to work", "personDoes": "Is on time.", "department": "transport", "wait": 0, "waitUnit": "minutes", "feeling": "veryGood"], as: .tuula)
    }

    /// Rantala's ferry has the same trouble; Kuusila learns from it.
    private static func lookAround(_ walk: Walk, _ town: Town) async throws {
        guard let signal = try await town.perform("signal.send", ["text": "Delivery vans stand on the ferry ramp in the morning.", "department": "development"], as: .olavi).object else { throw TownTrouble("nothing was sent") }
        try await town.perform("signal.accept", on: signal, ["reason": "The harbour master says the same."], as: .olavi)
        guard let twin = try await town.perform("problem.draft", on: signal, [
            "title": "Wheelchairs cannot reach the ferry where vans stop", "statement": "In the morning delivery vans stand at the ferry stop. The ramp does not reach, and people with wheelchairs or prams stay behind.",
            "affected": "Passengers with a wheelchair, a walker or a pram.", "department": "development",
        ], as: .jenni).object else { throw TownTrouble("Rantala wrote nothing down") }
        try await town.perform("problem.submit", on: twin, as: .jenni)
        try await town.perform("reuse.answer", on: walk.object(.problem), ["reuseVerdict": "learn", "found": .text("rantala/\(twin.code)"), "reason": "Their barrier works for one ramp, not for 24 stops. We take their counting."], as: .liisa)
    }
}
