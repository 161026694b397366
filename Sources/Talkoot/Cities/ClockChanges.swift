import Foundation

/// When a time zone's clocks are changed, and to what: a page writes dozens of dates, and asking the system's tables costs more than each.
struct ClockChanges: Sendable {
    /// The milliseconds east of Greenwich from an instant on, to the next one.
    private let steps: [(from: Int64, offset: Int64)]
    private let end: Int64

    /// The changes from 2000 to 2060; before and after, the system is asked.
    init(of zone: TimeZone) {
        let start: Int64 = 946_684_800_000, end: Int64 = 2_840_140_800_000
        var steps = [(from: start, offset: Self.offset(of: zone, at: start))]
        var at = start
        while let next = zone.nextDaylightSavingTimeTransition(after: Date(timeIntervalSince1970: Double(at) / 1000)) {
            at = Int64((next.timeIntervalSince1970 * 1000).rounded())
            guard at > steps[steps.count - 1].from, at < end else { break }
            steps.append((at, Self.offset(of: zone, at: at)))
        }
        self.steps = steps
        self.end = end
    }

    /// Milliseconds east of Greenwich; nil outside the years that are kept.
    func offset(at instant: Int64) -> Int64? {
        guard let first = steps.first, instant >= first.from, instant < end else { return nil }
        var low = 0, high = steps.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if steps[middle].from <= instant { low = middle } else { high = middle }
        }
        return steps[low].offset
    }

    static func offset(of zone: TimeZone, at instant: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant) / 1000))) * 1000
    }
}
