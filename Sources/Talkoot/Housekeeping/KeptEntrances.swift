import Storage

/// Who came in lately: city, names and standing of readers, kept while no commit changes anything. Most pages then begin with what they are about.
///
/// Only pages read here. An act looks in its own transaction who its actor is and what that actor may do at that moment.
final class KeptEntrances: Sendable {
    struct Key: Hashable {
        let slug: String
        /// What the cookie says; nil for a visitor.
        let session: String?
    }
    struct Kept: Sendable {
        let entrance: Entrance
        let names: CityNames
    }
    private let kept = Locked<[Key: (value: Kept, version: Int64, since: Instant)]>([:])
    private static let most = 4_000

    /// - Parameter version: the database's count of changes, asked before.
    func find(_ key: Key, version: Int64, now: Instant) -> Kept? {
        kept.withLock { kept in
            guard let found = kept[key], found.version == version, found.since <= now, found.value.entrance.holds(at: now) else { return nil }
            return found.value
        }
    }
    func keep(_ value: Kept, _ key: Key, version: Int64, now: Instant) {
        kept.withLock { kept in
            if kept.count >= Self.most { kept.removeAll(keepingCapacity: true) }
            kept[key] = (value, version, now)
        }
    }
}
