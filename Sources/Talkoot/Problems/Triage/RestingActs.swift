import Storage

/// Lays it aside until a day. It comes back by itself.
public struct ParkProblem: ProblemMove {
    public static let name = "problem.park"
    static let event = ProblemEvent.parked
    public static let form = Form(.day("wakesOn"), .text("reason", max: 2_000)) { ParkProblem(wakesOn: $0, reason: $1) }
    let wakesOn: Day, reason: String

    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        if wakesOn <= scene.today { return [Problem("wakesOn", "problem.notAhead")] }
        return wakesOn > scene.today.adding(days: 730) ? [Problem("wakesOn", "problem.tooFar")] : []
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        try change.schedule(WakeProblem.name, on: problem.reference, at: change.city.calendar.instant(of: LocalTime(day: wakesOn, minuteOfDay: 8 * 60)))
        return try move(problem, setting: ", wakes_on = \(wakesOn)", facts: ["wakesOn": .text(wakesOn.description), "reason": .text(reason)], change)
    }
}

/// The day has come, or somebody has news: it is sorted again.
public struct WakeProblem: ProblemMove {
    public static let name = "problem.wake"
    static let event = ProblemEvent.woken
    public static let form = Form { WakeProblem() }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        try change.unschedule(Self.name, on: problem.reference)
        return try move(problem, setting: ", wakes_on = NULL", change)
    }
}

/// Joins it to a problem that is the same. Everybody who sent a signal about it is told where it goes on.
public struct MergeProblem: ProblemMove {
    public static let name = "problem.merge"
    static let event = ProblemEvent.merged
    public static let form = Form(.line("into", max: 20), .text("reason", max: 2_000)) { MergeProblem(into: $0, reason: $1) }
    let into: String, reason: String

    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        guard let other = try ProblemTable.find(code: PublicCode(into), scene), ProblemRules.mayRead(other, scene.standing) else { return [Problem("into", "problem.noProblem")] }
        if other.id == problem.id { return [Problem("into", "problem.sameProblem")] }
        return other.isPublic && ![.merged, .declined, .closedUnsolved, .parked].contains(other.state) ? [] : [Problem("into", "problem.endedProblem")]
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        try move(problem, setting: ", merged_into = \(PublicCode(into))", facts: ["into": .text(into), "reason": .text(reason)], change)
    }
}

/// The department begins to define it, with the people whom it names.
public struct BeginDefinition: ProblemMove {
    public static let name = "problem.begin"
    static let event = ProblemEvent.begun
    public static let form = Form(.picks("coreGroup")) { BeginDefinition(coreGroup: $0) }
    let coreGroup: [String]

    public static func options(_ problem: CityProblem, _ scene: Scene) throws -> [String: [Option]] { ["coreGroup": try ProblemGroup.options(scene)] }
    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        let known = Set(try ProblemGroup.options(scene).map(\.value))
        return known.isSuperset(of: coreGroup) ? [] : [Problem("coreGroup", "problem.choice")]
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        try ProblemGroup.name(coreGroup.map { ID($0) }, for: problem.id, change)
        let outcome = try move(problem, facts: ["people": .integer(Int64(Set(coreGroup).count))], change)
        // Those who told the city of it are asked to help, before anything is defined without them.
        _ = try change.happened(Event(ProblemEvent.invited, on: problem.reference, of: problem.initiative, isPublic: problem.isPublic, facts: [:], tellsFollowers: false))
        return outcome
    }
}

/// What was tried did not do: it is defined anew, with what was learned.
public struct RedefineProblem: ProblemMove {
    public static let name = "problem.redefine"
    static let event = ProblemEvent.redefined
    public static let form = Form(.line("lesson", max: 20), .text("reason", max: 2_000)) { RedefineProblem(lesson: $0, reason: $1) }
    let lesson: String, reason: String

    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        do { _ = try LessonQueries.lesson(Target(lesson), scene) } catch Refusal.notFound { return [Problem("lesson", "problem.noLesson")] }
        return []
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        try move(problem, facts: ["lesson": .text(lesson), "reason": .text(reason)], change)
    }
}

/// Work begins without a call: in house, by purchase, or led by residents.
public struct StartProblem: ProblemMove {
    public static let name = "problem.start"
    static let event = ProblemEvent.started
    public static let form = Form(.text("reason", max: 2_000)) { StartProblem(reason: $0) }
    let reason: String

    public static func isOpen(_ problem: CityProblem, _ scene: Scene) -> Bool { CityProblem.lifecycle.allows(name, in: problem.state) && problem.route != .challenge }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome { try move(problem, facts: ["reason": .text(reason)], change) }
}
