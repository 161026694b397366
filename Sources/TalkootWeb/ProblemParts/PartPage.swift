import Hummingbird
import Talkoot

/// What a room keeps about a problem, on a page of its own under the problem's address.
struct PartPage: Page {
    let part: ProblemPart
    /// As the address ends.
    let name: String
    let offers: [String]
    let content: HTML
    let entries: RecordSection
    let room = "signals"
    /// What a lot takes from its whole while it has none of its own.
    static let inherited: Set<String> = ["stakeholders", "resources", "tasks", "risks"]

    func title(_ visit: Visit) -> String { visit.words("problem.section.\(name)") }
    func summary(_ visit: Visit) -> String { visit.words("part.\(name).lede") }
    func body(_ visit: Visit) -> HTML {
        let problem = part.problem
        let crumbs = Crumbs(visit.words, [
            (visit.city.name, visit.home), (visit.words("list.problems.title"), Address(path: "/\(visit.city.slug)/problems")), (problem.code.rawValue, visit.address(of: problem.reference)),
        ], here: title(visit))
        let buttons: [HTML] = offers.enumerated().map { LinkButton(visit.words("act.\($1).title"), visit.form($1, on: problem.code), $0 == 0 ? .primary : .secondary).html }
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs, kicker: "<a href=\"\(visit.address(of: problem.reference))\">\(problem.title)</a>", heading: title(visit), lede: summary(visit),
                actions: buttons.isEmpty ? nil : "\(buttons)"))\(content)\(others(visit))\(entries)</div>
            """
    }
    /// The ways to the other parts of the same problem.
    private func others(_ visit: Visit) -> HTML {
        let links: [HTML] = PartRoutes.pages.filter { $0.1 != name }.map { "<li><a href=\"\(visit.address(of: part.problem, $0.1))\">\(visit.words("problem.section.\($0.1)"))</a></li>" }
        return Section("parts", visit.words("part.others"), "<ul>\(links)</ul>").html
    }
}

/// What draws the content of a part's page.
struct PartDrawing {
    let part: ProblemPart, scene: Scene, visit: Visit, rooms: Rooms

    /// What the reader can do with one line, as small links.
    func acts(on element: some PartElement) throws -> HTML? {
        let links: [HTML] = try PartQueries.offers(on: element, in: part, rooms, scene).map { "<a href=\"\(visit.form($0, on: element.code))\">\(visit.words("act.\($0).button"))</a>" }
        return links.isEmpty ? nil : "\(links.joined(separator: " · "))"
    }
    /// A table with a last column for what can be done, where anything can.
    func table(_ caption: String, _ columns: [Table.Column], _ rows: [(cells: [HTML], acts: HTML?)]) -> HTML {
        let hasActs = rows.contains { $0.acts != nil }
        // On a phone a cell stands beside its heading; several paragraphs stay one thing there.
        let drawn: [[HTML]] = rows.map { row in row.cells.prefix(1) + row.cells.dropFirst().map { "<div>\($0)</div>" } + (hasActs ? ["<div>\(row.acts ?? "–")</div>"] : []) }
        return Table(caption: caption, columns: hasActs ? columns + [.text(visit.words("part.column.acts"))] : columns, rows: drawn).html
    }
    func empty(_ name: String) -> HTML { "<p>\(visit.words("part.\(name).empty"))</p>\(PartPage.inherited.contains(name) ? wholes(name) : nil)" }
    /// A lot goes by what its whole agreed on.
    private func wholes(_ name: String) -> HTML? {
        part.problem.parent.map { "<p><a href=\"\(Address(path: "/\(visit.city.slug)/problems/\($0)/\(name)"))\">\(visit.words("part.ofWhole", ["code": .text($0.rawValue)]))</a></p>" }
    }
    func column(_ key: String) -> Table.Column { .text(visit.words(key)) }
}

struct PartRoutes: Sendable {
    let site: Site

    static let pages: [(ObjectKind, String)] = [
        (.ownership, "owners"), (.stakeholderPlan, "stakeholders"), (.designTeam, "team"), (.requirementList, "requirements"), (.hearing, "hearing"), (.resourcePlan, "resources"), (.matrix, "tasks"), (.riskRegister, "risks"),
        (.frictionPath, "friction"),
    ]
    private static func draw(_ kind: ObjectKind, _ drawing: PartDrawing) throws -> HTML {
        switch kind {
        case .ownership: try drawing.owners()
        case .stakeholderPlan: try drawing.stakeholders()
        case .designTeam: try drawing.team()
        case .requirementList: try drawing.requirements()
        case .hearing: try drawing.hearing()
        case .resourcePlan: try drawing.resources()
        case .matrix: try drawing.tasks()
        case .riskRegister: try drawing.risks()
        default: try drawing.friction()
        }
    }

    func add(to router: Router<WebContext>) {
        for (kind, name) in Self.pages {
            site.one("problems/:code/\(name)", on: router) { target, scene, visit in try page(kind, name, target, scene, visit) }
        }
        // A line has no page of its own: its address leads to where it stands.
        for kind in PartQueries.lineKinds {
            router.get(":city/\(kind.rawValue)s/:code") { request, context in
                let ask = Ask(request, context, site), target = Target(context.parameters.get("code") ?? "")
                do {
                    let address = try await site.look(ask) { scene, visit in visit.address(of: try PartQueries.place(ofLine: kind, target, scene).reference).text }
                    return Site.redirect(to: Address(path: "\(address)#\(target.code)"))
                } catch let refusal as Refusal { return try await site.refused(refusal, ask) }
            }
        }
        addExport("resources", of: .resourcePlan, to: router, ResourceExport.rows)
        addExport("risks", of: .riskRegister, to: router, RiskExport.rows)
    }

    /// What programs read of a part, as CSV and JSON.
    private func addExport(_ name: String, of kind: ObjectKind, to router: Router<WebContext>, _ rows: @escaping @Sendable (CityProblem, Scene, Visit) throws -> ExportRows) {
        for (form, text) in [(ListForm.csv, \ExportRows.csv), (.json, \ExportRows.jsonText)] as [(ListForm, KeyPath<ExportRows, String> & Sendable)] {
            router.get(":city/problems/:code/\(name).\(form)") { request, context in
                let target = Target(context.parameters.get("code") ?? "")
                return try await site.export(request, context, form) { scene, visit in try rows(PartQueries.part(kind, target, scene).problem, scene, visit)[keyPath: text] }
            }
        }
    }

    private func page(_ kind: ObjectKind, _ name: String, _ target: Target, _ scene: Scene, _ visit: Visit) throws -> PartPage {
        let part = try PartQueries.part(kind, target, scene)
        let drawing = PartDrawing(part: part, scene: scene, visit: visit, rooms: site.platform.rooms)
        return PartPage(part: part, name: name, offers: try PartQueries.offers(on: part, site.platform.rooms, scene), content: try Self.draw(kind, drawing), entries: try RecordSection(part.reference, scene, visit))
    }
}

extension ExportRows {
    var jsonText: String { (["rows": json] as JSON).canonical }
}

extension Words {
    /// Where something stands that refused an act: `seat.confirmed`. What has no states of its own stands where its problem does.
    func state(refusedIn state: String) -> String { find("state.\(state)") ?? self("state.problem.\(state.split(separator: ".").last ?? "")") }
}

extension Visit {
    /// Somebody as the page may name them.
    func named(_ person: ID<Person>?, _ names: [ID<Person>: String]) -> String { person.flatMap { names[$0] } ?? words("part.former") }
}
