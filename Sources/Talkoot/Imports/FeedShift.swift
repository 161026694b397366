/// By how much the dates of an imported feed move, so that something is open.
public enum FeedShift: Sendable, Equatable {
    case none
    case days(Int)
    /// By so many whole weeks that the day on which most calls were open, and open for two weeks more, falls into this week. Weekdays stay.
    case automatic

    /// - Returns: days to add; negative for the past.
    public func days(for calls: [FeedCall], today: Day) -> Int {
        switch self {
        case .none: return 0
        case .days(let days): return days
        case .automatic:
            let windows = calls.map { (opens: $0.opens.day, lasts: $0.closes.day.adding(days: -14)) }
            func open(on day: Day) -> Int { windows.count { $0.opens <= day && day <= $0.lasts } }
            // The most are open on a day on which one opens; the latest such day.
            guard let fullest = windows.map(\.opens).max(by: { (open(on: $0), $0) < (open(on: $1), $1) }) else { return 0 }
            let weeks = (today.dayNumber - fullest.dayNumber).flooredDivision(by: 7)
            // Rounded one way or the other, whichever leaves more open.
            return [weeks, weeks + 1].map { $0 * 7 }.max { open(on: today.adding(days: -$0)) < open(on: today.adding(days: -$1)) } ?? 0
        }
    }
}
