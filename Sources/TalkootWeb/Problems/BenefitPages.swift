import Hummingbird
import Talkoot

extension ProblemSection {
    /// What is hoped for and feared, and what came; the page behind it shows every review.
    static let benefits = ProblemSection("benefits", order: 16, hasPage: true, acts: [ExpectOfProblem.name, ReviewExpectation.name]) { problem, scene, visit in
        let report = try ExpectationQueries.report(on: problem, scene)
        return report.entries.isEmpty ? nil : BenefitTable(report: report).html(visit)
    }
}

struct BenefitTable: Sendable {
    let report: ExpectationReport

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows: [[HTML]] = report.entries.map { entry in
            let shown: HTML? = entry.reviews.first.map { newest in
                let files: [HTML] = newest.files.map { " <a href=\"\(visit.address(of: $0))\">\($0.name)</a>" }
                return "<br>\(LinkedText(newest.review.evidence))\(files)"
            }
            return [HTML(text: words("choice.code.\(entry.expectation.code.rawValue)")), HTML(text: entry.expectation.text), "\(Self.tag(entry.outcome, of: entry.expectation.code, words))\(shown)"]
        }
        return Table(caption: words("fit.expectations"), columns: ["code", "text", "result"].map { .text(words("fit.column.\($0)")) }, rows: rows).html
    }
    /// A hope that came is done; an obstacle that came is not.
    static func tag(_ outcome: ExpectationReport.Outcome, of code: ExpectationCode? = nil, _ words: Words) -> Tag {
        let isObstacle = code?.isObstacle ?? false
        return switch outcome {
        case .realised: Tag(isObstacle ? .stop : .done, words("choice.result.realised"))
        case .notRealised: Tag(isObstacle ? .done : .stop, words("choice.result.notRealised"))
        case .notReviewed: Tag(.wait, words("fit.notReviewed"))
        }
    }
}

/// The register of benefits and obstacles of one problem: each with every review, its evidence and its files.
struct BenefitPage: Page {
    let problem: CityProblem
    let report: ExpectationReport
    let offers: [String]
    let room = "signals"
    func title(_ visit: Visit) -> String { visit.words("problem.section.benefits") }
    func summary(_ visit: Visit) -> String { problem.title }

    func body(_ visit: Visit) -> HTML {
        let words = visit.words, crumbs = Crumbs(words, [(visit.city.name, visit.home), (problem.code.rawValue, visit.address(of: problem.reference))], here: title(visit))
        let buttons: [HTML] = offers.map { LinkButton(words("act.\($0).title"), visit.form($0, on: problem.code), .secondary).html }
        let counts = Dictionary(grouping: report.entries, by: \.outcome).mapValues(\.count)
        let glance = Facts(glance: true, ExpectationReport.Outcome.allCases.map { (BenefitTable.tag($0, words).word, HTML(text: words.number(counts[$0] ?? 0))) })
        let sections: [HTML] = report.entries.map { entry(visit, $0) }
        let exports = ["csv", "json"].map { "<a href=\"\("\(visit.address(of: problem, "benefits")).\($0)" as Address)\">\($0.uppercased())</a>" as HTML }.joined(separator: " · ")
        return """
            <div class="wrap">\(PageHead(crumbs: crumbs, kicker: "<b>\(problem.code.rawValue)</b>", heading: title(visit), lede: problem.title, actions: buttons.isEmpty ? nil : "\(buttons)", glance: glance))\
            \(if: sections.isEmpty, "<p>\(words("benefits.empty"))</p>" as HTML)\(sections)\(if: !sections.isEmpty, "<p class=\"meta\">\(exports)</p>" as HTML)</div>
            """
    }
    private func entry(_ visit: Visit, _ entry: ExpectationReport.Entry) -> HTML {
        let words = visit.words, one = entry.expectation
        let reviews: [HTML] = entry.reviews.map { review, files in
            """
            <li><div><p class="meta">\(visit.day(review.at))</p><p>\(words("choice.result.\(review.result.rawValue)")). \(LinkedText(review.evidence))</p>\(FileFigures(files, of: problem, visit))</div></li>
            """
        }
        return Section("x\(one.number)", words("choice.code.\(one.code.rawValue)"), """
            \(Prose(one.text))<p>\(BenefitTable.tag(entry.outcome, of: one.code, words)) <span class="meta">\(words.html("benefits.since", ["day": visit.day(one.at)]))</span></p>\
            \(if: !reviews.isEmpty, "<h3>\(words("benefits.reviews"))</h3><ul class=\"rows\">\(reviews)</ul>" as HTML)
            """).html
    }

    /// One row for each review, or one where there was none.
    func rows(_ visit: Visit) -> ExportRows {
        let values = report.entries.flatMap { entry -> [[String]] in
            let own = [entry.expectation.code.rawValue, entry.expectation.text, entry.expectation.at.rfc3339, entry.outcome.rawValue]
            let reviews = entry.reviews.map { review, files in own + [review.at.rfc3339, review.result.rawValue, review.evidence, files.map { visit.origin + visit.address(of: $0).text }.joined(separator: " ")] }
            return reviews.isEmpty ? [own + ["", "", "", ""]] : reviews
        }
        return ExportRows(columns: ["code", "text", "expectedAt", "outcome", "reviewedAt", "result", "evidence", "files"], values: values)
    }
}

struct BenefitRoutes: Sendable {
    let site: Site
    func add(to router: Router<WebContext>) {
        site.one("problems/:code/benefits", on: router) { target, scene, _ in try page(target, scene) }
        router.get(":city/problems/:code/benefits.csv") { request, context in
            let target = Target(context.parameters.get("code") ?? "")
            return try await site.export(request, context, .csv) { scene, visit in try page(target, scene).rows(visit).csv }
        }
        router.get(":city/problems/:code/benefits.json") { request, context in
            let target = Target(context.parameters.get("code") ?? "")
            return try await site.export(request, context, .json) { scene, visit in try page(target, scene).rows(visit).jsonText }
        }
    }
    private func page(_ target: Target, _ scene: Scene) throws -> BenefitPage {
        let problem = try ProblemQueries.problem(target, scene)
        let offers = try Offers.on(problem.reference, problem, site.platform.rooms, scene).filter { [ExpectOfProblem.name, ReviewExpectation.name].contains($0) }
        return BenefitPage(problem: problem, report: try ExpectationQueries.report(on: problem, scene), offers: offers)
    }
}

/// What people wrote, with the addresses in it as links.
struct LinkedText: Component {
    let text: String
    init(_ text: String) { self.text = text }

    var html: HTML {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word -> HTML in
            let bare = String(word.reversed().drop { ".,;:)".contains($0) }.reversed()), rest = String(word.dropFirst(bare.count))
            guard bare.hasPrefix("http"), let address = Address(outside: bare) else { return HTML(text: String(word)) }
            return "<a href=\"\(address)\" rel=\"nofollow\">\(bare)</a>\(rest)"
        }
        return words.joined(separator: " ")
    }
}
