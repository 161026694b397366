public import Talkoot

/// The days on which Finnish city halls are closed, beside the weekends.
public enum FinnishHolidays {
    public static func of(years: ClosedRange<Int>) -> Set<Day> { Set(years.flatMap { Country.finland.holidays(in: $0).map(\.day) }) }
}
