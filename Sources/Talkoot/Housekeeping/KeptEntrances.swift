import Storage

/// Who came in lately: city, names and standing of readers, kept while no commit changes anything. Most pages then begin with what they are about.
///
/// Only pages read here. An act looks in its own transaction who its actor is and what that actor may do at that moment.
struct KeptEntrances: Sendable {
    struct Key: Hashable, Sendable {
        let slug: String
        /// What the cookie says; nil for a visitor.
        let session: String?
    }
    struct Kept: Sendable {
        let entrance: Entrance
        let names: CityNames
    }
    private let kept = WhileUnchanged<Key, Kept>(most: 4_000)

    /// - Parameter version: the database's count of changes, asked before.
    func find(_ key: Key, version: Int64, now: Instant) -> Kept? {
        kept.find(key, version: version, now: now).flatMap { $0.entrance.holds(at: now) ? $0 : nil }
    }
    func keep(_ value: Kept, _ key: Key, version: Int64, now: Instant) { kept.keep(value, key, version: version, now: now) }
}
