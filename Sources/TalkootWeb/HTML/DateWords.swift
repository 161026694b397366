/// The names and orders of dates in one language, taken apart once so that writing a date is only joining.
struct DateWords: Sendable {
    let day: Template
    let dayOfYear: Template
    let short: Template
    private let timeOfDay: Template
    private let dayAndTime: Template
    private let weekdays: [String]
    private let months: [String]
    private let shortMonths: [String]

    init(_ texts: [String: String]) {
        func pattern(_ key: String) -> Template { Template(texts[key] ?? "⟦\(key)⟧") }
        func names(_ key: String, _ count: Int) -> [String] {
            let names = (texts[key] ?? "").split(separator: " ").map(String.init)
            return names.count == count ? names : Array(repeating: "⟦\(key)⟧", count: count)
        }
        day = pattern("date.pattern.day")
        dayOfYear = pattern("date.pattern.dayOfYear")
        short = pattern("date.pattern.short")
        timeOfDay = pattern("date.pattern.time")
        dayAndTime = pattern("date.pattern.moment")
        weekdays = names("date.weekdays", 7)
        months = names("date.months", 12)
        shortMonths = names("date.shortMonths", 12)
    }

    func write(_ pattern: Template, _ date: CivilDate) -> String {
        pattern.filled { gap in
            switch gap {
            case "weekday": weekdays[date.weekday]
            case "day": String(date.day)
            case "month": months[date.month - 1]
            case "mon": shortMonths[date.month - 1]
            case "year": String(date.year)
            default: "⟦\(gap)⟧"
            }
        }
    }

    func moment(day: String, time: String) -> String { dayAndTime.filled { $0 == "day" ? day : time } }

    func time(hour: Int, minute: Int) -> String {
        timeOfDay.filled { $0 == "hour" ? String(hour) : twoDigits(minute) }
    }
}
