import Talkoot

extension TestTown {
    /// What defining looks like: a canvas that was agreed on long ago, one that people are filling, and a problem whose way is about to be chosen.
    static func planTheDefinitions(kerbs: Walk, snow: Walk, _ town: Town, _ agenda: inout Agenda) {
        let objectives = Objectives()
        agenda.add(daysBefore: 420) {
            for name in ["A city for every body", "Streets for walking", "Clean water"] { try await objectives.add(name, in: town) }
        }
        agenda.add(daysBefore: 407) { try await town.sort(try await kerbs.object(.problem), objectives, head: .paivi) }
        agenda.add(daysBefore: 389) {
            let problem = try await kerbs.object(.problem)
            try await town.fillCanvas(of: problem, to: .route, as: .paivi)
            try await town.signCanvas(of: problem, to: .route, head: .paivi)
        }
        agenda.add(daysBefore: 33) { try await town.sort(try await snow.object(.problem), objectives, head: .matti) }
        agenda.add(daysBefore: 27) {
            let group = try [Townsperson.tuula, .kaisa].map { JSON.text(try town.id(of: $0).rawValue) }
            try await town.perform("problem.begin", on: snow.object(.problem), ["coreGroup": .list(group)], as: .matti)
        }
        for (day, person, field, text) in CanvasText.snow { agenda.add(daysBefore: day) { try await town.answerCanvas(of: try await snow.object(.problem), field, text, as: person) } }
        agenda.add(daysBefore: 12) {
            try await town.perform("participation.publish", on: snow.object(.problem), ["seats": [
                ["decision": "definition", "who": "Head of Streets and lighting", "part": "decides", "chosen": "By office"],
                ["decision": "definition", "who": "Six people who walk with a stick or a pram", "part": "heard", "chosen": "Drawn by lot in Havula"],
                ["decision": "route", "who": "Head of Streets and lighting", "part": "decides", "chosen": "By office, within the limit"],
                ["decision": "route", "who": "Board of streets", "part": "informed", "chosen": "By office"],
            ]], as: .liisa)
        }
        agenda.add(daysBefore: 9) { try await town.perform("canvas.sign", on: Target("\(snow.object(.problem).code).2"), as: .matti) }
        // The head went on writing after that, so that the signature is asked for again.
        agenda.add(daysBefore: 4) {
            try await town.answerCanvas(of: try await snow.object(.problem), "2.5", "Roads and parking places; roofs of houses.", as: .tuula)
        }
    }
}

/// The codes of the city's objectives, as they came about.
actor Objectives {
    private(set) var codes: [String] = []
    func add(_ name: String, in town: Town) async throws {
        if let code = try await town.perform("objective.add", ["name": .text(name)], as: .liisa).object?.code.rawValue { codes.append(code) }
    }
}

extension Town {
    fileprivate func sort(_ problem: ObjectReference, _ objectives: Objectives, head: Townsperson) async throws {
        try await perform("problem.screen", on: problem, ["persistence": "4", "failedAttempts": "3", "parties": "3", "conflict": "2", "uncertainty": "2", "market": "1"], as: .liisa)
        let codes = await objectives.codes
        try await perform("problem.weigh", on: problem, ["objectives": [["objective": .text(codes[0]), "weight": "70"], ["objective": .text(codes[1]), "weight": "30"]]], as: .liisa)
        try await perform("problem.expect", on: problem, ["code": "D1", "text": "We learn how to ask those who stay at home."], as: head)
        try await perform("problem.expect", on: problem, ["code": "E1", "text": "Two departments own the same pavement."], as: head)
    }
    fileprivate func answerCanvas(of problem: ObjectReference, _ field: String, _ text: String, as person: Townsperson) async throws {
        try await perform("canvas.answer", on: Target("\(problem.code).\(field)"), ["text": .text(text)], as: person)
    }
}

extension CanvasText {
    static let snow: [(day: Int, person: Townsperson, field: String, text: String)] = [
        (26, .matti, "0.1", "After snow, people who walk cannot leave the house before eleven, while those who drive can at six."),
        (25, .tuula, "0.2", "Everybody without a car: 41 % of Havula, and 1 900 people over 75 (register of residents). They say that they stay in."),
        (22, .kaisa, "0.4", "From the door to the bus stop. Streets and lighting, Parks and shores."),
        (21, .tuula, "0.6", "By next winter 300 flats for old people open in Havula."),
        (18, .tuula, "2.1", "People who walk need a footway that is clear at seven after snow, because work, school and doctors begin at eight."),
        (16, .matti, "2.2", "Hour by which footways are clear: 11 now, 7 in two winters."),
        (14, .matti, "2.5", "Roads and parking places."),
        (13, .kaisa, "3.1", "40 000 € for a trial of one winter (25 000 to 60 000)."),
    ]
}
