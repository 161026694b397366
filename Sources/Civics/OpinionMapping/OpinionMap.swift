/// A conversation's landscape of opinion: where everybody stands, which groups think alike, what marks each group and
/// what bridges them.
///
/// This is the computation of Polis (compdemocracy/polis, `math/`; Small et al. 2021), with exact components in place of
/// an unfinished power iteration. It uses no randomness: the same votes in the same order give the same map everywhere.
///
/// Time: O(votes × steps of the eigenvector iteration + people in the conversation × 100); memory: about 30 bytes a vote.
public struct OpinionMap: Sendable {
    /// Fewer voters than this and a map must not be published: positions would give single people away.
    public static let publicationThreshold = 30
    /// Below this mean silhouette the groups are not told apart clearly.
    public static let clearSilhouette = 0.25

    public let votes: VoteMatrix
    public let components: PrincipalComponents
    /// One position for each row of ``votes``.
    public let positions: [Position]
    /// Rows of ``votes`` that take part in the grouping, in the order of their first appearance.
    public let inConversation: [Int]
    /// The groups, in the order of their ids.
    public let groups: [OpinionGroup]
    /// For each number of groups tried, the mean silhouette of that grouping.
    public let silhouettes: [Int: Double]
    /// Votes on every statement, of everybody.
    public let tallies: [VoteTally]
    private let stage: GroupStage

    /// Computes the map of these votes.
    ///
    /// - Parameter earlier: the state of an earlier map of the same conversation; nil for a cold start.
    public init(of votes: VoteMatrix, continuing earlier: MapState? = nil) {
        self.votes = votes
        components = PrincipalComponents(of: votes, previous: earlier?.components(for: votes.statements))
        positions = Position.all(votes, components)
        let inConversation = Self.inConversation(votes, earlier: earlier ?? MapState())
        self.inConversation = inConversation
        let positions = positions
        stage = GroupStage(
            positions: inConversation.map { positions[$0].point },
            earlier: earlier?.clusters(of: inConversation.map { votes.participants[$0] }))
        silhouettes = stage.silhouettes
        tallies = VoteTally.all(votes, rows: votes.participants.indices)
        groups = Self.groups(stage, votes: votes, inConversation: inConversation)
    }

    /// The mean silhouette of the groups shown, from -1 to 1; nil without groups.
    public var silhouette: Double? { stage.count.flatMap { silhouettes[$0.shown] } }

    /// Whether the groups stand apart clearly; where not, say so beside the picture.
    public var hasClearGroups: Bool { groups.count > 1 && (silhouette ?? 0) >= Self.clearSilhouette }

    /// Whether enough people voted for the map to be shown to anybody.
    public var isPublishable: Bool { votes.voterCount >= Self.publicationThreshold }

    /// The map itself when it may be shown, else nil: the one gate for pages and downloads.
    public var published: OpinionMap? { isPublishable ? self : nil }

    /// What the next computation starts from.
    public var state: MapState {
        MapState(
            inConversation: inConversation.map { votes.participants[$0] },
            voteCounts: Dictionary(
                zip(votes.participants, votes.participants.indices.map(votes.seenCount)),
                uniquingKeysWith: { first, _ in first }),
            statements: votes.statements, components: components.vectors,
            baseClusters: stage.base.map { cluster in
                .init(
                    id: cluster.id, members: cluster.members.map { votes.participants[inConversation[$0]] },
                    centre: cluster.centre)
            },
            groups: stage.tried.mapValues { groups in
                groups.map { .init(id: $0.id, members: $0.members.map { stage.base[$0].id }, centre: $0.centre) }
            },
            groupCount: stage.count)
    }

    /// For each row of ``votes``, the place of its group in ``groups``; nil outside the conversation.
    public var groupOfRow: [Int?] {
        var places = [Int?](repeating: nil, count: votes.participants.count)
        for (place, group) in groups.enumerated() {
            for row in group.rows { places[row] = place }
        }
        return places
    }

    /// Everybody with at least min(7, statements) votes, whoever was in before, and the most active up to 15.
    private static func inConversation(_ votes: VoteMatrix, earlier: MapState) -> [Int] {
        let enough = max(1, min(7, votes.statements.count))
        let kept = Set(earlier.inConversation)
        let rows = votes.participants.indices
        var isIn = rows.map { row in
            let (participant, seen) = (votes.participants[row], votes.seenCount(of: row))
            return kept.contains(participant) || (seen >= enough && seen != earlier.voteCounts[participant])
        }
        let missing = 15 - isIn.count { $0 }
        if missing > 0 {
            let others = rows.filter { !isIn[$0] && votes.seenCount(of: $0) > 0 }
                .sorted { (votes.seenCount(of: $1), $0) < (votes.seenCount(of: $0), $1) }
            for row in others.prefix(missing) { isIn[row] = true }
        }
        return rows.filter { isIn[$0] }
    }

    private static func groups(_ stage: GroupStage, votes: VoteMatrix, inConversation: [Int]) -> [OpinionGroup] {
        stage.groups.sorted { $0.id < $1.id }.map { group in
            let rows = group.members.flatMap { stage.base[$0].members }.map { inConversation[$0] }.sorted()
            return OpinionGroup(
                id: group.id, rows: rows, participants: rows.map { votes.participants[$0] }, centre: group.centre,
                tallies: VoteTally.all(votes, rows: rows))
        }
    }
}

/// People who vote alike.
public struct OpinionGroup: Sendable, Hashable {
    /// Stays the same while the conversation goes on.
    public let id: Int
    /// Rows of the members in the vote matrix, ascending.
    public let rows: [Int]
    /// The members' ids, in the order of ``rows``.
    public let participants: [String]
    /// The centre of the members' positions.
    public let centre: SIMD2<Double>
    /// The members' votes on every statement.
    public let tallies: [VoteTally]

    /// A, B, C … by the id, as people speak of groups; the number itself beyond Z.
    public var letter: String {
        guard (0..<26).contains(id), let scalar = Unicode.Scalar(65 + UInt32(id)) else { return "\(id)" }
        return String(Character(scalar))
    }
}
