import Foundation
@testable import Talkoot
import Testing
import TestTown

/// Days, clocks and promises: where a day is lost or found, a promise breaks that nobody broke.
struct CalendarTests {
    private static func calendar(_ zone: String) throws -> CityCalendar {
        CityCalendar(timeZone: try #require(TimeZone(identifier: zone)), holidays: FinnishHolidays.of(years: 2025...2028))
    }
    private static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test func finnishHolidaysAreNoBusinessDays() throws {
        let city = try Self.calendar("Europe/Helsinki")
        for closed in ["2026-01-01", "2026-01-06", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-06-19", "2026-12-24", "2026-12-25", "2026-03-14", "2026-03-15"] {
            #expect(!city.isBusinessDay(try Self.day(closed)), "\(closed)")
        }
        for open in ["2026-01-02", "2026-04-02", "2026-04-07", "2026-05-15", "2026-06-18", "2026-12-23", "2026-12-28"] {
            #expect(city.isBusinessDay(try Self.day(open)), "\(open)")
        }
    }

    @Test(arguments: ["Europe/Helsinki", "Atlantic/Canary", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"])
    func theKeptChangesOfClocksAreTheSystems(_ zone: String) throws {
        let city = try Self.calendar(zone), timeZone = city.timeZone
        var chance = Seeded(3)
        let wanted = (0..<20_000).map { _ in Int64(chance.below(80 * 365 * 24 * 60)) * 60_000 + 788_918_400_000 }
        let steps = stride(from: Int64(1_767_225_600_000), to: 1_798_761_600_000, by: 1_800_000)
        for instant in wanted + steps {
            #expect(city.offsetMilliseconds(at: Instant(milliseconds: instant)) == ClockChanges.offset(of: timeZone, at: instant), "\(zone) at \(instant)")
        }
    }

    @Test func businessDaysRunOverEasterMonthEndsAndChristmas() throws {
        let city = try Self.calendar("Europe/Helsinki")
        for (start, count, end) in [
            ("2026-04-02", 1, "2026-04-07"), ("2026-03-31", 2, "2026-04-02"), ("2026-02-27", 1, "2026-03-02"), ("2026-12-23", 1, "2026-12-28"), ("2026-12-31", 1, "2027-01-04"),
            ("2028-02-28", 1, "2028-02-29"), ("2026-03-12", 15, "2026-04-02"), ("2026-03-13", 15, "2026-04-07"), ("2026-04-04", 0, "2026-04-04"),
        ] {
            #expect(city.adding(businessDays: count, to: try Self.day(start)).description == end, "\(count) after \(start)")
        }
    }

    @Test func countingAndAddingBusinessDaysAgree() throws {
        let city = try Self.calendar("Europe/Helsinki")
        var chance = Seeded(1)
        for _ in 0..<2_000 {
            let start = try Self.day("2025-01-01").adding(days: chance.below(1_100))
            let count = chance.below(60)
            let end = city.adding(businessDays: count, to: start)
            #expect(city.businessDays(from: start, to: end) == count)
            #expect(city.businessDays(from: end, to: start) == -count)
            #expect(count == 0 || city.isBusinessDay(end))
        }
    }

    /// West and east of Greenwich, whole and half hours, a change at midnight, and none at all.
    @Test(arguments: ["Europe/Helsinki", "Europe/Madrid", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
    func everyHalfHourOfAYearComesBack(_ zone: String) throws {
        let city = try Self.calendar(zone)
        let first = try Self.day("2026-01-01")
        var skipped: [LocalTime] = []
        for halfHour in 0..<(365 * 48) {
            let local = LocalTime(day: first.adding(days: halfHour / 48), minuteOfDay: halfHour % 48 * 30)
            let back = city.local(city.instant(of: local))
            if back == local { continue }
            skipped.append(local)
            let forward = (back.day.dayNumber - local.day.dayNumber) * 1_440 + back.minuteOfDay - local.minuteOfDay
            #expect(forward == 60 || forward == 30, "\(local.text) became \(back.text): never an earlier time")
        }
        #expect(skipped.count <= 2, "\(skipped.map(\.text))")
    }

    @Test func promisesRunToTheEndOfTheDayAlsoWhenClocksChange() throws {
        let city = try Self.calendar("Europe/Helsinki")
        for text in ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-12-31"] {
            let day = try Self.day(text)
            let end = city.end(of: day)
            #expect(city.day(of: end) == day)
            #expect(city.day(of: Instant(milliseconds: end.milliseconds + 1)) == day.adding(days: 1))
        }
        let short = city.end(of: try Self.day("2026-03-29")).milliseconds - city.end(of: try Self.day("2026-03-28")).milliseconds
        #expect(short == 23 * 3_600_000)
    }

    @Test func everyDayOfFourCenturiesIsItselfInWriting() throws {
        var day = try Self.day("1800-01-01"), weekday = 3
        let end = try Self.day("2200-01-01")
        while day < end {
            let (year, month, number) = day.parts
            guard Day(year: year, month: month, day: number) == day, Day(day.description) == day, day.weekday == weekday else {
                Issue.record("\(day) is not itself")
                return
            }
            day = day.adding(days: 1)
            weekday = weekday % 7 + 1
        }
        #expect(try Self.day("1970-01-01").dayNumber == 0)
    }

    @Test(arguments: ["2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-1", "+026-04-01", "2026-+4-01", "26-04-01", "2026-04-01T", "", "-026-04-01", "２０２６-04-01"])
    func whatIsNoDayIsRefused(_ text: String) { #expect(Day(text) == nil) }

    @Test(arguments: ["2026-03-12 7:00", "2026-03-12T24:00", "2026-03-12T12:60", "2026-03-12T+1:00", "2026-03-12x12:00", "2026-03-12T12:00Z", "2026-03-12T12:00+03:00", "2026-03-12"])
    func whatIsNoLocalTimeIsRefused(_ text: String) { #expect(LocalTime(text) == nil) }

    @Test func localTimesAreReadAsBrowsersSendThem() throws {
        for text in ["2026-03-12T16:05", "2026-03-12T16:05:00", "2026-03-12 16:05", "2026-03-12T16:05:30.250"] { #expect(LocalTime(text)?.text == "2026-03-12T16:05", "\(text)") }
    }

    @Test func momentsAreWrittenInUniversalTime() {
        #expect(Instant(milliseconds: 1_773_302_400_000).rfc3339 == "2026-03-12T08:00:00Z")
        #expect(Instant(milliseconds: 0).rfc3339 == "1970-01-01T00:00:00Z")
        #expect(Instant(milliseconds: -1).rfc3339 == "1969-12-31T23:59:59Z")
        #expect(Instant(milliseconds: 951_827_696_789).rfc3339 == "2000-02-29T12:34:56Z")
    }
}

/// Chance that repeats (SplitMix64, public domain).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}
