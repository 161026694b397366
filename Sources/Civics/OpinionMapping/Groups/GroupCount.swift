/// Decides how many groups are shown, slowly: a new number has to be the best four times in a row.
///
/// So the picture does not jump between, say, two and three groups with every vote (Polis's `group-k-buffer`).
public struct GroupCount: Sendable, Hashable, Codable {
    /// The number of groups in use.
    public private(set) var shown: Int
    /// The number that was best at the latest vote, and for how many computations in a row.
    public private(set) var best: Int
    public private(set) var streak: Int

    static let patience = 4

    /// Starts with a first best number, which is shown at once.
    public init(_ best: Int) { (shown, self.best, streak) = (best, best, 1) }

    /// Takes in the number that is best now.
    public mutating func observe(best now: Int) {
        streak = now == best ? streak + 1 : 1
        best = now
        if streak >= Self.patience { shown = best }
    }
}
