import Storage
@testable import Talkoot
import Testing
import TestTown

/// The second half: the sheet, the objection, the parts, and the three ways through the gates.
extension WholeWay {
    /// Hours by those who give them, one who answers for each task, and a sheet that says what is missing.
    func fillTheCanvas(of problem: ObjectReference) async throws {
        for (department, head) in [("transport", Townsperson.paivi), ("streets", .matti)] {
            let line = try await town.line("resource.plan", on: problem, [
                "what": .text("Counting at the stops, \(department)"), "kind": "hours", "amount": "60", "stage": "understand", "purpose": "work", "source": "ownBudget", "department": .text(department),
            ], as: .tuula)
            try await town.perform("resource.approve", on: line, as: head)
        }
        let paivi: JSON = ["party": "department/transport", "part": "accountable", "person": .text(Townsperson.paivi.email)]
        let matti: JSON = ["party": "department/streets", "part": "accountable", "person": .text(Townsperson.matti.email)]
        #expect(try await town.refusals { try await town.perform("task.set", on: problem, ["name": "Count", "parts": [paivi, matti]], as: .tuula) } == ["problem.manyAccountable"])
        try await town.perform("task.set", on: problem, ["name": "Count", "parts": [paivi]], as: .tuula)
        try await noteTheRisk(of: problem)
        try await town.fillCanvas(of: problem, to: .route, without: ["5.1", "5.4"], as: .tuula)
        try await town.perform("canvas.takeOver", on: Target("\(problem.code).5.1"), as: .tuula)
        let refused = try await town.refusals { try await town.define(problem) }
        #expect(refused.filter { $0 == "need.canvas.missing" }.count == 1 && refused.contains("need.participation.missing"), "who bears the risk is not said: \(refused)")
        try await town.fillCanvas(of: problem, to: .route, without: ["5.1"], as: .tuula)
        try await town.perform("canvas.restrict", on: Target("\(problem.code).5.2"), ["ground": "Act 621/1999, section 24(1)(20)"], as: .paivi)
        for question in 1...6 { for signer in question == 2 ? [Townsperson.paivi, .matti] : [[.liisa], [], [.anneli], [.paivi], [.anneli], [.paivi]][question - 1] {
            try await town.perform("canvas.sign", on: Target("\(problem.code).\(question)"), as: signer)
        } }
    }

    /// Who takes the risk: shares of ninety are refused.
    private func noteTheRisk(of problem: ObjectReference) async throws {
        func risk(_ share: String) -> JSON {
            ["category": "service", "happening": "Buses wait behind the vans all winter.", "likelihood": "3", "harmService": "4", "harmPeople": "3", "proximity": "thisStage", "safeguard": "The old stop stays open.",
             "riskOwner": .text(Townsperson.tuula.email), "bearers": [["party": "department/transport", "share": "60"], ["other": "The partner to be found", "share": .text(share)]]]
        }
        #expect(try await town.refusals { try await town.perform("risk.note", on: problem, risk("30"), as: .tuula) } == ["problem.riskShares"])
        try await town.perform("risk.note", on: problem, risk("40"), as: .tuula)
    }

    /// An owner objects: somebody neutral listens, the goal is changed, both agree, and what another department said is answered.
    func objectAndAgree(on problem: ObjectReference) async throws {
        let comment = try await town.line("hearing.comment", on: problem, ["text": "The shore has two loading places. Ask us too."], as: .kaisa)
        let objection = try await town.line("objection.raise", on: problem, ["text": "Every bay is more than the street crew can promise."], as: .matti)
        try await publishMap(of: problem)
        #expect(Set(try await town.refusals { try await town.define(problem) }) == ["need.hearing.missing", "need.objection.missing"])
        #expect(try await town.refusals { try await town.perform("friction.mediate", on: objection, ["mediator": .text(Townsperson.paivi.email)], as: .liisa) } == ["problem.mediatorInvolved"])
        try await town.perform("friction.mediate", on: objection, ["mediator": .text(Townsperson.elina.email)], as: .liisa)
        try await town.perform("goal.change", on: Target("\(problem.code).g1"), ["goal": "Nine bays of ten are free when the bus comes.", "metric": "Blocked arrivals per 100 buses", "direction": "down"], as: .paivi)
        for head in [Townsperson.paivi, .matti] { try await town.perform("goal.stand", on: Target("\(problem.code).g1"), ["stand": "accept"], as: head) }
        try await town.perform("friction.settle", on: objection, ["outcome": "Nine of ten, and the crew reports monthly."], as: .elina)
        try await town.perform("hearing.answer", on: comment, ["answer": "The two loading places are part of the trial.", "effect": "changed"], as: .paivi)
    }

