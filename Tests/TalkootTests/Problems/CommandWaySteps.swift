import Storage
@testable import Talkoot
import Testing
import TestTown

/// The steps of the story at a terminal, each with a refusal where there is one to be read.
struct CommandWay: Sendable {
    let terminal: Terminal

    func threeHintsBecomeOne() async throws -> String {
        let t = terminal
        let called = try await t.act("signal.enter", as: .tuula, "channel=phone", "text=Vans stand in the bus bay at the school, and my walker does not get up the kerb.", "answerBy=message", "contact=040 123 4567", "department=transport")
        let idea = try await t.act("idea.send", as: .tuula, "text=Drivers cannot reach the kerb at the school: vans stand in the bay.", "hideName=yes", "department=transport")
        try await t.act("signal.accept", on: called, as: .paivi, "reason=It is ours.")
        try await t.act("signal.gather", on: called, as: .paivi, "signals=\(idea)", "reason=The same bay; we answer you together.")
        try await t.act("signal.tell", on: called, as: .tuula, "reached=told")
        return called
    }

    func draft(from signal: String) async throws -> String {
        let problem = try await terminal.act("problem.draft", on: signal, as: .liisa, "title=Buses cannot reach the kerb where vans stop", "statement=Delivery vans stand in the bay.", "affected=310 passengers a day.", "department=transport")
        try await terminal.act("problem.submit", on: problem, as: .liisa)
        return problem
    }

    /// The first gate says all that is missing, one sentence each.
    func sort(_ problem: String) async throws {
        let t = terminal
        let missing = try await t.refusal("problem.triage", on: problem, as: .liisa, "quadrant=companiesNew", "reason=Others may know more.")
        #expect(missing.count == 2 && missing.contains { $0.contains("six questions on suitability") }, "\(missing)")
        try await t.act("problem.screen", on: problem, as: .liisa, "persistence=4", "failedAttempts=3", "parties=3", "conflict=2", "uncertainty=2", "market=1")
        try await t.act("problem.own", on: problem, as: .paivi)
        try await t.act("problem.triage", on: problem, as: .liisa, "quadrant=companiesNew", "reason=Others may know more.")
        let access = try await t.act("objective.add", as: .liisa, "name=A city for every body"), streets = try await t.act("objective.add", as: .liisa, "name=Streets for walking")
        let short = try await t.refusal("problem.weigh", on: problem, as: .liisa, "objectives.0.objective=\(access)", "objectives.0.weight=60", "objectives.1.objective=\(streets)", "objectives.1.weight=30")
        #expect(short.count == 1 && short[0].contains("90"), "\(short)")
        try await t.act("problem.weigh", on: problem, as: .liisa, "objectives.0.objective=\(access)", "objectives.0.weight=60", "objectives.1.objective=\(streets)", "objectives.1.weight=40")
        try await t.act("problem.expect", on: problem, as: .paivi, "code=B1", "text=Fewer trips by taxi.")
    }

    /// A line of a plan is found again by the code that its own command gave.
    func bringEverybodyIn(_ problem: String) async throws {
        let t = terminal, today = try await t.town.look { $0.today }
        let group = try await t.act("stakeholder.add", on: problem, as: .tuula, "kind=affected", "name=People with a wheelchair", "sector=residents", "why=They stay at home.")
        try await t.act("stakeholder.invite", on: group, as: .tuula, "channel=meeting", "invitation=Come to the stop on Tuesday.")
        let missing = try await t.refusal("team.confirm", on: problem, as: .paivi, "rhythm=Every second Tuesday")
        #expect(missing.count == 2, "residents and front-line staff: \(missing)")
        let dates = ["from=\(today)", "until=\(today.adding(days: 200))"]
        let resident = try await t.act("team.seat", on: problem, as: .liisa, "kind=beneficiary", "email=\(Townsperson.aino.email)", dates[0], dates[1])
        try await t.act("seat.confirm", on: resident, as: .aino)
        let clerk = try await t.act("team.seat", on: problem, as: .liisa, "kind=frontLine", "email=\(Townsperson.tuula.email)", "department=transport", "share=20", dates[0], dates[1])
        try await t.act("seat.confirm", on: clerk, as: .paivi)
        try await t.act("team.confirm", on: problem, as: .paivi, "rhythm=Every second Tuesday")
        let need = try await t.act("requirement.write", on: problem, as: .fatima, "who=People with a walker", "situation=When a van stands in the bay", "need=To board level with the kerb", "why=The ramp does not reach", "acceptance=Nobody is left behind for a week")
        try await t.act("requirement.handOver", on: need, as: .liisa)
    }

