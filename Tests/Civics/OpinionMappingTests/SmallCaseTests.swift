import Testing

@testable import OpinionMapping

/// An invented conversation against what red-dwarf 0.4.0 says of it (`Cases/make_small_case.py`).
@Suite("A small conversation, computed as red-dwarf computes it")
struct SmallCaseTests {
    let map: OpinionMap
    let expected: Tree

    init() throws {
        let statements = try StatementFile(TestFiles.own("small-comments.csv"))
        let votes = try VoteFile(TestFiles.own("small-votes.csv"))
        map = OpinionMap(of: votes.log.matrix(withholding: statements.withheld()))
        expected = try Tree(TestFiles.own("small-expected.json"))
    }

    @Test("the centre, the components and everybody's place are the same")
    func coordinates() {
        #expect(largestDifference(map.components.centre, expected["center"].numbers) < 1e-12)
        let signs = [("pc1", 0), ("pc2", 1)].map { cosine(map.components.vectors[$1], expected[$0].numbers) }
        #expect(signs.allSatisfy { abs(abs($0) - 1) < 1e-12 })
        for (participant, position) in zip(map.votes.participants, map.positions) {
            let theirs = expected["projections"][participant].numbers
            #expect(largestDifference([signs[0] * position.point.x, signs[1] * position.point.y], theirs) < 1e-9)
        }
    }

    @Test("the groups are the same, but for whoever stands on the border")
    func groups() {
        let theirs = map.votes.participants.map { Int(expected["cluster"][$0].number) }
        let ours = map.groupOfRow.map { $0 ?? -1 }
        #expect(!ours.contains(-1))
        #expect(adjustedRandIndex(ours, theirs) > 0.9)
    }

    @Test("each statement's chance, ratio and tests in each group are the same")
    func statistics() throws {
        let labels = map.votes.participants.map { expected["cluster"][$0].text }
        for group in expected["statistics"].keys {
            let inside = VoteTally.all(map.votes, rows: labels.indices.filter { labels[$0] == group })
            let outside = VoteTally.all(map.votes, rows: labels.indices.filter { labels[$0] != group })
            for (place, statement) in map.votes.statements.enumerated() {
                let (own, others) = (inside[place], outside[place])
                let agree = Representativeness(
                    given: own.agrees, seen: own.seen, otherGiven: others.agrees, otherSeen: others.seen)
                let disagree = Representativeness(
                    given: own.disagrees, seen: own.seen, otherGiven: others.disagrees, otherSeen: others.seen)
                let ours = [agree, disagree].flatMap { [$0.probability, $0.probabilityTest, $0.ratio, $0.ratioTest] }
                #expect(largestDifference(ours, expected["statistics"][group][statement].numbers) < 1e-12)
            }
        }
    }

    @Test("the statements that everybody shares are the same, in the same order", arguments: ["agree", "disagree"])
    func consensus(direction: String) {
        let ours = map.consensus(direction == "agree" ? .agree : .disagree)
        let theirs = expected["consensus"][direction].list
        #expect(ours.map { map.votes.statements[$0.statement] } == theirs.map { $0[0].text })
        #expect(largestDifference(ours.map(\.probability), theirs.map { $0[1].number }) < 1e-12)
        #expect(largestDifference(ours.map(\.test), theirs.map { $0[2].number }) < 1e-12)
    }

    @Test("a moderated-out statement has no mean, no pull and is never named, but its votes are counted")
    func moderation() {
        let rejected = 11
        #expect(map.votes.withheld[rejected])
        #expect(map.components.centre[rejected] == 0)
        #expect(map.components.vectors.allSatisfy { $0[rejected] == 0 })
        #expect(map.tallies[rejected].seen > 0)
        let named =
            map.groups.flatMap { map.representativeStatements(of: $0) }.map(\.statement)
            + (map.consensus(.agree) + map.consensus(.disagree)).map(\.statement)
        #expect(!named.contains(rejected))
    }
}