    private func publishMap(of problem: ObjectReference) async throws {
        let seats: [(String, String, String)] = [
            ("definition", "Head of transport", "decides"), ("definition", "Residents of Satamala", "heard"), ("route", "Head of transport", "decides"), ("route", "Head of streets", "vetoes"),
            ("award", "Head of transport", "decides"),
        ]
        let rows = seats.map { JSON.object(["decision": .text($0.0), "who": .text($0.1), "part": .text($0.2), "chosen": "By office"]) }
        try await town.perform("participation.publish", on: problem, ["seats": .list(rows)], as: .liisa)
    }

    /// A sum above the whole is kept and flagged; a circle is refused and named.
    func planTheParts(of problem: ObjectReference) async throws {
        func lots(_ second: String, after: String) -> JSON {
            ["whole": "160000", "lots": [["title": "Stops with shops", "cost": "100000", "fit": "small", "after": ""], ["title": "Stops by the school", "cost": .text(second), "fit": "small", "after": .text(after)]]]
        }
        #expect(try await town.refusals { try await town.perform("problem.lots", on: problem, lots("50000", after: "2"), as: .liisa) } == ["problem.lotCycle"])
        #expect(try await town.perform("problem.lots", on: problem, lots("90000", after: "1"), as: .liisa).values["isAbove"] == true)
        try await town.perform("problem.lots", on: problem, lots("50000", after: "1"), as: .liisa)
    }

    /// G1: do we understand it?
    func define(_ problem: ObjectReference) async throws {
        try await town.define(problem)
        let sheet = try await town.look(as: .liisa) { try GateSheet.next(of: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
        #expect(sheet?.gate == .route && sheet?.binds == true)
    }

    func split(_ problem: ObjectReference) async throws -> (ObjectReference, ObjectReference) {
        try await town.perform("problem.split", on: problem, ["reason": "Two firms can begin at once."], as: .liisa)
        let lots = try await town.look { scene in
            let whole = try ProblemQueries.problem(Target(problem.code.rawValue), scene)
            return try ProblemQueries.lots(of: whole, scene)?.lots.compactMap(\.child).map { try ProblemQueries.problem(Target($0.rawValue), scene).reference } ?? []
        }
        try #require(lots.count == 2)
        return (lots[0], lots[1])
    }

    /// G2: together, alone, buy, citizens lead? What the whole agreed on holds for its lot.
    func route(_ lot: ObjectReference) async throws {
        let reason: JSON = ["route": "challenge", "reason": "Others know more than we do."]
        #expect(try await town.refusals { try await town.perform("problem.route", on: lot, reason, as: .paivi) } == ["need.comparison.missing", "problem.bodyDecides"])
        let way: JSON = ["route": "challenge", "reason": "Others know more than we do.", "behalf": "Board of transport, 12 March, § 31"]
        let compared = try await town.perform("problem.compare", on: lot, [
            "advantages": [["advantage": "ideas", "weight": "3"], ["advantage": "users", "weight": "2"]], "obstacles": [["obstacle": "effort", "weight": "2"]], "reason": "We have tried alone.",
        ], as: .paivi)
        #expect(compared.values["score"] == 3)
        try await town.perform("problem.route", on: lot, way, as: .paivi)
    }

    func open(_ lot: ObjectReference, _ title: String) async throws {
        let call = try #require(try await town.perform("challenge.draft", on: lot, [
            "kind": "openCall", "title": .text(title), "summary": "Keep the bay free.", "text": "Show us how.", "eligibility": "Everybody.", "prize": "5000",
        ], as: .liisa).object)
        for juror in Townsperson.jurors { try await town.perform("jury.seat", on: call, ["email": .text(juror.email), "profession": "Traffic engineer"], as: .liisa) }
        let today = try await town.look { $0.today }
        try await town.perform("challenge.publish", on: call, [
            "criteria": [["name": "To board level with the kerb", "weight": "60"], ["name": "Cost", "weight": "40"]], "opensAt": .text("\(today)T00:00"), "closesAt": .text("\(today.adding(days: 30))T16:00"),
            "decisionBy": .text(today.adding(days: 75).description),
        ], as: .liisa)
        try await town.settle()
        #expect(try await town.look { try ChallengeQueries.challenge(Target(call.code.rawValue), $0).state } == .open)
    }

    /// The page of the town: everything but the one field that the law keeps back, and that with its ground.
    func everybodyReads(_ problem: ObjectReference, _ lot: ObjectReference) async throws {
        for code in [problem.code, lot.code] {
            let (readable, kept) = try await town.look { scene in
                let answers = try CanvasQueries.canvas(Target(code.rawValue), scene).answers
                return (answers.filter { CanvasQueries.mayRead($0, scene.standing) && $0.isAnswered }.count, answers.filter { !CanvasQueries.mayRead($0, scene.standing) })
            }
            #expect(readable == CanvasField.all.count - 1 && kept.map(\.field.name) == ["5.2"] && kept.first?.ground == "Act 621/1999, section 24(1)(20)")
        }
    }
}
