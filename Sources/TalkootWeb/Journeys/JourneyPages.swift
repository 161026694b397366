import Hummingbird
import NIOCore
import Talkoot

/// A journey map: its picture with a table, what it counts, each step with what can be done, and both versions beside each other.
struct JourneyPage: Page {
    let map: JourneyMap
    /// What the reader may do now: with the map, and with each step.
    let offers: [String]
    let stepOffers: [ID<JourneyStep>: [String]]
    let entries: RecordSection
    let room = "signals"
    /// A pain becomes a problem by one button.
    var hasForm: Bool { stepOffers.values.contains { $0.contains(LiftPain.name) } }

    func title(_ visit: Visit) -> String { map.journey.title }
    func summary(_ visit: Visit) -> String { visit.told(JourneyFigures(map.steps(.now))) }
    func body(_ visit: Visit) -> HTML {
        let (now, after) = (map.steps(.now), map.steps(.after))
        let actions: [HTML] = offers.filter { $0 != BeginJourney.name }.enumerated().map { place, act in
            LinkButton(visit.words("act.\(act).title"), visit.form(act, on: map.journey.code), place == 0 ? .primary : .secondary).html
        }
        let empty: HTML? = now.isEmpty && after.isEmpty ? "<p>\(visit.words("journey.empty"))</p>" : nil
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs(visit), kicker: "<b>\(visit.words("kind.journey")) \(map.journey.code.rawValue)</b>", heading: title(visit),
                lede: now.isEmpty ? nil : summary(visit), actions: actions.isEmpty ? nil : "\(actions)", glance: glance(visit)))\
            \(empty)\(edition(.now, visit))\(edition(.after, visit))\(JourneyComparison(map: map, visit: visit).section)\(entries)</div>
            """
    }

    private func crumbs(_ visit: Visit) -> Crumbs {
        Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("list.problems.title"), "/\(visit.city.slug)/problems"), (map.problem.code.rawValue, visit.address(of: map.problem.reference))], here: map.journey.code.rawValue)
    }
    private func glance(_ visit: Visit) -> Facts {
        let figures = JourneyFigures(map.steps(.now))
        return Facts(glance: true, [
            (visit.words("kind.problem"), "<a href=\"\(visit.address(of: map.problem.reference))\">\(map.problem.title)</a>"), (visit.words("journey.departments"), "\(figures.departments)"),
            (visit.words("journey.handOffs"), "\(figures.handOffs)"), (visit.words("journey.wait"), HTML(text: visit.wait(figures.waitMinutes))), (visit.words("journey.pains"), "\(figures.pains)"),
        ])
    }

    private func edition(_ edition: Journey.Edition, _ visit: Visit) -> HTML? {
        let steps = map.steps(edition)
        if steps.isEmpty { return nil }
        let name = visit.words("choice.edition.\(edition.rawValue)")
        let csv: HTML = "<a href=\"\("/\(visit.city.slug)/journeys/\(map.journey.code.rawValue)/steps.csv" as Address)\">CSV</a>"
        let drawn = Blueprint(words: visit.words, id: edition.rawValue, summary: "\(map.journey.title), \(name).", source: HTML(text: visit.told(JourneyFigures(steps))), steps: visit.drawn(steps))
        return Section(edition.rawValue, name, aside: csv, "\(drawn)<ol class=\"rows rows-2\">\(steps.map { row($0, visit) })</ol>").html
    }

    private func row(_ step: JourneyStep, _ visit: Visit) -> HTML {
        let pain: HTML? = step.pain.isEmpty ? nil : "<p>\(visit.words("journey.painIs", ["pain": .text(step.pain)])) \(step.lifted.map { "<a href=\"\("/\(visit.city.slug)/problems/\($0.rawValue)" as Address)\">\(visit.words("journey.toProblem"))</a>" as HTML })</p>"
        let evidence: HTML? = step.evidence.isEmpty ? nil : "<p class=\"meta\">\(visit.words("journey.evidenceIs", ["evidence": .text(step.evidence)]))</p>"
        return """
            <li id="\(step.code.rawValue)"><div><p class="meta">\(step.place) · \(visit.keeper(of: step))</p><h3>\(step.title)</h3>\(pain)\(evidence)</div>\
            <div class="row">\((stepOffers[step.id] ?? []).map { button($0, step, visit) })</div></li>
            """
    }
    private func button(_ act: String, _ step: JourneyStep, _ visit: Visit) -> HTML {
        let (label, address) = (visit.words("act.\(act).button"), visit.form(act, on: step.code))
        guard act == LiftPain.name else { return "<a href=\"\(address)\">\(label)</a>" }
        return PostButton(label, address, .secondary, hidden: [("_act", visit.actID), ("_csrf", visit.token)]).html
    }
}

/// The way as it is and as it shall be: what changes in numbers, and both lines side by side.
struct JourneyComparison {
    let map: JourneyMap
    let visit: Visit

    /// On the map's own page: the numbers, and the way to the pictures.
    var section: HTML? {
        if map.steps(.after).isEmpty || map.steps(.now).isEmpty { return nil }
        let address: Address = "/\(visit.city.slug)/journeys/\(map.journey.code.rawValue)/compare"
        return Section("compare", visit.words("journey.compare"), "\(table)<p><a href=\"\(address)\">\(visit.words("journey.sideBySide"))</a></p>").html
    }
    var table: Table {
        let (now, after) = (JourneyFigures(map.steps(.now)), JourneyFigures(map.steps(.after)))
        let rows: [(String, Int, Int, (Int) -> String)] = [
            ("steps", now.steps, after.steps, visit.words.number), ("departments", now.departments, after.departments, visit.words.number), ("handOffs", now.handOffs, after.handOffs, visit.words.number),
            ("wait", now.waitMinutes, after.waitMinutes, visit.wait), ("pains", now.pains, after.pains, visit.words.number),
        ]
        return Table(
            caption: visit.words("journey.compare"), columns: [.text(visit.words("journey.counted")), .number(visit.words("choice.edition.now")), .number(visit.words("choice.edition.after")), .number(visit.words("journey.difference"))],
            rows: rows.map { key, now, after, text in [HTML(text: visit.words("journey.\(key)")), HTML(text: text(now)), HTML(text: text(after)), HTML(text: (after > now ? "+" : after < now ? "−" : "") + text(abs(after - now)))] }, hidesCaption: true)
    }
}

struct JourneyComparisonPage: Page {
    let map: JourneyMap
    let room = "signals"
    func title(_ visit: Visit) -> String { visit.words("journey.compareTitle", ["title": .text(map.journey.title)]) }
    func body(_ visit: Visit) -> HTML {
        let sides: [HTML] = Journey.Edition.allCases.map { edition in
            let name = visit.words("choice.edition.\(edition.rawValue)"), steps = map.steps(edition)
            let line = HangingJourney(words: visit.words, summary: "\(map.journey.title), \(name). \(visit.told(JourneyFigures(steps)))", steps: visit.drawn(steps))
            return "<div>\(Section(edition.rawValue, name, line.svg("side")))</div>"
        }
        let back: Address = "/\(visit.city.slug)/journeys/\(map.journey.code.rawValue)"
        return """
            <div class="wrap">\(PageHead(crumbs: Crumbs(visit.words, [(visit.city.name, visit.home), (map.journey.title, back)], here: visit.words("journey.compare")), heading: title(visit)))\
            \(JourneyComparison(map: map, visit: visit).table)<div class="cols cols-2">\(sides)</div></div>
            """
    }
}

extension Visit {
    /// "6 steps over 3 departments, 4 hand-offs, 3 days of waiting."
    func told(_ figures: JourneyFigures) -> String {
        [words("journey.told.steps", count: figures.steps), words("journey.told.departments", count: figures.departments), words("journey.told.handOffs", count: figures.handOffs),
         words("journey.told.wait", ["wait": .text(wait(figures.waitMinutes))])].joined(separator: " · ")
    }
    /// "3 days", "90 minutes"; a sum of many is told in days and hours, without false precision.
    func wait(_ minutes: Int) -> String {
        if minutes >= 2 * 1_440 && minutes % 1_440 != 0 { return words("journey.wait.days", count: Int((Double(minutes) / 1_440).rounded())) }
        let (count, unit) = WaitUnit.of(minutes)
        return words("journey.wait.\(unit.rawValue)", count: count)
    }
    func keeper(of step: JourneyStep) -> String { step.department.map { department($0) } ?? (step.outside.isEmpty ? words("journey.alone") : step.outside) }

    func drawn(_ steps: [JourneyStep]) -> [Blueprint.Step] {
        var last: String?
        return steps.map { step in
            let own = step.department == nil && step.outside.isEmpty ? nil : keeper(of: step)
            defer { last = own ?? last }
            return Blueprint.Step(
                title: step.title, lanes: JourneyStep.Lane.allCases.map(step.text), keeper: own ?? "", feeling: step.feeling?.height,
                feelingWord: step.feeling.map { words("choice.feeling.\($0.rawValue)") } ?? "", wait: step.waitMinutes.map(wait) ?? "", pain: step.pain, evidence: step.evidence,
                isHandOff: own != nil && last != nil && own != last)
        }
    }
}
