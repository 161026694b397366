import Hummingbird
import Talkoot

/// What others have already that says much the same, and what the city makes of it.
struct ReusePage: Page {
    let problem: CityProblem
    let found: [Resemblance]
    let answers: [ReuseAnswer]
    let mayAnswer: Bool
    let room = "signals"
    func title(_ visit: Visit) -> String { visit.words("reuse.title") }
    func body(_ visit: Visit) -> HTML {
        let crumbs = Crumbs(visit.words, [(visit.city.name, visit.home), (visit.words("list.problems.title"), "/\(visit.city.slug)/problems"), (problem.code.rawValue, visit.address(of: problem.reference))], here: title(visit))
        let answer: HTML? = mayAnswer ? LinkButton(visit.words("act.reuse.answer.title"), visit.form(AnswerReuse.name, on: problem.code)).html : nil
        let rows: [HTML] = found.map { visit.row($0) }
        let list: HTML = rows.isEmpty ? "<p>\(visit.words("reuse.nothingFound"))</p>" : "<ol class=\"rows rows-2\">\(rows)</ol><p class=\"meta\">\(visit.words("reuse.rule"))</p>"
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs, kicker: "<a href=\"\(visit.address(of: problem.reference))\">\(problem.title)</a>", heading: title(visit), lede: visit.words("reuse.lede"), actions: answer))\
            \(Section("answers", visit.words("reuse.answers"), visit.reuse(answers) ?? "<p>\(visit.words("reuse.noAnswer"))</p>"))\(Section("found", visit.words("reuse.found"), list))</div>
            """
    }
}

extension Visit {
    fileprivate func row(_ found: Resemblance) -> HTML {
        let why = found.phrases.isEmpty ? nil : words("reuse.shared", ["phrases": .text(found.phrases.joined(separator: ", "))])
        return """
            <li><div><p class="meta">\(words("kind.\(found.object.kind)")) \(found.object.code.rawValue) · \(found.cityName)</p><h3><a href="\(Visit.address(of: found.object, in: found.citySlug))">\(found.title)</a></h3>\
            \(why.map { "<p class=\"meta\">\($0)</p>" as HTML })</div><div class="meta">\(words("reuse.likeness")): \(words.percent(Double(found.thousandths) / 1_000))</div></li>
            """
    }
    /// What was answered, the newest first; nil where nothing was.
    func reuse(_ answers: [ReuseAnswer]) -> HTML? {
        if answers.isEmpty { return nil }
        let rows: [HTML] = answers.map { answer in
            let parts = answer.found.split(separator: "/").map(String.init)
            let to: HTML? = answer.foundKind.flatMap { kind in
                parts.count == 2 ? "<p><a href=\"\(Visit.address(of: ObjectReference(kind, id: "", code: PublicCode(parts[1])), in: parts[0]))\">\(answer.foundTitle)</a> (\(answer.found))</p>" : nil
            }
            return "<li><div><h3>\(words("choice.reuseVerdict.\(answer.verdict.rawValue)"))</h3>\(to)<p>\(answer.reason)</p></div><div class=\"meta\">\(day(answer.at))</div></li>"
        }
        return "<ul class=\"rows rows-2\">\(rows)</ul>"
    }
}

struct ReuseRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.one("problems/:code/reuse", on: router) { target, scene, _ in
            let problem = try ProblemQueries.problem(target, scene)
            return ReusePage(problem: problem, found: try ReuseQueries.resembling(problem, scene), answers: try ReuseQueries.answers(of: problem, scene),
                             mayAnswer: AnswerReuse.permission(scene.standing, problem) == .allowed && AnswerReuse.isOpen(problem, scene))
        }
    }
}

extension ProblemSection {
    static let reuse = ProblemSection("reuse", order: 45, hasPage: true, acts: [AnswerReuse.name], empty: "reuse.noAnswer") { problem, scene, visit in
        visit.reuse(try ReuseQueries.answers(of: problem, scene))
    }
}
