import Talkoot

extension ProblemSection {
    /// What the departments want of it together, and what each says to each goal.
    static let goals = ProblemSection("goals", order: 30, acts: [ProposeGoal.name]) { problem, scene, visit in
        guard problem.isCanvasPublic || scene.standing.isStaff else { return nil }
        let sheet = try GoalQueries.sheet(of: problem, scene)
        return sheet.goals.isEmpty ? nil : GoalTableView(sheet: sheet, offers: GoalQueries.offers(on: sheet, scene)).html(visit)
    }
    /// The parts of a problem with their states; of a part, the whole that it belongs to.
    static let lots = ProblemSection("lots", order: 60, acts: [PlanLots.name]) { problem, scene, visit in
        let whole: HTML? = problem.parent.map { "<p>\(visit.words("lots.parent")): <a href=\"\("/\(visit.city.slug)/problems/\($0.rawValue)" as Address)\">\($0.rawValue)</a></p>" }
        let plan = try ProblemQueries.lots(of: problem, scene)
        if plan == nil && whole == nil { return nil }
        let children = try ProblemQueries.children(of: problem, scene)
        return "\(whole)\(plan.map { LotMap(plan: $0, children: children).html(visit) })"
    }
    /// Who decides, and what spoke for the chosen way.
    static let way = ProblemSection("way", order: 70, acts: [PublishParticipation.name, CompareWays.name]) { problem, scene, visit in
        let map = try ProblemQueries.participation(of: problem, scene), comparison = try ProblemQueries.comparison(of: problem, scene)
        return map == nil && comparison == nil ? nil : "\(comparison.map { WayViews.comparison($0, visit) })\(map.map { WayViews.map($0, visit) })"
    }
}

struct GoalTableView: Sendable {
    let sheet: GoalSheet
    /// What the reader may do with each goal, by its number.
    let offers: [Int: [String]]

    func html(_ visit: Visit) -> HTML {
        let words = visit.words, departments = sheet.problem.departments
        let columns: [Table.Column] = [.text(words("goals.goal")), .text(words("goals.metric"))] + departments.map { .text(visit.department($0)) }
        let rows: [[HTML]] = sheet.goals.map { goal in
            ["\(goal.text)\(links(goal, visit))", HTML(text: "\(goal.metric): \(words("choice.direction.\(goal.direction.rawValue)"))")] + departments.map { said($0, goal, visit) }
        }
        let conflicts: [HTML] = sheet.conflicts.map { one, other in
            let text = words("goals.conflict", ["one": .number(one.number), "other": .number(other.number), "metric": .text(one.metric)])
            return "<p>\(Tag(.stop, text))</p>"
        }
        return "\(conflicts)\(Table(caption: words("problem.section.goals"), columns: columns, rows: rows, hidesCaption: true))<p>\(words(sheet.isAgreed ? "goals.agreed" : "goals.open"))</p>"
    }
    private func links(_ goal: SharedGoal, _ visit: Visit) -> HTML? {
        let code = PublicCode("\(sheet.problem.code).g\(goal.number)"), names = ["goal.stand": "goals.answer", "goal.change": "goals.change"]
        let links = (offers[goal.number] ?? []).compactMap { act -> HTML? in
            names[act].map { "<a href=\"\(visit.form(act, on: code))\">\(visit.words($0))<span class=\"vh\"> \(goal.number)</span></a>" }
        }
        return links.isEmpty ? nil : "<br>\(links.joined(separator: " "))"
    }
    private func said(_ department: ID<Department>, _ goal: SharedGoal, _ visit: Visit) -> HTML {
        guard let stand = sheet.stand(of: department, on: goal) else { return Tag(.wait, visit.words("goals.silent")).html }
        let kind: Tag.Kind = stand.stand == .accept ? .done : stand.stand == .object ? .stop : .work
        return "\(Tag(kind, visit.words("choice.stand.\(stand.stand.rawValue)")))\(if: !stand.reason.isEmpty, "<br>\(stand.reason)")"
    }
}

struct LotMap: Sendable {
    let plan: LotPlan
    let children: [CityProblem]

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let columns: [Table.Column] = [.text(words("lots.column.lot")), .number(words("lots.column.cost")), .text(words("lots.column.fit")), .text(words("lots.column.after")), .text(words("lots.column.state"))]
        let rows: [[HTML]] = plan.lots.map { lot in
            let child = children.first { $0.code == lot.child }
            let name: HTML = child.map { "<a href=\"\(visit.address(of: $0.reference))\">\(lot.number) \(lot.title)</a>" } ?? HTML(text: "\(lot.number) \(lot.title)")
            return [name, HTML(text: visit.money(lot.cost)), HTML(text: words("choice.fit.\(lot.fit.rawValue)")), HTML(text: lot.after.map(String.init).joined(separator: ", ")),
                    child.map { visit.tag(.problem, $0.state.rawValue).html } ?? HTML()]
        }
        let above: HTML? = plan.isAbove ? "<p>\(Tag(.stop, words("lots.above")))</p>" : nil
        let caption = words("lots.caption", ["sum": .text(visit.money(plan.sum)), "whole": .text(visit.money(plan.whole))])
        let chain = plan.longestChain.map(String.init).joined(separator: " → ")
        let limit = Procurement.threshold(in: visit.city)
        return """
            \(above)\(Table(caption: caption, columns: columns, rows: rows))<p>\(words("lots.chain", ["chain": .text(chain)]))</p>\
            <p>\(words("lots.threshold", ["sum": .text(visit.money(plan.sum)), "limit": .text(visit.money(limit))])) \(if: plan.sum.cents > limit.cents, Tag(.work, words("lots.aboveThreshold")).html)</p>\
            <p class="meta">\(words("lots.note"))</p>
            """
    }
}

enum WayViews {
    static func comparison(_ comparison: Comparison, _ visit: Visit) -> HTML {
        let words = visit.words
        func list(_ reasons: [String: Int], _ kind: String) -> HTML {
            HTML(text: reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\(words("choice.\(kind).\($0.key)")) (\($0.value))" }.joined(separator: ", "))
        }
        return """
            <h3>\(words("way.comparison"))</h3>\(Facts([(words("field.advantages.label"), list(comparison.advantages, "advantage")), (words("field.obstacles.label"), list(comparison.obstacles, "obstacle"))]))\
            <p>\(score(comparison, visit))</p>\(Prose(comparison.reason))
            """
    }
    static func score(_ comparison: Comparison, _ visit: Visit) -> String {
        visit.words("way.score", ["advantages": .number(comparison.advantages.values.reduce(0, +)), "obstacles": .number(comparison.obstacles.values.reduce(0, +)), "score": .number(comparison.score)])
    }
    static func map(_ map: ParticipationMap, _ visit: Visit) -> HTML {
        let words = visit.words
        func office(_ seat: ParticipationMap.Seat) -> String {
            seat.role.map { role in " (\(words("role.\(role.rawValue)"))\(seat.department.map { ", " + visit.department($0) } ?? ""))" } ?? ""
        }
        let rows: [[HTML]] = map.seats.map { [HTML(text: words("choice.decision.\($0.decision.rawValue)")), HTML(text: $0.who + office($0)), HTML(text: words("choice.seat.\($0.part.rawValue)")), HTML(text: $0.chosen)] }
        let columns: [Table.Column] = ["decision", "who", "part", "chosen"].map { .text(words("way.column.\($0)")) }
        return "\(Table(caption: words("way.map", ["version": .number(map.version)]), columns: columns, rows: rows))\(if: !map.reason.isEmpty, "<p class=\"meta\">\(map.reason)</p>")"
    }
}
