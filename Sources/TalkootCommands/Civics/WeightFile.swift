import Representation

/// Members of a body and their votes as a file gives them: `name,weight[,veto]`.
struct WeightFile {
    let file: String
    /// Weights in whole units of `1 / scale`, so that half votes stay exact.
    let members: [VotingBody.Member]
    let scale: Int

    init(file: String) throws {
        try self.init(table: CSVTable(file: file))
    }

    init(table: CSVTable) throws {
        var table = table
        let names = try table.takeHeader()
        guard let name = names.firstIndex(of: "name"), let weight = names.firstIndex(of: "weight") else {
            throw table.problem(1, "the columns name and weight are needed")
        }
        let veto = names.firstIndex(of: "veto")
        var rows: [(name: String, weight: Decimal, hasVeto: Bool)] = []
        var known: Set<String> = []
        for row in table.rows {
            guard row.fields.count == names.count else {
                throw table.problem(row.line, "\(row.fields.count) cells where the header has \(names.count)")
            }
            guard known.insert(row.fields[name]).inserted else {
                throw table.problem(row.line, "“\(row.fields[name])” stands twice")
            }
            guard let amount = Decimal(row.fields[weight]), amount.digits >= 0 else {
                throw table.problem(row.line, "“\(row.fields[weight])” is no weight")
            }
            guard let hasVeto = veto.map({ Self.answer(row.fields[$0]) }) ?? .some(false) else {
                throw table.problem(row.line, "a veto is yes or no")
            }
            rows.append((row.fields[name], amount, hasVeto))
        }
        guard !rows.isEmpty else { throw table.problem(1, "there are no members") }
        let places = rows.reduce(0) { max($0, $1.weight.places) }
        (file, scale) = (table.file, powerOfTen(places))
        members = rows.map { .init($0.name, weight: $0.weight.units(places), hasVeto: $0.hasVeto) }
    }

    private static func answer(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "1", "true", "yes", "x": true
        case "", "0", "false", "no": false
        default: nil
        }
    }

    /// A quota in the units of the weights; a part of a unit needs the next whole one.
    func units(ofQuota text: String) throws -> Int {
        if text == "majority" { return VotingBody.simpleMajority(of: members.map(\.weight)) }
        guard let quota = Decimal(text) else {
            throw InputProblem(file: file, line: 0, reason: "“\(text)” is no quota")
        }
        let (units, part) = (quota.digits * scale).quotientAndRemainder(dividingBy: powerOfTen(quota.places))
        return units + (part > 0 ? 1 : 0)
    }
}

/// A short decimal number: at most 9 digits before the point and 6 after it.
private struct Decimal {
    let digits: Int
    let places: Int

    init?(_ text: String) {
        let trimmed = text.split(separator: " ", omittingEmptySubsequences: true)
        guard trimmed.count == 1, let number = trimmed.first else { return nil }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        let unsigned = parts[0].first == "-" ? parts[0].dropFirst() : parts[0]
        guard parts.count <= 2, (1...9).contains(unsigned.count), fraction.count <= 6, parts.count == 1 || !fraction.isEmpty,
            (unsigned + fraction).utf8.allSatisfy({ (48...57).contains($0) }), let value = Int(parts[0] + fraction)
        else { return nil }
        (digits, places) = (value, fraction.count)
    }

    func units(_ wanted: Int) -> Int { digits * powerOfTen(wanted - places) }
}

private func powerOfTen(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { power, _ in power * 10 } }
