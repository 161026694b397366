import Storage

/// Any partner or the city writes down what others can use; a refuted pilot asks for the failure report.
public struct ProposeLesson: Act {
    public static let name = "lesson.propose"
    public static let target: ObjectKind? = .pilot
    public static let permitted: [Who] = [.author, .representative, .role(.innovationOfficer), .role(.departmentHead), .role(.staff)]
    public static let form = Form(
        .choice("kind", of: Lesson.Kind.self), .line("title", max: 120), .text("expected", max: 2_000), .text("happened", max: 4_000), .optional(.choice("cause", of: Lesson.Cause.self)),
        .text("advice", max: 4_000), .text("appliesTo", max: 1_000)
    ) { ProposeLesson(kind: $0, title: $1, expected: $2, happened: $3, cause: $4, advice: $5, appliesTo: $6) }
    let kind: Lesson.Kind, title: String, expected: String, happened: String, cause: Lesson.Cause?, advice: String, appliesTo: String

    public static func load(_ target: Target, _ scene: Scene) throws -> Pilot { try PilotQueries.pilot(target, scene) }
    public static func isOpen(_ pilot: Pilot, _ scene: Scene) -> Bool { pilot.state == .verdict || pilot.state == .retrospective || pilot.state == .closed }
    public static func prefill(_ pilot: Pilot, _ scene: Scene) throws -> [String: JSON] {
        let failed = pilot.verdict == .refuted || pilot.verdict == .stoppedEarly
        return ["kind": .text((failed ? Lesson.Kind.failureReport : .lesson).rawValue), "expected": .text(pilot.hypothesis), "happened": .text(pilot.finding)]
    }
    public func problems(_ pilot: Pilot, _ scene: Scene) throws -> [Problem] {
        kind == .failureReport && cause == nil ? [Problem("cause", "problem.missing")] : []
    }
    public func apply(_ pilot: Pilot, _ change: Change) throws -> Outcome {
        try LessonDraft(initiative: pilot.initiative, department: pilot.department, pilot: pilot.id, organisation: pilot.organisation, kind: kind, title: title, expected: expected,
                        happened: happened, cause: cause, advice: advice, appliesTo: appliesTo).enter(change)
    }
}

/// After a check for blame and private matters.
public struct PublishLesson: Act {
    public static let name = "lesson.publish"
    public static let target: ObjectKind? = .lesson
    public static var permitted: [Who] { Lesson.lifecycle.by(name) }
    public static func isOpen(_ lesson: Lesson, _ scene: Scene) -> Bool { Lesson.lifecycle.allows(name, in: lesson.state) }
    public static let form = Form { PublishLesson() }
    public static func load(_ target: Target, _ scene: Scene) throws -> Lesson { try LessonQueries.lesson(target, scene) }

    public func apply(_ lesson: Lesson, _ change: Change) throws -> Outcome {
        let state = try Lesson.lifecycle.next(Self.name, from: lesson.state)
        let changed = try change.tx.run("""
            UPDATE lesson SET state = \(state), is_public = \(true), published_at = \(change.now) WHERE city = \(change.city.id) AND id = \(lesson.id) AND state = \(lesson.state)
            """)
        if changed == 0 { throw Refusal.stale }
        return try change.moved(lesson, to: state, LessonEvent.published, facts: [
            "kind": .text(lesson.kind.rawValue), "title": .text(lesson.title), "happened": .text(lesson.happened), "advice": .text(lesson.advice),
        ])
    }
}

/// "We used this": counts once for each organisation, or once for the city itself.
public struct UseLesson: Act {
    public static let name = "lesson.use"
    public static let target: ObjectKind? = .lesson
    public static let permitted: [Who] = [.signedIn]
    public static let form = Form(.text("context", max: 1_000)) { UseLesson(context: $0) }
    let context: String
    public static func isOpen(_ lesson: Lesson, _ scene: Scene) -> Bool { lesson.state == .published }
    public static func load(_ target: Target, _ scene: Scene) throws -> Lesson { try LessonQueries.lesson(target, scene) }

    public func apply(_ lesson: Lesson, _ change: Change) throws -> Outcome {
        guard let person = change.standing.person else { throw Refusal.denied("denied.signIn") }
        let own = change.standing.organisations.min { $0.rawValue < $1.rawValue }?.rawValue
        let user = own ?? (change.standing.isStaff ? "city" : "person/" + person.id.rawValue)
        let isFirst = try change.tx.run("""
            INSERT INTO lesson_use (city, lesson, organisation, person, context, used_at) VALUES (\(change.city.id), \(lesson.id), \(user), \(person.id), \(context), \(change.now))
            ON CONFLICT (city, lesson, organisation) DO NOTHING
            """) == 1
        if isFirst { try change.tx.run("UPDATE lesson SET uses = uses + 1 WHERE city = \(change.city.id) AND id = \(lesson.id)") }
        return try change.noted(lesson, LessonEvent.used, facts: ["context": .text(context), "counted": .bool(isFirst)])
    }
}
