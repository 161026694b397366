import Hummingbird
import Talkoot

extension ListPage {
    /// Colleagues' ideas, for those who work for the city.
    static func ideas(_ scene: Scene, _ visit: Visit) throws -> ListPage {
        let ideas = try IdeaQueries.list(scene)
        let names = try PeopleQueries.names(of: Set(ideas.compactMap(\.signal.author)), scene)
        let share = try IdeaQueries.frontLineShare(scene)
        let aside: HTML? = share.map { "<p>\(visit.words("ideas.frontLine", ["share": .text(visit.words.percent(Double($0.frontLine) / Double($0.all))), "count": .number($0.all)]))</p>" }
        return ListPage(
            room: "ideas", columns: ["code", "text", "state", "author", "joined", "comments", "sent"], rows: ideas.map { row($0, names, visit) }, next: nil, count: ideas.count, filter: nil,
            primary: LinkButton(visit.words("act.idea.send.title"), visit.form(SendIdea.name)).html,
            empty: EmptyBox(heading: visit.words("ideas.empty"), text: visit.words("ideas.emptyText"), link: (visit.words("act.idea.send.title"), visit.form(SendIdea.name))), aside: aside)
    }

    private static func row(_ idea: Idea, _ names: [ID<Person>: String], _ visit: Visit) -> ListRow {
        let signal = idea.signal, address = visit.address(of: signal.reference), author = visit.author(of: idea, names)
        return ListRow(
            for: visit, code: signal.code.rawValue, title: signal.text, address: address,
            html: """
                <li><div><p class="meta">\(author)</p><h3><a href="\(address)">\(signal.text)</a></h3></div><div>\(visit.tag(.signal, signal.state.rawValue))</div>\
                <div class="meta">\(visit.words("ideas.joined", count: idea.joiners)) · \(visit.words("ideas.comments", count: idea.comments))</div></li>
                """,
            values: [signal.code.rawValue, signal.text, signal.state.rawValue, author, "\(idea.joiners)", "\(idea.comments)", signal.createdAt.rfc3339],
            updatedAt: signal.answeredAt ?? signal.createdAt, summary: signal.answer)
    }
}

extension Visit {
    /// The author by name, unless they asked to be a colleague among others. The page says nothing else to a hidden author's own eyes:
    /// somebody may look over their shoulder.
    func author(of idea: Idea, _ names: [ID<Person>: String]) -> String {
        idea.isHidden ? words("ideas.colleague") : idea.signal.author.flatMap { names[$0] } ?? words("ideas.colleague")
    }
}

/// What colleagues say about an idea, on its signal's page.
struct IdeaSection: Component {
    private let idea: Idea
    private let comments: [IdeaComment]
    private let experiments: [MicroExperiment]
    private let names: [ID<Person>: String]
    private let visit: Visit

    init?(_ signal: Signal, _ scene: Scene, _ visit: Visit) throws {
        guard let idea = try IdeaQueries.idea(of: signal, scene) else { return nil }
        self.idea = idea
        comments = try IdeaQueries.comments(on: idea, scene)
        experiments = try ExperimentQueries.of(signal, scene)
        names = try PeopleQueries.names(of: Set(comments.compactMap(\.person) + experiments.compactMap(\.lead) + (signal.author.map { [$0] } ?? [])), scene)
        self.visit = visit
    }

    var html: HTML {
        let said: [HTML] = comments.map { "<li><p class=\"meta\">\(speaker($0)) · \(visit.day($0.at))</p>\(Prose($0.text))</li>" }
        return Section("idea", visit.words("ideas.section"), """
            <p>\(visit.words("ideas.from", ["author": .text(visit.author(of: idea, names))])) \(visit.words("ideas.joined", count: idea.joiners)).</p>\
            \(if: !said.isEmpty, "<ul class=\"rows\">\(said)</ul>")\(tried)
            """).html
    }
    private var tried: HTML? {
        let lines: [HTML] = experiments.map { ExperimentLine.html($0, names, visit) }
        return lines.isEmpty ? nil : "<h3>\(visit.words("list.experiments.title"))</h3><ul class=\"rows rows-3\">\(lines)</ul>"
    }
    private func speaker(_ comment: IdeaComment) -> String {
        let name = comment.person.flatMap { names[$0] } ?? visit.words("ideas.colleague")
        return comment.isByAuthor ? visit.words("ideas.author", ["author": .text(name)]) : name
    }
}

struct IdeaRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) { site.list("ideas", on: router, ListPage.ideas) }
}
