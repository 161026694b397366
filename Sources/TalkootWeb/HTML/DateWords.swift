/// The names and orders of dates in one language, taken apart once so that writing a date is only joining.
struct DateWords: Sendable {
    let day: Pattern
    let dayOfYear: Pattern
    let short: Pattern
    /// A day with a time of day.
    let moment: Pattern
    let time: Pattern
    private let weekdays: [String]
    private let months: [String]
    private let shortMonths: [String]

    /// A text whose gaps are parts of a date.
    struct Pattern: Sendable {
        enum Gap: String, Sendable { case weekday, day, month, mon, year, hour, minute, time }
        enum Piece: Sendable {
            case text(String)
            case gap(Gap)
        }
        let pieces: [Piece]

        init(_ text: String) {
            pieces = Template(text).pieces.map { piece in
                switch piece {
                case .text(let text): .text(text)
                case .gap(let name): Gap(rawValue: name).map(Piece.gap) ?? .text("⟦\(name)⟧")
                }
            }
        }
    }

    init(_ texts: [String: String]) {
        func pattern(_ key: String) -> Pattern { Pattern(texts[key] ?? "⟦\(key)⟧") }
        func names(_ key: String, _ count: Int) -> [String] {
            let names = (texts[key] ?? "").split(separator: " ").map(String.init)
            return names.count == count ? names : Array(repeating: "⟦\(key)⟧", count: count)
        }
        day = pattern("date.pattern.day")
        dayOfYear = pattern("date.pattern.dayOfYear")
        short = pattern("date.pattern.short")
        time = pattern("date.pattern.time")
        moment = pattern("date.pattern.moment")
        weekdays = names("date.weekdays", 7)
        months = names("date.months", 12)
        shortMonths = names("date.shortMonths", 12)
    }

    /// Puts one piece after the other.
    func write(_ pattern: Pattern, _ date: CivilDate, to put: (String) -> Void) {
        for piece in pattern.pieces {
            switch piece {
            case .text(let text): put(text)
            case .gap(.weekday): put(weekdays[date.weekday])
            case .gap(.day): put(String(date.day))
            case .gap(.month): put(months[date.month - 1])
            case .gap(.mon): put(shortMonths[date.month - 1])
            case .gap(.year): put(String(date.year))
            case .gap(let other): put("⟦\(other)⟧")
            }
        }
    }
    func writeTime(minuteOfDay: Int, to put: (String) -> Void) {
        for piece in time.pieces {
            switch piece {
            case .text(let text): put(text)
            case .gap(.hour): put(String(minuteOfDay / 60))
            case .gap(.minute): put(twoDigits(minuteOfDay % 60))
            case .gap(let other): put("⟦\(other)⟧")
            }
        }
    }
    /// - Parameter pattern: how the day is written in it.
    func writeMoment(_ pattern: Pattern, _ date: CivilDate, minuteOfDay: Int, to put: (String) -> Void) {
        for piece in moment.pieces {
            switch piece {
            case .text(let text): put(text)
            case .gap(.day): write(pattern, date, to: put)
            case .gap(.time): writeTime(minuteOfDay: minuteOfDay, to: put)
            case .gap(let other): put("⟦\(other)⟧")
            }
        }
    }
}
