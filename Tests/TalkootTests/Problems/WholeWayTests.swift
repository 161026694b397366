import Storage
@testable import Talkoot
import Testing
import TestTown

/// From a telephone call to an open challenge, with every gate shut until what it asks for is there.
@Suite(.serialized) struct WholeWayTests {
    @Test(arguments: HouseEngine.available) func aPhoneCallBecomesAChallengeThroughThreeGatesThatBind(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        try await town.bindGates()
        let way = WholeWay(town: town, clock: clock)
        let signal = try await way.threeHintsBecomeOne()
        let problem = try await way.draft(from: signal)
        try await way.sort(problem)
        try await way.weigh(problem)
        try await way.bringEverybodyIn(problem)
        try await way.learn(about: problem)
        try await way.lookElsewhere(for: problem)
        try await way.own(problem)
        try await way.fillTheCanvas(of: problem)
        try await way.objectAndAgree(on: problem)
        try await way.planTheParts(of: problem)
        try await way.define(problem)
        let lots = try await way.split(problem)
        try await way.route(lots.0)
        try await way.open(lots.0, "The bay that keeps itself free")
        #expect(try await town.state(of: lots.0) == .inSolution)
        #expect(try await town.state(of: problem) == .split)
        #expect(try await town.state(of: lots.1) == .defined, "the other lot waits for its own way")
        try await way.everybodyReads(problem, lots.0)
    }
}

/// The steps of the story, each with the refusal that it is about.
struct WholeWay: Sendable {
    let town: Town, clock: TestClock

    /// Somebody telephones, a driver has an idea without a name, a resident writes on the site: one matter, and all three hear.
    func threeHintsBecomeOne() async throws -> ObjectReference {
        let called = try await made("signal.enter", [
            "channel": "phone", "text": "Vans stand in the bus bay at the school, and my walker does not get up the kerb.", "answerBy": "message", "contact": "040 123 4567", "department": "transport", "district": "satamala",
        ], as: .tuula)
        try await town.perform("role.grant", ["email": .text(Townsperson.onni.email), "role": "staff"], as: .pekka)
        let idea = try await made("idea.send", ["text": "As a driver I cannot reach the kerb at the school: vans stand in the bay.", "hideName": true, "jobRole": "frontLine", "department": "transport"], as: .onni)
        let read = try await town.look(as: .paivi) { try IdeaQueries.idea(Target(idea.code.rawValue), $0) }
        #expect(read.isHidden && read.signal.author == nil, "the own head reads a colleague")
        let written = try await made("signal.send", ["text": "Delivery vans block the bus bay at the school every morning.", "department": "transport"], as: .aino)
        try await town.perform("signal.accept", on: called, ["reason": "It is ours, and we look into it."], as: .paivi)
        try await town.perform("signal.gather", on: called, ["signals": [.text(idea.code.rawValue), .text(written.code.rawValue)], "reason": "The same bay; we answer you together."], as: .paivi)
        let waiting = try await town.look(as: .tuula) { try SenderTellings.waiting($0) }
        #expect(waiting.map(\.contact) == ["040 123 4567"], "a text message waits for whoever called")
        #expect(try await town.told("signal.merged").isSuperset(of: [try town.id(of: .onni), try town.id(of: .aino)].map(\.rawValue)))
        try await town.perform("signal.tell", on: called, ["reached": "told"], as: .tuula)
        return called
    }

    func draft(from signal: ObjectReference) async throws -> ObjectReference {
        let problem = try await made("problem.draft", on: signal, [
            "title": "Buses cannot reach the kerb where vans stop", "statement": "Delivery vans stand in the bay. Whoever comes with a wheelchair, a walker or a pram cannot get aboard from the street.",
            "affected": "310 passengers a day.", "department": "transport",
        ], as: .liisa)
        try await town.perform("problem.submit", on: problem, as: .liisa)
        return problem
    }

    /// G0: ours, and fit for open innovation?
    func sort(_ problem: ObjectReference) async throws {
        let kind: JSON = ["quadrant": "companiesNew", "openness": "network", "reason": "Others may know more."]
        #expect(try await town.refusals { try await town.perform("problem.triage", on: problem, kind, as: .liisa) } == ["need.screen.missing", "need.owner.missing"])
        let screened = try await town.screen(problem)
        #expect(screened.values["score"] == 12 && screened.values["advice"] == "openInnovation")
        try await town.perform("problem.own", on: problem, as: .paivi)
        try await town.perform("problem.triage", on: problem, kind, as: .liisa)
    }

    func weigh(_ problem: ObjectReference) async throws {
        let access = try await made("objective.add", ["name": "A city for every body"], as: .liisa).code.rawValue, streets = try await made("objective.add", ["name": "Streets for walking"], as: .liisa).code.rawValue
        func weights(_ second: Int) -> JSON { ["objectives": [["objective": .text(access), "weight": "60"], ["objective": .text(streets), "weight": .text("\(second)")]]] }
        #expect(try await town.refusals { try await town.perform("problem.weigh", on: problem, weights(30), as: .liisa) } == ["problem.weights"])
        try await town.perform("problem.weigh", on: problem, weights(40), as: .liisa)
        for (code, text) in [("B1", "Fewer trips by taxi."), ("D2", "Passengers say what they need."), ("E1", "Three departments, one kerb.")] {
            try await town.perform("problem.expect", on: problem, ["code": .text(code), "text": .text(text)], as: .paivi)
        }
    }

