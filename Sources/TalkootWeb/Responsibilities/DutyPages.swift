import Talkoot

extension PartDrawing {
    /// The matrix: tasks down, the four parts across. Names, never addresses.
    func tasks() throws -> HTML {
        let matrix = try DutyQueries.matrix(of: part.problem, scene)
        if matrix.isEmpty { return empty("tasks") }
        let cells = matrix.flatMap(\.parts)
        let people = try PeopleQueries.names(of: Set(cells.compactMap(\.person)), scene), bodies = try OrganisationQueries.names(of: Set(cells.compactMap(\.organisation)), scene)
        let rows = try matrix.map { row in
            let head: HTML = "<span id=\"\(row.duty.code.rawValue)\">\(row.duty.name)</span>\(row.duty.dueOn.map { "<p class=\"meta\">\(visit.words("tasks.due", ["day": .text(visit.date($0))]))</p>" as HTML })"
            let parts: [HTML] = DutyPart.Part.allCases.map { kind in
                let names = row.parts.filter { $0.part == kind }.map { cell in
                    let party = cell.department.map { visit.department($0) } ?? cell.organisation.flatMap { bodies[$0] } ?? visit.words("part.former")
                    return cell.person == nil && kind != .accountable ? party : visit.words("tasks.named", ["who": .text(visit.named(cell.person, people)), "party": .text(party)])
                }
                return names.isEmpty ? "–" : "\(names.map { "<p>\($0)</p>" as HTML })"
            }
            return (cells: [head] + parts, acts: try acts(on: row.duty))
        }
        let columns = [column("tasks.task")] + DutyPart.Part.allCases.map { column("choice.part.\($0.rawValue)") }
        return table(visit.words("tasks.caption"), columns, rows)
    }
}

extension ProblemSection {
    static let tasks = ProblemSection("tasks", order: 360, hasPage: true, empty: "part.tasks.empty") { problem, scene, visit in
        let matrix = try DutyQueries.matrix(of: problem, scene)
        return matrix.isEmpty ? nil : "<p>\(visit.words("tasks.count", count: matrix.count))</p>"
    }
}
