import Talkoot

/// From the decision to the last adoption.
extension Walk {
    func takeDecision(_ step: Step) async throws {
        guard step == .decisionTaken else {
            try await act("decision.publish", on: .decision, as: try head)
            return
        }
        guard let chosen = answers.first else { throw TownTrouble("nobody answered") }
        let text = matter.decision
        try await act("decision.take", on: .challenge, [
            "chosen": .text(chosen.code.rawValue), "reasons": .text(text.reasons), "against": .text(text.against), "feedback": .text(text.feedback), "mandate": .text(text.mandate),
            "mandateUntil": .text(try await today().adding(days: 365).description),
        ], as: try head)
    }

    func takePilot(_ step: Step) async throws {
        switch step {
        case .pilotPlanned: try await plan()
        case .pilotReady: try await act("pilot.ready", on: .pilot, ["reason": "Money, place and end lie within the mandate."], as: .liisa)
        case .pilotStarted: try await act("pilot.start", on: .pilot, as: try lead)
        case .pilotMeasured:
            while measured < matter.trial.measurements.count {
                try await town.wait(days: 7)
                try await measure()
            }
        case .pilotFinished: try await finish()
        case .pilotJudged:
            let verdict = matter.lesson.kind == .failureReport ? Pilot.Verdict.refuted : .supported
            try await act("pilot.judge", on: .pilot, ["verdict": .text(verdict.rawValue), "finding": .text(matter.trial.finding)], as: .liisa)
        default: try await act("pilot.close", on: .pilot, as: .liisa)
        }
    }

    private func plan() async throws {
        let (trial, today) = (matter.trial, try await today())
        try await act("pilot.plan", on: .decision, [
            "title": .text(trial.title), "hypothesis": .text(trial.hypothesis), "metric": .text(trial.metric), "unit": .text(trial.unit), "direction": .text(trial.direction.rawValue),
            "baseline": .text(trial.baseline), "threshold": .text(trial.threshold), "site": .text(trial.site), "startsOn": .text(today.adding(days: 14).description),
            "endsOn": .text(today.adding(days: 14 + trial.days).description), "budget": .text(trial.budget),
        ], as: try lead)
    }

    /// Enters the next value of the metric for today.
    public func measure() async throws {
        guard measured < matter.trial.measurements.count else { throw TownTrouble("everything is measured") }
        let (value, note) = matter.trial.measurements[measured]
        var input: [String: JSON] = ["measuredOn": .text(try await today().description), "value": .text(value)]
        if !note.isEmpty { input["note"] = .text(note) }
        try await act("pilot.measure", on: .pilot, .object(input), as: try lead)
        measured += 1
    }
    public func pause(because reason: String) async throws { try await act("pilot.pause", on: .pilot, ["reason": .text(reason)], as: try lead) }
    public func resume(because reason: String) async throws { try await act("pilot.resume", on: .pilot, ["reason": .text(reason)], as: try lead) }

    /// On its last day it ends by itself; before, its lead ends it.
    private func finish() async throws {
        let code = try object(.pilot).code
        let state = try await town.look { try PilotQueries.pilot(Target(code.rawValue), $0).state }
        if state == .running || state == .paused { try await act("pilot.finish", on: .pilot, as: try lead) }
    }

    func takeResult(_ step: Step) async throws {
        switch step {
        case .lessonProposed:
            let text = matter.lesson
            var input: [String: JSON] = [
                "kind": .text(text.kind.rawValue), "title": .text(text.title), "expected": .text(matter.trial.hypothesis), "happened": .text(text.happened),
                "advice": .text(text.advice), "appliesTo": .text(text.appliesTo),
            ]
            if let cause = text.cause { input["cause"] = .text(cause.rawValue) }
            try await act("lesson.propose", on: .pilot, .object(input), as: try lead)
        case .lessonPublished: try await act("lesson.publish", on: .lesson, as: .liisa)
        case .solutionListed:
            let text = try offer()
            try await act("solution.list", on: .pilot, [
                "title": .text(text.title), "summary": .text(text.summary), "package": .text(text.package), "cost": .text(text.cost), "licence": .text(text.licence.rawValue),
            ], as: .liisa)
        default: try await adopt(by: .jenni, department: "development", adaptations: try offer().adaptations)
        }
    }

    private func offer() throws -> Matter.OfferText {
        guard let offer = matter.offer else { throw TownTrouble("this matter ends without a solution") }
        return offer
    }
    /// Another city takes the solution over.
    public func adopt(by officer: Townsperson, department: String, adaptations: String) async throws {
        let target = Target("kuusila/\(try object(.solution).code)")
        let outcome = try await town.perform("solution.adopt", on: target, ["department": .text(department), "scope": "domesticCity", "adaptations": .text(adaptations)], as: officer)
        if let replication = outcome.object { objects[.replication] = replication }
    }
}