    /// Affected groups, a resident and a driver on the team, and an association that says what is needed.
    func bringEverybodyIn(_ problem: ObjectReference) async throws {
        let wheels = try await town.line("stakeholder.add", on: problem, ["kind": "affected", "name": "People with a wheelchair", "sector": "residents", "why": "They stay at home."], as: .tuula)
        let drivers = try await town.line("stakeholder.add", on: problem, ["kind": "affected", "name": "Delivery drivers", "sector": "company", "why": "They have nowhere to stop."], as: .tuula)
        _ = try await town.line("stakeholder.add", on: problem, ["kind": "able", "name": "Lumi Sensors Oy", "sector": "company", "why": "They measure."], as: .tuula)
        try await town.perform("stakeholder.invite", on: wheels, ["channel": "meeting", "invitation": "Come to the stop on Tuesday."], as: .tuula)
        try await town.perform("stakeholder.answer", on: wheels, ["response": "joins"], as: .tuula)
        try await town.perform("stakeholder.waive", on: drivers, ["reason": "Their association speaks for them."], as: .liisa)
        let rhythm: JSON = ["rhythm": "Every second Tuesday at nine"]
        #expect(try await town.refusals { try await town.perform("team.confirm", on: problem, rhythm, as: .paivi) } == ["problem.seatMissing.beneficiary", "problem.seatMissing.frontLine"])
        try await town.perform("seat.confirm", on: try await town.seat(.aino, "beneficiary", on: problem), as: .aino)
        try await town.perform("seat.confirm", on: try await town.seat(.onni, "frontLine", "transport", share: 20, on: problem), as: .paivi)
        try await town.perform("team.confirm", on: problem, rhythm, as: .paivi)
        let association = try await town.look(as: .fatima) { scene in try WriteRequirement.options(ProblemPart.find(.requirementList, Target(problem.code.rawValue), scene), scene)["organisation"]?.first?.value }
        let need = try await town.line("requirement.write", on: problem, [
            "who": "People with a walker", "situation": "When a van stands in the bay", "need": "To board level with the kerb", "why": "The ramp does not reach", "acceptance": "Nobody is left behind for a week",
            "organisation": .text(try #require(association)),
        ], as: .fatima)
        try await town.perform("requirement.handOver", on: need, as: .liisa)
    }

    /// One way through three departments, its pain, and what is known about people.
    func learn(about problem: ObjectReference) async throws {
        let journey = try await made("journey.begin", on: problem, ["title": "To school by bus with a walker"], as: .liisa)
        for step in JourneyTests.steps { try await town.perform("journey.addStep", on: journey, .object(step.merging(["edition": "now"]) { $1 }), as: .liisa) }
        let map = try await town.look { try JourneyQueries.map(Target(journey.code.rawValue), $0) }
        #expect(JourneyFigures(map.steps(.now)).departments == 3 && JourneyFigures(map.steps(.now)).handOffs == 3)
        let pain = try #require(map.steps.first { $0.isPainful })
        let lifted = try await made("journeyStep.lift", on: pain.reference, as: .liisa)
        #expect(lifted.kind == .problem && lifted.code != problem.code)
        let card: [String: JSON] = ["observation": "Parents turn round when the kerb is blocked.", "aboutGroup": "Parents with prams", "insightSource": "interview", "strength": "strong"]
        #expect(try await town.refusals { try await town.perform("insight.note", on: problem, .object(card), as: .tuula) } == ["problem.strongWithoutSource"])
        try await town.perform("insight.note", on: problem, .object(card.merging(["sourceNote": "20 interviews, February 2026"]) { $1 }), as: .tuula)
    }

    /// Rantala has the same trouble: it is among the first five, and is to be adapted.
    func lookElsewhere(for problem: ObjectReference) async throws {
        let sent = try await made("signal.send", ["text": "Vans stand on our kerbs.", "department": "development"], as: .olavi)
        try await town.perform("signal.accept", on: sent, ["reason": "We look."], as: .olavi)
        let twin = try await made("problem.draft", on: sent, [
            "title": "Parked vans keep wheelchairs from the ferry", "statement": "Delivery vans stand on the kerb at the ferry stop. Whoever comes with a wheelchair or a pram cannot get aboard from the street.",
            "affected": "Passengers with wheelchairs and prams", "department": "development",
        ], as: .jenni)
        try await town.perform("problem.submit", on: twin, as: .jenni)
        let found = try await town.look(as: .liisa) { try ReuseQueries.resembling(ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
        #expect(found.prefix(5).contains { $0.address == "rantala/\(twin.code)" })
        try await town.perform("reuse.answer", on: problem, ["reuseVerdict": "adapt", "found": .text("rantala/\(twin.code)"), "reason": "Their ferry is like our bus stop."], as: .liisa)
    }

    /// A core group, a second owner with its money, and goals that both want.
    func own(_ problem: ObjectReference) async throws {
        try await town.perform("problem.begin", on: problem, ["coreGroup": [.text(try town.id(of: .tuula).rawValue), .text(try town.id(of: .onni).rawValue)]], as: .paivi)
        let asked = try await town.line("owner.invite", on: problem, ["department": "streets", "reason": "The kerbs are theirs."], as: .paivi)
        try await town.perform("owner.join", on: asked, ["budget": "4000"], as: .matti)
        try await town.perform("goal.propose", on: problem, ["goal": "Every bay is free when the bus comes.", "metric": "Blocked arrivals per 100 buses", "direction": "down"], as: .paivi)
        for head in [Townsperson.paivi, .matti] { try await town.perform("goal.stand", on: Target("\(problem.code).g1"), ["stand": "accept"], as: head) }
    }

    private func made(_ act: String, on target: ObjectReference? = nil, _ input: JSON = .object([:]), as person: Townsperson) async throws -> ObjectReference {
        try #require(try await town.perform(act, on: target.map { Target($0.code.rawValue) } ?? .none, input, as: person).object)
    }
}
