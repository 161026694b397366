import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Working days and holidays: what has been counted or promised stays, and a city always works some day.
@Suite(.serialized) struct CalendarSettingTests {
    /// As published: almanakka.helsinki.fi, the Swedish almanac, Boletín Oficial del Estado.
    @Test(arguments: [
        (Country.finland, "2026-04-03 2026-04-06 2026-05-14 2026-05-24 2026-06-19 2026-06-20 2026-10-31 2027-03-26 2027-05-06 2027-06-25 2027-11-06 2028-04-14 2028-12-06", "2026-05-25 2026-06-06 2026-10-12"),
        (Country.sweden, "2026-04-03 2026-04-06 2026-05-14 2026-06-06 2026-06-19 2026-06-20 2026-10-31 2026-12-31 2027-03-29 2027-06-26 2028-11-04", "2026-12-06 2026-06-18 2026-05-25"),
        (Country.spain, "2026-01-06 2026-04-03 2026-05-01 2026-08-15 2026-10-12 2026-11-01 2026-12-06 2026-12-08 2027-03-26", "2026-04-06 2026-12-24 2026-05-14"),
    ])
    func aCountrysHolidaysFollowItsLaw(_ country: Country, _ free: String, _ working: String) throws {
        let holidays = Set((2026...2028).flatMap { country.holidays(in: $0).map(\.day) })
        for text in free.split(separator: " ") { #expect(holidays.contains(try #require(Day(text))), "\(text)") }
        for text in working.split(separator: " ") { #expect(!holidays.contains(try #require(Day(text))), "\(text)") }
        for year in 1990...2060 {
            let days = country.holidays(in: year)
            #expect(days.allSatisfy { $0.day.parts.year == year } && Set(days.map(\.day)).count >= days.count - 1)
        }
    }

    @Test(arguments: HouseEngine.available) func aNewHolidayMovesNoPromiseAndNothingThatWasCounted(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let signal = try await town.signal(in: .new)
        let promised = try await town.look { try StageQueries.of(signal, $0).last?.promisedAt }
        let past = try await town.look { scene in scene.city.calendar.holidays.filter { $0 < scene.today } }
        let today = try await town.look { $0.today }
        try await town.perform("calendar.holidays", ["holidays": .text("\(today.adding(days: 1)) Town day\n\n\(today.adding(days: 4))"), "reason": "We celebrate."], as: .liisa)
        #expect(try await town.look { try StageQueries.of(signal, $0).last?.promisedAt } == promised)
        #expect(try await town.look { scene in scene.city.calendar.holidays.filter { $0 < scene.today } } == past, "the past stays as it was counted")
        #expect(try await town.look { try SettingQueries.holidays($0) } == [today.adding(days: 1): "Town day", today.adding(days: 4): ""])
        clock.advance(seconds: 60)
        let later = try await town.signal(in: .new, of: .drippingPipes)
        let other = try #require(try await town.look { try StageQueries.of(later, $0).last?.promisedAt })
        #expect(other > (try #require(promised)), "what begins after it counts the new days")
        let told = try await town.look { try $0.tx.count("SELECT count(*) FROM notice WHERE event = 'calendar.changed'") }
        #expect(told == 6, "the heads, and not the officer who did it")
    }

    @Test(arguments: HouseEngine.available) func aProposalKeepsWhatTheCityNamedItself(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.perform("calendar.holidays", ["holidays": "2026-12-06 Kuusila's own day", "reason": "Ours."], as: .liisa)
        let text = try await town.look(as: .liisa) { try SetHolidays.prefill(try SetHolidays.load(Target("FI"), $0), $0)["holidays"]?.text ?? "" }
        let lines = text.split(separator: "\n")
        #expect(lines.contains("2026-12-06 Kuusila's own day") && lines.contains("2027-03-26 pitkäperjantai"))
        #expect(lines == lines.sorted() && !lines.contains { $0.hasPrefix("2026-01") }, "in order, and nothing that has passed")
        try await town.perform("calendar.holidays", on: Target("FI"), ["holidays": .text(text), "reason": "As proposed."], as: .liisa)
        await #expect(throws: Refusal.notFound) { try await town.perform("calendar.holidays", on: Target("XX"), ["holidays": "", "reason": "x"], as: .liisa) }
    }

    @Test(arguments: HouseEngine.available) func aWrongLineIsNamedByItsNumber(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        do {
            try await town.perform("calendar.holidays", ["holidays": "2026-12-06 Independence\nChristmas 2026-12-25\n2026-01-01 gone\n2026-12-06 again\n2099-01-01 far", "reason": "x"], as: .liisa)
            Issue.record("a list with four faults was taken")
        } catch Refusal.invalid(let problems) {
            #expect(problems.map(\.key) == ["problem.holidayLine", "problem.holidayPast", "problem.holidayTwice", "problem.holidayFar"])
            #expect(problems.map { $0.values["line"] } == ["2", "3", "4", "5"])
        }
    }

    @Test(arguments: HouseEngine.available) func aCityThatNeverWorksIsRefused(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let today = try await town.look { $0.today }
        let everyDay = (0..<60).map { "\(today.adding(days: $0))" }.joined(separator: "\n")
        do {
            try await town.perform("calendar.holidays", ["holidays": .text(everyDay), "reason": "x"], as: .liisa)
            Issue.record("a city that never works was taken")
        } catch Refusal.invalid(let problems) { #expect(problems.map(\.key) == ["problem.noWorkingDay"]) }
        await #expect(throws: Refusal.invalid([Problem("weekdays", "problem.choice")])) { try await town.perform("calendar.week", ["weekdays": [], "reason": "x"], as: .liisa) }
        await #expect(throws: Refusal.invalid([Problem("weekdays", "problem.choice")])) { try await town.perform("calendar.week", ["weekdays": ["8"], "reason": "x"], as: .liisa) }
        // One day a week is a city, as long as holidays leave some of them.
        let fridays = (0..<8).map { today.adding(days: (12 - today.weekday) % 7 + 7 * $0) }
        #expect(fridays.allSatisfy { $0.weekday == 5 })
        try await town.perform("calendar.holidays", ["holidays": .text(fridays.map(\.description).joined(separator: "\n")), "reason": "Free Fridays."], as: .liisa)
        do {
            try await town.perform("calendar.week", ["weekdays": ["5"], "reason": "x"], as: .liisa)
            Issue.record("eight weeks without a working day were taken")
        } catch Refusal.invalid(let problems) { #expect(problems.map(\.key) == ["problem.noWorkingDay"]) }
    }

    @Test(arguments: HouseEngine.available) func aNewWorkingWeekCountsFromItsDayOn(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let today = try await town.look { $0.today }
        let before = try await town.look { $0.city.calendar.businessDays(from: today.adding(days: -100), to: today) }
        try await town.perform("calendar.week", ["weekdays": ["1", "2", "3", "4", "6"], "from": .text(today.adding(days: 7).description), "reason": "Open on Saturdays."], as: .liisa)
        let calendar = try await town.look { $0.city.calendar }
        #expect(calendar.businessDays(from: today.adding(days: -100), to: today) == before)
        let saturday = today.adding(days: (13 - today.weekday) % 7)
        #expect(!calendar.isBusinessDay(saturday) && calendar.isBusinessDay(saturday.adding(days: 14)))
        #expect(!calendar.isBusinessDay(saturday.adding(days: 13)), "and Fridays are free")
        #expect(WorkingWeek(calendar.week.text) == calendar.week)
    }
}
