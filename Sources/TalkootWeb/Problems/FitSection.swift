import Talkoot

extension ProblemSection {
    /// How the problem fits: screen, kind, openness and objectives.
    static let fit = ProblemSection("fit", order: 15, acts: [
        ScreenProblem.name, OwnProblem.name, ReclassifyProblem.name, DescribeAnswer.name, WeighProblem.name,
    ]) { problem, scene, visit in
        let parts = FitParts(
            problem: problem, screen: try ProblemQueries.screen(of: problem, scene), weights: try ObjectiveQueries.weights(of: problem, scene),
            objectives: try ObjectiveQueries.all(scene))
        return parts.isEmpty ? nil : parts.html(visit)
    }
}

struct FitParts: Sendable {
    let problem: CityProblem
    let screen: ProblemScreen?
    let weights: [ObjectiveWeight]
    let objectives: [Objective]
    var isEmpty: Bool { screen == nil && problem.quadrant == nil && weights.isEmpty && problem.answer.isOpen }

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let facts = Facts([
            (words("fit.screen"), screen.map { said($0, visit) }),
            (words("field.quadrant.label"), problem.quadrant.map { "\(words("choice.quadrant.\($0.rawValue)")). \(words("fit.template.\($0.rawValue)"))" }),
            (words("field.openness.label"), problem.openness.map { HTML(text: words("choice.openness.\($0.rawValue)")) }),
            (words("field.cityRole.label"), problem.answer.cityRole.map { HTML(text: words("choice.cityRole.\($0.rawValue)")) }),
            (words("field.novelty.label"), problem.answer.novelty.map { HTML(text: words("choice.novelty.\($0.rawValue)")) }),
            (words("field.whatChanges.label"), problem.answer.change.map { HTML(text: words("choice.whatChanges.\($0.rawValue)")) }),
        ])
        return "\(facts)\(objectiveTable(visit))"
    }

    private func said(_ screen: ProblemScreen, _ visit: Visit) -> HTML {
        let words = visit.words
        let text = words("fit.score", ["score": .number(screen.suitability.score), "advice": .text(words("choice.advice.\(screen.suitability.advice.rawValue)"))])
        guard screen.isOverride else { return HTML(text: text) }
        return "\(text)<br>\(words("fit.override", ["chosen": .text(words("choice.advice.\(screen.chosen.rawValue)")), "reason": .text(screen.reason)]))"
    }
    private func objectiveTable(_ visit: Visit) -> HTML? {
        if weights.isEmpty { return nil }
        let names = Dictionary(uniqueKeysWithValues: objectives.map { ($0.id, $0.name) })
        let rows: [[HTML]] = weights.map { [HTML(text: names[$0.objective] ?? ""), HTML(text: visit.words.percent(Double($0.weight) / 100))] }
        return Table(caption: visit.words("fit.objectives"), columns: [.text(visit.words("fit.objective")), .number(visit.words("fit.weight"))], rows: rows).html
    }
}

/// The city's objectives and how many problems of each department serve them; those that nothing serves stand there too.
struct ObjectivesPage: Page {
    let objectives: [Objective]
    let counts: [(objective: ID<Objective>, department: ID<Department>, problems: Int)]
    let departments: [Department]
    let mayChange: Bool
    let room = ""
    func title(_ visit: Visit) -> String { visit.words("objectives.title") }

    func body(_ visit: Visit) -> HTML {
        let words = visit.words
        let crumbs = Crumbs(words, [(visit.city.name, visit.home), (words("list.problems.title"), "/\(visit.city.slug)/problems")], here: title(visit))
        let content: HTML = objectives.isEmpty ? EmptyBox(heading: words("objectives.empty"), text: words("objectives.emptyText"), link: nil).html : "\(picture(visit))\(table(visit))"
        let add: HTML? = mayChange ? LinkButton(words("act.objective.add.title"), visit.form(AddObjective.name)).html : nil
        return "<div class=\"wrap\">\(PageHead(crumbs: crumbs, heading: title(visit), lede: words("objectives.lede"), actions: add))\(content)</div>"
    }

    private var serving: [Department] { departments.filter { department in counts.contains { $0.department == department.id } } }
    private func count(_ objective: Objective, _ department: Department) -> Int { counts.first { $0.objective == objective.id && $0.department == department.id }?.problems ?? 0 }

    /// Drawn as soon as two departments or more can be compared; the table below holds the same counts.
    private func picture(_ visit: Visit) -> HTML? {
        guard serving.count > 1 else { return nil }
        let rows = ObjectiveTree(objectives).branches.filter { $0.objective.closedAt == nil }.map { branch in HeatMap.Row(label: branch.name, counts: serving.map { count(branch.objective, $0) }) }
        return HeatMap(summary: visit.words("objectives.summary"), columns: serving.map(\.name), rows: rows).html
    }
    private func table(_ visit: Visit) -> HTML {
        let words = visit.words
        let columns: [Table.Column] = [.text(words("fit.objective"))] + serving.map { .number($0.name) } + [.number(words("objectives.all"))]
        let rows: [[HTML]] = ObjectiveTree(objectives).branches.map { branch in
            let objective = branch.objective, sum = counts.filter { $0.objective == objective.id }.reduce(0) { $0 + $1.problems }
            let close: HTML? = mayChange && objective.closedAt == nil ? " <a href=\"\(visit.form(CloseObjective.name, on: objective.code))\">\(words("objectives.close"))<span class=\"vh\"> \(objective.name)</span></a>" : nil
            let state: HTML? = objective.closedAt != nil ? " \(Tag(.stop, words("objectives.closed")))" : sum == 0 ? " \(Tag(.wait, words("objectives.unserved")))" : nil
            return ["\(branch.name)\(state)\(close)"] + serving.map { HTML(text: words.number(count(objective, $0))) } + [HTML(text: words.number(sum))]
        }
        return Table(caption: words("objectives.caption"), columns: columns, rows: rows).html
    }
}

/// The objectives with those that belong to a wider one behind it, by name.
struct ObjectiveTree {
    struct Branch {
        let objective: Objective, depth: Int
        var name: String { String(repeating: "› ", count: depth) + objective.name }
    }
    private(set) var branches: [Branch] = []

    init(_ objectives: [Objective]) {
        let known = Set(objectives.map(\.id))
        grow(objectives.filter { $0.parent.map { !known.contains($0) } ?? true }, 0, objectives)
    }
    /// An objective is added after the wider one that it belongs to, so nothing goes round.
    private mutating func grow(_ level: [Objective], _ depth: Int, _ all: [Objective]) {
        for objective in level {
            branches.append(Branch(objective: objective, depth: depth))
            grow(all.filter { $0.parent == objective.id }, depth + 1, all)
        }
    }
}
