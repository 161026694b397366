import Storage

/// Something that a sender sent within the last day.
public struct RecentSend: Sendable, Hashable {
    public let at: Instant
    public let text: String
    public init(at: Instant, text: String) {
        self.at = at
        self.text = text
    }
}

extension Platform {
    /// Adds what the same sender sent within a day, read before the act begins: inside it, everybody who sends would stand in everybody's way.
    /// The acts whose texts are weighed are ``SpamRules/weighed``; others get the circumstances back as they are.
    public func circumstances(_ known: Circumstances, of act: String, in city: ID<City>) async throws -> Circumstances {
        guard SpamRules.weighed.contains(act), let sender = known.sender else { return known }
        let now = now()
        let rows = try await reading { tx in
            try tx.rows("""
                SELECT at, object_code FROM recent_send WHERE city = \(city) AND sender = \(sender) AND at > \(now.adding(days: -1)) ORDER BY at DESC LIMIT \(SpamRules.lookedAt)
                """) { (try $0.instant(), try $0.value(PublicCode.self)) }
        }
        if rows.isEmpty { return known }
        var full = known
        full.recent = try await look(in: city, as: .system(because: "weighing")) { scene in
            try rows.map { RecentSend(at: $0.0, text: try ModerationQueries.text($0.1, scene)?.text ?? "") }
        }
        return full
    }
}

extension Change {
    /// Remembers for a day that the sender sent this. The row leads to the text and holds none.
    func noteSend(_ object: ObjectReference) throws {
        guard let sender = circumstances.sender else { return }
        let id: ID<RecentSend> = newUndatedID()
        try tx.run("INSERT INTO recent_send (city, id, sender, at, object_kind, object_code) VALUES (\(city.id), \(id), \(sender), \(now), \(object.kind), \(object.code))")
    }
}
