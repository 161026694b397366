import Synchronization
public import Talkoot

/// A clock that stands until somebody moves it: `Platform(…) { clock.now }`.
public final class TestClock: Sendable {
    private let instant: Mutex<Instant>

    public init(at instant: Instant) { self.instant = Mutex(instant) }

    /// A clock at nine in the morning in Helsinki (winter) of a day.
    public convenience init(on day: Day) { self.init(at: Instant(milliseconds: Int64(day.dayNumber) * 86_400_000 + 7 * 3_600_000)) }

    public var now: Instant { instant.withLock { $0 } }

    /// Moves forward. A time that has passed leaves it where it is: history does not run back.
    public func move(to time: Instant) { instant.withLock { $0 = max($0, time) } }
    public func advance(seconds: Int64) { instant.withLock { $0 = $0.adding(seconds: seconds) } }
    public func advance(days: Int) { instant.withLock { $0 = $0.adding(days: days) } }
    /// Puts it anywhere, also back, before a story begins.
    public func set(to time: Instant) { instant.withLock { $0 = time } }
}
