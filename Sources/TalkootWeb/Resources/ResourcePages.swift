import Talkoot

extension PartDrawing {
    func resources() throws -> HTML {
        let plan = try ResourceQueries.plan(of: part.problem, scene), words = visit.words
        if plan.lines.isEmpty { return empty("resources") }
        let sums = ResourceLine.Kind.allCases.compactMap { kind in ResourceSums(kind: kind, plan: plan).html(visit) }
        let rows = try plan.lines.map { line in (cells: row(line, used: plan.used(of: line)), acts: try acts(on: line)) }
        let columns: [Table.Column] = [column("field.what.label"), column("field.stage.label"), column("field.source.label"), .number(words("resources.planned")), .number(words("resources.used")), column("glance.state")]
        return "\(Section("sums", words("resources.sums"), "\(sums)"))\(Section("lines", words("resources.lines"), "\(table(words("resources.caption"), columns, rows))\(visit.exports(of: "problems/\(part.problem.code)/resources"))"))"
    }

    private func row(_ line: ResourceLine, used: Int64) -> [HTML] {
        let words = visit.words, over: HTML? = used > line.planned ? " \(Tag(.stop, words("resources.over")))" : nil
        return ["<span id=\"\(line.code.rawValue)\">\(line.what)</span><p class=\"meta\">\(visit.department(line.department)) · \(words("choice.purpose.\(line.purpose.rawValue)"))</p>",
                HTML(text: words("choice.stage.\(line.stage.rawValue)")), HTML(text: words("choice.source.\(line.source.rawValue)")), HTML(text: visit.amount(line.planned, line.resourceKind)),
                "\(visit.amount(used, line.resourceKind))\(over)", "\(visit.tag(ResourceLine.kind, line.state.rawValue))\(line.reason.isEmpty ? nil : "<p>\(line.reason)</p>" as HTML)"]
    }
}

/// Hours, or money: planned and used, consultants and orchestration apart, all together below.
struct ResourceSums {
    let kind: ResourceLine.Kind, plan: ResourcePlan

    func html(_ visit: Visit) -> HTML? {
        guard plan.lines.contains(where: { $0.resourceKind == kind }) else { return nil }
        func cells(_ name: String, _ sum: ResourcePlan.Sum) -> [HTML] {
            [HTML(text: name)] + [sum.planned, sum.used, sum.proposed].map { HTML(text: visit.amount($0, kind)) }
        }
        let columns: [Table.Column] = [.text(visit.words("field.purpose.label"))] + ["planned", "used", "proposed"].map { .number(visit.words("resources.\($0)")) }
        return Table(caption: visit.words("choice.resource.plan.kind.\(kind.rawValue)"), columns: columns,
                     rows: ResourceLine.Purpose.allCases.map { cells(visit.words("choice.purpose.\($0.rawValue)"), plan.sum(kind, $0)) }, footer: cells(visit.words("resources.together"), plan.sum(kind))).html
    }
}

extension Visit {
    /// Hundredths of an hour, or cents, as people read them.
    func amount(_ hundredths: Int64, _ kind: ResourceLine.Kind) -> String {
        if kind == .money { return money(Money(cents: hundredths)) }
        return words("resources.hours", ["hours": .text(words.decimal(Double(hundredths) / 100, digits: hundredths % 100 == 0 ? 0 : 2))])
    }
}

/// Every line and every booking, for the city's finances: amounts in hundredths, which add up to the sums of the page.
enum ResourceExport {
    static func rows(_ problem: CityProblem, _ scene: Scene, _ visit: Visit) throws -> ExportRows {
        let plan = try ResourceQueries.plan(of: problem, scene)
        func decimal(_ amount: Int64) -> String { Money(cents: amount).text }
        let values = plan.lines.flatMap { line -> [[String]] in
            let own = [line.code.rawValue, line.what, line.resourceKind.rawValue, line.stage.rawValue, line.purpose.rawValue, line.source.rawValue, visit.department(line.department), line.state.rawValue]
            return [own + ["planned", decimal(line.planned), "", ""]] + plan.uses.filter { $0.line == line.id }.map { own + ["used", decimal($0.amount), $0.on.description, $0.note] }
        }
        return ExportRows(columns: ["code", "what", "kind", "stage", "purpose", "source", "department", "state", "entry", "amount", "on", "note"], values: values)
    }
}

extension ProblemSection {
    static let resources = ProblemSection("resources", order: 350, hasPage: true, empty: "part.resources.empty") { problem, scene, visit in
        let plan = try ResourceQueries.plan(of: problem, scene)
        if plan.lines.isEmpty { return nil }
        let facts = ResourceLine.Kind.allCases.map { kind -> (String, HTML?) in
            let sum = plan.sum(kind)
            return (visit.words("choice.resource.plan.kind.\(kind.rawValue)"), HTML(text: visit.words("resources.line", ["planned": .text(visit.amount(sum.planned, kind)), "used": .text(visit.amount(sum.used, kind))])))
        }
        return Facts(facts).html
    }
}
