import Storage

/// Takes part, by name. Whoever hides as the idea's author is told of everything anyway and would show by joining.
public struct JoinExperiment: ExperimentAct {
    public static let name = "experiment.join"
    public static let permitted = SendIdea.permitted
    public static let mayHideActor = false
    public static let form = Form { JoinExperiment() }
    public static func permission(_ standing: Standing, _ one: MicroExperiment) -> Permission {
        let door = SendIdea.permission(standing, TheCity())
        if door != .allowed { return door }
        return one.isOwn ? .denied("denied.ownExperiment") : one.isHiddenAuthor ? .denied("denied.hiddenAuthorJoins") : one.hasJoined ? .denied("denied.joinedExperiment") : .allowed
    }
    public static func isOpen(_ one: MicroExperiment, _ scene: Scene) -> Bool { !one.isEnded && one.state != .measured }

    public func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        change.part = Role.staff.rawValue
        try change.tx.run("INSERT INTO experiment_joiner (city, experiment, person, at) VALUES (\(change.city.id), \(one.id), \(person.id), \(change.now)) ON CONFLICT DO NOTHING")
        return try change.told(one, .joined)
    }
}

public struct LeaveExperiment: ExperimentAct {
    public static let name = "experiment.leave"
    public static let permitted = SendIdea.permitted
    public static let mayHideActor = false
    public static let form = Form { LeaveExperiment() }
    public static func permission(_ standing: Standing, _ one: MicroExperiment) -> Permission { SendIdea.permission(standing, TheCity()) }
    public static func isOpen(_ one: MicroExperiment, _ scene: Scene) -> Bool { one.hasJoined }
    public func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome {
        try change.tx.run("DELETE FROM experiment_joiner WHERE city = \(change.city.id) AND experiment = \(one.id) AND person = \(change.standing.person?.id)")
        return Outcome(one.reference)
    }
}

/// Makes of it what others can use, in this city and elsewhere. It is checked like any lesson before everybody reads it.
public struct TeachFromExperiment: ExperimentAct {
    public static let name = "experiment.teach"
    public static let permitted: [Who] = [.author, .role(.departmentHead), .role(.innovationOfficer), .role(.staff)]
    public static let form = Form(
        .choice("kind", of: Lesson.Kind.self), .line("title", max: 120), .text("expected", max: 2_000), .text("happened", max: 4_000), .optional(.choice("cause", of: Lesson.Cause.self)),
        .text("advice", max: 4_000), .text("appliesTo", max: 1_000)
    ) { TeachFromExperiment(kind: $0, title: $1, expected: $2, happened: $3, cause: $4, advice: $5, appliesTo: $6) }
    let kind: Lesson.Kind, title: String, expected: String, happened: String, cause: Lesson.Cause?, advice: String, appliesTo: String

    public static func isOpen(_ one: MicroExperiment, _ scene: Scene) throws -> Bool {
        try [.kept, .changed, .dropped].contains(one.state) && ExperimentQueries.lessons(of: one, scene).isEmpty
    }
    public static func prefill(_ one: MicroExperiment, _ scene: Scene) -> [String: JSON] {
        ["kind": .text((one.finding == .missed ? Lesson.Kind.failureReport : .lesson).rawValue), "title": .text(one.title), "expected": .text(one.expected), "happened": .text(one.happened), "advice": .text(one.lesson)]
    }
    public func problems(_ one: MicroExperiment, _ scene: Scene) -> [Problem] { kind == .failureReport && cause == nil ? [Problem("cause", "problem.missing")] : [] }

    public func apply(_ one: MicroExperiment, _ change: Change) throws -> Outcome {
        change.act(for: one)
        // Also a colleague who hides as the author of the idea may write the lesson of what another led.
        if one.isHiddenAuthor {
            change.part = Role.staff.rawValue
            change.hideActor()
        }
        let outcome = try LessonDraft(initiative: one.initiative, department: one.department, experiment: one.code, isUnsigned: one.isHiddenAuthor, kind: kind, title: title, expected: expected,
                                      happened: happened, cause: cause, advice: advice, appliesTo: appliesTo).enter(change)
        _ = try change.told(one, .taught)
        return outcome
    }
}
