import Talkoot

extension ProblemSection {
    /// In one look: what the next gate asks, what of it is there, and who is asked for the rest.
    static let gate = ProblemSection("gate", order: 10, byOffers: { problem, offers, scene, visit in
        try GateSheet.next(of: problem, scene).flatMap { $0.needs.isEmpty ? nil : GateTable(sheet: $0, problem: problem, offers: offers).html(visit) }
    })
}

struct GateTable: Sendable {
    let sheet: GateSheet
    let problem: CityProblem
    /// What the reader may do with the problem now.
    let offers: [String]

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        let columns: [Table.Column] = ["need", "state", "asked"].map { .text(words("gate.column.\($0)")) }
        let met = sheet.needs.count - sheet.missing.count
        let caption = words("gate.caption", ["gate": .text(words("gate.\(sheet.gate.name)")), "met": .number(met), "all": .number(sheet.needs.count)])
        return "<p>\(words(sheet.binds ? "gate.binds" : "gate.advises"))</p>\(Table(caption: caption, columns: columns, rows: sheet.needs.map { row($0, visit) }))"
    }

    private func row(_ need: GateNeed, _ visit: Visit) -> [HTML] {
        let words = visit.words
        let text = words("need.\(need.name)"), name = address(need, visit).map { "<a href=\"\($0)\">\(text)</a>" as HTML } ?? HTML(text: text)
        let values = need.values.mapValues { Words.Value.text($0) }
        let state: HTML = need.isMet ? Tag(.done, words("gate.met")).html : "\(Tag(.wait, words("gate.missing"))) \(words(need.sentence, values))"
        return [name, state, HTML(text: need.isMet ? "" : words("who.\(need.asked.name)"))]
    }
    /// Where whoever can do something about it goes.
    private func address(_ need: GateNeed, _ visit: Visit) -> Address? {
        if need.isMet { return nil }
        return switch need.way {
        case .act(let act): offers.contains(act) ? visit.form(act, on: problem.code) : nil
        case .page(let page): visit.standing.isStaff ? visit.address(of: problem, page) : nil
        }
    }
}
