import Foundation
import Testing

@testable import OpinionMapping

@Suite("A map that is kept up to date as votes arrive")
struct ContinuationTests {
    @Test("has exactly the components and positions of a map computed from nothing", arguments: [1, 2, 3] as [UInt64])
    func equality(seed: UInt64) {
        var log = inventedLog(people: 90, statements: 80, seed: seed, answering: 0.3)
        var map = OpinionMap(of: log.matrix())
        var random = SeededGenerator(seed: seed + 100)
        for step in 0..<25 {
            let person = step % 8 == 0 ? "new\(step)" : "p\(random.index(below: 90))"
            let statement = step % 11 == 0 ? "\(90 + step)" : "\(random.index(below: 80))"
            log.append(participant: person, statement: statement, opinion: Opinion.allCases[random.index(below: 3)])
            map = OpinionMap(of: log.matrix(), continuing: map.state)
            let cold = OpinionMap(of: log.matrix())
            let signs = zip(map.components.vectors, cold.components.vectors).map { cosine($0, $1) }
            #expect(signs.allSatisfy { abs(abs($0) - 1) < 1e-12 })
            for (warm, cold) in zip(map.positions, cold.positions) {
                let mirrored = cold.point * SIMD2(signs[0] < 0 ? -1 : 1, signs[1] < 0 ? -1 : 1)
                #expect((warm.point - mirrored).lengthSquared.squareRoot() < 1e-9)
            }
        }
    }

    @Test("keeps everybody in the conversation who was in, and the names of the groups")
    func steadiness() {
        var log = inventedLog(people: 40, statements: 12, seed: 5)
        let before = OpinionMap(of: log.matrix())
        for statement in 100..<140 { log.append(participant: "p0", statement: "\(statement)", opinion: .agree) }
        let after = OpinionMap(of: log.matrix(), continuing: before.state)
        #expect(Set(before.state.inConversation).isSubset(of: after.state.inConversation))
        #expect(before.groups.map(\.id) == after.groups.map(\.id))
        #expect(adjustedRandIndex(before.groupOfRow.map { $0 ?? 9 }, after.groupOfRow.map { $0 ?? 9 }) > 0.7)
    }

    @Test("stays exactly where it is when nothing new is said", arguments: [8, 9, 10] as [UInt64])
    func fixedPoint(seed: UInt64) throws {
        let matrix = inventedLog(people: 300, statements: 40, seed: seed, answering: 0.2).matrix()
        let map = OpinionMap(of: matrix)
        let stored = try JSONDecoder().decode(MapState.self, from: JSONEncoder().encode(map.state))
        let again = OpinionMap(of: matrix, continuing: stored)
        #expect(again.inConversation == map.inConversation)
        #expect(again.groups.map(\.id) == map.groups.map(\.id))
        #expect(again.groups.map(\.rows) == map.groups.map(\.rows))
        #expect(again.state.groupCount == map.state.groupCount)
        let moved = zip(again.positions, map.positions).map { ($0.point - $1.point).lengthSquared.squareRoot() }.max()
        #expect((moved ?? 1) < 1e-9)
    }

    @Test("a state from elsewhere that names unknown people, repeats some and has nonsense in it does no harm")
    func foreignState() {
        let matrix = inventedLog(seed: 6).matrix()
        let state = MapState(
            inConversation: ["nobody", "p1", "p1"], statements: ["0", "0", "x"],
            components: [[1, 2, 3], [.infinity, 0, 0]],
            baseClusters: [
                .init(id: 4, members: ["p1", "p2", "ghost"], centre: [.nan, 1]),
                .init(id: 4, members: ["p3"], centre: .zero), .init(id: 5, members: ["p1"], centre: .zero),
            ],
            groups: [
                3: [
                    .init(id: 0, members: [4, 4, 77], centre: .zero), .init(id: 0, members: [4], centre: .zero),
                    .init(id: 9, members: [], centre: .zero),
                ]
            ],
            groupCount: GroupCount(3))
        let map = OpinionMap(of: matrix, continuing: state)
        #expect(map.groups.flatMap(\.rows).sorted() == map.inConversation)
        #expect(map.components.vectors.allSatisfy { $0.allSatisfy { $0.isFinite } })
        let plain = OpinionMap(of: matrix)
        #expect(abs(abs(cosine(map.components.vectors[0], plain.components.vectors[0])) - 1) < 1e-12)
    }

    @Test("a state without groups still leads to groups")
    func stateWithoutGroups() {
        let map = OpinionMap(of: inventedLog(seed: 6).matrix())
        var state = map.state
        (state.groups, state.groupCount) = ([:], nil)
        let again = OpinionMap(of: map.votes, continuing: state)
        #expect(again.groups.flatMap(\.rows).sorted() == again.inConversation)
        #expect(again.groups.count == map.groups.count)
    }
}
