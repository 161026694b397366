import Talkoot

/// A part of a problem's page that a room contributes. Adding one to ``ProblemSections/all`` is all it takes.
/// In words: `problem.section.<name>` is its heading.
struct ProblemSection: Sendable {
    let name: String
    /// The page shows sections from the lowest number to the highest.
    let order: Int
    /// Whether there is a page of its own: `/{city}/problems/{code}/<name>`, linked from the heading.
    let hasPage: Bool
    /// Acts whose buttons stand in this section, not in the head of the page.
    let acts: [String]
    /// The words that say that there is nothing yet; nil where that need not be said.
    let empty: String?
    /// What the reader sees of it on the problem's page; nil where there is nothing yet, or nothing for this reader.
    let draw: @Sendable (CityProblem, [String], Scene, Visit) throws -> HTML?
    init(_ name: String, order: Int, hasPage: Bool = false, acts: [String] = [], empty: String? = nil, _ draw: @escaping @Sendable (CityProblem, Scene, Visit) throws -> HTML?) {
        self.init(name, order: order, hasPage: hasPage, acts: acts, empty: empty, byOffers: { problem, _, scene, visit in try draw(problem, scene, visit) })
    }
    /// Where what is drawn also depends on what the reader may do with the problem now.
    init(_ name: String, order: Int, hasPage: Bool = false, acts: [String] = [], empty: String? = nil, byOffers draw: @escaping @Sendable (CityProblem, [String], Scene, Visit) throws -> HTML?) {
        (self.name, self.order, self.hasPage, self.acts, self.empty, self.draw) = (name, order, hasPage, acts, empty, draw)
    }
}

enum ProblemSections {
    /// One line for each room.
    static let all: [ProblemSection] = [
        .owners, .stakeholders, .team, .requirements, .hearing, .resources, .tasks, .risks, .friction,
        .gate, .fit, .benefits, .support, .canvas, .goals, .lots, .way, .insights, .reuse, .journeys,
    ].sorted { $0.order < $1.order }

    /// The acts that have their buttons in a section.
    static let acts = Set(all.flatMap(\.acts))

    /// - Parameter offers: what the reader may do with the problem now.
    static func draw(_ problem: CityProblem, offers: [String], _ scene: Scene, _ visit: Visit) throws -> DrawnProblemSections {
        var drawn = DrawnProblemSections()
        for section in all {
            let acts = offers.filter(section.acts.contains)
            guard let content = try section.draw(problem, offers, scene, visit) else {
                if !acts.isEmpty || section.empty != nil { drawn.unbegun.append((section, acts)) }
                continue
            }
            let buttons: [HTML] = acts.map { LinkButton(visit.words("act.\($0).title"), visit.form($0, on: problem.code), .secondary).html }
            let page: HTML? = section.hasPage ? "<a href=\"\(visit.address(of: problem, section.name))\">\(visit.words("problem.section.open"))</a>" : nil
            drawn.begun.append((section.name, Section(section.name, visit.words("problem.section.\(section.name)"), aside: page, "\(content)\(if: !buttons.isEmpty, "<div class=\"row\">\(buttons)</div>")").html))
        }
        return drawn
    }
}

/// The parts of a problem's page that have something to show, and those that the reader could begin.
struct DrawnProblemSections: Sendable {
    var begun: [(name: String, html: HTML)] = []
    var unbegun: [(section: ProblemSection, acts: [String])] = []

    /// Short, since there is nothing yet to read: each with the ways to begin it.
    func beginnings(of problem: CityProblem, _ visit: Visit) -> HTML? {
        let rows: [HTML] = unbegun.map { section, acts in
            let heading = visit.words("problem.section.\(section.name)")
            let title: HTML = section.hasPage ? "<a href=\"\(visit.address(of: problem, section.name))\">\(heading)</a>" : HTML(text: heading)
            let links: [HTML] = acts.map { "<a href=\"\(visit.form($0, on: problem.code))\">\(visit.words("act.\($0).title"))</a>" }
            return "<li id=\"\(section.name)\"><div><h3>\(title)</h3>\(section.empty.map { "<p class=\"meta\">\(visit.words($0))</p>" })</div><div class=\"row\">\(links)</div></li>"
        }
        return rows.isEmpty ? nil : Section("unbegun", visit.words("problem.page.unbegun"), "<ul class=\"rows rows-2\">\(rows)</ul>").html
    }
}

extension Visit {
    /// A page under a problem's own address.
    func address(of problem: CityProblem, _ page: String) -> Address { "/\(city.slug)/problems/\(problem.code.rawValue)/\(page)" }
}
