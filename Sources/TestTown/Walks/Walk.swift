public import Talkoot

/// One initiative on its way through the rooms of Kuusila: it knows what it is about and the objects it has come by.
public actor Walk {
    public let town: Town
    public let matter: Matter
    /// How far it has come.
    public private(set) var last: Step?
    var objects: [ObjectKind: ObjectReference] = [:]
    public internal(set) var answers: [ObjectReference] = []
    var measured = 0

    public init(_ matter: Matter, in town: Town) {
        self.matter = matter
        self.town = town
    }

    /// Takes every step that is still missing, up to and with this one.
    @discardableResult public func reach(_ step: Step) async throws -> Walk {
        for next in Step.allCases where next <= step && last.map({ next > $0 }) ?? true { try await take(next) }
        return self
    }

    /// Takes the next step.
    public func take(_ step: Step) async throws {
        switch step {
        case .signalSent, .signalAccepted: try await takeSignal(step)
        case .problemDrafted, .problemSubmitted, .problemTriaged, .problemDefined, .problemRouted: try await takeProblem(step)
        case .challengeDrafted, .jurySeated, .challengePublished, .challengeOpened, .challengeClosed, .evaluationBegun, .rankingConfirmed: try await takeChallenge(step)
        case .answersBegun, .answersSubmitted, .answersAdmitted, .conflictsDeclared, .scoresGiven: try await takeAnswers(step)
        case .decisionTaken, .decisionPublished: try await takeDecision(step)
        case .pilotPlanned, .pilotReady, .pilotStarted, .pilotMeasured, .pilotFinished, .pilotJudged, .pilotClosed: try await takePilot(step)
        case .lessonProposed, .lessonPublished, .solutionListed, .solutionAdopted: try await takeResult(step)
        }
        last = step
    }

    /// The object of a kind that the walk has come by.
    public func object(_ kind: ObjectKind) throws -> ObjectReference {
        guard let object = objects[kind] else { throw TownTrouble("the walk has no \(kind) yet") }
        return object
    }

    /// Performs an act on the object of a kind, and keeps what came of it under its own kind.
    @discardableResult
    func act(_ name: String, on kind: ObjectKind? = nil, _ input: JSON = .object([:]), as person: Townsperson?) async throws -> ObjectReference {
        let target = try kind.map { Target(try object($0).code.rawValue) } ?? .none
        let outcome = try await town.perform(name, on: target, input, as: person)
        guard let made = outcome.object else { throw TownTrouble("\(name) made nothing") }
        if kind != .submission { objects[made.kind] = made }
        return made
    }

    /// The head of the department that the matter belongs to.
    var head: Townsperson {
        get throws {
            guard let head = Townsperson.head(of: matter.hint.department) else { throw TownTrouble("nobody heads \(matter.hint.department)") }
            return head
        }
    }
    /// Who leads the pilot: the author of the chosen answer.
    var lead: Townsperson {
        get throws {
            guard let first = matter.answers.first else { throw TownTrouble("nobody answered") }
            return first.author
        }
    }
    func today() async throws -> Day { try await town.look { $0.today } }
}
