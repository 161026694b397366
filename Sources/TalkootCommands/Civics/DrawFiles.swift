import Foundation
import Sortition

/// The pool and the quotas of a draw as read from files, with the line of everything a complaint may be about.
struct DrawFiles {
    let selection: Selection
    private let quotaLines: [Int]
    private let quotaFile: String

    /// - Parameter address: columns that together name a household; none means that addresses do not count.
    init(pool poolFile: String, quotas quotaFile: String, size: Int, address: [String]) throws {
        self.quotaFile = quotaFile
        let quotas = try DrawQuotas(file: quotaFile)
        quotaLines = quotas.lines
        let pool = try DrawPool(file: poolFile, quotas: quotas.quotas, address: address)
        do {
            selection = try Selection(people: pool.people, quotas: quotas.quotas, size: size)
        } catch {
            throw Self.problem(error, pool, poolFile, quotas, quotaFile)
        }
    }

    /// "No panel …", at the line of the first quota that would have to give way.
    func noPanel(_ relaxation: QuotaRelaxation?) -> InputProblem {
        let panel = "no panel of \(selection.size) people meets all quotas"
        guard let relaxation, let first = relaxation.changes.first else {
            return InputProblem(file: quotaFile, line: 0, reason: "\(panel), and no change within their flexibility helps")
        }
        let changes = relaxation.changes.map(sentence).joined(separator: "; ")
        return InputProblem(
            file: quotaFile, line: quotaLines[first.quota], reason: "\(panel); the smallest change that helps: \(changes)")
    }

    func sentence(_ change: QuotaRelaxation.Change) -> String {
        let quota = selection.quotas[change.quota]
        return "\(change.bound.rawValue) of \(quota.category) “\(quota.value)” from \(change.from) to \(change.to)"
    }

    private static func problem(
        _ fault: SelectionFault, _ pool: DrawPool, _ poolFile: String, _ quotas: DrawQuotas, _ quotaFile: String
    ) -> InputProblem {
        switch fault {
        case .emptyPool: .init(file: poolFile, line: 1, reason: "the pool has no people")
        case .noQuotas: .init(file: quotaFile, line: 1, reason: "there are no quotas")
        case .sizeOutOfRange(let size, let count):
            .init(file: poolFile, line: 1, reason: "a panel of \(size) cannot be drawn from \(count) people")
        case .repeatedID(let person):
            .init(file: poolFile, line: pool.lines[person], reason: "id “\(pool.people[person].id)” stands twice")
        case .repeatedQuota(let quota):
            .init(file: quotaFile, line: quotas.lines[quota], reason: "“\(quotas.quotas[quota].value)” has a quota already")
        case .negativeQuota(let quota): .init(file: quotaFile, line: quotas.lines[quota], reason: "min is negative")
        case .valueWithoutQuota(let person, let category):
            .init(
                file: poolFile, line: pool.lines[person],
                reason: "“\(pool.people[person].values[category] ?? "")” in \(category) has no quota")
        }
    }
}

/// Rows with named columns from a CSV file or from a JSON list of objects.
struct DrawTable {
    let file: String
    let columns: [String]
    let rows: [(line: Int, fields: [String])]

    init(file: String) throws {
        let bytes = try readBytes(of: file)
        self.file = file
        if bytes.first(where: { $0 > 32 }) == UInt8(ascii: "[") {
            let objects = try Self.objects(bytes, file)
            let columns = Set(objects.flatMap(\.cells.keys)).sorted()
            self.columns = columns
            rows = objects.map { object in (object.line, columns.map { object.cells[$0] ?? "" }) }
            return
        }
        var table = try CSVTable(bytes: bytes, file: file)
        columns = try table.takeHeader()
        let width = columns.count
        rows = try table.rows.map { row in
            guard row.fields.count == width else {
                throw table.problem(row.line, "\(row.fields.count) fields where the header has \(width)")
            }
            return (row.line, row.fields.map(Self.trimmed))
        }
    }

    /// The position of a column: by its exact name, else without regard to upper and lower case.
    func position(of name: String) -> Int? {
        columns.firstIndex(of: name) ?? columns.firstIndex { $0.lowercased() == name.lowercased() }
    }

    /// Without white space at the ends; most cells have none and are handed on as they are.
    private static func trimmed(_ cell: String) -> String {
        let isPlain = [cell.utf8.first, cell.utf8.last].allSatisfy { $0 == nil || (33...126).contains($0 ?? 0) }
        return isPlain ? cell : cell.trimmingCharacters(in: .whitespaces)
    }