    func learn(about problem: String) async throws {
        let t = terminal
        let journey = try await t.act("journey.begin", on: problem, as: .liisa, "title=To school by bus with a walker")
        for (title, department) in [("Asks at the counter", "streets"), ("Writes to the school", "schools"), ("Waits at the kerb", "transport")] {
            try await t.act("journey.addStep", on: journey, as: .liisa, "edition=now", "title=\(title)", "department=\(department)")
        }
        try await t.act("insight.note", on: problem, as: .tuula, "observation=Parents turn round.", "aboutGroup=Parents", "strength=weak")
        try await t.act("reuse.answer", on: problem, as: .liisa, "reuseVerdict=nothing", "reason=Nobody else has our winters.")
    }

    /// What can be picked is listed for the one problem that it is about.
    func own(_ problem: String) async throws {
        let t = terminal
        let offered = try await t.help("problem.begin", on: problem, as: .paivi).joined(separator: "\n"), clerk = try t.town.id(of: .tuula).rawValue
        #expect(offered.contains("\(clerk) (Tuula Saari)"), "\(offered)")
        try await t.act("problem.begin", on: problem, as: .paivi, "coreGroup=\(clerk)")
        let asked = try await t.act("owner.invite", on: problem, as: .paivi, "department=streets", "reason=The kerbs are theirs.")
        try await t.act("owner.join", on: asked, as: .matti, "budget=4000")
        try await t.act("goal.propose", on: problem, as: .paivi, "goal=Every bay is free when the bus comes.", "metric=Blocked arrivals per 100 buses", "direction=down")
        for head in [Townsperson.paivi, .matti] { try await t.act("goal.stand", on: "\(problem).g1", as: head, "stand=accept") }
    }

    func planMeansAndRisks(of problem: String) async throws {
        let t = terminal
        let hours = try await t.act("resource.plan", on: problem, as: .tuula, "what=Counting", "kind=hours", "amount=60", "stage=understand", "purpose=work", "source=ownBudget", "department=transport")
        try await t.act("resource.approve", on: hours, as: .paivi)
        let two = try await t.refusal("task.set", on: problem, as: .tuula, "name=Count", "parts.0.party=department/transport", "parts.0.part=accountable", "parts.0.person=\(Townsperson.paivi.email)",
                                      "parts.1.party=department/streets", "parts.1.part=accountable", "parts.1.person=\(Townsperson.matti.email)")
        #expect(two == ["parts (Who has a part in it): 2 answer for “Count”. Leave the part “Answers for it” to one of them."])
        try await t.act("task.set", on: problem, as: .tuula, "name=Count", "parts.0.party=department/transport", "parts.0.part=accountable", "parts.0.person=\(Townsperson.paivi.email)")
        let risk = ["category=service", "happening=Buses wait all winter.", "likelihood=3", "harmService=4", "proximity=thisStage", "safeguard=The old stop stays open.", "riskOwner=\(Townsperson.tuula.email)"]
        let shares = try await t.refusal("risk.note", on: problem, as: .tuula, risk[0], risk[1], risk[2], risk[3], risk[4], risk[5], risk[6], "bearers.0.party=department/transport", "bearers.0.share=90")
        #expect(shares == ["bearers (Who bears it): The shares make 90 %. Change them so that they make 100 %."])
        try await t.act("risk.note", on: problem, as: .tuula, risk[0], risk[1], risk[2], risk[3], risk[4], risk[5], risk[6], "bearers.0.party=department/transport", "bearers.0.share=100")
    }

