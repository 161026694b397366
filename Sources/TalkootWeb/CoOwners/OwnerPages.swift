import Talkoot

extension PartDrawing {
    func owners() throws -> HTML {
        let ownership = try OwnershipQueries.ownership(of: part.problem, scene), words = visit.words
        let facts: HTML? = !ownership.isShared && ownership.aim.isEmpty ? nil : Section("goal", words("owners.goal"), Facts([
            (words("owners.rule"), ownership.isShared ? HTML(text: words("choice.ownership.set.rule.\(ownership.rule.rawValue)")) : nil),
            (words("owners.goal"), ownership.aim.isEmpty ? nil : HTML(text: ownership.aim)),
        ]).html).html
        func agreed(_ department: ID<Department>) -> HTML {
            if ownership.aimVersion == 0 { return "–" }
            return ownership.agreed.contains(department) ? Tag(.done, words("owners.agreed")).html : Tag(.wait, words("owners.asked")).html
        }
        let lead = (cells: [HTML(text: visit.department(ownership.lead)), HTML(text: words("owners.lead")), "–", agreed(ownership.lead)] as [HTML], acts: HTML?.none)
        let rows = try ownership.coOwners.map { one in
            let reason: HTML? = one.state == .joined || one.reason.isEmpty ? nil : "<p>\(one.reason)</p>"
            return (cells: ["<span id=\"\(one.code.rawValue)\">\(visit.department(one.department))</span>", "\(visit.tag(CoOwner.kind, one.state.rawValue))\(reason)",
                            one.state == .joined ? HTML(text: visit.money(one.budget)) : "–", one.state == .joined ? agreed(one.department) : "–"] as [HTML], acts: try acts(on: one))
        }
        let columns: [Table.Column] = [column("glance.department"), column("glance.state"), .number(words("owners.budget")), column("owners.goal")]
        return "\(facts)\(Section("departments", words("owners.departments"), table(words("owners.caption"), columns, [lead] + rows)))"
    }
}

extension ProblemSection {
    static let owners = ProblemSection("owners", order: 300, hasPage: true) { problem, scene, visit in
        let ownership = try OwnershipQueries.ownership(of: problem, scene)
        let names = ([ownership.lead] + ownership.coOwners.filter { $0.state == .joined }.map(\.department)).map { visit.department($0) }
        let goal: HTML? = ownership.aim.isEmpty ? nil : "<p>\(ownership.aim)</p>"
        return "<p>\(names.joined(separator: " · "))</p>\(goal)"
    }
}
