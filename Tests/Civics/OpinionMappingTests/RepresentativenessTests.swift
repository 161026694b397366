import Foundation
import Testing

@testable import OpinionMapping

@Suite("What marks a group and what all groups share")
struct RepresentativenessTests {
    @Test("the figures are those of the definition")
    func figures() {
        let figures = Representativeness(given: 8, seen: 10, otherGiven: 3, otherSeen: 18)
        #expect(figures.probability == 9.0 / 12)
        #expect(abs(figures.probabilityTest - 2 * 11.0.squareRoot() * (9.0 / 11 - 0.5)) < 1e-15)
        #expect(abs(figures.ratio - 0.75 / (4.0 / 20)) < 1e-15)
        let pooled = 13.0 / 30
        let error = (pooled * (1 - pooled) * (1.0 / 11 + 1.0 / 19)).squareRoot()
        #expect(abs(figures.ratioTest - (9.0 / 11 - 4.0 / 19) / error) < 1e-14)
    }

    @Test("a statement that everybody ever asked gave the answer to has no test")
    func pooledCertainty() {
        #expect(Representativeness(given: 3, seen: 3, otherGiven: 5, otherSeen: 5).ratioTest == 0)
    }

    @Test("at most five statements are named for a group, none twice, agreements first")
    func lists() {
        for seed in 1...30 as ClosedRange<UInt64> {
            let map = OpinionMap(of: inventedLog(people: 70, statements: 25, seed: seed, answering: 0.4).matrix())
            for group in map.groups {
                let chosen = map.representativeStatements(of: group)
                #expect((1...5).contains(chosen.count))
                #expect(Set(chosen.map(\.statement)).count == chosen.count)
                let directions = chosen.map { $0.direction == .agree ? 0 : 1 }
                #expect(directions == directions.sorted())
            }
        }
    }

    @Test("a bridge is what every group supports, not what a large group supports")
    func bridges() {
        var log = VoteLog()
        for person in 0..<50 {
            let isLarge = person < 40
            for statement in 0..<8 {
                log.append(
                    participant: "\(person)", statement: "\(statement)",
                    opinion: isLarge == (statement < 4) ? .agree : .disagree)
            }
            log.append(participant: "\(person)", statement: "8", opinion: .agree)
        }
        let map = OpinionMap(of: log.matrix())
        let bridges = map.groupInformedConsensus()
        #expect(map.groups.map(\.rows.count).sorted() == [10, 40])
        #expect(bridges.indices.max { bridges[$0] < bridges[$1] } == 8)
        #expect(map.tallies[0].agrees == 40)
    }

    @Test("the priority of a statement is that of the definition, and statements about the person get 49")
    func priorities() {
        let map = OpinionMap(of: inventedLog(people: 40, statements: 20, seed: 2, answering: 0.5).matrix())
        let priorities = map.priorities(meta: ["3"])
        #expect(priorities[3] == 49)
        for statement in [0, 7, 19] {
            let tally = map.groups.reduce(VoteTally()) { $0 + $1.tallies[statement] }
            let (agrees, passes, seen) = (Double(tally.agrees), Double(tally.passes), Double(tally.seen))
            let extremity = map.statementPositions[statement].lengthSquared.squareRoot()
            let importance = (1 - (passes + 1) / (seen + 2)) * (extremity + 1) * ((agrees + 1) / (seen + 2))
            let expected = pow(importance * (1 + 8 * pow(2, -seen / 5)), 2)
            #expect(abs(priorities[statement] - expected) < 1e-13 * expected)
        }
    }
}
