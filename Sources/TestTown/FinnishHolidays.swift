public import Talkoot

/// The days on which Finnish city halls are closed, beside the weekends.
public enum FinnishHolidays {
    public static func of(years: ClosedRange<Int>) -> Set<Day> { Set(years.flatMap(of(year:))) }

    static func of(year: Int) -> [Day] {
        let fixed = [(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)].compactMap { Day(year: year, month: $0.0, day: $0.1) }
        guard let easter = easter(of: year) else { return fixed }
        let moving = [-2, 1, 39].map { easter.adding(days: $0) }
        return fixed + moving + [midsummerEve(of: year), allSaints(of: year)].compactMap { $0 }
    }

    /// Easter Sunday by the anonymous Gregorian rule (J. Meeus, Astronomical Algorithms, chapter 8).
    static func easter(of year: Int) -> Day? {
        let (a, b, c) = (year % 19, year / 100, year % 100)
        let (d, e, g) = (b / 4, b % 4, (8 * b + 13) / 25)
        let h = (19 * a + b - d - g + 15) % 30
        let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7
        let m = (a + 11 * h + 19 * l) / 433
        let month = (h + l - 7 * m + 90) / 25
        return Day(year: year, month: month, day: (h + l - 7 * m + 33 * month + 19) % 32)
    }
    /// The Friday between 19 and 25 June.
    private static func midsummerEve(of year: Int) -> Day? {
        (19...25).compactMap { Day(year: year, month: 6, day: $0) }.first { $0.weekday == 5 }
    }
    /// The Saturday between 31 October and 6 November.
    private static func allSaints(of year: Int) -> Day? {
        Day(year: year, month: 10, day: 31).map { first in (0...6).map { first.adding(days: $0) }.first { $0.weekday == 6 } } ?? nil
    }
}
