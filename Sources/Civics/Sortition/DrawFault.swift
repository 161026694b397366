/// Why a draw could not be computed.
public enum DrawFault: Error, Equatable, Sendable {
    /// No panel meets all quotas; `smallestRelaxation` says what would help.
    case noPanel
    /// The search for a panel passed its node limit.
    case searchTooLong
    /// The arithmetic lost its footing (never seen on quota problems; reported instead of a wrong answer).
    case numericallyStuck
}
