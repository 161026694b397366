import Storage

/// Values in memory that hold while nothing in the database changes: entrances, whole pages, parts of pages. One change and all of them go.
///
/// A process keeps its own; another one notices a change when it asks for the count of changes. A value is always younger than the count it is kept
/// under, so at worst it is thrown away too early.
public final class WhileUnchanged<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Held: Sendable {
        var values: [Key: (value: Value, since: Instant)] = [:]
        var version: Int64 = -1
        var weight = 0
    }
    private let held = Locked(Held())
    private let most: Int

    /// - Parameter most: of the weights together; where the next value would be above it, all go.
    public init(most: Int) { self.most = most }

    /// - Parameters:
    ///   - version: the database's count of changes, asked before whatever the value stands for is read.
    ///   - age: how old it may be in milliseconds, by the clock of the city; nothing that seems to come from the future is found.
    public func find(_ key: Key, version: Int64, now: Instant, age: Int64 = .max) -> Value? {
        held.withLock { held in
            guard held.version == version, let found = held.values[key], (0..<age).contains(now.milliseconds - found.since.milliseconds) else { return nil }
            return found.value
        }
    }
    /// - Parameter weight: how much of the room it takes.
    public func keep(_ value: Value, _ key: Key, version: Int64, now: Instant, weight: Int = 1) {
        held.withLock { held in
            if held.version != version || held.weight + weight > most { held = Held(version: version) }
            held.values[key] = (value, now)
            held.weight += weight
        }
    }
}
