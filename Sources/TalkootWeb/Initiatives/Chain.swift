import Talkoot

/// Everything of one initiative that the reader may see, from the rooms' own queries: the chain from the first signal to the last adoption.
struct Chain: Sendable {
    let initiative: Initiative
    let signals: [Signal]
    let problems: [CityProblem]
    let challenges: [Challenge]
    let submissions: [Submission]
    let decisions: [Decision]
    let pilots: [Pilot]
    let lessons: [Lesson]
    let solutions: [Solution]
    let adoptions: [Replication]
    let own: [Replication]
    let stages: [Stage]

    init(_ initiative: Initiative, _ scene: Scene) throws {
        self.initiative = initiative
        let id = initiative.id
        signals = try SignalQueries.ofInitiative(id, scene)
        problems = try ProblemQueries.ofInitiative(id, scene)
        challenges = try ChallengeQueries.ofInitiative(id, scene)
        submissions = try SubmissionQueries.ofInitiative(id, scene)
        decisions = try DecisionQueries.ofInitiative(id, scene)
        pilots = try PilotQueries.ofInitiative(id, scene)
        lessons = try LessonQueries.ofInitiative(id, scene)
        solutions = try SolutionQueries.ofInitiative(id, scene)
        adoptions = try solutions.flatMap { try SolutionQueries.replications(of: $0, scene) }
        own = try SolutionQueries.replications(ofInitiative: id, scene)
        stages = try InitiativeQueries.stages(of: initiative, scene)
    }

    /// One milestone of the whole line: a kind of object leaving a state.
    private struct Milestone {
        let name: String, kind: ObjectKind, ends: [String], isGate: Bool
        /// The part of the page that tells about it.
        var part: String { ["evaluation": "challenge", "verdict": "pilot"][name] ?? name }
    }
    /// The parts that the page has.
    private var parts: Set<String> {
        let filled = [("signal", signals.isEmpty), ("problem", problems.isEmpty), ("challenge", challenges.isEmpty), ("submissions", submissions.isEmpty),
                      ("decision", decisions.isEmpty), ("pilot", pilots.isEmpty), ("lesson", lessons.isEmpty)]
        return Set(filled.filter { !$0.1 }.map(\.0))
    }
    private static let milestones: [Milestone] = [
        .init(name: "signal", kind: .signal, ends: ["new"], isGate: false),
        .init(name: "problem", kind: .problem, ends: ["defined", "triaged", "submitted", "draft"], isGate: true),
        .init(name: "challenge", kind: .challenge, ends: ["published", "draft"], isGate: false),
        .init(name: "submissions", kind: .challenge, ends: ["open"], isGate: false),
        .init(name: "evaluation", kind: .challenge, ends: ["evaluating", "closed"], isGate: false),
        .init(name: "decision", kind: .challenge, ends: ["stageDecided"], isGate: true),
        .init(name: "pilot", kind: .pilot, ends: ["running", "ready", "planned"], isGate: false),
        .init(name: "verdict", kind: .pilot, ends: ["measuring"], isGate: true),
        .init(name: "lesson", kind: .pilot, ends: ["verdict"], isGate: false),
    ]

    /// The line over all rooms: promised and actual dates of each milestone, drawn from the same stages that run the clocks.
    func lifeline(_ visit: Visit) -> Lifeline {
        var drawn: [Lifeline.Stage] = []
        var foundNow = false
        for milestone in Self.milestones {
            let stage = milestone.ends.lazy.compactMap { end in stages.last { $0.object.kind == milestone.kind && $0.state == end } }.first
            // The first stage that is still open is now; what lies behind an unfinished one is yet to come.
            let state: Lifeline.Stage.State = stage == nil ? .todo : (stage?.leftAt == nil ? (foundNow ? .todo : .now) : .done)
            if state == .now { foundNow = true }
            drawn.append(Lifeline.Stage(
                name: visit.words("milestone.\(milestone.name)"), address: parts.contains(milestone.part) ? Address(stringLiteral: "#\(milestone.part)") : nil, state: state,
                promised: stage?.promisedAt.map { visit.dates.date($0.milliseconds) }, actual: state == .done ? stage?.leftAt.map { visit.dates.date($0.milliseconds) } : nil,
                who: state == .now ? stage.flatMap { $0.actsNext.isEmpty ? nil : visit.words("who.\($0.actsNext)") } : nil, isGate: milestone.isGate,
                pause: stage.flatMap { $0.pausedDays > 0 ? .init(days: $0.pausedDays, reason: $0.pauseCode.map { visit.words("pause.\($0.rawValue)") } ?? "") : nil }))
        }
        let adopted = adoptions.first.map { visit.dates.date($0.createdAt.milliseconds) }
        drawn.append(Lifeline.Stage(name: visit.words("milestone.adoption"), address: adopted == nil ? nil : "#adoption", state: adopted == nil ? .todo : .done, actual: adopted))
        return Lifeline(dates: visit.dates, label: visit.words("lifeline.of", ["code": .text(initiative.code.rawValue)]), stages: drawn)
    }

    /// Where it stands and who acts next: the open stage with the nearest promise.
    var open: Stage? {
        stages.filter { $0.leftAt == nil && !$0.actsNext.isEmpty }.min { ($0.promisedAt?.milliseconds ?? .max) < ($1.promisedAt?.milliseconds ?? .max) } ?? stages.last { $0.leftAt == nil }
    }
    var newest: Stage? { stages.max { $0.enteredAt < $1.enteredAt } }
}
