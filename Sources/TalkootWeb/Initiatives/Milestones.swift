import Talkoot

/// The whole line of an initiative in nine steps, each the leaving of a state, from the stages that run the clocks:
/// the long lifeline of its page and the short one of the lists are drawn from it.
struct Milestones: Sendable {
    struct Step: Sendable {
        let name: String, kind: ObjectKind, ends: [String], isGate: Bool
        /// A state in which the step stands still.
        var rest: String?
        /// The part of the page that tells about it.
        var part: String { ["evaluation": "challenge", "verdict": "pilot"][name] ?? name }
    }
    /// What is known of a stage by whoever draws it.
    struct Mark: Sendable {
        let kind: ObjectKind, state: String, promisedAt: Instant?, leftAt: Instant?
    }
    struct Reached: Sendable {
        let step: Step
        /// The place of the state in which the step rests now, if it does.
        var rest: Int?
        /// The place of its stage among the marks; nil where it has not begun.
        let mark: Int?
        let state: Lifeline.Stage.State
    }

    static let steps: [Step] = [
        .init(name: "signal", kind: .signal, ends: ["new"], isGate: false),
        .init(name: "problem", kind: .problem, ends: ["defined", "defining", "triaged", "submitted", "draft"], isGate: true),
        .init(name: "challenge", kind: .challenge, ends: ["published", "draft"], isGate: false),
        .init(name: "submissions", kind: .challenge, ends: ["open"], isGate: false),
        .init(name: "evaluation", kind: .challenge, ends: ["evaluating", "closed"], isGate: false),
        .init(name: "decision", kind: .challenge, ends: ["stageDecided"], isGate: true),
        .init(name: "pilot", kind: .pilot, ends: ["running", "ready", "planned"], isGate: false, rest: "paused"),
        .init(name: "verdict", kind: .pilot, ends: ["measuring"], isGate: true),
        .init(name: "lesson", kind: .pilot, ends: ["verdict"], isGate: false),
    ]

    /// In the order of the line. The first stage that is still open is now; what lies behind an unfinished one is yet to come.
    static func along(_ marks: [Mark]) -> [Reached] {
        var isNowKnown = false
        return steps.map { step in
            let mark = step.ends.lazy.compactMap { end in marks.lastIndex { $0.kind == step.kind && $0.state == end } }.first
            let rest = step.rest.flatMap { rest in marks.lastIndex { $0.kind == step.kind && $0.state == rest && $0.leftAt == nil } }
            let isOpen = rest != nil || mark.map { marks[$0].leftAt == nil } ?? false
            let state: Lifeline.Stage.State = mark == nil || (isOpen && isNowKnown) ? .todo : isOpen ? .now : .done
            if state == .now { isNowKnown = true }
            return Reached(step: step, rest: rest, mark: mark, state: state)
        }
    }
    /// The stage that the line stands in now, by its place among the marks.
    static func here(_ marks: [Mark]) -> Int? { along(marks).first { $0.state == .now }.flatMap { $0.rest ?? $0.mark } }
}

extension Milestones.Mark {
    init(_ stage: Stage) { self.init(kind: stage.object.kind, state: stage.state, promisedAt: stage.promisedAt, leftAt: stage.leftAt) }
    init(_ mark: InitiativeMark) { self.init(kind: mark.kind, state: mark.state, promisedAt: mark.promisedAt, leftAt: mark.leftAt) }
}

extension Visit {
    /// The line of an initiative in the size of a row.
    func line(_ marks: [InitiativeMark]) -> MiniLifeline {
        let marks = marks.map(Milestones.Mark.init), reached = Milestones.along(marks)
        let begun = reached.lastIndex { $0.state != .todo } ?? -1
        let now = reached.firstIndex { $0.state == .now } ?? begun + 1
        let delays = reached.prefix(max(begun, now) + 1).prefix(reached.count).map { step in
            step.mark.map { mark -> Int in
                let drawn = Lifeline.Stage(name: "", state: step.state, promised: marks[mark].promisedAt.map { dates.date($0.milliseconds) },
                                           actual: step.state == .done ? marks[mark].leftAt.map { dates.date($0.milliseconds) } : nil)
                return drawn.daysLate(today: dates.today)
            } ?? 0
        }
        return MiniLifeline(words, delays: delays, now: now, total: reached.count)
    }

    /// The state that the line has come to, as a tag, and the clock that runs there.
    func standing(of marks: [InitiativeMark]) -> (state: HTML?, clock: HTML?) {
        let here = Milestones.here(marks.map(Milestones.Mark.init)).map { marks[$0] }
        let clock = here.flatMap { mark in
            mark.isPaused ? nil : mark.promisedAt.map { ClockDial(dates, start: mark.enteredAt.milliseconds, due: $0.milliseconds, nearFrom: mark.nearAt?.milliseconds, showsDate: false).html }
        }
        return ((here ?? marks.last).map { tag($0.kind, $0.state).html }, clock)
    }

    /// How long a stage's clock stood, or that it stands.
    func pause(of stage: Stage) -> Lifeline.Stage.Pause? {
        guard stage.pausedAt != nil || stage.pausedDays > 0 else { return nil }
        return .init(days: stage.stood(at: now, city.calendar), reason: stage.pauseCode.map { words("pause.\($0.rawValue)") } ?? "")
    }
}
