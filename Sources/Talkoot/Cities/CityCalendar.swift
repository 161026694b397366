public import Foundation

/// The days on which a city works, and its time zone.
public struct CityCalendar: Sendable {
    public let timeZone: TimeZone
    public let holidays: Set<Day>
    public let week: WorkingWeek
    private let changes: ClockChanges
    public init(timeZone: TimeZone, holidays: Set<Day>, week: WorkingWeek = WorkingWeek()) {
        self.timeZone = timeZone
        self.holidays = holidays
        self.week = week
        changes = ClockChanges(of: timeZone)
    }

    public func offsetMilliseconds(at now: Instant) -> Int64 { changes.offset(at: now.milliseconds) ?? ClockChanges.offset(of: timeZone, at: now.milliseconds) }
    public func day(of instant: Instant) -> Day {
        Day(dayNumber: Int((instant.milliseconds + offsetMilliseconds(at: instant)).flooredDivision(by: 86_400_000)))
    }
    public func local(_ instant: Instant) -> LocalTime {
        let shifted = instant.milliseconds + offsetMilliseconds(at: instant)
        let day = shifted.flooredDivision(by: 86_400_000)
        return LocalTime(day: Day(dayNumber: Int(day)), minuteOfDay: Int((shifted - day * 86_400_000) / 60_000))
    }
    /// The moment when the city's clocks show this. In the hour that a change of clocks skips, the later reading.
    public func instant(of local: LocalTime) -> Instant {
        let naive = Int64(local.day.dayNumber) * 86_400_000 + Int64(local.minuteOfDay) * 60_000
        let near = Instant(milliseconds: naive - offsetMilliseconds(at: Instant(milliseconds: naive)))
        let offset = offsetMilliseconds(at: near)
        let found = Instant(milliseconds: naive - offset)
        let own = offsetMilliseconds(at: found)
        return own == offset ? found : Instant(milliseconds: naive - min(own, offset))
    }
    /// The last moment of a day: promises run to the end of it.
    public func end(of day: Day) -> Instant {
        Instant(milliseconds: instant(of: LocalTime(day: day.adding(days: 1), minuteOfDay: 0)).milliseconds - 1)
    }

    public func isBusinessDay(_ day: Day) -> Bool { week.works(on: day) && !holidays.contains(day) }

    /// The business day that comes `count` business days after `day`; day 0 is `day` itself.
    public func adding(businessDays count: Int, to day: Day) -> Day {
        var day = day
        var left = count
        while left > 0 {
            day = day.adding(days: 1)
            if isBusinessDay(day) { left -= 1 }
        }
        return day
    }
    /// When a share of so many business days after `day` has gone: with the day after, a promise is near.
    public func nearing(businessDays count: Int, after day: Day, percent: Int) -> Instant { end(of: adding(businessDays: count * percent / 100, to: day)) }

    /// Business days after `start`, up to and with `end`; negative when `end` lies before.
    public func businessDays(from start: Day, to end: Day) -> Int {
        if end < start { return -businessDays(from: end, to: start) }
        var count = 0
        var day = start
        while day < end {
            day = day.adding(days: 1)
            if isBusinessDay(day) { count += 1 }
        }
        return count
    }
}
