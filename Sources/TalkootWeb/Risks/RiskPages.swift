import Talkoot

extension PartDrawing {
    /// The register, the gravest first; where the open risks lie; and what else to think of.
    func risks() throws -> HTML {
        let register = try RiskQueries.register(of: part.problem, scene), words = visit.words
        let people = try PeopleQueries.names(of: Set(register.entries.compactMap(\.risk.owner)), scene)
        let mayNote = try PartQueries.offers(on: part, rooms, scene).contains(NoteRisk.name)
        let kinds = Section("kinds", words("risks.kinds"), RiskKinds(part: part, mayNote: mayNote).html(visit))
        let limits = Section("limit", words("risks.limit"), RiskLimits(register: register, trials: try RiskQueries.trials(of: part.problem, scene)).html(visit))
        if register.entries.isEmpty { return "\(empty("risks"))\(limits)\(kinds)" }
        let rows = try register.entries.map { entry in (cells: RiskRow(entry: entry, isBeyond: register.beyond.contains { $0.risk.id == entry.risk.id }, people: people).cells(visit), acts: try acts(on: entry.risk)) }
        let columns = ["kind.risk", "risks.level", "field.bearers.label", "risks.owner", "glance.state"].map(column)
        return """
            \(Section("register", words("risks.register"), "\(table(words("risks.caption"), columns, rows))\(visit.exports(of: "problems/\(part.problem.code)/risks"))"))\
            \(Section("grid", words("risks.grid"), RiskGrid(register: register, page: visit.address(of: part.problem, "risks")).html(visit)))\(limits)\(kinds)
            """
    }
}

/// One risk of the register.
struct RiskRow {
    let entry: RiskRegister.Entry
    /// Worse than what is acceptable.
    let isBeyond: Bool
    let people: [ID<Person>: String]

    func cells(_ visit: Visit) -> [HTML] {
        let risk = entry.risk, words = visit.words
        let about = "\(risk.category.code) \(words("choice.category.\(risk.category.rawValue)")) · \(words("choice.proximity.\(risk.proximity.rawValue)"))"
        let head: HTML = "<span id=\"\(risk.code.rawValue)\">\(risk.happening)</span><p class=\"meta\">\(about)</p><p class=\"meta\">\(words("risks.safeguard", ["guard": .text(risk.safeguard)]))</p>"
        return [head, level(visit), bearers(visit), HTML(text: visit.named(risk.owner, people)), state(visit)]
    }
    private func level(_ visit: Visit) -> HTML {
        let risk = entry.risk, worst = risk.harm.kinds.filter { $0.grade == risk.harm.worst }.map { visit.words("risks.harm.\($0.name)") }.joined(separator: ", ")
        let sum = visit.words("risks.score", ["likelihood": .number(risk.likelihood.number), "harm": .number(risk.harm.worst), "score": .number(risk.score)])
        return "\(RiskGrid.tag(risk.level, visit))<p class=\"meta\">\(sum)</p><p class=\"meta\">\(worst)</p>\(if: isBeyond, "<p>\(Tag(.stop, visit.words("risks.beyond")))</p>")"
    }
    private func bearers(_ visit: Visit) -> HTML {
        if entry.bearers.isEmpty { return Tag(entry.lacksBearer ? .stop : .wait, visit.words("risks.unborne")).html }
        return "\(entry.bearers.map { "<p>\(Self.name($0, visit)) \(visit.words.percent(Double($0.share) / 100))</p>" as HTML })"
    }
    static func name(_ bearer: RiskBearer, _ visit: Visit) -> String {
        if !bearer.other.isEmpty { return bearer.other }
        return bearer.department.map { visit.department($0) } ?? bearer.organisation ?? visit.words("part.former")
    }
    private func state(_ visit: Visit) -> HTML {
        let risk = entry.risk
        let cost: HTML? = risk.cost.map { cost in "<p class=\"meta\">\(risk.happenedOn.map { visit.date($0) } ?? "") · \(visit.money(cost))</p>" }
        return "\(visit.tag(Risk.kind, risk.state.rawValue))\(cost)\(if: !risk.outcome.isEmpty, "<p>\(risk.outcome)</p>")"
    }
}

/// How much loss is acceptable, what happened has cost, and what may be tried without asking.
struct RiskLimits {
    let register: RiskRegister, trials: TrialLimits

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let spent: HTML = "\(visit.money(register.cost)) \(if: register.isCostBeyond, Tag(.stop, words("risks.costBeyond")).html)"
        let loss: HTML = register.limit.map { limit in
            "\(Facts([(words("field.lossMoney.label"), HTML(text: visit.money(limit.money))), (words("risks.spent"), spent), (words("risks.worst"), HTML(text: words("risks.grade.\(limit.worst)")))]))\(Prose(limit.text))\(why(limit, visit))"
        } ?? "<p>\(words("risks.noLimit"))</p>"
        let experiment = trials.experiment
        let free = words("risks.trial", ["hours": .number(experiment.hours), "money": .text(visit.money(experiment.money)), "days": .number(experiment.days)])
        let decided: [HTML] = trials.decisions.map { one in
            "<li><a href=\"\(visit.address(of: one.reference))\">\(one.code.rawValue)</a>: \(words("risks.decided", ["money": .text(visit.money(one.mandate)), "day": .text(visit.date(one.mandateUntil))]))</li>"
        }
        return "\(loss)<h3>\(words("canvas.5.4.label"))</h3><p>\(free)</p>\(if: !decided.isEmpty, "<ul>\(decided)</ul>")"
    }
    private func why(_ limit: LossLimit, _ visit: Visit) -> HTML? {
        limit.reason.isEmpty ? nil : "<p class=\"meta\">\(visit.words("risks.limitChanged", ["number": .number(limit.number)])) \(limit.reason)</p>"
    }
}