    func fillTheSheet(of problem: String) async throws {
        let t = terminal
        for field in CanvasField.all {
            if ["4.1", "5.1"].contains(field.name) { try await t.act("canvas.takeOver", on: "\(problem).\(field.name)", as: .tuula) }
            else { try await t.act("canvas.answer", on: "\(problem).\(field.name)", as: .tuula, "text=It is as it is.") }
        }
        let signers: [(Int, Townsperson)] = [(1, .liisa), (2, .paivi), (2, .matti), (3, .anneli), (4, .paivi), (5, .anneli), (6, .paivi)]
        for (question, signer) in signers { try await t.act("canvas.sign", on: "\(problem).\(question)", as: signer) }
    }

    func objectAndAgree(on problem: String) async throws {
        let t = terminal
        let comment = try await t.act("hearing.comment", on: problem, as: .kaisa, "text=The shore has two loading places. Ask us too.")
        let objection = try await t.act("objection.raise", on: problem, as: .matti, "text=Every bay is more than the crew can promise.")
        try await t.act("friction.mediate", on: objection, as: .liisa, "mediator=\(Townsperson.elina.email)")
        try await t.act("friction.settle", on: objection, as: .elina, "outcome=Nine of ten, and the crew reports monthly.")
        let definition = ["outcome=Everybody can board.", "metric=Blocked arrivals", "baseline=38", "goal=15"]
        let missing = try await t.refusal("problem.define", on: problem, as: .paivi, definition[0], definition[1], definition[2], definition[3])
        #expect(missing.contains { $0.contains("Answer every comment of the hearing first") }, "\(missing)")
        try await t.act("hearing.answer", on: comment, as: .paivi, "answer=They are part of the trial.", "effect=changed")
    }

    func define(_ problem: String) async throws {
        let t = terminal, seats = [("definition", "Head of transport", "decides"), ("route", "Head of transport", "decides"), ("award", "Head of transport", "decides")]
        let rows = seats.map { seat in "{\"decision\":\"\(seat.0)\",\"who\":\"\(seat.1)\",\"part\":\"\(seat.2)\",\"chosen\":\"By office\"}" }
        let officer = try await t.tokenFile(of: .liisa)
        _ = try await t.said(["participation.publish", "--on", problem, "--token-file", officer, "--json", "{\"seats\":[\(rows.joined(separator: ","))]}"])
        let circle = try await t.refusal("problem.lots", on: problem, as: .liisa, "whole=20000", "lots.0.title=Kerb", "lots.0.cost=8000", "lots.0.fit=small", "lots.0.after=2", "lots.1.title=Bay", "lots.1.cost=9000", "lots.1.fit=small", "lots.1.after=1")
        #expect(circle.count == 1 && circle[0].contains("1 → 2 → 1"))
        try await t.act("problem.lots", on: problem, as: .liisa, "whole=20000", "lots.0.title=Kerb", "lots.0.cost=8000", "lots.0.fit=small", "lots.1.title=Bay", "lots.1.cost=9000", "lots.1.fit=small", "lots.1.after=1")
        try await t.act("problem.define", on: problem, as: .paivi, "outcome=Everybody can board.", "metric=Blocked arrivals", "baseline=38", "goal=15")
    }

    func route(_ problem: String) async throws {
        let t = terminal
        let early = try await t.refusal("problem.route", on: problem, as: .paivi, "route=challenge", "reason=Others know more.")
        #expect(early.count == 1, "the comparison alone is missing: \(early)")
        try await t.act("problem.compare", on: problem, as: .paivi, "advantages.0.advantage=ideas", "advantages.0.weight=3", "obstacles.0.obstacle=effort", "obstacles.0.weight=2", "reason=We have tried alone.")
        try await t.act("problem.route", on: problem, as: .paivi, "route=challenge", "reason=Others know more.")
    }
}
