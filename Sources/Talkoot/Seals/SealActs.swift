import Storage

/// Asks for an opening. What is sealed is named by its code, which its people give; this shows nothing of it.
public struct AskToBreakSeal: Act {
    public static let name = "seal.ask"
    public static let permitted: [Who] = [.role(.administrator)]
    public static let needsFreshCheck = true
    public static let form = Form(.line("code", max: 40), .text("reason", max: 2_000), .integer("days", in: 1...SealBreak.mostDays)) { AskToBreakSeal(code: $0, reason: $1, days: $2) }
    let code: String, reason: String, days: Int

    /// The same answer for what is not there, for a draft and for what is open: asking finds nothing out.
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        guard let object = try Seals.object(PublicCode(code), scene), object.isSealed else { return [Problem("code", "problem.seal.none")] }
        let standing = scene.standing
        if standing.matches(.author, object.bearings) || standing.matches(.representative, object.bearings) { return [Problem("code", "problem.seal.own")] }
        // Whoever decides on the call must not look early, whatever other role they hold.
        if standing.holds(.innovationOfficer) || standing.matches(.role(.juror), object.bearings) { return [Problem("code", "problem.seal.decides")] }
        return try SealTable.isPending(object.reference, by: standing.person?.id, scene) ? [Problem("code", "problem.seal.already")] : []
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let object = try Seals.object(PublicCode(code), change) else { throw Refusal.notFound }
        let seal = try SealTable.insert(object.reference, reason: reason, days: days, change)
        try change.schedule(LapseSeal.name, on: seal.reference, at: seal.answerBy)
        return try change.tell(.asked, seal, facts: ["reason": .text(reason), "days": .integer(Int64(days))])
    }
}

protocol SealAct: Act where Subject == SealedMatter {}
extension SealAct {
    public static var target: ObjectKind? { .seal }
    public static var permitted: [Who] { SealBreak.lifecycle.by(name) }
    public static func load(_ target: Target, _ scene: Scene) throws -> SealedMatter { try SealQueries.matter(target, scene) }
    public static func isOpen(_ matter: SealedMatter, _ scene: Scene) throws -> Bool { SealBreak.lifecycle.allows(name, in: matter.seal.state) }

    func move(_ matter: SealedMatter, _ event: SealEvent, setting values: SQLText, facts: [String: JSON] = [:], _ change: Change) throws -> Outcome {
        let state = try SealBreak.lifecycle.next(Self.name, from: matter.seal.state)
        let moved = try SealTable.move(matter.seal, to: state, setting: values, change)
        if state != .open { try change.unschedule(LapseSeal.name, on: moved.reference) }
        return try change.tell(event, moved, facts: facts)
    }
}

/// Answers as the second person: nobody opens a seal alone, and nobody whose sealed object it is answers.
protocol SealAnswer: SealAct {}
extension SealAnswer {
    public static var needsFreshCheck: Bool { true }
    public static func objection(_ standing: Standing, _ matter: SealedMatter) -> String? {
        if matter.seal.askedBy == nil || matter.seal.askedBy == standing.person?.id { return "denied.sealAlone" }
        return matter.isOwn(standing) ? "denied.sealOwn" : nil
    }
    /// The time for an answer itself decides, and a seal that is open by now needs no breaking.
    public static func isOpen(_ matter: SealedMatter, _ scene: Scene) throws -> Bool {
        SealBreak.lifecycle.allows(name, in: matter.seal.state) && scene.now < matter.seal.answerBy && matter.object?.isSealed == true
    }
}

public struct AgreeToBreakSeal: SealAnswer {
    public static let name = "seal.agree"
    public static let form = Form { AgreeToBreakSeal() }
    public func apply(_ matter: SealedMatter, _ change: Change) throws -> Outcome {
        let until = change.now.adding(days: matter.seal.days)
        let outcome = try move(
            matter, .opened, setting: ", decided_by = \(change.standing.person?.id), decided_at = \(change.now), until_at = \(until)",
            facts: ["until": .text(until.rfc3339), "reason": .text(matter.seal.reason)], change)
        try change.schedule(LapseSeal.name, on: matter.seal.reference, at: until)
        return outcome
    }
}

public struct RefuseToBreakSeal: SealAnswer {
    public static let name = "seal.refuse"
    public static let form = Form(.text("reason", max: 2_000)) { RefuseToBreakSeal(reason: $0) }
    let reason: String
    public func apply(_ matter: SealedMatter, _ change: Change) throws -> Outcome {
        try move(matter, .refused, setting: ", decided_by = \(change.standing.person?.id), decided_at = \(change.now), answer = \(reason)", facts: ["reason": .text(reason)], change)
    }
}

/// Closes it before its time, or takes the request back.
public struct EndSealBreak: SealAct {
    public static let name = "seal.end"
    public static let form = Form { EndSealBreak() }
    public func apply(_ matter: SealedMatter, _ change: Change) throws -> Outcome { try move(matter, .ended, setting: ", ended_at = \(change.now)", change) }
}

/// The time is over: of the request, or of the reading.
struct LapseSeal: SealAct {
    static let name = "seal.lapse"
    static let form = Form { LapseSeal() }
    func apply(_ matter: SealedMatter, _ change: Change) throws -> Outcome {
        guard (matter.seal.until ?? matter.seal.answerBy) <= change.now else { throw Refusal.stale }
        return try move(matter, .ended, setting: ", ended_at = \(change.now)", change)
    }
}

extension Change {
    /// On the opening, never on what is sealed: that a seal was opened is public from then on, what lay under it is not.
    func tell(_ event: SealEvent, _ seal: SealBreak, facts: [String: JSON] = [:]) throws -> Outcome {
        let known: [String: JSON] = ["state": .text(seal.state.rawValue), "object": .text("\(seal.object.kind)/\(seal.object.code)")]
        try happened(Event(event, on: seal.reference, of: nil, isPublic: seal.wasOpened, facts: known.merging(facts) { $1 }))
        return Outcome(seal.reference)
    }
}
