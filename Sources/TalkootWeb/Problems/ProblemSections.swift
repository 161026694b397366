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
    /// What the reader sees of it on the problem's page; nil shows no heading either, unless the reader may do something.
    let draw: @Sendable (CityProblem, [String], Scene, Visit) throws -> HTML?
    init(_ name: String, order: Int, hasPage: Bool = false, acts: [String] = [], _ draw: @escaping @Sendable (CityProblem, Scene, Visit) throws -> HTML?) {
        self.init(name, order: order, hasPage: hasPage, acts: acts, byOffers: { problem, _, scene, visit in try draw(problem, scene, visit) })
    }
    /// Where what is drawn also depends on what the reader may do with the problem now.
    init(_ name: String, order: Int, hasPage: Bool = false, acts: [String] = [], byOffers draw: @escaping @Sendable (CityProblem, [String], Scene, Visit) throws -> HTML?) {
        (self.name, self.order, self.hasPage, self.acts, self.draw) = (name, order, hasPage, acts, draw)
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
    static func draw(_ problem: CityProblem, offers: [String], _ scene: Scene, _ visit: Visit) throws -> [(name: String, html: HTML)] {
        try all.compactMap { section in
            let drawn = try section.draw(problem, offers, scene, visit)
            let buttons: [HTML] = offers.filter(section.acts.contains).map { LinkButton(visit.words("act.\($0).title"), visit.form($0, on: problem.code), .secondary).html }
            if drawn == nil && buttons.isEmpty { return nil }
            let page: HTML? = section.hasPage ? "<a href=\"\(visit.address(of: problem, section.name))\">\(visit.words("problem.section.open"))</a>" : nil
            return (section.name, Section(section.name, visit.words("problem.section.\(section.name)"), aside: page, "\(drawn)\(if: !buttons.isEmpty, "<div class=\"row\">\(buttons)</div>")").html)
        }
    }
}

extension Visit {
    /// A page under a problem's own address.
    func address(of problem: CityProblem, _ page: String) -> Address { "/\(city.slug)/problems/\(problem.code.rawValue)/\(page)" }
}
