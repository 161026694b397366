/// Why a draw could not be computed.
public enum DrawFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// No panel meets all quotas (`Selection.smallestRelaxation` says what would help), or a plain stratified draw
    /// kept ending in dead ends.
    case noPanel
    /// The search for a panel passed its node limit.
    case searchTooLong
    /// The arithmetic lost its footing; reported instead of a wrong answer.
    case numericallyStuck

    /// The reason as a sentence.
    public var description: String {
        switch self {
        case .noPanel: "no panel that meets all quotas was found"
        case .searchTooLong: "the search for panels grew too long; fewer or wider quotas make it shorter"
        case .numericallyStuck: "the computation lost its precision and was stopped"
        }
    }
}
