import Talkoot

/// A part of a problem's page that a room contributes. Adding one to ``ProblemSections/all`` is all it takes.
/// In words: `problem.section.<name>` is its heading.
struct ProblemSection: Sendable {
    let name: String
    /// The page shows sections from the lowest number to the highest.
    let order: Int
    /// Whether there is a page of its own: `/{city}/problems/{code}/<name>`, linked from the heading.
    let hasPage: Bool
    /// What the reader sees of it on the problem's page; nil shows no heading either.
    let draw: @Sendable (CityProblem, Scene, Visit) throws -> HTML?
    init(_ name: String, order: Int, hasPage: Bool = false, _ draw: @escaping @Sendable (CityProblem, Scene, Visit) throws -> HTML?) {
        (self.name, self.order, self.hasPage, self.draw) = (name, order, hasPage, draw)
    }
}

enum ProblemSections {
    /// One line for each room.
    static let all: [ProblemSection] = [
        .gate,
    ].sorted { $0.order < $1.order }

    static func draw(_ problem: CityProblem, _ scene: Scene, _ visit: Visit) throws -> [HTML] {
        try all.compactMap { section in
            try section.draw(problem, scene, visit).map { drawn in
                let page: HTML? = section.hasPage ? "<a href=\"\(visit.address(of: problem, section.name))\">\(visit.words("problem.section.open"))</a>" : nil
                return Section(section.name, visit.words("problem.section.\(section.name)"), aside: page, drawn).html
            }
        }
    }
}

extension Visit {
    /// A page under a problem's own address.
    func address(of problem: CityProblem, _ page: String) -> Address { "/\(city.slug)/problems/\(problem.code.rawValue)/\(page)" }
}
