import Storage

/// A lesson as it is entered: of a pilot, of a problem whose work has ended, or of a colleague's experiment.
struct LessonDraft {
    let initiative: ID<Initiative>
    let department: ID<Department>
    var pilot: ID<Pilot>?
    var problem: ID<CityProblem>?
    var experiment: PublicCode?
    /// Its author is not to be known: whoever hides as the author of an idea.
    var isUnsigned = false
    var organisation: ID<Organisation>?
    let kind: Lesson.Kind
    let title: String, expected: String, happened: String
    var cause: Lesson.Cause?
    let advice: String, appliesTo: String

    /// Proposed; the innovation officer looks at it before others read it.
    func enter(_ change: Change) throws -> Outcome {
        let id: ID<Lesson> = change.newID(), code = try change.newCode()
        try change.tx.run("""
            INSERT INTO lesson (city, id, code, initiative, pilot, problem, department, organisation, kind, title, expected, happened, cause, advice, applies_to, state, is_public, author, uses, created_at, experiment)
            VALUES (\(change.city.id), \(id), \(code), \(initiative), \(pilot), \(problem), \(department), \(organisation), \(kind), \(title), \(expected), \(happened), \(cause),
                \(advice), \(appliesTo), \(Lesson.State.proposed), \(false), \(isUnsigned ? nil : change.standing.person?.id), \(0), \(change.now), \(experiment))
            """)
        guard let lesson = try LessonTable.find(code: code, change) else { throw Refusal.notFound }
        return try change.moved(lesson, to: .proposed, LessonEvent.proposed)
    }
}

extension LessonDraft {
    /// What the end of a problem teaches. With a cause it is a failure report.
    init(of problem: CityProblem, happened: String, cause: Lesson.Cause? = nil, advice: String) {
        self.init(initiative: problem.initiative, department: problem.department, problem: problem.id, kind: cause == nil ? .lesson : .failureReport, title: problem.title,
                  expected: problem.outcome.isEmpty ? String(problem.statement.prefix(2_000)) : problem.outcome, happened: happened, cause: cause, advice: advice, appliesTo: problem.affected)
    }
}
