import Storage

/// Whoever holds a tracking code adds to what was sent. The city's staff read it, nobody else.
public struct WriteAgain: Act {
    public static let name = "signal.writeAgain"
    public static let permitted: [Who] = [.anyone]
    public static let form = Form(.line("tracking", max: 20), .text("text", max: 2_000)) { WriteAgain(tracking: $0, text: $1) }
    let tracking: String, text: String

    public static func objection(_ standing: Standing, _ subject: TheCity) -> String? { standing.limitation }
    public func problems(_ subject: TheCity, _ scene: Scene) throws -> [Problem] {
        guard let signal = try SignalQueries.tracked(tracking, scene) else { return [Problem("tracking", "problem.noTracked")] }
        return try SenderMessages.room(for: signal, scene)
    }
    public func apply(_ subject: TheCity, _ change: Change) throws -> Outcome {
        guard let signal = try SignalQueries.tracked(tracking, change) else { throw Refusal.notFound }
        // Its page is not open to whoever has no account, so nobody is led there.
        _ = try SenderMessages.add(text, photos: [], to: signal, change)
        return Outcome(nil)
    }
}

extension SenderMessages {
    /// So many messages belong to one signal; more than that is a matter for a call.
    static let most = 20

    static func room(for signal: Signal, _ scene: Scene) throws -> [Problem] {
        let count = try scene.tx.count("SELECT count(*) FROM signal_message WHERE city = \(scene.city.id) AND signal = \(signal.id)")
        return count < most ? [] : [Problem("text", "problem.manyMessages", ["limit": "\(most)"])]
    }
    static func add(_ text: String, photos: [String], to signal: Signal, _ change: Change) throws -> Outcome {
        let id: ID<SenderMessage> = change.newUndatedID()
        let text = Shortening.cut(CleanText.clean(text, lines: true), to: 20_000)
        try change.tx.run("INSERT INTO signal_message (city, id, signal, at, text) VALUES (\(change.city.id), \(id), \(signal.id), \(change.now), \(text))")
        let files = try change.keep(photos, on: signal.reference, alternative: nil)
        var personal: [String: JSON] = ["text": .text(text)]
        if !files.isEmpty { personal["files"] = .list(files) }
        // Not public even where the signal is: it was said to the city.
        try change.happened(Event(SignalEvent.messageCame, on: signal.reference, of: signal.initiative, isPublic: false, personal: personal))
        return Outcome(signal.reference)
    }
}
