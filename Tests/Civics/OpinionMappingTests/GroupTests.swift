import Testing

@testable import OpinionMapping

@Suite("Groups of people who think alike")
struct GroupTests {
    @Test("two camps are found as two groups")
    func twoCamps() {
        let map = OpinionMap(of: inventedLog(seed: 7).matrix())
        let camps = map.votes.participants.map { Int($0.dropFirst()).map { $0 % 5 < 3 ? 0 : 1 } ?? 0 }
        #expect(map.groups.count == 2)
        #expect(map.hasClearGroups)
        #expect(adjustedRandIndex(map.groupOfRow.map { $0 ?? 2 }, camps) > 0.95)
    }

    @Test("everybody in the conversation is in exactly one group, and nobody else is")
    func partition() {
        for seed in 1...20 as ClosedRange<UInt64> {
            let map = OpinionMap(of: inventedLog(people: 200, statements: 15, seed: seed, answering: 0.45).matrix())
            #expect(map.groups.flatMap(\.rows).sorted() == map.inConversation)
            #expect((2...5).contains(map.groups.count))
        }
    }

    @Test("other names for the people change nothing else")
    func anonymity() {
        let log = inventedLog(seed: 3)
        var renamed = VoteLog()
        for order in 0..<log.count {
            let vote = log[order]
            renamed.append(participant: "x" + vote.participant, statement: vote.statement, opinion: vote.opinion)
        }
        let (map, other) = (OpinionMap(of: log.matrix()), OpinionMap(of: renamed.matrix()))
        #expect(map.components == other.components)
        #expect(map.positions == other.positions)
        #expect(map.groups.map(\.rows) == other.groups.map(\.rows))
    }

    @Test("when everybody says the opposite, the same groups stand and answers swap")
    func mirrored() {
        let log = inventedLog(seed: 4)
        var opposite = VoteLog()
        for order in 0..<log.count {
            let vote = log[order]
            let opinion: Opinion = vote.opinion == .agree ? .disagree : vote.opinion == .disagree ? .agree : .pass
            opposite.append(participant: vote.participant, statement: vote.statement, opinion: opinion)
        }
        let (map, other) = (OpinionMap(of: log.matrix()), OpinionMap(of: opposite.matrix()))
        #expect(map.groups.map(\.rows) == other.groups.map(\.rows))
        #expect(map.consensus(.agree).map(\.statement) == other.consensus(.disagree).map(\.statement))
        #expect(map.groupInformedConsensus(.agree) == other.groupInformedConsensus(.disagree))
    }

    @Test("the same votes give the same map, whenever it is computed")
    func determinism() {
        let (one, two) = (OpinionMap(of: inventedLog(seed: 9).matrix()), OpinionMap(of: inventedLog(seed: 9).matrix()))
        #expect(one.state == two.state)
        #expect(one.positions == two.positions)
    }

    @Test("with fewer than 30 voters nothing may be shown, from 30 on the map may")
    func threshold() {
        #expect(OpinionMap(of: inventedLog(people: 29, seed: 1).matrix()).published == nil)
        #expect(OpinionMap(of: inventedLog(people: 30, seed: 1).matrix()).published != nil)
    }

    @Test("a new number of groups is shown only after being best four times in a row")
    func patience() {
        var count = GroupCount(2)
        for best in [3, 3, 3] {
            count.observe(best: best)
            #expect(count.shown == 2)
        }
        count.observe(best: 2)
        for best in [3, 3, 3] { count.observe(best: best) }
        #expect(count.shown == 2)
        count.observe(best: 3)
        #expect(count.shown == 3)
    }

    @Test("the silhouette of two far pairs is almost 1, and a person alone counts nothing")
    func silhouettes() {
        let points: [SIMD2<Double>] = [[0, 0], [0, 1], [100, 0], [100, 1]]
        #expect(silhouette(of: points, groups: [0, 0, 1, 1], count: 2) > 0.98)
        #expect(
            abs(silhouette(of: [[0, 0], [3, 0], [4, 0]], groups: [0, 1, 1], count: 2) - (2.0 / 3 + 3.0 / 4) / 3) < 1e-15
        )
        #expect(silhouette(of: points, groups: [0, 0, 0, 0], count: 1) == 0)
    }

    @Test("k-means drops centres that nobody is near and stops where nothing moves")
    func kMeans() {
        let points: [SIMD2<Double>] = [[0, 0], [0, 0], [10, 0], [10, 2]]
        let means = KMeans(points: points, weights: [1, 1, 1, 3])
        #expect(means.clusters(2).map(\.members) == [[0, 1], [2, 3]])
        #expect(means.clusters(2)[1].centre == [10, 1.5])
        #expect(means.clusters(9).count == 3)
        #expect(KMeans(points: [], weights: []).clusters(3).isEmpty)
    }

    @Test("the adjusted Rand index is 1 for the same groups, whatever their names, and 0 for one group against many")
    func randIndex() {
        #expect(adjustedRandIndex([0, 0, 1, 1, 2], [2, 2, 0, 0, 1]) == 1)
        #expect(adjustedRandIndex([0, 0, 0, 0], [0, 1, 2, 3]) == 0)
        // By hand: 2 pairs together in both, 4 and 7 in one, 15 in all; (2 - 28/15) / (11/2 - 28/15).
        #expect(abs(adjustedRandIndex([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 1, 1]) - 2 / 54.5) < 1e-15)
    }
}
