import Talkoot

/// What every page knows of its reader: the city, the language, the dates of the city's clocks, and who is signed in.
final class Visit: Sendable {
    let ask: Ask
    let city: City
    let standing: Standing
    let words: Words
    let dates: Dates
    let now: Instant
    let options: SiteOptions
    /// Goes into every form against forgery; it follows from the session or, for visitors, from a cookie of their own.
    var token: String { site.secrets.seal("form", formOwner) }
    /// Whose forms these are: the session or the visitor's cookie.
    var formOwner: String { ask.cookies[.session] ?? ask.cookies[.visitor] ?? newVisitor ?? "" }
    /// A new visitor cookie to set where a form is shown to somebody who has none.
    let newVisitor: String?
    /// What the session needs after this look.
    let upkeep: SessionUpkeep
    /// The same rows are asked for in a form for programs.
    let isForPrograms: Bool
    /// A fresh act id for a form.
    var actID: String { site.platform.newActID().rawValue }
    /// What happened just before, to say on top: the name of an act.
    let flash: String?
    let names: CityNames
    private let site: Site

    init(_ ask: Ask, _ scene: Scene, _ site: Site, upkeep: SessionUpkeep) throws {
        self.ask = ask
        standing = scene.standing
        now = scene.now
        options = site.options
        let language = Visit.language(ask, scene)
        guard let words = Words.all[language] ?? Words.all["en"] else { throw Refusal.busy }
        self.words = words
        city = Language(rawValue: language).map(scene.city.speaking) ?? scene.city
        let calendar = scene.city.calendar
        dates = Dates(words: words, now: scene.now.milliseconds) { Int(calendar.offsetMilliseconds(at: Instant(milliseconds: $0)) / 1000) }
        newVisitor = ask.cookies[.visitor] == nil && ask.cookies[.session] == nil ? site.platform.newActID().rawValue : nil
        flash = ask.cookies[.flash]
        self.upkeep = upkeep
        isForPrograms = ListForm.allCases.contains { ask.path.hasSuffix(".\($0)") }
        names = try CityQueries.names(scene)
        self.site = site
    }
    /// Nobody in particular, who reads the same page in the same language.
    private init(_ visit: Visit, as standing: Standing) {
        ask = visit.ask.withoutCookies
        (city, words, dates, now, options, names, site) = (visit.city, visit.words, visit.dates, visit.now, visit.options, visit.names, visit.site)
        self.standing = standing
        (newVisitor, flash, upkeep, isForPrograms) = (nil, nil, .none, false)
    }
    func nameless(as standing: Standing) -> Visit { Visit(self, as: standing) }
    var cache: PageCache { site.cache }

    var home: Address { "/\(city.slug)" }
    /// The address that this site is known by from outside.
    var origin: String { options.origin.isEmpty ? "http://\(ask.host)" : options.origin }
    func address(of object: ObjectReference) -> Address { Visit.address(of: object, in: city.slug) }
    static func address(of object: ObjectReference, in city: String) -> Address {
        if object.kind == .grant { return "/\(city)/roles" }
        if object.kind == .setting || object.kind == .department { return "/\(city)/settings" }
        if object.kind == .answer || object.kind == .question {
            let parts = object.code.rawValue.split(separator: ".", maxSplits: 1).map(String.init)
            return "/\(city)/problems/\(parts[0])/canvas#\(object.kind == .answer ? "f" : "q")\(parts.count > 1 ? parts[1] : "")"
        }
        if object.kind == .goal { return "/\(city)/problems/\(String(object.code.rawValue.prefix { $0 != "." }))#goals" }
        if object.kind == .expectation {
            let parts = object.code.rawValue.split(separator: ".", maxSplits: 1).map(String.init)
            return "/\(city)/problems/\(parts[0])/benefits#\(parts.count > 1 ? parts[1] : "")"
        }
        if object.kind == .objective { return "/\(city)/objectives" }
        if object.kind == .report { return "/\(city)/track" }
        if object.kind == .place { return ("/\(city)/places" as Address).asking("district", object.id) }
        if object.code.rawValue.isEmpty { return "/\(city)/desk" }
        if let part = PartRoutes.pages.first(where: { $0.0 == object.kind }) { return "/\(city)/problems/\(object.code.rawValue)/\(part.1)" }
        // An import has no page of its own: its batch is in the record.
        return object.kind.rawValue == "import" ? "/\(city)/record" : "/\(city)/\(object.kind.rawValue)s/\(object.code.rawValue)"
    }
    /// Where an act's form is.
    func form(_ act: String, on code: PublicCode? = nil) -> Address {
        let base: Address = "/\(city.slug)/acts/\(act)"
        return code.map { base.asking("on", $0.rawValue) } ?? base
    }
    func state(_ kind: ObjectKind, _ state: String) -> String { words("state.\(kind).\(state)") }
    func day(_ instant: Instant) -> HTML { dates.dayElement(instant.milliseconds) }
    func date(_ day: Day) -> String { dates.day(CivilDate(dayNumber: day.dayNumber)) }
    func money(_ money: Money) -> String { words.money(cents: money.cents, currency: city.currency) }
    func department(_ id: ID<Department>?) -> String { id.flatMap { names.name(of: $0) } ?? words("visit.noDepartment") }
    /// How far a role or a mandate reaches: one department, or the whole city.
    func reach(_ id: ID<Department>?) -> String { id.flatMap { names.name(of: $0) } ?? words("visit.wholeCity") }
    func district(_ id: ID<District>?) -> String { id.flatMap { names.name(of: $0) } ?? words("visit.wholeCity") }

    /// The reader's choice, the account's language, the browser's wish among the city's languages, the city's first.
    private static func language(_ ask: Ask, _ scene: Scene) -> String {
        let offered = scene.city.languages.map(\.rawValue)
        if let chosen = ask.query["lang"] ?? ask.cookies[.language], offered.contains(chosen) { return chosen }
        if let own = scene.standing.person?.language.rawValue, offered.contains(own) { return own }
        let wished = ask.acceptedLanguages.split(separator: ",").map { $0.prefix { $0 != ";" && $0 != "-" }.lowercased().filter { !$0.isWhitespace } }
        return wished.first(where: offered.contains) ?? offered.first ?? "en"
    }
}
