public import Storage

/// A part of a problem that can be solved by itself.
public struct Lot: Sendable, Hashable {
    /// For whom it is the right size.
    public enum Fit: String, CaseIterable, Sendable, SQLBindable { case small, withPartners, large }
    public let number: Int
    public let title: String
    public let cost: Money
    public let fit: Fit
    /// The numbers of the lots that have to be done before it.
    public let after: [Int]
    /// The problem that it became by the split.
    public let child: PublicCode?

    init(row: inout Row) throws {
        number = try row.int()
        title = try row.text()
        cost = Money(cents: try row.integer())
        fit = try row.value()
        after = try row.text().split(separator: ",").compactMap { Int($0) }
        child = try row.optionalValue()
    }
}

/// The whole and its parts.
public struct LotPlan: Sendable {
    public let whole: Money
    public let lots: [Lot]
    public var sum: Money { Money(cents: lots.reduce(0) { $0 + $1.cost.cents }) }
    public var isAbove: Bool { sum.cents > whole.cents }
    /// The longest chain of lots that wait for one another, first to last: what decides how long the whole takes.
    public var longestChain: [Int] { Dependencies(lots.map { ($0.number, $0.after) }).longestChain }

    static func of(_ problem: CityProblem, _ scene: Scene) throws -> LotPlan? {
        guard let whole = try scene.tx.first("SELECT whole FROM lot_plan WHERE city = \(scene.city.id) AND problem = \(problem.id)", { Money(cents: try $0.integer()) }) else { return nil }
        let lots = try scene.tx.rows("SELECT number, title, cost, fit, after_lots, child FROM lot WHERE city = \(scene.city.id) AND problem = \(problem.id) ORDER BY number", Lot.init(row:))
        return LotPlan(whole: whole, lots: lots)
    }
}

/// Who waits for whom.
struct Dependencies {
    let after: [Int: [Int]]
    init(_ pairs: [(Int, [Int])]) { after = Dictionary(pairs, uniquingKeysWith: { first, _ in first }) }

    /// The numbers of one circle, beginning and ending with the same; nil where there is none. Depth-first, linear in lots and dependencies.
    var cycle: [Int]? {
        var done: Set<Int> = []
        func visit(_ number: Int, _ path: [Int]) -> [Int]? {
            if let start = path.firstIndex(of: number) { return Array(path[start...]) + [number] }
            if done.contains(number) { return nil }
            for other in after[number] ?? [] { if let found = visit(other, path + [number]) { return found } }
            done.insert(number)
            return nil
        }
        for number in after.keys.sorted() { if let found = visit(number, []) { return found } }
        return nil
    }
    /// Empty where there is a circle.
    var longestChain: [Int] {
        if cycle != nil { return [] }
        var known: [Int: [Int]] = [:]
        func chain(_ number: Int) -> [Int] {
            if let found = known[number] { return found }
            let before = (after[number] ?? []).map(chain).max { $0.count < $1.count } ?? []
            known[number] = before + [number]
            return before + [number]
        }
        return after.keys.sorted().map(chain).max { $0.count < $1.count } ?? []
    }
}

enum LotTable {
    static let migration: [SQLText] = [
        """
        CREATE TABLE lot_plan (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, whole BIGINT NOT NULL, person TEXT, at BIGINT NOT NULL, PRIMARY KEY (city, problem),
            FOREIGN KEY (city, problem) REFERENCES problem (city, id))
        """,
        """
        CREATE TABLE lot (
            city TEXT NOT NULL REFERENCES city (id), problem TEXT NOT NULL, number BIGINT NOT NULL, title TEXT NOT NULL, cost BIGINT NOT NULL, fit TEXT NOT NULL,
            after_lots TEXT NOT NULL, child TEXT, PRIMARY KEY (city, problem, number), FOREIGN KEY (city, problem) REFERENCES lot_plan (city, problem))
        """,
    ]
}

struct LotDraft: Sendable {
    let title: String, cost: Money, fit: String, after: String?
    static let form = Form(.line("title", max: 120), .money("cost"), .pick("fit"), .optional(.line("after", max: 60))) { LotDraft(title: $0, cost: $1, fit: $2, after: $3) }
    /// Nil where it is no list of numbers.
    var numbers: [Int]? {
        let parts = (after ?? "").split { ", ;".contains($0) }
        let numbers = parts.compactMap { Int($0) }
        return numbers.count == parts.count ? numbers : nil
    }
}

/// Plans the lots: what, how much, for whom, after which. A circle is refused and named; a sum above the whole is kept and flagged.
public struct PlanLots: ProblemAct {
    public static let name = "problem.lots"
    public static let permitted: [Who] = [.role(.departmentHead), .role(.innovationOfficer), .role(.staff)]
    static let openStates: Set<CityProblem.State> = [.defining, .defined]
    public static let form = Form(.money("whole"), .rows("lots", max: 12, of: LotDraft.form)) { PlanLots(whole: $0, lots: $1) }
    let whole: Money, lots: [LotDraft]

