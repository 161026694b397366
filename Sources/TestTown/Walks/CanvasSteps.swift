public import Talkoot

/// What Kuusila writes on the canvas of its blocked bus stops.
public enum CanvasText {
    static let definition: [(field: String, text: String)] = [
        ("0.1", "On weekday mornings people with wheels or weak legs cannot board at 24 stops, because vans stand in the bay."),
        ("0.2", "About 310 passengers a day in Satamala and Koivuniemi, 40 of them with a wheelchair, a walker or a pram (bus company's count, March). They are late, or stay at home."),
        ("0.3", "Drivers' reports of 24 stops over four weeks, and talks with eleven passengers. Strong for the number, weaker for who stays at home."),
        ("0.4", "Waiting and boarding. Public transport, Streets and lighting, and Parks and shores, which owns two loading places."),
        ("0.5", "Fines in 2024 helped for three weeks. Rantala asked its shops to order later deliveries; half of them did."),
        ("0.6", "By autumn the school moves to Koivuniemi, and 90 more children wait at the same stops."),
        ("0.7", "People should board at every stop. Now they can at 62 of 100 arrivals; with a wheelchair at 41 (count by hand, two weeks)."),
        ("1.1", "Score 12: open innovation."),
        ("1.2", "Definition by May (Public transport), call in June (innovation officer), trial from September (Public transport)."),
        ("1.3", "See the map of decisions on the page of the problem."),
        ("1.4", "To the board of transport each month: blocked arrivals per 100, complaints, cost so far."),
        ("2.1", "People who cannot step down from a kerb need to board level with it on weekday mornings, because the ramp does not reach over a van."),
        ("2.2", "Blocked arrivals per 100 buses: 38 now, 15 by next May."),
        ("2.3", "Fewer blocked arrivals, and no shop without its delivery before nine."),
        ("2.4", "Road Traffic Act 729/2018 on stopping in a bus bay. The contract with the bus company runs to 2028."),
        ("2.5", "Parking of residents, and stops outside the two districts."),
        ("3.1", "Definition 4 000 € (3 000 to 6 000), trial 45 000 € (30 000 to 60 000), all stops 160 000 € (120 000 to 220 000)."),
        ("4.1", "Transport 120 hours, streets 60 hours, one person of the bus company for ten weeks."),
        ("5.4", "Safe-to-fail mandate of the head of Public transport: 45 000 €, six stops, 180 days."),
        ("6.1", "Public transport owns the result, the bus company's drivers use it."),
    ]
    static let route: [(field: String, text: String)] = [
        ("2.6", "Stops with shops, and stops by the school."),
        ("3.2", "Budget line 4310 of transport 120 000 €, national fund for walking 40 000 €."),
        ("3.3", "Public transport, from the line for stops."),
        ("3.4", "About 20 000 € a year of lost minutes, which stay with transport."),
        ("4.2", "Arrival data of the bus company; a permit for work in the street."),
        ("4.3", "Somebody who has worked with delivery firms; by the call."),
        ("5.1", "Delays of deliveries: shops 50 %, city 50 %. Damage by snow ploughs: city 100 %."),
        ("5.2", "45 000 €, no harm to people, two weeks of complaints."),
        ("5.3", "The bay goes back to what it was within a day, by the street crew."),
        ("6.2", "The street crew clears the bays before seven."),
        ("6.3", "Everybody, under an open licence."),
        ("6.4", "All 24 stops; first obstacle: power at eleven of them."),
    ]
}

extension Town {
    /// Somebody of the city fills what is still empty on a problem's canvas, up to and with a stage.
    public func fillCanvas(of problem: ObjectReference, to stage: CanvasField.Stage = .definition, without left: Set<String> = [], as person: Townsperson) async throws {
        let answered = try await look(as: person) { try CanvasQueries.canvas(Target(problem.code.rawValue), $0).answers.filter(\.isAnswered).map(\.field.name) }
        let texts = CanvasText.definition + (stage == .route ? CanvasText.route : [])
        for (field, text) in texts where !left.contains(field) && !answered.contains(field) {
            try await perform("canvas.answer", on: Target("\(problem.code).\(field)"), ["text": .text(text)], as: person)
        }
    }
    /// Those whom the answers bind put their names under them.
    public func signCanvas(of problem: ObjectReference, to stage: CanvasField.Stage = .definition, head: Townsperson) async throws {
        var signers: [(question: Int, person: Townsperson)] = [(1, .liisa), (2, head), (3, .anneli), (5, .anneli), (6, head)]
        if stage == .route { signers.append((4, head)) }
        for (question, person) in signers {
            let isSigned = try await look(as: person) { try CanvasQueries.canvas(Target(problem.code.rawValue), $0).questions.first { $0.number == question }?.isSigned ?? false }
            if !isSigned { try await perform("canvas.sign", on: Target("\(problem.code).\(question)"), as: person) }
        }
    }
}
