/// What one computation of the map hands to the next, in ids rather than places, so that it can be stored and read back
/// after people and statements have been added.
///
/// With it the map moves steadily: whoever was in the conversation stays in, clusters keep their identity, components
/// keep their sign, and the number of groups changes only after it was best four times in a row. Where nobody has moved
/// the groups stand exactly as they were.
public struct MapState: Sendable, Hashable, Codable {
    /// A base cluster or a group. Members are participants' ids in a base cluster, base clusters' ids in a group.
    public struct Grouping<Member: Sendable & Hashable & Codable>: Sendable, Hashable, Codable {
        public var id: Int
        public var members: [Member]
        public var centre: SIMD2<Double>

        public init(id: Int, members: [Member], centre: SIMD2<Double>) {
            (self.id, self.members, self.centre) = (id, members, centre)
        }
    }

    /// Participants in the conversation.
    public var inConversation: [String]
    /// How many statements everybody had voted on. Who has not voted since is not judged again.
    public var voteCounts: [String: Int]
    /// Ids of the statements, in the order of the components' entries.
    public var statements: [String]
    /// The two components, in this library's sign.
    public var components: [[Double]]
    public var baseClusters: [Grouping<String>]
    /// For each number of groups tried, the groups.
    public var groups: [Int: [Grouping<Int>]]
    public var groupCount: GroupCount?

    public init(
        inConversation: [String] = [], voteCounts: [String: Int] = [:], statements: [String] = [],
        components: [[Double]] = [], baseClusters: [Grouping<String>] = [], groups: [Int: [Grouping<Int>]] = [:],
        groupCount: GroupCount? = nil
    ) {
        (self.inConversation, self.voteCounts) = (inConversation, voteCounts)
        (self.statements, self.components) = (statements, components)
        (self.baseClusters, self.groups, self.groupCount) = (baseClusters, groups, groupCount)
    }

    /// The components with entries in the order of `statements`, zeros where a statement is new.
    func components(for statements: [String]) -> [[Double]]? {
        guard components.count == 2, components.allSatisfy({ $0.count == self.statements.count }) else { return nil }
        if statements == self.statements { return components }
        let place = Dictionary(zip(self.statements, self.statements.indices), uniquingKeysWith: { first, _ in first })
        return components.map { row in statements.map { place[$0].map { row[$0] } ?? 0 } }
    }

    /// The clusters as indices into `participants`, the people now in the conversation.
    func clusters(of participants: [String]) -> GroupStage.Earlier? {
        guard !baseClusters.isEmpty else { return nil }
        var index = Dictionary(zip(participants, participants.indices), uniquingKeysWith: { first, _ in first })
        let base = Self.named(baseClusters).map { cluster in
            // Taking an index away keeps anybody from standing in two clusters.
            let members = cluster.members.compactMap { index.removeValue(forKey: $0) }
            return Cluster(id: cluster.id, members: members.sorted(), centre: cluster.centre)
        }
        let groups = groups.mapValues { groups in
            Self.named(groups).map { Cluster(id: $0.id, members: $0.members, centre: $0.centre) }
        }
        return .init(base: base, groups: groups, count: groupCount)
    }
    /// A state may come from anywhere: ids stand once, and new ones can still be counted on from them.
    private static func named<Member>(_ clusters: [Grouping<Member>]) -> [Grouping<Member>] {
        var ids: Set<Int> = []
        return clusters.filter { $0.id.magnitude < 1 << 52 && ids.insert($0.id).inserted }
    }
}
