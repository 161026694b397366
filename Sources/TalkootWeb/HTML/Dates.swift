/// Days and times as a reader in one place and language sees them. Instants are milliseconds since 1970.
struct Dates: Sendable {
    let words: Words
    /// The instant the page is written for.
    let now: Int64
    /// Seconds east of Greenwich at an instant, summer time included.
    let offset: @Sendable (Int64) -> Int
    let today: CivilDate

    init(words: Words, now: Int64, offset: @escaping @Sendable (Int64) -> Int) {
        self.words = words
        self.now = now
        self.offset = offset
        today = CivilDate(dayNumber: Int((now.floorQuotient(1_000) + Int64(offset(now))).floorQuotient(86_400)))
    }

    func date(_ instant: Int64) -> CivilDate { CivilDate(dayNumber: Int(localSeconds(instant).floorQuotient(86_400))) }

    /// "Tuesday 3 March", with the year when it is not this year.
    func day(_ instant: Int64) -> String { day(date(instant)) }

    func day(_ date: CivilDate) -> String {
        words.dateWords.write(date.year == today.year ? words.dateWords.day : words.dateWords.dayOfYear, date)
    }

    /// "3 Mar 2026", for tables and lifelines.
    func short(_ date: CivilDate) -> String { words.dateWords.write(words.dateWords.short, date) }

    func short(_ instant: Int64) -> String { short(date(instant)) }

    /// "Tuesday 3 March, 14:40"
    func moment(_ instant: Int64) -> String { words.dateWords.moment(day: day(instant), time: time(instant)) }

    /// "14:40"
    func time(_ instant: Int64) -> String {
        let seconds = localSeconds(instant)
        let minuteOfDay = Int((seconds - seconds.floorQuotient(86_400) * 86_400) / 60)
        return words.dateWords.time(hour: minuteOfDay / 60, minute: minuteOfDay % 60)
    }

    /// "today", "tomorrow", "in 12 days", "yesterday", "3 days ago"
    func relative(_ date: CivilDate) -> String {
        switch date - today {
        case 0: words("date.today")
        case 1: words("date.tomorrow")
        case -1: words("date.yesterday")
        case let days where days > 0: words("date.in", count: days)
        case let days: words("date.ago", count: -days)
        }
    }

    func relative(_ instant: Int64) -> String { relative(date(instant)) }

    /// "3 days late", "on time", "7 days early", for something promised for one day and done on another.
    func lateness(days: Int) -> String {
        if days == 0 { return words("date.onTime") }
        return days > 0 ? words("date.late", count: days) : words("date.early", count: -days)
    }

    private func localSeconds(_ instant: Int64) -> Int64 { instant.floorQuotient(1_000) + Int64(offset(instant)) }
}

extension Dates {
    /// A day in words with its machine form: `<time datetime="2026-03-03">Tuesday 3 March</time>`.
    func dayElement(_ instant: Int64) -> HTML { dayElement(date(instant)) }

    func dayElement(_ date: CivilDate) -> HTML { "<time datetime=\"\(date.iso)\">\(day(date))</time>" }

    func shortElement(_ date: CivilDate) -> HTML { "<time datetime=\"\(date.iso)\">\(short(date))</time>" }

    func shortElement(_ instant: Int64) -> HTML { shortElement(date(instant)) }

    /// "Tuesday 3 March, in 12 days"
    func dayAndDistanceElement(_ instant: Int64) -> HTML { "\(dayElement(instant)), \(relative(instant))" }

    /// A day and time with its machine form in Greenwich time.
    func momentElement(_ instant: Int64) -> HTML { "<time datetime=\"\(Self.utc(instant))\">\(moment(instant))</time>" }

    /// `2026-03-12T12:40:00Z`
    static func utc(_ instant: Int64) -> String {
        let seconds = instant.floorQuotient(1_000)
        let days = seconds.floorQuotient(86_400)
        let ofDay = Int(seconds - days * 86_400)
        let time = [ofDay / 3_600, ofDay / 60 % 60, ofDay % 60].map(twoDigits).joined(separator: ":")
        return "\(CivilDate(dayNumber: Int(days)).iso)T\(time)Z"
    }
}

extension Int64 {
    /// The quotient rounded down, also below zero.
    fileprivate func floorQuotient(_ divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
