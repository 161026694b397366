/// Counts changes by the server's snapshots. What other processes commit is noticed after ``freshness`` at the latest, what this one commits at once.
struct SnapshotWatch {
    static let freshness = Duration.milliseconds(50)
    private var snapshot = ""
    private var changes: Int64 = 0
    /// When the snapshot was asked for; nil after a commit of this process, until it is asked for again.
    private var askedAt: ContinuousClock.Instant?
    /// Grows with each write of this process, so that an answer from before a write is not taken for one from after it.
    private(set) var asking: Int64 = 0

    /// The count where it is fresh enough to be told without asking.
    func count(at now: ContinuousClock.Instant) -> Int64? {
        askedAt.flatMap { now - $0 < Self.freshness ? changes : nil }
    }
    mutating func learn(_ snapshot: String, asked: ContinuousClock.Instant, _ asking: Int64) -> Int64 {
        if self.snapshot != snapshot {
            self.snapshot = snapshot
            changes += 1
        }
        if asking == self.asking { askedAt = asked }
        return changes
    }
    /// This process wrote.
    mutating func forget() {
        asking += 1
        askedAt = nil
    }
}
