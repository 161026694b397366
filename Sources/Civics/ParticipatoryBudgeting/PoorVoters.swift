/// For each project the voters whom its price makes poor, and how much weight they give to each project together.
///
/// From one step of Add1 to the next nearly the same voters run dry at the same project. So only those who moved are
/// counted, and the exact price of a project needs no look at the ballots of the others.
final class PoorVoters {
    static let nowhere = UInt16.max
    /// Beyond this the table of sums would outgrow the ballots.
    static let mostProjects = 1024

    /// For each class of voters the project at which it was last poor.
    let at: UnsafeMutablePointer<UInt16>
    /// For each project the voters poor at it; `utility[p · projects + q]` is their weight for project `q`.
    let voters: UnsafeMutablePointer<Int>
    let utility: UnsafeMutablePointer<Int>
    private let projects: Int

    init(classes: Int, projects: Int) {
        self.projects = projects
        at = .allocate(capacity: max(classes, 1))
        at.initialize(repeating: Self.nowhere, count: max(classes, 1))
        voters = .allocate(capacity: max(projects, 1))
        voters.initialize(repeating: 0, count: max(projects, 1))
        utility = .allocate(capacity: max(projects * projects, 1))
        utility.initialize(repeating: 0, count: max(projects * projects, 1))
    }

    deinit {
        at.deallocate()
        voters.deallocate()
        utility.deallocate()
    }

    func add(
        _ count: Int, at project: Int, _ row: Range<Int>, _ rows: UnsafeMutablePointer<UInt16>, _ weights: UnsafeMutablePointer<Int>?
    ) {
        voters[project] += count
        for place in row { utility[project * projects + Int(rows[place])] += count * (weights?[place] ?? 1) }
    }
}
