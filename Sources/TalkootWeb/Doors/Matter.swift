import Talkoot

/// What the page of every moving object shares: what one can do now, its stages, and its entries in the public record.
struct Matter: Sendable {
    let object: ObjectReference
    let initiative: Initiative?
    let state: String
    let path: [String]
    let stages: [Stage]
    private(set) var offers: [String]

    init(_ subject: any Moving, _ scene: Scene, _ visit: Visit, _ site: Site) throws {
        let offers = try Offers.on(subject.reference, subject, site.platform.rooms, scene)
        self.init(subject.reference, subject, initiative: subject.initiative, state: subject.stateName ?? "", path: Matter.path(of: subject),
                  stages: try StageQueries.of(subject.reference, scene), offers: Matter.inOrder(offers, of: subject),
                  thread: try InitiativeQueries.initiative(subject.initiative, scene))
    }
    private init(_ object: ObjectReference, _ subject: any ActSubject, initiative: ID<Initiative>, state: String, path: [String], stages: [Stage], offers: [String], thread: Initiative?) {
        self.object = object
        self.initiative = thread
        self.state = state
        self.path = path
        self.stages = stages
        self.offers = offers
    }
    /// The same with one act first, where the page knows that it is what comes next.
    func leading(with act: String) -> Matter {
        var led = self
        guard let place = led.offers.firstIndex(of: act) else { return self }
        led.offers.insert(led.offers.remove(at: place), at: 0)
        return led
    }
    /// The same without the acts that have their buttons elsewhere on the page.
    func leaving(out acts: Set<String>) -> Matter {
        var rest = self
        rest.offers.removeAll(where: acts.contains)
        return rest
    }
    private static func path<Subject: Moving>(of subject: Subject) -> [String] { Subject.lifecycle.path.map(\.rawValue) }

    /// What goes on along the path comes first, what leaves it last. A pilot ends by itself and is closed once there is a lesson,
    /// so neither is the first thing to do; nor is a juror's declaration, once it lets the juror score.
    private static func inOrder<Subject: Moving>(_ offers: [String], of subject: Subject) -> [String] {
        let lifecycle = Subject.lifecycle
        func rank(_ act: String) -> Int {
            if leadingOn.contains(act) { return 0 }
            if act == UnseatJuror.name || (act == DeclareConflict.name && offers.contains(ScoreSubmission.name)) { return 3 }
            guard let move = lifecycle.moves(of: act).first else { return 1 }
            if move.to.rawValue == subject.stateName { return 1 }
            return lifecycle.path.contains(move.to) && move.to != lifecycle.initial && act != FinishPilot.name && act != ClosePilot.name ? 0 : 2
        }
        return offers.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    }

    /// What goes on without being a move of the object itself.
    private static let leadingOn: Set = [AllowExperiment.name, DraftProblem.name, ConfirmRanking.name]

    /// The open acts as buttons, the first as the primary one.
    func actions(_ visit: Visit) -> HTML? {
        if offers.isEmpty { return nil }
        let buttons: [HTML] = offers.enumerated().map { index, act in
            let weight: ButtonWeight = Self.endings.contains(act) ? .stop : index == 0 ? .primary : .secondary
            return LinkButton(visit.words("act.\(act).title"), visit.form(act, on: object.code), weight).html
        }
        return "\(buttons)"
    }
    private static let endings: Set = [
        DeclineSignal.name, DeclineProblem.name, CloseProblem.name, CancelChallenge.name, RefuseSubmission.name, WithdrawSubmission.name, RetireSolution.name, CallOffExperiment.name, UnseatJuror.name, MergeProblem.name,
    ]

    /// The object's own lifeline: its stages as they were, and the ordinary way ahead.
    func lifeline(_ visit: Visit) -> Lifeline {
        var drawn: [Lifeline.Stage] = []
        for stage in stages {
            let isNow = stage.leftAt == nil
            drawn.append(Lifeline.Stage(
                name: visit.state(object.kind, stage.state), state: isNow ? .now : .done, promised: stage.promisedAt.map { visit.dates.date($0.milliseconds) },
                actual: stage.leftAt.map { visit.dates.date($0.milliseconds) }, who: isNow && !stage.actsNext.isEmpty ? visit.actor(of: stage) : nil,
                pause: visit.pause(of: stage)))
        }
        if let here = path.firstIndex(of: state) {
            for ahead in path.dropFirst(here + 1) { drawn.append(Lifeline.Stage(name: visit.state(object.kind, ahead), state: .todo)) }
        }
        return Lifeline(dates: visit.dates, label: visit.words("lifeline.of", ["code": .text(object.code.rawValue)]), stages: drawn)
    }

    /// The clock of the stage that is now, where something is promised.
    func clock(_ visit: Visit) -> HTML? {
        stages.last { $0.leftAt == nil }.flatMap { visit.clock(of: $0) }
    }
    func actsNext(_ visit: Visit) -> HTML? {
        guard let now = stages.last(where: { $0.leftAt == nil }), !now.actsNext.isEmpty else { return nil }
        return HTML(text: visit.actor(of: now))
    }
    func tag(_ visit: Visit) -> Tag { visit.tag(object.kind, state) }

    func thread(_ visit: Visit) -> HTML? {
        initiative.map { "<a href=\"\("/\(visit.city.slug)/initiatives/\($0.code.rawValue)" as Address)\">\($0.code.rawValue)</a>" }
    }
}

extension Visit {
    /// Other parts of the same initiative, for the facts at a glance: where it comes from and what came of it. Nil where the reader sees none.
    func links<Part: Moving>(_ parts: [Part]) -> HTML? {
        let links: [HTML] = parts.prefix(3).map { "<a href=\"\(address(of: $0.reference))\">\($0.title.excerpt(80))</a>" }
        return links.isEmpty ? nil : links.joined(separator: "<br>")
    }
    /// Whoever acts next on a stage.
    func actor(of stage: Stage) -> String { actor(stage.actsNext, on: stage.object.kind) }
    /// Of an answer and its pilot it is the team, whether a company or three neighbours.
    func actor(_ part: String, on kind: ObjectKind) -> String {
        let isTeam = [.submission, .pilot].contains(kind) && ["author", "representative"].contains(part)
        return words(isTeam ? "who.team" : "who.\(part)")
    }
    /// A state as a tag: the word says it, the colour helps.
    func tag(_ kind: ObjectKind, _ state: String) -> Tag { Tag(Tag.kinds[state] ?? .work, self.state(kind, state)) }
}

extension Tag {
    /// How a state looks; whatever is not here is under way.
    fileprivate static let kinds: [String: Kind] = {
        let states: [Kind: [String]] = [
            .open: ["open", "published", "accepted", "eligible", "running", "listed", "interest", "allowed", "active"],
            .stop: ["declined", "refused", "withdrawn", "cancelled", "closedUnsolved", "notChosen", "lapsed", "overturned", "retired", "hidden", "upheld", "dropped", "left", "ended", "calledOff"],
            .done: [
                "winner", "awarded", "completed", "solved", "closed", "final", "verified", "merged", "kept", "restored", "done", "confirmed", "agreed", "decided", "approved", "joined",
                "handedOver",
            ],
            .wait: ["new", "draft", "submitted", "proposed", "planned", "written", "asked", "taken", "paused", "claimed", "appealed", "invited", "reported", "disputed"],
        ]
        return Dictionary(uniqueKeysWithValues: states.flatMap { kind, states in states.map { ($0, kind) } })
    }()
}
