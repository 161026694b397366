import Foundation
import Storage

extension CityCalendar {
    private static let kept = Locked<[String: CityCalendar]>([:])

    /// The calendar of a zone and of holidays as the city's row keeps them, taken apart once: that costs more than a page's queries.
    /// Equal texts always give the same calendar, so nothing here can be out of date. Nil for an unknown zone.
    static func kept(timeZone name: String, holidays: String, week: String) -> CityCalendar? {
        let key = name + " " + holidays + " " + week
        return kept.withLock { calendars in
            if let known = calendars[key] { return known }
            guard let zone = TimeZone(identifier: name) else { return nil }
            let calendar = CityCalendar(timeZone: zone, holidays: Set(holidays.split(separator: ",").compactMap { Day($0) }), week: WorkingWeek(week))
            // More texts than any installation has cities at a time: a city's old lists of holidays go.
            if calendars.count >= 1_000 { calendars = [:] }
            calendars[key] = calendar
            return calendar
        }
    }
}
