/// Days and times as a reader in one place and language sees them. Instants are milliseconds since 1970.
final class Dates: Sendable {
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

    func day(_ date: CivilDate) -> String { text { words.dateWords.write(dayPattern(date), date, to: $0) } }

    /// "3 Mar 2026", for tables and lifelines.
    func short(_ date: CivilDate) -> String { text { words.dateWords.write(words.dateWords.short, date, to: $0) } }

    func short(_ instant: Int64) -> String { short(date(instant)) }

    /// "Tuesday 3 March, 14:40"
    func moment(_ instant: Int64) -> String {
        let (date, minute) = local(instant)
        return text { words.dateWords.writeMoment(dayPattern(date), date, minuteOfDay: minute, to: $0) }
    }

    /// "14:40"
    func time(_ instant: Int64) -> String { text { words.dateWords.writeTime(minuteOfDay: local(instant).minuteOfDay, to: $0) } }

    private func text(_ write: ((String) -> Void) -> Void) -> String {
        var text = ""
        write { text += $0 }
        return text
    }
    private func dayPattern(_ date: CivilDate) -> DateWords.Pattern {
        date.year == today.year ? words.dateWords.day : words.dateWords.dayOfYear
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

    private func local(_ instant: Int64) -> (date: CivilDate, minuteOfDay: Int) {
        let seconds = localSeconds(instant), days = seconds.floorQuotient(86_400)
        return (CivilDate(dayNumber: Int(days)), Int((seconds - days * 86_400) / 60))
    }
}

extension Dates {
    /// A day in words with its machine form: `<time datetime="2026-03-03">Tuesday 3 March</time>`.
    func dayElement(_ instant: Int64) -> HTML { dayElement(date(instant)) }

    func dayElement(_ date: CivilDate) -> HTML { element(date, dayPattern(date)) }

    func shortElement(_ date: CivilDate) -> HTML { element(date, words.dateWords.short) }

    func shortElement(_ instant: Int64) -> HTML { shortElement(date(instant)) }

    /// A day and time with its machine form in Greenwich time.
    func momentElement(_ instant: Int64) -> HTML {
        let (date, minute) = local(instant)
        return HTML.time(machine: { $0.writeUTC(instant) }) { words.dateWords.writeMoment(dayPattern(date), date, minuteOfDay: minute, to: $0) }
    }

    private func element(_ date: CivilDate, _ pattern: DateWords.Pattern) -> HTML {
        HTML.time(machine: { $0.write(date) }) { words.dateWords.write(pattern, date, to: $0) }
    }
}

extension HTML {
    /// A date or time: lists are full of them, so it is written in one go.
    fileprivate static func time(machine: (inout [UInt8]) -> Void, words: ((String) -> Void) -> Void) -> HTML {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(96)
        bytes.write("<time datetime=\"")
        machine(&bytes)
        bytes.write("\">")
        words { bytes.writeEscaped($0) }
        bytes.write("</time>")
        return HTML(written: bytes)
    }
}

extension [UInt8] {
    /// `2026-03-12`
    fileprivate mutating func write(_ date: CivilDate) {
        writeDecimal(date.year)
        append(UInt8(ascii: "-"))
        writeTwoDigits(date.month)
        append(UInt8(ascii: "-"))
        writeTwoDigits(date.day)
    }
    fileprivate mutating func writeUTC(_ instant: Int64) {
        let seconds = instant.floorQuotient(1_000), days = seconds.floorQuotient(86_400)
        let ofDay = Int(seconds - days * 86_400)
        write(CivilDate(dayNumber: Int(days)))
        append(UInt8(ascii: "T"))
        writeTwoDigits(ofDay / 3_600)
        append(UInt8(ascii: ":"))
        writeTwoDigits(ofDay / 60 % 60)
        append(UInt8(ascii: ":"))
        writeTwoDigits(ofDay % 60)
        append(UInt8(ascii: "Z"))
    }
    private mutating func writeTwoDigits(_ number: Int) {
        append(UInt8(ascii: "0") + UInt8(number / 10))
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}

extension Int64 {
    /// The quotient rounded down, also below zero.
    fileprivate func floorQuotient(_ divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
