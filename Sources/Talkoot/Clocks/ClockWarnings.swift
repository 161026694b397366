import Storage

extension OpenStage: ActSubject {
    public var bearings: Bearings { Bearings(departments: Set(stage.department.map { [$0] } ?? [])) }
    public var stateName: String? { stage.state }
}

/// What the clock says by itself, once for each stage: the act is refused where it was said already, the stage ended or the clock stands.
protocol ClockWarning: Act where Subject == OpenStage {
    static var event: ClockEvent { get }
    /// What is noted on the stage so that it is not said again.
    static func mark(_ now: Instant) -> SQLText
    /// Which stages it is time for, as the partial index has them.
    static func isDue(_ now: Instant) -> SQLText
    static func isPublic(_ open: OpenStage) -> Bool
}
extension ClockWarning {
    public static var target: ObjectKind? { nil }
    public static var permitted: [Who] { [.system] }
    public static func load(_ target: Target, _ scene: Scene) throws -> OpenStage {
        guard let open = try PipelineQueries.stage(ID(target.text), scene) else { throw Refusal.notFound }
        return open
    }
    public func apply(_ open: OpenStage, _ change: Change) throws -> Outcome {
        let told = try change.tx.run("UPDATE stage SET \(Self.mark(change.now)) WHERE city = \(change.city.id) AND id = \(open.stage.id) AND \(Self.isDue(change.now))")
        if told == 0 { throw Refusal.stale }
        try change.happened(Event(Self.event, on: open.stage.object, of: open.initiative, isPublic: Self.isPublic(open),
                                  facts: ["stage": .text(open.stage.state), "promisedAt": .text(open.stage.promisedAt?.rfc3339 ?? ""), "actsNext": .text(open.stage.actsNext)]))
        return Outcome(open.stage.object)
    }
}

/// Four fifths of the promised business days have passed. A reminder to whoever acts next, and nobody else's business yet.
struct TellClockIsNear: ClockWarning {
    static let name = "clock.near"
    static let form = Form { TellClockIsNear() }
    static let event = ClockEvent.near
    static func mark(_ now: Instant) -> SQLText { "near_told_at = \(now)" }
    static func isDue(_ now: Instant) -> SQLText {
        """
        left_at IS NULL AND paused_at IS NULL AND near_told_at IS NULL AND near_at IS NOT NULL AND near_at <= \(now) AND promised_at >= \(now)
        """
    }
    static func isPublic(_ open: OpenStage) -> Bool { false }
}

/// The promise has passed. Where the object is public, so is this.
struct TellClockIsOverdue: ClockWarning {
    static let name = "clock.overdue"
    static let form = Form { TellClockIsOverdue() }
    static let event = ClockEvent.overdue
    /// A reminder that was missed is not made up for.
    static func mark(_ now: Instant) -> SQLText { "overdue_told_at = \(now), near_told_at = COALESCE(near_told_at, \(now))" }
    static func isDue(_ now: Instant) -> SQLText {
        "left_at IS NULL AND paused_at IS NULL AND overdue_told_at IS NULL AND promised_at IS NOT NULL AND promised_at < \(now)"
    }
    static func isPublic(_ open: OpenStage) -> Bool { open.isPublic }
}

extension Platform {
    /// Says what the clocks have to say now: overdue promises first, each in a transaction of its own. Returns how many were told.
    /// Complexity: two ranges of partial indexes, and one act for each stage found.
    @discardableResult public func performClockWarnings(limit: Int = 200) async throws -> Int {
        try await tell(TellClockIsOverdue(), limit) + tell(TellClockIsNear(), limit)
    }

    private func tell<Warning: ClockWarning>(_ warning: Warning, _ limit: Int) async throws -> Int {
        let now = now()
        let due = try await database.read { tx in
            try tx.rows("SELECT city, id FROM stage WHERE \(Warning.isDue(now)) LIMIT \(limit)") { (try $0.value(ID<City>.self), try $0.text()) }
        }
        var told = 0
        for (city, stage) in due {
            do {
                _ = try await perform(warning, on: Target(stage), in: city, as: .system(because: "clock"), id: ActID(made: "\(Warning.event)-\(stage)"))
                told += 1
            } catch Refusal.stale, Refusal.notFound { continue } // Somebody acted meanwhile.
        }
        return told
    }
}
