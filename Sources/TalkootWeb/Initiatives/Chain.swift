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
    let history: [RecordMark]
    /// Of the newest pilot.
    let measurements: [Measurement]
    let districts: [District]
    /// Where it was taken over from, if it was.
    let origins: [InitiativeOrigin]
    /// What of the newest problem's canvas not everybody may read, with the law's reason.
    let keptBack: [KeptBack]

    init(_ initiative: Initiative, _ scene: Scene) throws {
        self.initiative = initiative
        let id = initiative.id
        let marks: [RecordMark], begun: [Stage]
        (signals, problems, challenges, submissions, decisions, pilots, lessons, solutions, adoptions, own, begun, marks) = try scene.rows(
            SignalQueries.ofInitiative(id, scene), ProblemQueries.ofInitiative(id, scene), ChallengeQueries.ofInitiative(id, scene),
            SubmissionQueries.ofInitiative(id, scene), DecisionQueries.ofInitiative(id, scene), PilotQueries.ofInitiative(id, scene),
            LessonQueries.ofInitiative(id, scene), SolutionQueries.ofInitiative(id, scene), SolutionQueries.adoptions(ofInitiative: id, scene),
            SolutionQueries.replications(ofInitiative: id, scene), InitiativeQueries.stages(of: initiative, scene),
            RecordQueries.history(ofInitiative: id, scene))
        stages = begun.sorted(by: Stage.isBefore)
        history = marks.sorted(by: RecordMark.isBefore)
        measurements = try pilots.last.map { try PilotQueries.measurements(of: $0, scene) } ?? []
        districts = try CityQueries.districts(scene)
        let isImported = signals.contains { $0.channel == .imported } || challenges.contains { call in !begun.contains { $0.object == call.reference && $0.state == "draft" } }
        keptBack = try problems.last.map { try CanvasQueries.keptBack(of: $0, scene) } ?? []
        origins = isImported ? try InitiativeQueries.origins(of: initiative, scene) : []
    }

    /// The parts that the page has.
    private var parts: Set<String> {
        let filled = [("signal", signals.isEmpty), ("problem", problems.isEmpty), ("challenge", challenges.isEmpty), ("submissions", submissions.isEmpty),
                      ("decision", decisions.isEmpty), ("pilot", pilots.isEmpty), ("lesson", lessons.isEmpty)]
        return Set(filled.filter { !$0.1 }.map(\.0))
    }

    /// The line over all rooms: promised and actual dates of each milestone, drawn from the same stages that run the clocks.
    func lifeline(_ visit: Visit) -> Lifeline {
        let marks = marks(at: visit.now)
        var drawn = Milestones.along(marks).map { reached -> Lifeline.Stage in
            let (step, mark) = (reached.step, reached.mark.map { marks[$0] })
            let stage = reached.mark.flatMap { $0 < stages.count ? stages[$0] : nil }
            return Lifeline.Stage(
                name: visit.words("milestone.\(step.name)"), address: parts.contains(step.part) ? Address(stringLiteral: "#\(step.part)") : nil, state: reached.state,
                promised: mark?.promisedAt.map { visit.dates.date($0.milliseconds) }, actual: reached.state == .done ? mark?.leftAt.map { visit.dates.date($0.milliseconds) } : nil,
                who: reached.state == .now ? stage.flatMap { $0.actsNext.isEmpty ? nil : visit.actor(of: $0) } : nil, isGate: step.isGate,
                pause: stage.flatMap(visit.pause) ?? rest(in: step, visit))
        }
        let adopted = adoptions.first.map { visit.dates.date($0.createdAt.milliseconds) }
        drawn.append(Lifeline.Stage(name: visit.words("milestone.adoption"), address: adopted == nil ? nil : "#adoption", state: adopted == nil ? .todo : .done, actual: adopted))
        return Lifeline(dates: visit.dates, label: visit.words("lifeline.of", ["code": .text(initiative.code.rawValue)]), stages: drawn)
    }
    /// The stages, and what the own dates tell of objects that were taken over from elsewhere and therefore ran no clock here.
    private func marks(at now: Instant) -> [Milestones.Mark] {
        var marks = stages.map(Milestones.Mark.init)
        func isForeign(_ object: ObjectReference, _ first: String) -> Bool { !stages.contains { $0.object == object && $0.state == first } }
        for signal in signals where isForeign(signal.reference, "new") {
            marks.append(.init(kind: .signal, state: "new", promisedAt: nil, leftAt: signal.state == .new ? nil : signal.answeredAt ?? signal.createdAt))
        }
        for problem in problems where isForeign(problem.reference, "draft") { marks.append(.init(kind: .problem, state: "defined", promisedAt: nil, leftAt: problem.createdAt)) }
        for call in challenges where isForeign(call.reference, "draft") {
            if let opens = call.opensAt, isForeign(call.reference, "published") { marks.append(.init(kind: .challenge, state: "published", promisedAt: nil, leftAt: opens)) }
            if let closes = call.closesAt, closes <= now, isForeign(call.reference, "open") { marks.append(.init(kind: .challenge, state: "open", promisedAt: nil, leftAt: closes)) }
        }
        return marks
    }
    /// The business days that a pilot rested, in one state of its own.
    private func rest(in step: Milestones.Step, _ visit: Visit) -> Lifeline.Stage.Pause? {
        let rests = stages.filter { $0.object.kind == step.kind && $0.state == step.rest }
        guard !rests.isEmpty else { return nil }
        return .init(days: rests.reduce(0) { $0 + $1.age(at: visit.now, visit.city.calendar) }, reason: visit.words("pause.pilot"))
    }

    /// Where it stands and who acts next: the open stage with the nearest promise.
    var open: Stage? {
        stages.filter { $0.leftAt == nil && !$0.actsNext.isEmpty }.min { ($0.promisedAt?.milliseconds ?? .max) < ($1.promisedAt?.milliseconds ?? .max) } ?? stages.last { $0.leftAt == nil }
    }
    /// The stage of the line that is now; what waits beside it comes after.
    var here: Stage? { Milestones.here(stages.map(Milestones.Mark.init)).map { stages[$0] } ?? open }
    /// Between the decision and the plan of its pilot no stage runs, though it is the chosen team's turn.
    var awaitsPlan: Bool { pilots.isEmpty && here?.object.kind == .challenge && here?.state == Challenge.State.awarded.rawValue && decisions.contains(where: \.isPublic) }
    /// Whose turn it is, and what is asked of them; nil where nobody has to act.
    func turn(_ visit: Visit) -> (who: String, asked: String)? {
        if awaitsPlan { return (visit.words("who.team"), visit.words("act.\(PlanPilot.name).title")) }
        guard let here, !here.actsNext.isEmpty else { return nil }
        return (visit.actor(of: here), visit.asks(here) ?? visit.state(here.object.kind, here.state))
    }
    var newest: Stage? { stages.max { $0.enteredAt < $1.enteredAt } }
}
