import Talkoot

/// From the hint to the call.
extension Walk {
    func takeSignal(_ step: Step) async throws {
        let hint = matter.hint
        guard step == .signalSent else {
            try await act("signal.accept", on: .signal, ["reason": .text(hint.answer)], as: try head)
            return
        }
        var input: [String: JSON] = ["text": .text(hint.text), "department": .text(hint.department)]
        if !hint.place.isEmpty { input["place"] = .text(hint.place) }
        if let district = hint.district { input["district"] = .text(district) }
        try await act("signal.send", .object(input), as: hint.sender)
    }

    func takeProblem(_ step: Step) async throws {
        let text = matter.problem
        switch step {
        case .problemDrafted:
            try await act("problem.draft", on: .signal, [
                "title": .text(text.title), "statement": .text(text.statement), "affected": .text(text.affected), "department": .text(matter.hint.department),
            ], as: try head)
        case .problemSubmitted:
            try await act("problem.submit", on: .problem, as: try head)
        case .problemTriaged:
            try await act("problem.triage", on: .problem, ["quadrant": .text(text.quadrant.rawValue), "reason": "It touches many, and others may know more than we do."], as: .liisa)
        case .problemDefined:
            try await act("problem.define", on: .problem, [
                "outcome": .text(text.outcome), "metric": .text(text.metric), "baseline": .text(text.baseline), "goal": .text(text.goal),
            ], as: try head)
        default:
            try await act("problem.route", on: .problem, ["route": "challenge", "reason": "We have tried alone and would like to ask widely."], as: try head)
        }
    }

    func takeChallenge(_ step: Step) async throws {
        switch step {
        case .challengeDrafted:
            let call = matter.call
            try await act("challenge.draft", on: .problem, [
                "kind": .text(call.kind.rawValue), "title": .text(call.title), "summary": .text(call.summary), "text": .text(call.text), "eligibility": .text(call.eligibility),
                "prize": .text(call.prize),
            ], as: .liisa)
        case .jurySeated:
            for juror in Townsperson.jurors {
                try await act("jury.seat", on: .challenge, ["email": .text(juror.email), "profession": .text(juror.profile.profession)], as: .liisa)
            }
        case .challengePublished: try await publish(opensIn: 0)
        case .challengeOpened: try await town.settle()
        case .challengeClosed:
            let code = try object(.challenge).code
            let closesAt = try await town.look { try ChallengeQueries.challenge(Target(code.rawValue), $0).closesAt }
            if let closesAt, closesAt > town.platform.now() { try await town.wait(until: closesAt) }
            try await town.settle()
        case .evaluationBegun: try await act("challenge.evaluate", on: .challenge, as: .liisa)
        default: try await act("jury.confirm", on: .challenge, as: .liisa)
        }
    }

    /// Publishes the call: it opens at once or at nine on a later day, and closes at four in the afternoon.
    public func publish(opensIn days: Int) async throws {
        let call = matter.call
        let now = try await town.look { $0.city.calendar.local($0.now) }
        let opens = days == 0 ? now : LocalTime(day: now.day.adding(days: days), minuteOfDay: 9 * 60)
        let closes = LocalTime(day: opens.day.adding(days: call.openDays), minuteOfDay: 16 * 60)
        try await act("challenge.publish", on: .challenge, [
            "criteria": .list(call.criteria.map { ["name": .text($0.name), "weight": .integer(Int64($0.weight))] }),
            "opensAt": .text(opens.text), "closesAt": .text(closes.text), "decisionBy": .text(closes.day.adding(days: 45).description),
        ], as: .liisa)
    }
}
