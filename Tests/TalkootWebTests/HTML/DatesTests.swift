import Testing

@testable import TalkootWeb

@Suite("Dates are written as people of the language write them")
struct DatesTests {
    static let now = Gallery.now

    @Test("the day of the week, the day and the month; the year only when it is another one")
    func writesDays() {
        let dates = Gallery.dates("en")
        #expect(dates.day(Self.now) == "Thursday 12 March")
        #expect(dates.day(CivilDate(year: 2025, month: 12, day: 31)) == "Wednesday 31 December 2025")
        #expect(dates.short(Self.now) == "12 Mar 2026")
        #expect(dates.moment(Self.now) == "Thursday 12 March, 14:40")
    }

    @Test(
        "each language has its own order",
        arguments: [
            ("fi", "torstai 12. maaliskuuta klo 14.40", "12.3.2026"), ("sv", "torsdag 12 mars kl. 14.40", "12 mars 2026"),
            ("es", "jueves 12 de marzo, 14:40", "12 mar 2026"),
        ])
    func writesLanguages(language: String, moment: String, short: String) {
        let dates = Gallery.dates(language)
        #expect(dates.moment(Self.now) == moment)
        #expect(dates.short(Self.now) == short)
    }

    @Test(
        "distance is counted in calendar days",
        arguments: [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (12, "in 12 days"), (-3, "3 days ago")])
    func writesDistance(days: Int, text: String) {
        let dates = Gallery.dates("en")
        #expect(dates.relative(dates.today + days) == text)
    }

    @Test(
        "late, early and on time are words",
        arguments: [(0, "on time"), (1, "1 day late"), (3, "3 days late"), (-7, "7 days early")])
    func writesLateness(days: Int, text: String) {
        #expect(Gallery.dates("en").lateness(days: days) == text)
    }

    @Test("an evening in Greenwich is already tomorrow in the city")
    func knowsThePlace() {
        let dates = Gallery.dates("en")
        let evening: Int64 = 1_773_353_400_000  // 2026-03-12T22:10:00Z
        #expect(dates.day(evening) == "Friday 13 March")
        #expect(dates.time(evening) == "0:10")
        #expect(dates.momentElement(evening).string == "<time datetime=\"2026-03-12T22:10:00Z\">Friday 13 March, 0:10</time>")
    }

    @Test("every day of four centuries comes back from its number, one weekday after the other")
    func countsDays() {
        var weekday = CivilDate(dayNumber: -73_000).weekday
        for number in -73_000...73_097 {
            let date = CivilDate(dayNumber: number)
            #expect(date.dayNumber == number && date.weekday == weekday)
            weekday = (weekday + 1) % 7
        }
    }

    @Test(
        "known days",
        arguments: [(0, "1970-01-01", 3), (-1, "1969-12-31", 2), (11_016, "2000-02-29", 1), (20_524, "2026-03-12", 3)])
    func knowsDays(number: Int, iso: String, weekday: Int) {
        #expect(CivilDate(dayNumber: number).iso == iso)
        #expect(CivilDate(dayNumber: number).weekday == weekday)
    }
}

@Suite("Numbers and money are written as people of the language write them")
struct NumbersTests {
    private func words(_ language: String) -> Words { Gallery.words(language) }

    @Test(
        "thousands are set apart",
        arguments: [("en", "1,234,567"), ("fi", "1\u{A0}234\u{A0}567"), ("sv", "1\u{A0}234\u{A0}567"), ("es", "1.234.567")])
    func groups(language: String, text: String) {
        #expect(words(language).number(1_234_567) == text)
        #expect(words(language).number(-999) == "−999")
    }

    @Test("Spanish leaves four digits together")
    func leavesFourDigits() {
        #expect(words("es").number(4_812) == "4812")
        #expect(words("fi").number(4_812) == "4\u{A0}812")
    }

    @Test(
        "decimals are rounded and padded",
        arguments: [(16.4, 1, "16.4"), (0.05, 1, "0.1"), (-0.04, 1, "0.0"), (2.0, 2, "2.00"), (1_999.995, 1, "2,000.0")])
    func rounds(value: Double, digits: Int, text: String) {
        #expect(words("en").decimal(value, digits: digits) == text)
    }

    @Test("what is no number is a dash", arguments: [Double.nan, .infinity, 1e300])
    func showsNoNonsense(value: Double) {
        #expect(words("en").decimal(value) == "–")
    }

    @Test("money shows cents only when there are some")
    func writesMoney() {
        #expect(words("en").money(cents: 13_140_000) == "131,400\u{A0}€")
        #expect(words("fi").money(cents: 7_300_005) == "73\u{A0}000,05\u{A0}€")
        #expect(words("sv").money(cents: -50, currency: "SEK") == "−0,50\u{A0}kr")
        #expect(words("en").money(cents: .min) == "−92,233,720,368,547,758.08\u{A0}€")
    }

    @Test("shares are written as per cent", arguments: [("en", "82%"), ("fi", "82\u{A0}%"), ("es", "82\u{A0}%")])
    func writesShares(language: String, text: String) {
        #expect(words(language).percent(0.82) == text)
    }
}
