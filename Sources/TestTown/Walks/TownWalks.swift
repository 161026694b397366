public import Talkoot

/// Brings something into a state for a test, in as few acts as its lifecycle allows.
extension Town {
    /// A signal that is sent, or answered.
    public func signal(in state: Signal.State = .accepted, of matter: Matter = .clearKerbs) async throws -> ObjectReference {
        let walk = Walk(matter, in: self)
        switch state {
        case .accepted: try await walk.reach(.signalAccepted)
        case .new: try await walk.reach(.signalSent)
        case .declined:
            try await walk.reach(.signalSent)
            try await perform("signal.decline", on: walk.object(.signal), ["reason": "This is not the city's to decide."], as: .liisa)
        case .merged:
            let other = try await signal(of: matter)
            try await walk.reach(.signalSent)
            try await perform("signal.merge", on: walk.object(.signal), ["into": .text(other.code.rawValue), "reason": "It says the same."], as: .liisa)
        }
        return try await walk.object(.signal)
    }

    /// A walk whose problem is in this state; not every state has its moves yet.
    public func problem(in state: CityProblem.State = .routed, of matter: Matter = .clearKerbs) async throws -> Walk {
        let steps: [CityProblem.State: Step] = [
            .draft: .problemDrafted, .submitted: .problemSubmitted, .triaged: .problemTriaged, .defined: .problemDefined, .routed: .problemRouted, .inSolution: .challengePublished,
        ]
        guard let step = steps[state] else { throw TownTrouble("no walk leads to a problem that is \(state)") }
        return try await Walk(matter, in: self).reach(step)
    }

    /// A walk whose challenge is in this state. Beyond `open` the clock has to be ours.
    public func challenge(in state: Challenge.State = .open, of matter: Matter = .clearKerbs) async throws -> Walk {
        let steps: [Challenge.State: Step] = [
            .draft: .challengeDrafted, .published: .challengePublished, .open: .challengeOpened, .closed: .challengeClosed, .evaluating: .evaluationBegun,
            .stageDecided: .rankingConfirmed, .awarded: .decisionPublished,
        ]
        guard let step = steps[state] else { throw TownTrouble("no walk leads to a challenge that is \(state)") }
        return try await Walk(matter, in: self).reach(step)
    }

    /// A walk whose pilot is in this state.
    public func pilot(in state: Pilot.State = .running, of matter: Matter = .clearKerbs) async throws -> Walk {
        let steps: [Pilot.State: Step] = [
            .planned: .pilotPlanned, .ready: .pilotReady, .running: .pilotStarted, .measuring: .pilotFinished, .verdict: .pilotJudged, .closed: .pilotClosed,
        ]
        guard let step = steps[state] else { throw TownTrouble("no walk leads to a pilot that is \(state)") }
        return try await Walk(matter, in: self).reach(step)
    }

    /// A walk that has come to its published lesson.
    public func lesson(of matter: Matter = .clearKerbs) async throws -> Walk { try await Walk(matter, in: self).reach(.lessonPublished) }
    /// A walk whose solution is listed, or adopted by Rantala.
    public func solution(adopted: Bool = false) async throws -> Walk { try await Walk(.clearKerbs, in: self).reach(adopted ? .solutionAdopted : .solutionListed) }
}