/// Likelihood down, the worst harm across. Each field says its level in a word, with the open risks that lie there.
struct RiskGrid {
    let register: RiskRegister, page: Address

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows: [[HTML]] = (1...5).reversed().map { likelihood in
            [HTML(text: words("choice.likelihood.\(likelihood)"))] + (1...5).map { harm in field(likelihood, harm, visit) }
        }
        let columns: [Table.Column] = [.text(words("field.likelihood.label"))] + (1...5).map { .text(words("risks.grade.\($0)")) }
        return Table(caption: words("risks.gridCaption", ["count": .number(register.open.count)]), columns: columns, rows: rows).html
    }
    private func field(_ likelihood: Int, _ harm: Int, _ visit: Visit) -> HTML {
        let level = RiskLevel(score: likelihood * harm), here = register.open(likelihood: likelihood, harm: harm)
        if here.isEmpty { return "<span class=\"meta\">\(visit.words("risks.level.\(level.rawValue)"))</span>" }
        let links: [HTML] = here.map { "<a href=\"\(Address(path: "\(page.text)#\($0.code)"))\">\($0.category.code)<span class=\"vh\"> \($0.happening)</span></a>" }
        return "<div>\(Self.tag(level, visit)) \(links.joined(separator: ", "))</div>"
    }
    static func tag(_ level: RiskLevel, _ visit: Visit) -> Tag {
        let kind: Tag.Kind = switch level {
        case .low: .done
        case .medium: .wait
        case .high: .work
        case .veryHigh: .stop
        }
        return Tag(kind, visit.words("risks.level.\(level.rawValue)"))
    }
}

/// The fifteen categories, with who usually bears such a risk and what usually guards against it; whoever may note one begins with that.
struct RiskKinds {
    let part: ProblemPart, mayNote: Bool

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows: [[HTML]] = RiskCategory.allCases.map { category in
            let name = category.rawValue, guarding = words("risks.guard.\(name)")
            let link: HTML? = mayNote ? "<a href=\"\(visit.form(NoteRisk.name, on: part.problem.code).asking("category", name).asking("safeguard", guarding))\">\(words("risks.noteOne"))<span class=\"vh\"> \(words("choice.category.\(name)"))</span></a>" : nil
            return ["\(category.code) \(words("choice.category.\(name)"))", HTML(text: words("risks.bearer.\(name)")), HTML(text: guarding), link ?? HTML()]
        }
        let columns: [Table.Column] = [.text(words("field.category.label")), .text(words("risks.usualBearer")), .text(words("risks.usualGuard")), .text(words("part.column.acts"))]
        return "<details\(attribute: "open", if: mayNote)><summary>\(words("risks.kindsSummary"))</summary>\(Table(caption: words("risks.kinds"), columns: columns, rows: rows, hidesCaption: true))</details>"
    }
}

/// Every risk with its bearers, without who watches it.
enum RiskExport {
    static func rows(_ problem: CityProblem, _ scene: Scene, _ visit: Visit) throws -> ExportRows {
        let values = try RiskQueries.register(of: problem, scene).entries.map { entry -> [String] in
            let risk = entry.risk
            let bearers = entry.bearers.map { "\(RiskRow.name($0, visit)) \($0.share) %" }.joined(separator: "; ")
            return [risk.code.rawValue, risk.category.code, risk.category.rawValue, risk.happening, risk.likelihood.rawValue] + risk.harm.kinds.map { String($0.grade) }
                + [String(risk.score), risk.level.rawValue, risk.proximity.rawValue, risk.safeguard, bearers, risk.state.rawValue, risk.outcome, risk.happenedOn?.description ?? "", risk.cost?.text ?? ""]
        }
        let columns = ["code", "number", "category", "happening", "likelihood", "harmMoney", "harmPeople", "harmService", "harmLaw", "harmReputation", "score", "level", "proximity", "safeguard", "bearers", "state", "outcome", "happenedOn", "cost"]
        return ExportRows(columns: columns, values: values)
    }
}

extension ProblemSection {
    static let risks = ProblemSection("risks", order: 365, hasPage: true, empty: "part.risks.empty") { problem, scene, visit in
        let register = try RiskQueries.register(of: problem, scene), words = visit.words
        if register.entries.isEmpty { return nil }
        let facts = RiskLevel.allCases.reversed().map { level -> (String, HTML?) in
            let count = register.open.count { $0.risk.level == level }
            return (words("risks.level.\(level.rawValue)"), count == 0 ? nil : HTML(text: words.number(count)))
        }
        let gap: HTML? = register.unborne.isEmpty ? nil : "<p>\(Tag(.stop, words("risks.unborneCount", count: register.unborne.count)))</p>"
        let beyond: HTML? = register.beyond.isEmpty ? nil : "<p>\(Tag(.stop, words("risks.beyondCount", count: register.beyond.count)))</p>"
        return "<p>\(words("risks.open", count: register.open.count))</p>\(Facts(facts))\(gap)\(beyond)"
    }
}