    private static func objects(_ bytes: [UInt8], _ file: String) throws -> [(line: Int, cells: [String: String])] {
        var objects: [(line: Int, cells: [String: String])] = []
        try LocatedJSON.forEachElement(of: bytes, file: file) { element in
            guard case .object(let members) = element.content else {
                throw InputProblem(file: file, line: element.line, reason: "this is not a JSON object")
            }
            let cells = try members.map { key, value in
                guard let text = value.plainText else {
                    throw InputProblem(file: file, line: value.line, reason: "“\(key)” is neither text nor number")
                }
                return (key, text.trimmingCharacters(in: .whitespaces))
            }
            objects.append((element.line, Dictionary(uniqueKeysWithValues: cells)))
        }
        return objects
    }
}

/// Quotas in either shape: `category,feature,min,max` or `feature,value,min,max[,min_flex,max_flex]`.
struct DrawQuotas {
    private(set) var quotas: [Quota] = []
    private(set) var lines: [Int] = []

    init(file: String) throws {
        let table = try DrawTable(file: file)
        let byValue = table.position(of: "value")
        let category = byValue == nil ? table.position(of: "category") : table.position(of: "feature") ?? table.position(of: "category")
        let value = byValue ?? table.position(of: "feature") ?? table.position(of: "name")
        guard let category, let value, let min = table.position(of: "min"), let max = table.position(of: "max") else {
            throw InputProblem(
                file: file, line: 1, reason: "columns category,feature,min,max or feature,value,min,max are needed")
        }
        for row in table.rows {
            func number(_ column: Int) throws -> Int {
                guard let number = Int(row.fields[column]), abs(number) <= 1_000_000_000 else {
                    throw InputProblem(
                        file: file, line: row.line, reason: "“\(row.fields[column])” in \(table.columns[column]) is not a whole number")
                }
                return number
            }
            let (low, high) = (try number(min), try number(max))
            guard low <= high else { throw InputProblem(file: file, line: row.line, reason: "min \(low) is above max \(high)") }
            let flexLow = try table.position(of: "min_flex").map(number) ?? 0
            let flexHigh = try table.position(of: "max_flex").map(number) ?? -1
            let top = flexHigh < 0 ? Int(Int32.max) : Swift.max(flexHigh, high)
            let flexible = Swift.max(0, Swift.min(flexLow, low))...Swift.max(top, 0)
            quotas.append(Quota(
                category: row.fields[category], value: row.fields[value], seats: low...high, flexibility: flexible))
            lines.append(row.line)
        }
    }
}

/// People with the columns that quotas name; other columns are ignored.
struct DrawPool {
    private(set) var people: [Person] = []
    private(set) var lines: [Int] = []

    init(file: String, quotas: [Quota], address: [String]) throws {
        let table = try DrawTable(file: file)
        func column(_ name: String, for purpose: String) throws -> Int {
            guard let position = table.position(of: name) else {
                throw InputProblem(file: file, line: 1, reason: "there is no column “\(name)”, which \(purpose)")
            }
            return position
        }
        var spelling: [String: [String: String]] = [:]
        for quota in quotas { spelling[quota.category, default: [:]][quota.value.lowercased()] = quota.value }
        let columns = try spelling.keys.sorted().map { ($0, try column($0, for: "has quotas")) }
        let named = Set(quotas.map { [$0.category, $0.value] })
        let home = try address.map { try column($0, for: "--address names") }
        let id = table.columns.indices.first { position in
            let name = table.columns[position].lowercased()
            return (name == "id" || name.hasSuffix("_id")) && !columns.contains { $0.1 == position }
        }
        for (index, row) in table.rows.enumerated() {
            if let id, row.fields[id].isEmpty { throw InputProblem(file: file, line: row.line, reason: "the id is missing") }
            var values: [String: String] = [:]
            for (category, position) in columns {
                let text = row.fields[position]
                values[category] = named.contains([category, text]) ? text : spelling[category]?[text.lowercased()] ?? text
            }
            let household = home.map { row.fields[$0].lowercased() }
            people.append(Person(
                id: id.map { row.fields[$0] } ?? String(index), values: values,
                household: household.allSatisfy(\.isEmpty) ? nil : household.joined(separator: "\u{1F}")))
            lines.append(row.line)
        }
    }
}
