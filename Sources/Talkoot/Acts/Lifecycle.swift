public import Storage

/// The states of a kind of object, named as in `docs/states.md`.
public protocol LifecycleState: RawRepresentable<String>, CaseIterable, Hashable, Sendable, SQLBindable {}

/// One row of a table of moves.
public struct Move<State: LifecycleState>: Sendable {
    public let act: String
    public let from: Set<State>
    public let to: State
    public let by: [Who]
    public init(_ act: String, from: Set<State>, to: State, by: [Who]) {
        self.act = act
        self.from = from
        self.to = to
        self.by = by
    }
}

/// What is promised for the time spent in a state: so many business days, and who acts next.
public struct StagePromise: Sendable, Equatable {
    /// The city's setting that holds the number of days, and its default.
    public let setting: String
    public let days: Int
    public let actsNext: Who
    public init(_ setting: String, days: Int, actsNext: Who) {
        self.setting = setting
        self.days = days
        self.actsNext = actsNext
    }
}

/// A table of moves. The same table guards the write, draws the buttons and the lifeline, starts and stops the clocks
/// and prints `docs/states.md`.
public struct Lifecycle<State: LifecycleState>: Sendable {
    public let kind: ObjectKind
    public let initial: State
    /// Where else something can begin, each with the act that begins it there: a seat that its holder asks for.
    public let alsoBegins: [State: String]
    /// The states of the ordinary way, in order, as the lifeline draws them.
    public let path: [State]
    public let promises: [State: StagePromise]
    public let moves: [Move<State>]

    public init(_ kind: ObjectKind, initial: State, alsoBegins: [State: String] = [:], path: [State], promises: [State: StagePromise] = [:], moves: [Move<State>]) {
        self.kind = kind
        self.initial = initial
        self.alsoBegins = alsoBegins
        self.path = path
        self.promises = promises
        self.moves = moves
    }

    public func moves(of act: String) -> [Move<State>] { moves.filter { $0.act == act } }
    public func allows(_ act: String, in state: State) -> Bool { moves.contains { $0.act == act && $0.from.contains(state) } }
    public func moves(from state: State) -> [Move<State>] { moves.filter { $0.from.contains(state) } }
    public func by(_ act: String) -> [Who] { moves(of: act).flatMap(\.by) }

    /// The state that an act leads to, or the refusal that says why not.
    public func next(_ act: String, from state: State) throws(Refusal) -> State {
        guard let move = moves.first(where: { $0.act == act && $0.from.contains(state) }) else {
            throw .illegalMove(act: act, state: "\(kind).\(state.rawValue)")
        }
        return move.to
    }
    public var isFinal: Set<State> { Set(State.allCases).subtracting(moves.flatMap(\.from)) }

    /// The table as plain texts, for documents, pages and tests that walk every room.
    public var outline: LifecycleOutline {
        LifecycleOutline(
            kind: kind, initial: initial.rawValue, alsoBegins: Dictionary(uniqueKeysWithValues: alsoBegins.map { ($0.rawValue, $1) }), states: State.allCases.map(\.rawValue), path: path.map(\.rawValue),
            promises: Dictionary(uniqueKeysWithValues: promises.map { ($0.rawValue, $1) }),
            moves: moves.map { .init(act: $0.act, from: $0.from.map(\.rawValue).sorted(), to: $0.to.rawValue, by: $0.by) })
    }
}

public struct LifecycleOutline: Sendable {
    public struct Move: Sendable {
        public let act: String, from: [String], to: String, by: [Who]
    }
    public let kind: ObjectKind, initial: String, alsoBegins: [String: String], states: [String], path: [String]
    public let promises: [String: StagePromise]
    public let moves: [Move]
}
