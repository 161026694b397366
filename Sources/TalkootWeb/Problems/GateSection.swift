import Talkoot

extension ProblemSection {
    /// In one look: what the next gate asks, what of it is there, and who is asked for the rest.
    static let gate = ProblemSection("gate", order: 10) { problem, scene, visit in
        try GateSheet.next(of: problem, scene).flatMap { $0.needs.isEmpty ? nil : GateTable(sheet: $0, problem: problem).html(visit) }
    }
}

struct GateTable: Sendable {
    let sheet: GateSheet
    let problem: CityProblem

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let columns: [Table.Column] = ["need", "state", "asked"].map { .text(words("gate.column.\($0)")) }
        let met = sheet.needs.count - sheet.missing.count
        let caption = words("gate.caption", ["gate": .text(words("gate.\(sheet.gate.name)")), "met": .number(met), "all": .number(sheet.needs.count)])
        return "<p>\(words(sheet.binds ? "gate.binds" : "gate.advises"))</p>\(Table(caption: caption, columns: columns, rows: sheet.needs.map { row($0, visit) }))"
    }

    private func row(_ need: GateNeed, _ visit: Visit) -> [HTML] {
        let words = visit.words
        let name: HTML = need.isMet || !visit.standing.isStaff ? HTML(text: words("need.\(need.name)")) : "<a href=\"\(address(need, visit))\">\(words("need.\(need.name)"))</a>"
        let values = need.values.mapValues { Words.Value.text($0) }
        let state: HTML = need.isMet ? Tag(.done, words("gate.met")).html : "\(Tag(.wait, words("gate.missing"))) \(words(need.sentence, values))"
        return [name, state, HTML(text: need.isMet ? "" : words("who.\(need.asked.name)"))]
    }
    private func address(_ need: GateNeed, _ visit: Visit) -> Address {
        switch need.way {
        case .act(let act): visit.form(act, on: problem.code)
        case .page(let page): visit.address(of: problem, page)
        }
    }
}
