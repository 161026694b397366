import Storage

/// When the collected letters of a city go out: at eight in the morning of a business day, by its own calendar.
enum DigestTimes {
    private static let minuteOfDay = 8 * 60

    static func next(_ wish: MailWish, after now: Instant, _ calendar: CityCalendar) -> Instant {
        switch wish {
        case .each, .never: now
        case .daily: morning(from: calendar.day(of: now), after: now, calendar)
        // The first business day of a week: on a Monday that is a holiday, the day after it.
        case .weekly: morning(from: monday(of: calendar.day(of: now)), after: now, calendar, every: 7)
        }
    }

    /// The first morning after now among a day and those that follow it, each moved on to a business day.
    private static func morning(from first: Day, after now: Instant, _ calendar: CityCalendar, every step: Int = 1) -> Instant {
        var day = first
        for _ in 0..<60 {
            var business = day
            while !calendar.isBusinessDay(business) { business = business.adding(days: 1) }
            let moment = calendar.instant(of: LocalTime(day: business, minuteOfDay: minuteOfDay))
            if moment > now { return moment }
            day = day.adding(days: step)
        }
        return now
    }
    private static func monday(of day: Day) -> Day { day.adding(days: 1 - day.weekday) }
}
