import Testing

@testable import OpinionMapping

/// Whole states that Polis itself computed and served, to 1e-9.
@Suite("Polis's own production states", .enabled(if: TestFiles.shared != nil, Comment(rawValue: TestFiles.absence)))
struct ProductionTests {
    static let conversations = TestFiles.folders(in: "polis/production_fixtures")
    /// One participant of this conversation is missing from the published votes, so its means differ.
    static let incomplete = "50ptpt-3gp-strict-no-meta"

    struct Production {
        let map: OpinionMap
        let expected: Tree

        init(_ conversation: String) throws {
            let folder = "polis/production_fixtures/\(conversation)/"
            let votes = try VoteFile(TestFiles.shared(folder + "votes.json"))
            let statements = try StatementFile(TestFiles.shared(folder + "comments.json"))
            let stored = try TestFiles.shared(folder + "math-pca2.json")
            expected = try Tree(stored)
            map = OpinionMap(
                of: votes.log.matrix(withholding: statements.withheld()), continuing: try StoredState(stored).state)
        }
    }

    @Test("moderated-out statements are those of the state", arguments: conversations)
    func moderation(conversation: String) throws {
        let production = try Production(conversation)
        let map = production.map
        let withheld = map.votes.statements.indices.filter { map.votes.withheld[$0] }.map { map.votes.statements[$0] }
        #expect(Set(withheld) == Set(production.expected["mod-out"].texts))
    }

    @Test("centre, components and positions are the same", arguments: conversations.filter { $0 != incomplete })
    func coordinates(conversation: String) throws {
        let production = try Production(conversation)
        let (map, pca) = (production.map, production.expected["pca"])
        #expect(largestDifference(map.components.centre, pca["center"].numbers.map { -$0 }) < 1e-9)
        for (place, vector) in map.components.vectors.enumerated() {
            #expect(largestDifference(vector, pca["comps"][place].numbers.map { -$0 }) < 1e-9)
        }
        let base = production.expected["base-clusters"]
        let row = Dictionary(uniqueKeysWithValues: zip(map.votes.participants, map.positions))
        for (place, members) in base["members"].list.enumerated() where members.list.count == 1 {
            let point = try #require(row[members[0].text]).point
            let theirs = [base["x"][place].number, base["y"][place].number]
            #expect(largestDifference([point.x, point.y], theirs) < 1e-9)
        }
    }

    @Test(
        "where statements lie and which is to be shown next are the same",
        arguments: conversations.filter { $0 != incomplete })
    func statements(conversation: String) throws {
        let production = try Production(conversation)
        let (map, expected) = (production.map, production.expected)
        let extremity = map.statementPositions.map { $0.lengthSquared.squareRoot() }
        #expect(largestDifference(extremity, expected["pca"]["comment-extremity"].numbers) < 1e-9)
        let priorities = map.priorities(meta: Set(expected["meta-tids"].texts))
        let theirs = map.votes.statements.map { expected["comment-priorities"][$0].number }
        #expect(largestDifference(priorities, theirs) < 1e-9)
    }

    @Test("the same people are in the conversation and in the same groups", arguments: conversations)
    func groups(conversation: String) throws {
        let production = try Production(conversation)
        let (map, expected) = (production.map, production.expected)
        #expect(Set(map.inConversation.map { map.votes.participants[$0] }) == Set(expected["in-conv"].texts))
        let base = expected["base-clusters"]
        let members = Dictionary(uniqueKeysWithValues: zip(base["id"].texts, base["members"].list.map(\.texts)))
        let theirs = expected["group-clusters"].list.map { group in
            Set(group["members"].texts.flatMap { members[$0] ?? [] })
        }
        #expect(map.groups.map { "\($0.id)" } == expected["group-clusters"].list.map { $0["id"].text })
        #expect(map.groups.map { Set($0.participants) } == theirs)
    }

    @Test("every count of votes in every group is the same", arguments: conversations)
    func counts(conversation: String) throws {
        let production = try Production(conversation)
        for group in production.map.groups {
            let votes = production.expected["group-votes"]["\(group.id)"]["votes"]
            for (statement, tally) in zip(production.map.votes.statements, group.tallies) {
                let theirs = ["A", "D", "S"].map { votes[statement][$0].number }
                #expect([tally.agrees, tally.disagrees, tally.seen].map(Double.init) == theirs)
            }
        }
    }

    @Test("the statements that mark each group are the same, with the same figures", arguments: conversations)
    func representativeness(conversation: String) throws {
        let production = try Production(conversation)
        for group in production.map.groups {
            let ours = production.map.representativeStatements(of: group)
            let theirs = production.expected["repness"]["\(group.id)"].list
            #expect(ours.map { production.map.votes.statements[$0.statement] } == theirs.map { $0["tid"].text })
            #expect(ours.map { "\($0.direction)" } == theirs.map { $0["repful-for"].text })
            #expect(largestDifference(ours.map(\.figures.probability), theirs.map { $0["p-success"].number }) < 1e-9)
            #expect(largestDifference(ours.map(\.figures.probabilityTest), theirs.map { $0["p-test"].number }) < 1e-9)
            #expect(largestDifference(ours.map(\.figures.ratio), theirs.map { $0["repness"].number }) < 1e-9)
            // This one number is stored in single precision.
            #expect(largestDifference(ours.map(\.figures.ratioTest), theirs.map { $0["repness-test"].number }) < 1e-6)
        }
    }

    @Test("what everybody shares and what bridges the groups is the same", arguments: conversations)
    func consensus(conversation: String) throws {
        let production = try Production(conversation)
        let (map, expected) = (production.map, production.expected)
        for (direction, name) in [(Opinion.agree, "agree"), (.disagree, "disagree")] {
            let theirs = expected["consensus"][name].list
            #expect(
                map.consensus(direction).map { map.votes.statements[$0.statement] } == theirs.map { $0["tid"].text })
            #expect(
                largestDifference(map.consensus(direction).map(\.probability), theirs.map { $0["p-success"].number })
                    < 1e-9)
        }
        let bridges = map.votes.statements.map { expected["group-aware-consensus"][$0].number }
        #expect(largestDifference(map.groupInformedConsensus(), bridges) < 1e-9)
    }
}
