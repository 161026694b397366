import Talkoot

extension PartDrawing {
    func hearing() throws -> HTML {
        let comments = try HearingQueries.comments(on: part.problem, scene), words = visit.words
        let influence = try HearingQueries.influence(on: part.problem.department, scene)
        let facts = Facts([(words("hearing.influence", ["department": .text(visit.department(part.problem.department))]), HTML(text: HearingInfluence.text(influence, visit)))])
        if comments.isEmpty { return "\(empty("hearing"))\(facts)" }
        let people = try PeopleQueries.names(of: Set(comments.compactMap(\.author)), scene), bodies = try OrganisationQueries.names(of: Set(comments.compactMap(\.organisation)), scene)
        let rows: [HTML] = try comments.map { comment in
            let who = comment.organisation.flatMap { bodies[$0] } ?? comment.department.map { visit.department($0) } ?? visit.named(comment.author, people)
            let answer: HTML = comment.answeredAt.map { at in
                "<p><strong>\(words("hearing.answer"))</strong> \(visit.day(at)) \(Tag(comment.effect == .changed ? .done : .work, words("choice.effect.\(comment.effect?.rawValue ?? "unchanged")")))</p>\(Prose(comment.answer))"
            } ?? "<p>\(Tag(.wait, words("hearing.waits")))</p>"
            return """
                <li id="\(comment.code.rawValue)"><div><p class="meta">\(who) · \(visit.day(comment.createdAt))</p>\(try ConcealedNote(comment.visibility, ObjectReference(HearingComment.kind, id: comment.id.rawValue, code: comment.code), scene, visit))\
                \(Prose(comment.text))\(answer)\(ReportLink(comment.publicText(in: part.problem), visit))</div><div>\(try acts(on: comment))</div></li>
                """
        }
        return Section("comments", words("kind.comment.other"), "<ul class=\"rows\">\(rows)</ul>\(facts)").html
    }
}

enum HearingInfluence {
    static func text(_ influence: Influence, _ visit: Visit) -> String {
        visit.words("hearing.changed", ["changed": .number(influence.changed), "received": .number(influence.received)])
    }
}

/// How far others were heard, department by department.
struct InfluenceRates: Component {
    let rates: [(department: ID<Department>, influence: Influence)]
    let visit: Visit

    var html: HTML {
        if rates.isEmpty { return HTML() }
        let words = visit.words
        let rows: [[HTML]] = rates.map { department, influence in
            [HTML(text: visit.department(department)), HTML(text: words.number(influence.received)), HTML(text: words.number(influence.answered)), HTML(text: words.number(influence.changed)),
             HTML(text: words.percent(influence.rate))]
        }
        let columns = [Table.Column.text(words("glance.department"))] + ["received", "answered", "changed", "rate"].map { .number(words("influence.\($0)")) }
        return Section("influence", words("influence.title"), Table(caption: words("influence.caption"), columns: columns, rows: rows).html).html
    }
}

extension ProblemSection {
    static let hearing = ProblemSection("hearing", order: 340, hasPage: true, empty: "part.hearing.empty") { problem, scene, visit in
        let comments = try HearingQueries.comments(on: problem, scene)
        let open = comments.count { $0.isOpen }
        let line = visit.words("hearing.count", count: comments.count) + (open > 0 ? " " + visit.words("hearing.open", count: open) : "")
        return comments.isEmpty ? nil : "<p>\(line)</p>"
    }
}
