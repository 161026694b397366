import Foundation
import Synchronization

/// Time zones by name, read from the system once: a look-up costs more than a page's queries.
enum TimeZones {
    private static let known = Mutex<[String: TimeZone]>([:])
    static func named(_ name: String) -> TimeZone? {
        known.withLock { zones in
            if let zone = zones[name] { return zone }
            let zone = TimeZone(identifier: name)
            zones[name] = zone
            return zone
        }
    }
}
