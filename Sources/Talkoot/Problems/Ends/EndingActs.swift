import Storage

/// The metric reached its target, or somebody says what good came that no number shows; and what was learned stands for others.
public struct SolveProblem: ProblemMove {
    public static let name = "problem.solve"
    static let event = ProblemEvent.solved
    public static let form = Form(.optional(.decimal("measured")), .optional(.text("civicValue", max: 1_000)), .text("reason", max: 2_000), .optional(.text("learned", max: 2_000))) {
        SolveProblem(measured: $0, civicValue: $1, reason: $2, learned: $3)
    }
    let measured: String?, civicValue: String?, reason: String, learned: String?

    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        let lots = try problem.state == .split ? ProblemQueries.children(of: problem, scene).filter { !CityProblem.lifecycle.isFinal.contains($0.state) } : []
        let open = lots.isEmpty ? [] : [Problem("", "problem.lotsOpen", ["lots": lots.map(\.code.rawValue).joined(separator: ", ")])]
        let isTaught = try learned != nil || !scene.rows(LessonQueries.ofInitiative(problem.initiative, scene)).isEmpty
        return open + (civicValue == nil ? proof(problem) : []) + (isTaught ? [] : [Problem("learned", "problem.retrospectiveMissing")])
    }
    /// What is wrong with the measured value, where it alone has to show that the problem is solved.
    private func proof(_ problem: CityProblem) -> [Problem] {
        guard let value = measured.flatMap(Decimal6.init) else { return [Problem("measured", "problem.solveProof")] }
        guard let start = Decimal6(problem.baseline), let goal = Decimal6(problem.target) else { return [Problem("civicValue", "problem.noTarget")] }
        let isReached = goal.millionths >= start.millionths ? value.millionths >= goal.millionths : value.millionths <= goal.millionths
        return isReached ? [] : [Problem("measured", "problem.targetNotReached", ["goal": problem.target])]
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        var outcome = try move(problem, setting: ", reached = \(measured), civic_value = \(civicValue)",
                               facts: ["measured": .text(measured ?? ""), "civicValue": .text(civicValue ?? ""), "reason": .text(reason)], change)
        try change.askBack(at: problem, change.now, days: LookBack.firstAfter)
        if let learned { outcome.values["lesson"] = try LessonDraft(of: problem, happened: reason, advice: learned).enter(change).code }
        return outcome
    }
}

/// Ends it without a solution. Nobody can without saying what was learned: that becomes a lesson, with a cause a failure report.
public struct CloseProblem: ProblemMove {
    public static let name = "problem.close"
    static let event = ProblemEvent.closed
    public static let form = Form(.text("reason", max: 2_000), .text("learned", max: 2_000), .optional(.choice("cause", of: Lesson.Cause.self))) { CloseProblem(reason: $0, learned: $1, cause: $2) }
    let reason: String, learned: String, cause: Lesson.Cause?
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        var outcome = try move(problem, facts: ["reason": .text(reason), "learned": .text(learned)], change)
        outcome.values["lesson"] = try LessonDraft(of: problem, happened: reason, cause: cause, advice: learned).enter(change).code
        return outcome
    }
}

extension Outcome {
    /// Of what it led to, for programs.
    fileprivate var code: JSON? { object.map { .text($0.code.rawValue) } }
}
