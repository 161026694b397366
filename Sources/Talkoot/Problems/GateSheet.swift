import Storage

/// A point where a problem goes on only when enough is known. A city says how many of them bind, in this order.
public enum Gate: Int, CaseIterable, Sendable, Comparable {
    case triage, definition, route
    /// As the field writes it: G0, G1, G2.
    public var name: String { "G\(rawValue)" }
    public static func < (a: Gate, b: Gate) -> Bool { a.rawValue < b.rawValue }
    /// By the rules that the problem began with.
    func binds(_ problem: CityProblem) -> Bool { rawValue < problem.bindingGates }
}

/// One thing that must be there at a gate. In words: `need.<name>` names it, `need.<name>.missing` says what to do.
public struct GateNeed: Sendable, Hashable {
    /// Where it is done.
    public enum Way: Sendable, Hashable {
        /// The form of an act on the problem.
        case act(String)
        /// A page under the problem's own address: `/{city}/problems/{code}/<name>`.
        case page(String)
    }
    public let name: String
    public let isMet: Bool
    /// Who is asked for it.
    public let asked: Who
    public let way: Way
    /// The key of the sentence that says what to do.
    public let sentence: String
    /// What that sentence names: fields, numbers.
    public let values: [String: String]
    /// It binds also where the gate only advises: somebody's right to be answered, or a great deal of money.
    public let bindsAlways: Bool
    /// - Parameter sentence: where several needs share one; otherwise `need.<name>.missing`.
    public init(_ name: String, isMet: Bool, asked: Who, _ way: Way, sentence: String? = nil, values: [String: String] = [:], bindsAlways: Bool = false) {
        (self.name, self.isMet, self.asked, self.way, self.values, self.bindsAlways) = (name, isMet, asked, way, values, bindsAlways)
        self.sentence = sentence ?? "need.\(name).missing"
    }
}

/// What a room asks for at a gate. Adding one to ``GateSheet/contributions`` is all it takes: page, refusal and programs follow.
public struct GateContribution: Sendable {
    public let gate: Gate
    /// The names of all needs that it may return, so that a test finds their words.
    public let names: [String]
    let read: @Sendable (CityProblem, Scene) throws -> [GateNeed]
    init(_ gate: Gate, _ names: [String], _ read: @escaping @Sendable (CityProblem, Scene) throws -> [GateNeed]) {
        (self.gate, self.names, self.read) = (gate, names, read)
    }
}

/// What a problem's next gate asks, and what of it is there.
public struct GateSheet: Sendable {
    /// What the rooms ask for. One line for each room; the sheet keeps their order.
    static let contributions: [GateContribution] = [
        .triage,
        .coreGroup, .reuse,
        .goals, .participation,
        .canvas, .canvasForRoute,
        .way,
        .affectedGroups, .team, .commonAim, .hearing, .hearingAtRoute, .objections, .objectionsAtRoute, .hours, .duties, .risks,
    ]
    public static var names: [String] { contributions.flatMap(\.names) }

    public let gate: Gate
    /// Whether the gate stays shut while something is missing. Otherwise what is missing is kept with the decision.
    public let binds: Bool
    public let needs: [GateNeed]
    public var missing: [GateNeed] { needs.filter { !$0.isMet } }

    /// The sheet of the gate that lies before the problem; none once its way is decided.
    public static func next(of problem: CityProblem, _ scene: Scene) throws -> GateSheet? {
        guard let gate = problem.state.nextGate else { return nil }
        return try at(gate, problem, scene)
    }
    static func at(_ gate: Gate, _ problem: CityProblem, _ scene: Scene) throws -> GateSheet {
        GateSheet(gate: gate, binds: gate.binds(problem), needs: try contributions.filter { $0.gate == gate }.flatMap { try $0.read(problem, scene) })
    }

    /// All that is missing, one sentence each; where the gate advises only what binds always.
    static func problems(at gate: Gate, _ problem: CityProblem, _ scene: Scene) throws -> [Problem] {
        let sheet = try at(gate, problem, scene)
        return sheet.missing.filter { sheet.binds || $0.bindsAlways }.map { Problem("", $0.sentence, $0.values) }
    }
}

extension CityProblem.State {
    /// The gate that a problem in this state comes to next.
    var nextGate: Gate? {
        switch self {
        case .draft, .submitted: .triage
        case .triaged, .defining: .definition
        case .defined: .route
        default: nil
        }
    }
}
