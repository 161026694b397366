import FairShares

/// The costs of groups of cities as a file gives them.
struct CostFile {
    let file: String
    let players: [String]
    private let listed: [Coalition: Rational]
    private let weights: [Rational]?
    private let benefits: [Rational]?
    private let line: Int
    private let missing: MissingCosts
    private var split: CheapestSplit

    init(file: String, missing: MissingCosts) throws {
        try self.init(bytes: readBytes(of: file), file: file, missing: missing)
    }

    init(bytes: [UInt8], file: String, missing: MissingCosts = .refuse) throws {
        let document = try LocatedJSON(bytes: bytes, file: file)
        let players = try Self.players(document, file)
        let numbers = Dictionary(uniqueKeysWithValues: players.enumerated().map { ($1, $0) })
        guard let coalitions = document["coalitions"], case .object(let members) = coalitions.content else {
            throw InputProblem(file: file, line: document.line, reason: "“coalitions” with the costs is missing")
        }
        var listed: [Coalition: Rational] = [:]
        for (key, value) in members {
            let group = try Self.coalition(key, numbers, InputProblem(file: file, line: value.line, reason: ""))
            let cost = try Self.number(value, "the cost of \(key)", file)
            guard listed.updateValue(cost, forKey: group) == nil else {
                throw InputProblem(file: file, line: value.line, reason: "the group \(key) is priced twice")
            }
            guard group != .empty || cost == 0 else {
                throw InputProblem(file: file, line: value.line, reason: "nobody together costs nothing")
            }
        }
        (self.file, self.players, self.listed, line) = (file, players, listed, coalitions.line)
        (self.missing, split) = (missing, CheapestSplit(priced: listed))
        weights = try Self.numbers("weights", of: players, document, file)
        benefits = try Self.numbers("benefits", of: players, document, file)
    }

    private static func players(_ document: LocatedJSON, _ file: String) throws -> [String] {
        guard let list = document["players"], case .array(let elements) = list.content, !elements.isEmpty else {
            throw InputProblem(file: file, line: document.line, reason: "“players”, a list of names, is missing")
        }
        guard elements.count <= 64 else {
            throw InputProblem(file: file, line: list.line, reason: "more than 64 players")
        }
        var names: [String] = []
        for element in elements {
            guard let name = element.string, !name.isEmpty, !name.contains("+") else {
                throw InputProblem(file: file, line: element.line, reason: "a player needs a name without “+”")
            }
            guard !names.contains(name) else {
                throw InputProblem(file: file, line: element.line, reason: "player \(name) stands twice")
            }
            names.append(name)
        }
        return names
    }

    private static func coalition(
        _ key: String, _ numbers: [String: Int], _ place: InputProblem
    ) throws -> Coalition {
        guard !key.isEmpty else { return .empty }
        var group = Coalition.empty
        for part in key.split(separator: "+", omittingEmptySubsequences: false) {
            let trimmed = part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
            guard let number = numbers[String(part)] ?? numbers[String(trimmed)] else {
                throw InputProblem(file: place.file, line: place.line, reason: "“\(part)” in \(key) is no player")
            }
            guard !group.contains(number) else {
                throw InputProblem(file: place.file, line: place.line, reason: "“\(part)” stands twice in \(key)")
            }
            group = group.with(number)
        }
        return group
    }

    private static func number(_ value: LocatedJSON, _ what: String, _ file: String) throws -> Rational {
        guard let number = value.numeral.flatMap({ Rational($0) }) else {
            throw InputProblem(file: file, line: value.line, reason: "\(what) is not a number")
        }
        return number
    }

    private static func numbers(
        _ key: String, of players: [String], _ document: LocatedJSON, _ file: String
    ) throws -> [Rational]? {
        guard let table = document[key] else { return nil }
        return try players.map { player in
            guard let value = table[player] else {
                throw InputProblem(file: file, line: table.line, reason: "“\(key)” has no number for \(player)")
            }
            return try number(value, "the number for \(player) in “\(key)”", file)
        }
    }
}

extension CostFile {
    private mutating func cost(of group: Coalition) throws -> Rational {
        if let cost = listed[group] { return cost }
        if missing == .cheapestSplit, let cost = try split.cost(of: group) { return cost }
        let names = group.members.map { players[$0] }.joined(separator: "+")
        throw InputProblem(file: file, line: line, reason: "no cost is given for \(names)")
    }

    /// A game in which groups the key does not ask for may be left unpriced.
    private mutating func game(asked: (Coalition) -> Bool = { _ in true }) throws -> CostGame {
        let names = players
        return try CostGame(players: names) { group in
            asked(group) ? try cost(of: group) : 0
        }
    }

    mutating func shares(key: CostKey) throws -> (shares: [Rational], leastSaving: Rational?) {
        let everyone = Coalition.everyone(of: players.count)
        switch key {
        case .shapley: return (try game().shapleyShares(), nil)
        case .nucleolus:
            let nucleolus = try game().nucleolus()
            return (nucleolus.shares, nucleolus.leastSaving)
        case .scrb:
            let game = try game { [1, everyone.count - 1, everyone.count].contains($0.count) }
            return (try game.separableCostShares(benefits: benefits), nil)
        case .equal: return (try game { $0 == everyone }.equalShares(), nil)
        case .proportional:
            let weights = try weights ?? players.indices.map { try cost(of: Coalition([$0])) }
            return (try game { $0 == everyone }.proportionalShares(to: weights), nil)
        }
    }

    /// Groups that would pay less alone, among those priced.
    mutating func objections(to shares: [Rational]) throws -> [CostGame.Objection] {
        let complete = listed.count - (listed[.empty] == nil ? 0 : 1) == (1 << players.count) - 1
        guard complete || missing == .cheapestSplit else { return listedObjections(to: shares) }
        return try game().objections(to: shares)
    }

    func listedObjections(to shares: [Rational]) -> [CostGame.Objection] {
        let everyone = Coalition.everyone(of: players.count)
        return listed.filter { $0.key != everyone }.map { group, alone in
            .init(coalition: group, pays: group.members.reduce(0) { $0 + shares[$1] }, alone: alone)
        }.filter { $0.excess > 0 }.sorted(by: CostGame.Objection.weightierFirst)
    }

    /// Divides among more players than have a complete table: by sampling, or by a key that needs few costs.
    mutating func sharesOfMany(
        key: CostKey, samples: Int, seed: UInt64
    ) throws -> (shares: [Rational], sampled: SampledShares?) {
        let everyone = Coalition.everyone(of: players.count)
        switch key {
        case .shapley:
            let sampled = try sampledShapley(players: players.count, samples: samples, seed: seed) { try cost(of: $0) }
            return (sampled.shares, sampled)
        case .equal:
            let share = try cost(of: everyone) / Rational(players.count)
            return (players.map { _ in share }, nil)
        case .proportional:
            let weights = try weights ?? players.indices.map { try cost(of: Coalition([$0])) }
            let sum = weights.reduce(0, +)
            guard sum > 0, weights.allSatisfy({ $0 >= 0 }) else { throw FairSharesError.unusableWeights }
            let total = try cost(of: everyone)
            return (weights.map { total * $0 / sum }, nil)
        case .scrb, .nucleolus:
            throw InputProblem(file: file, line: line, reason: "--key \(key.rawValue) takes at most 16 players")
        }
    }
}
