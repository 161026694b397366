import Storage

/// The running and standing clocks of one initiative that staff may know of. A sealed submission is not among them.
public struct InitiativeClocks: ActSubject, Sendable {
    public let initiative: Initiative
    public let stages: [OpenStage]
    public var bearings: Bearings { Bearings(departments: Set(stages.compactMap(\.stage.department))) }
    public var stateName: String? { nil }

    static func load(_ target: Target, _ scene: Scene) throws -> InitiativeClocks {
        let initiative = try InitiativeQueries.initiative(target, scene)
        return InitiativeClocks(initiative: initiative, stages: scene.standing.isStaff ? try PipelineQueries.open(of: initiative, scene) : [])
    }

    /// Those that the reader's own roles cover: a head moves the clocks of the own department only.
    func stages(isPaused: Bool, _ scene: Scene) -> [OpenStage] {
        stages.filter { open in
            guard (open.stage.pausedAt != nil) == isPaused, open.stage.promisedAt != nil else { return false }
            let bearings = Bearings(departments: Set(open.stage.department.map { [$0] } ?? []))
            return PauseClock.permitted.contains { scene.standing.matches($0, bearings) }
        }
    }
    func stage(_ id: String, isPaused: Bool, _ scene: Scene) -> OpenStage? { stages(isPaused: isPaused, scene).first { $0.stage.id.rawValue == id } }
    var reference: ObjectReference { ObjectReference(.initiative, id: initiative.id.rawValue, code: initiative.code) }
}

/// Stopping and starting share their subject and how a stage is picked.
protocol ClockAct: Act where Subject == InitiativeClocks {
    static var movesPaused: Bool { get }
    var stage: String { get }
}
extension ClockAct {
    public static var target: ObjectKind? { .initiative }
    public static var permitted: [Who] { [.role(.departmentHead), .role(.innovationOfficer)] }
    public static func load(_ target: Target, _ scene: Scene) throws -> InitiativeClocks { try .load(target, scene) }
    public static func isOpen(_ clocks: InitiativeClocks, _ scene: Scene) -> Bool { !clocks.stages(isPaused: movesPaused, scene).isEmpty }
    public static func options(_ clocks: InitiativeClocks, _ scene: Scene) -> [String: [Option]] {
        ["stage": clocks.stages(isPaused: movesPaused, scene).map { Option($0.stage.id.rawValue, "\($0.stage.object.code) \($0.title)") }]
    }
    public func problems(_ clocks: InitiativeClocks, _ scene: Scene) -> [Problem] {
        clocks.stage(stage, isPaused: Self.movesPaused, scene) == nil ? [Problem("stage", "problem.choice")] : []
    }
    func chosen(_ clocks: InitiativeClocks, _ change: Change) throws -> OpenStage {
        guard let chosen = clocks.stage(stage, isPaused: Self.movesPaused, change) else { throw Refusal.stale }
        return chosen
    }
}

/// Stops a promise's clock, for one of four reasons and no other. The days are listed and left out of the figures.
public struct PauseClock: ClockAct {
    public static let name = "clock.pause"
    static let movesPaused = false
    public static let form = Form(.pick("stage"), .choice("code", of: PauseCode.self), .text("reason", max: 1_000)) { PauseClock(stage: $0, code: $1, reason: $2) }
    let stage: String, code: PauseCode, reason: String

    public func apply(_ clocks: InitiativeClocks, _ change: Change) throws -> Outcome {
        let chosen = try chosen(clocks, change)
        try change.pause(chosen.stage.object, code, reason: reason)
        try change.happened(Event(ClockEvent.paused, on: chosen.stage.object, of: clocks.initiative.id, isPublic: chosen.isPublic,
                                  facts: ["stage": .text(chosen.stage.state), "code": .text(code.rawValue), "reason": .text(reason)]))
        return Outcome(clocks.reference)
    }
}

/// Lets it run again; the promised day moves by the business days that it stood.
public struct ResumeClock: ClockAct {
    public static let name = "clock.resume"
    static let movesPaused = true
    public static let form = Form(.pick("stage")) { ResumeClock(stage: $0) }
    let stage: String

    public func apply(_ clocks: InitiativeClocks, _ change: Change) throws -> Outcome {
        let chosen = try chosen(clocks, change)
        try change.resume(chosen.stage.object)
        let promised = try StageTable.of(chosen.stage.object, change.city.id, change.tx).last { $0.leftAt == nil }?.promisedAt
        try change.happened(Event(ClockEvent.resumed, on: chosen.stage.object, of: clocks.initiative.id, isPublic: chosen.isPublic,
                                  facts: ["stage": .text(chosen.stage.state), "promisedAt": .text(promised?.rfc3339 ?? "")]))
        return Outcome(clocks.reference, ["promisedAt": .text(promised?.rfc3339 ?? "")])
    }
}
