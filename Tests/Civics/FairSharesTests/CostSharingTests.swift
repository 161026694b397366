import FairShares
import Foundation
import Testing

/// Three cities that could build alone, in pairs or together (thousand euros).
func threeCities() throws -> CostGame {
    let costs = [0, 600, 400, 780, 300, 720, 560, 900]
    return try CostGame(players: ["A", "B", "C"]) { Rational(costs[Int($0.bits)]) }
}

/// A seeded source of repeatable cases.
struct Draw: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

func randomGame(players: Int, _ draw: inout Draw) throws -> CostGame {
    try CostGame(players: (0..<players).map { "city \($0)" }) { _ in Rational(Int.random(in: 0...9999, using: &draw), 10) }
}

func decimals(_ shares: [Rational]) -> [Double] { shares.map { ($0.doubleValue * 1000).rounded() / 1000 } }

@Suite struct CostSharingTests {
    @Test func threeCitiesShareAsInTheWorkedExample() throws {
        let game = try threeCities()
        #expect(game.shapleyShares() == [Rational(1340, 3), Rational(800, 3), Rational(560, 3)])
        #expect(decimals(try game.separableCostShares()) == [442.424, 266.667, 190.909])
        #expect(try game.proportionalShares(to: [200, 100, 60]) == [500, 250, 150])
        #expect(game.equalShares() == [300, 300, 300])
    }

    @Test func equalSharesDriveTwoCitiesOut() throws {
        let game = try threeCities()
        #expect(try game.isStable(game.shapleyShares()))
        #expect(try game.isStable(game.separableCostShares()))
        #expect(try game.isStable([500, 250, 150]))
        let objections = try game.objections(to: game.equalShares())
        #expect(objections.map(\.coalition) == [Coalition([1, 2])])
        #expect(objections.first?.pays == 600)
        #expect(objections.first?.alone == 560)
        #expect(try !game.isStable([300, 250, 150]), "shares that do not cover the cost are not stable")
    }

    @Test func aBenefitBelowTheStandAloneCostLowersTheShare() throws {
        let shares = try threeCities().separableCostShares(benefits: [400, 1000, 1000])
        #expect(shares.reduce(0, +) == 900)
        #expect(shares[0] == Rational(340) + Rational(260) * Rational(60, 460))
    }

    @Test func shapleyIsTheAverageOverAllOrdersOfJoining() throws {
        var draw = Draw(state: 5)
        for players in 1...5 {
            let game = try randomGame(players: players, &draw)
            #expect(game.shapleyShares() == averageOverOrders(game))
        }
    }

    @Test func shapleyKeepsItsAxioms() throws {
        var draw = Draw(state: 17)
        for _ in 0..<8 {
            let one = try randomGame(players: 6, &draw)
            let other = try randomGame(players: 6, &draw)
            let sum = try CostGame(players: one.players) { one[$0] + other[$0] }
            #expect(one.shapleyShares().reduce(0, +) == one.total, "efficiency")
            let added = zip(one.shapleyShares(), other.shapleyShares()).map { $0 + $1 }
            #expect(sum.shapleyShares() == added, "additivity")
            let dummy = try CostGame(players: one.players + ["passenger"]) { one[$0.without(6)] + ($0.contains(6) ? 7 : 0) }
            #expect(dummy.shapleyShares() == one.shapleyShares() + [7], "a passenger pays its own ticket")
            let bySize = try CostGame(players: one.players) { one[.everyone(of: $0.count)] }
            #expect(Set(bySize.shapleyShares()).count == 1, "symmetry")
        }
    }

    @Test func sixteenPlayersAreExactAndSeventeenAreRefused() throws {
        let airport = try CostGame(players: (1...16).map { "runway \($0)" }) { group in
            Rational((group.members.max() ?? 0) + 1)
        }
        let shares = airport.shapleyShares()
        #expect(shares[0] == Rational(1, 16))
        #expect(shares[1] == Rational(1, 16) + Rational(1, 15))
        #expect(shares.reduce(0, +) == 16)
        let seventeen = (1...17).map(String.init)
        #expect(throws: FairSharesError.unusablePlayers) { try CostGame(players: seventeen) { _ in 1 } }
        #expect(throws: FairSharesError.unusablePlayers) { try CostGame(players: ["A", "A"]) { _ in 1 } }
        #expect(throws: FairSharesError.unusablePlayers) { try CostGame(players: []) { _ in 1 } }
    }

    /// Where a group costs the square of its size, each player's value is its own size times the whole.
    @Test func manyPlayersAreSampledWithAPublishedSeed() throws {
        let square = { (group: Coalition) in
            let size = group.members.reduce(0) { $0 + $1 + 1 }
            return Rational(size * size)
        }
        let estimate = try sampledShapley(players: 30, samples: 60, seed: 7, cost: square)
        #expect(estimate.shares.reduce(0, +) == 216_225)
        #expect(try sampledShapley(players: 30, samples: 60, seed: 7, cost: square) == estimate)
        #expect(try sampledShapley(players: 30, samples: 60, seed: 8, cost: square) != estimate)
        for player in 0..<30 {
            let distance = abs(estimate.shares[player].doubleValue - Double(465 * (player + 1)))
            #expect(distance <= 4 * estimate.standardErrors[player] + 1e-6)
        }
    }

    @Test func costsTooLargeForExactWorkAreRefused() {
        #expect(throws: FairSharesError.amountTooLarge) {
            try CostGame(players: ["A"]) { _ in Rational("1e40") ?? 0 }
        }
        #expect(throws: FairSharesError.amountTooLarge) {
            try CostGame(players: ["A", "B"]) { $0.count == 1 ? (Rational("1e-40") ?? 0) : 1 }
        }
    }

    @Test func aUnionThatWastesMoneyIsFound() throws {
        #expect(try threeCities().wastefulUnion() == nil)
        let wasteful = try CostGame(players: ["A", "B"]) { $0.count == 2 ? 500 : 200 }
        let found = try #require(wasteful.wastefulUnion())
        #expect(Set([found.0, found.1]) == [Coalition([0]), Coalition([1])])
    }

    private func averageOverOrders(_ game: CostGame) -> [Rational] {
        var sums = [Rational](repeating: 0, count: game.players.count)
        var orders = 0
        func join(_ group: Coalition) {
            let outside = game.players.indices.filter { !group.contains($0) }
            if outside.isEmpty { orders += 1 }
            outside.forEach { join(group.with($0)) }
        }
        func add(_ group: Coalition, weight: Rational) {
            let outside = game.players.indices.filter { !group.contains($0) }
            for player in outside {
                let each = weight / Rational(outside.count)
                sums[player] += each * (game[group.with(player)] - game[group])
                add(group.with(player), weight: each)
            }
        }
        join(.empty)
        add(.empty, weight: 1)
        #expect(orders == (1...game.players.count).reduce(1, *))
        return sums
    }
}