    public static func options(_ problem: CityProblem, _ scene: Scene) throws -> [String: [Option]] { ["fit": Lot.Fit.allCases.map { Option($0.rawValue, "choice.fit.\($0.rawValue)", isKey: true) }] }
    public static func prefill(_ problem: CityProblem, _ scene: Scene) throws -> [String: JSON] {
        guard let plan = try LotPlan.of(problem, scene) else { return [:] }
        let rows = plan.lots.map { JSON.object(["title": .text($0.title), "cost": .text($0.cost.text), "fit": .text($0.fit.rawValue), "after": .text($0.after.map(String.init).joined(separator: ", "))]) }
        return ["whole": .text(plan.whole.text), "lots": .list(rows)]
    }
    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        var problems = lots.count < 2 ? [Problem("lots", "problem.fewLots")] : []
        for (index, lot) in lots.enumerated() {
            if Lot.Fit(rawValue: lot.fit) == nil { problems.append(Problem("lots.\(index).fit", "problem.choice")) }
            if lot.numbers?.allSatisfy({ (1...lots.count).contains($0) }) != true { problems.append(Problem("lots.\(index).after", "problem.noLot", ["last": "\(lots.count)"])) }
        }
        if problems.isEmpty, let cycle = Dependencies(lots.enumerated().map { ($0.offset + 1, $0.element.numbers ?? []) }).cycle {
            problems.append(Problem("lots", "problem.lotCycle", ["cycle": cycle.map(String.init).joined(separator: " → ")]))
        }
        return problems
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let city = change.city.id
        try change.tx.run("""
            INSERT INTO lot_plan (city, problem, whole, person, at) VALUES (\(city), \(problem.id), \(whole.cents), \(change.standing.person?.id), \(change.now))
            ON CONFLICT (city, problem) DO UPDATE SET whole = excluded.whole, person = excluded.person, at = excluded.at
            """)
        try change.tx.run("DELETE FROM lot WHERE city = \(city) AND problem = \(problem.id)")
        for (index, lot) in lots.enumerated() {
            try change.tx.run("""
                INSERT INTO lot (city, problem, number, title, cost, fit, after_lots)
                VALUES (\(city), \(problem.id), \(index + 1), \(lot.title), \(lot.cost.cents), \(lot.fit), \((lot.numbers ?? []).map(String.init).joined(separator: ",")))
                """)
        }
        let sum = lots.reduce(0) { $0 + $1.cost.cents }
        try change.noted(problem, ProblemEvent.lotsPlanned, isOpen: true, facts: ["whole": .integer(whole.cents), "sum": .integer(sum), "lots": .list(lots.map { .text($0.title) })])
        return Outcome(problem.reference, ["sum": .integer(sum), "isAbove": .bool(sum > whole.cents)])
    }
}

/// Makes each lot a problem of its own, with the agreed canvas. The page of the whole becomes the map of its parts.
public struct SplitProblem: ProblemMove {
    public static let name = "problem.split"
    static let event = ProblemEvent.split
    public static let form = Form(.text("reason", max: 2_000)) { SplitProblem(reason: $0) }
    let reason: String

    public func problems(_ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        guard let plan = try LotPlan.of(problem, scene) else { return [Problem("", "problem.fewLots")] }
        return plan.isAbove ? [Problem("", "problem.lotsAbove", ["sum": plan.sum.text, "whole": plan.whole.text])] : []
    }
    public func apply(_ problem: CityProblem, _ change: Change) throws -> Outcome {
        let outcome = try move(problem, facts: ["reason": .text(reason)], change)
        for lot in try LotPlan.of(problem, change)?.lots ?? [] { try enter(lot, of: problem, change) }
        return outcome
    }

    private func enter(_ lot: Lot, of problem: CityProblem, _ change: Change) throws {
        let id: ID<CityProblem> = change.newID(), code = try change.newCode(), city = change.city.id
        try change.tx.run("""
            INSERT INTO problem (city, id, code, initiative, title, statement, affected, department, district, quadrant, outcome, metric, baseline, target, route_reason, state, is_public,
                owner, version, created_at, visibility, binding_gates, co_owners, accepted_at, openness, parent, brought_by, city_role, novelty, what_changes)
            SELECT city, \(id), \(code), initiative, \(lot.title), statement, affected, department, district, quadrant, outcome, metric, baseline, target, '', 'defined', is_public,
                owner, 1, \(change.now), visibility, binding_gates, co_owners, accepted_at, openness, code, brought_by, city_role, novelty, what_changes
            FROM problem WHERE city = \(city) AND id = \(problem.id)
            """)
        try CanvasTable.copy(from: problem.id, to: id, suffix: code.rawValue, change)
        try change.tx.run("INSERT INTO problem_member (city, problem, person) SELECT city, \(id), person FROM problem_member WHERE city = \(city) AND problem = \(problem.id)")
        try change.tx.run("UPDATE lot SET child = \(code) WHERE city = \(city) AND problem = \(problem.id) AND number = \(lot.number)")
        guard let child = try ProblemTable.find(id, change) else { throw Refusal.notFound }
        _ = try change.moved(child, to: .defined, ProblemEvent.lotMade, facts: ["of": .text(problem.code.rawValue), "title": .text(lot.title)])
    }
}
