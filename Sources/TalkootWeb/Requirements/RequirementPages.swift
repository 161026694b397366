import Talkoot

extension PartDrawing {
    func requirements() throws -> HTML {
        let list = try RequirementQueries.requirements(on: part.problem, scene)
        if list.isEmpty { return empty("requirements") }
        let comments = try RequirementQueries.comments(on: part.problem, scene)
        let said = comments.values.flatMap(\.self)
        let people = try PeopleQueries.names(of: Set(list.compactMap(\.author) + said.compactMap(\.author)), scene)
        let bodies = try OrganisationQueries.names(of: Set(list.compactMap(\.organisation) + said.compactMap(\.organisation)), scene)
        func who(_ organisation: ID<Organisation>?, _ author: ID<Person>?) -> String { organisation.flatMap { bodies[$0] } ?? visit.named(author, people) }
        return "\(try list.map { try section($0, comments[$0.id] ?? [], who) })"
    }

    private func section(_ one: Requirement, _ comments: [RequirementComment], _ who: (ID<Organisation>?, ID<Person>?) -> String) throws -> HTML {
        let words = visit.words
        let facts = Facts([
            (words("field.who.label"), HTML(text: one.who)), (words("field.situation.label"), HTML(text: one.situation)), (words("field.why.label"), HTML(text: one.why)),
            (words("field.acceptance.label"), "<strong>\(one.acceptance)</strong>"), (words("requirements.by"), HTML(text: who(one.organisation, one.author))),
            (words("glance.state"), visit.tag(Requirement.kind, one.state.rawValue).html),
        ])
        let said: [HTML] = try comments.map { said in
            """
            <li id="\(said.code.rawValue)"><p class="meta">\(who(said.organisation, said.author)) · \(visit.day(said.at))</p>\(try ConcealedNote(said.visibility, said.reference, scene, visit))<p>\(said.text)</p>\
            \(ReportLink(said.publicText(in: part.problem), visit))</li>
            """
        }
        let acts: HTML? = try acts(on: one).map { "<p>\($0)</p>" }
        let note = try ConcealedNote(one.visibility, ObjectReference(Requirement.kind, id: one.id.rawValue, code: one.code), scene, visit)
        return Section(one.code.rawValue, one.need, "\(note)\(facts)\(said.isEmpty ? nil : "<ul>\(said)</ul>" as HTML)\(acts)\(ReportLink(one.publicText(in: part.problem), visit))").html
    }
}

/// What a challenge has to start its criteria from, with the names of those who wrote it.
struct CriterionCandidates {
    let html: HTML?
    init(_ challenge: Challenge, _ scene: Scene, _ visit: Visit) throws {
        let found = try RequirementQueries.candidates(for: challenge, scene)
        if found.isEmpty { html = nil; return }
        let people = try PeopleQueries.names(of: Set(found.compactMap(\.author)), scene), bodies = try OrganisationQueries.names(of: Set(found.compactMap(\.organisation)), scene)
        let rows: [HTML] = found.map { one in
            let who = one.organisation.flatMap { bodies[$0] } ?? visit.named(one.author, people)
            return "<li><div><h3>\(one.need)</h3><p>\(one.acceptance)</p><p class=\"meta\">\(visit.words("requirements.by")): \(who)</p></div></li>"
        }
        html = Section("candidates", visit.words("requirements.candidates"), "<ul class=\"rows\">\(rows)</ul>").html
    }
}

extension ProblemSection {
    static let requirements = ProblemSection("requirements", order: 330, hasPage: true, empty: "part.requirements.empty") { problem, scene, visit in
        let list = try RequirementQueries.requirements(on: problem, scene)
        let lines: [HTML] = list.prefix(5).map { "<li>\($0.need)</li>" }
        return list.isEmpty ? nil : "<ul>\(lines)</ul>"
    }
}
