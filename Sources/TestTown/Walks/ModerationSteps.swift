public import Talkoot

/// What moderators and those who report do, for stories.
extension Town {
    /// Reports a text and returns the case that it makes or joins.
    @discardableResult
    public func report(_ object: ObjectReference, rule: ConductRule = .harassment, because text: String = "It insults a person.", as person: Townsperson? = .sofia) async throws -> ObjectReference {
        try await perform("moderation.report", on: Target(object.code.rawValue), ["rule": .text(rule.rawValue), "text": .text(text)], as: person)
        return try await openCase(of: object)
    }
    public func openCase(of object: ObjectReference) async throws -> ObjectReference {
        guard let found = try await look(as: .helmi, { try ModerationQueries.queue(limit: 500, $0).rows.first { $0.object.id == object.id } }) else { throw TownTrouble("nobody reported \(object.code)") }
        return found.reference
    }
    /// Reported and hidden.
    @discardableResult
    public func hide(_ object: ObjectReference, rule: ConductRule = .harassment, because reason: String = "The words about the driver are an insult.", as moderator: Townsperson = .helmi) async throws -> ObjectReference {
        let found = try await report(object, rule: rule)
        try await perform("moderation.hide", on: found, ["rule": .text(rule.rawValue), "reason": .text(reason)], as: moderator)
        return found
    }
    /// A signal of somebody's own that the city has accepted, so that everybody reads it.
    public func acceptedSignal(_ text: String, as person: Townsperson? = .aino, district: String? = nil) async throws -> ObjectReference {
        var input: [String: JSON] = ["text": .text(text)]
        if let district { input["district"] = .text(district) }
        guard let signal = try await perform("signal.send", .object(input), as: person).object else { throw TownTrouble("no signal came in") }
        try await perform("signal.accept", on: signal, ["reason": "We look at it this week."], as: .liisa)
        return signal
    }

    private func perform(_ act: String, _ input: JSON, as person: Townsperson?) async throws -> Outcome { try await perform(act, on: .none, input, as: person) }
}
