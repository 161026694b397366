/// The public holidays of a country, reckoned from its law. A city takes them as a proposal and adds its own.
/// The names are those of the law, in its language.
public enum Country: String, Sendable, CaseIterable {
    case finland = "FI", sweden = "SE", spain = "ES"

    /// The holidays of a year, in their order. Days on which offices are closed by custom everywhere in the country are among them.
    public func holidays(in year: Int) -> [(day: Day, name: String)] {
        rules.compactMap { rule in rule.day(in: year).map { (day: $0, name: rule.name) } }.sorted { ($0.day, $0.name) < ($1.day, $1.name) }
    }

    private var rules: [HolidayRule] {
        switch self {
        case .finland: Self.finnish
        case .sweden: Self.swedish
        case .spain: Self.spanish
        }
    }

    /// Church Act 652/2023, May Day Act 272/1944, Independence Day Act 388/1937; the two eves are free by agreement.
    private static let finnish: [HolidayRule] = [
        .on(1, 1, "uudenvuodenpäivä"), .on(1, 6, "loppiainen"), .easter(-2, "pitkäperjantai"), .easter(0, "pääsiäispäivä"), .easter(1, "toinen pääsiäispäivä"),
        .on(5, 1, "vapunpäivä"), .easter(39, "helatorstai"), .easter(49, "helluntaipäivä"), .weekday(5, from: (6, 19), "juhannusaatto"), .weekday(6, from: (6, 20), "juhannuspäivä"),
        .weekday(6, from: (10, 31), "pyhäinpäivä"), .on(12, 6, "itsenäisyyspäivä"), .on(12, 24, "jouluaatto"), .on(12, 25, "joulupäivä"), .on(12, 26, "tapaninpäivä"),
    ]
    /// Lag (1989:253) om allmänna helgdagar; the three eves by section 3 a of semesterlagen (1977:480).
    private static let swedish: [HolidayRule] = [
        .on(1, 1, "nyårsdagen"), .on(1, 6, "trettondedag jul"), .easter(-2, "långfredagen"), .easter(0, "påskdagen"), .easter(1, "annandag påsk"), .on(5, 1, "första maj"),
        .easter(39, "Kristi himmelsfärdsdag"), .easter(49, "pingstdagen"), .on(6, 6, "Sveriges nationaldag"), .weekday(5, from: (6, 19), "midsommarafton"),
        .weekday(6, from: (6, 20), "midsommardagen"), .weekday(6, from: (10, 31), "alla helgons dag"), .on(12, 24, "julafton"), .on(12, 25, "juldagen"), .on(12, 26, "annandag jul"),
        .on(12, 31, "nyårsafton"),
    ]
    /// Real Decreto 2001/1983, artículo 45. Regions and towns have up to four more, which they publish each year.
    private static let spanish: [HolidayRule] = [
        .on(1, 1, "Año Nuevo"), .on(1, 6, "Epifanía del Señor"), .easter(-2, "Viernes Santo"), .on(5, 1, "Fiesta del Trabajo"), .on(8, 15, "Asunción de la Virgen"),
        .on(10, 12, "Fiesta Nacional de España"), .on(11, 1, "Todos los Santos"), .on(12, 6, "Día de la Constitución"), .on(12, 8, "Inmaculada Concepción"), .on(12, 25, "Natividad del Señor"),
    ]
}

/// How one holiday finds its day in a year.
struct HolidayRule: Sendable {
    private enum Way: Sendable {
        case fixed(month: Int, day: Int)
        /// So many days after Easter Sunday.
        case easter(Int)
        /// The first such weekday from a date on.
        case weekday(Int, month: Int, day: Int)
    }
    let name: String
    private let way: Way

    static func on(_ month: Int, _ day: Int, _ name: String) -> HolidayRule { HolidayRule(name: name, way: .fixed(month: month, day: day)) }
    static func easter(_ days: Int, _ name: String) -> HolidayRule { HolidayRule(name: name, way: .easter(days)) }
    static func weekday(_ weekday: Int, from date: (month: Int, day: Int), _ name: String) -> HolidayRule {
        HolidayRule(name: name, way: .weekday(weekday, month: date.month, day: date.day))
    }

    func day(in year: Int) -> Day? {
        switch way {
        case .fixed(let month, let day): return Day(year: year, month: month, day: day)
        case .easter(let days): return Self.easter(of: year)?.adding(days: days)
        case .weekday(let weekday, let month, let day):
            guard let first = Day(year: year, month: month, day: day) else { return nil }
            return first.adding(days: (weekday - first.weekday + 7) % 7)
        }
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
}
