import Talkoot

/// What a stage asks of whom it waits for.
enum StageWay {
    private static let acts = [
        "problem.submitted": TriageProblem.name, "problem.triaged": BeginDefinition.name, "problem.defining": DefineProblem.name, "problem.defined": RouteProblem.name, "problem.routed": DraftChallenge.name,
        "challenge.closed": EvaluateChallenge.name, "challenge.stageDecided": TakeDecision.name, "challenge.awarded": CompleteChallenge.name, "decision.taken": PublishDecision.name,
        "pilot.planned": ReadyPilot.name, "pilot.ready": StartPilot.name, "pilot.measuring": JudgePilot.name, "pilot.verdict": ProposeLesson.name,
        "lesson.proposed": PublishLesson.name, "replication.interest": RunReplication.name, "changeRequest.agreed": FinishChange.name,
    ]
    /// Where there is more than one way on.
    private static let choices = ["signal.new": "desk.toAnswer", "submission.submitted": "desk.toScreen"]

    /// The act that leads on, if it is one.
    static func act(leadingOn stage: Stage) -> String? { acts[place(stage)] }
    fileprivate static func words(_ stage: Stage) -> String? { acts[place(stage)].map { "act.\($0).title" } ?? choices[place(stage)] }
    private static func place(_ stage: Stage) -> String { "\(stage.object.kind).\(stage.state)" }
}

extension Visit {
    /// The words of the act that leads on, or, where there is a choice, of all its ways.
    func asks(_ stage: Stage) -> String? { StageWay.words(stage).map { words($0) } }
}
