import FairShares
import Foundation
import Testing

@Suite struct NucleolusTests {
    private struct Reference: Decodable {
        let players: Int
        let costs: [Int]
        let shares: [Double]
    }

    /// The rule of the Talmud for three creditors (Aumann and Maschler 1985), as a game of negative costs.
    @Test(arguments: [
        (100, [Rational(100, 3), Rational(100, 3), Rational(100, 3)]),
        (200, [50, 75, 75]),
        (300, [50, 100, 150]),
    ])
    func theTalmudDividesAnEstate(estate: Int, expected: [Rational]) throws {
        let claims = [100, 200, 300]
        let game = try CostGame(players: ["first", "second", "third"]) { group in
            let others = claims.indices.filter { !group.contains($0) }.map { claims[$0] }.reduce(0, +)
            return Rational(-max(0, estate - others))
        }
        #expect(game.nucleolus().shares.map { -$0 } == expected)
    }

    @Test func threeCitiesAgree() throws {
        let game = try threeCities()
        let nucleolus = game.nucleolus()
        #expect(nucleolus.shares.reduce(0, +) == 900)
        #expect(try game.isStable(nucleolus.shares))
        #expect(nucleolus.leastSaving > 0)
    }

    @Test func seededGamesAgreeWithPlainLinearProgrammes() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("References/nucleolus.json")
        let references = try JSONDecoder().decode([Reference].self, from: Data(contentsOf: file))
        #expect(references.count == 24)
        for reference in references {
            let game = try CostGame(players: (0..<reference.players).map(String.init)) {
                Rational(reference.costs[Int($0.bits)])
            }
            let shares = game.nucleolus().shares
            #expect(shares.reduce(0, +) == game.total)
            for (share, expected) in zip(shares, reference.shares) {
                #expect(abs(share.doubleValue - expected) < 1e-4, "\(reference.costs)")
            }
        }
    }

    @Test func noOtherDivisionTreatsTheUnhappiestGroupsBetter() throws {
        var draw = Draw(state: 99)
        for players in 2...6 {
            let game = try randomGame(players: players, &draw)
            let shares = game.nucleolus().shares
            let best = savings(game, shares)
            let bounded = game.players.indices.map { game[Coalition([$0])] }.reduce(0, +) >= game.total
            for _ in 0..<30 {
                var other = shares
                let amount = Rational(Int.random(in: 1...500, using: &draw), 100)
                let (from, to) = (Int.random(in: 0..<players, using: &draw), Int.random(in: 0..<players, using: &draw))
                other[from] -= amount
                other[to] += amount
                let allowed = !bounded || other.indices.allSatisfy { other[$0] <= game[Coalition([$0])] }
                if allowed { #expect(!best.lexicographicallyPrecedes(savings(game, other))) }
            }
        }
    }

    @Test func equalPlayersPayTheSameAndOnePlayerPaysAll() throws {
        let same = try CostGame(players: (0..<9).map(String.init)) { Rational($0.count > 4 ? 5 : $0.count) }
        #expect(Set(same.nucleolus().shares) == [Rational(5, 9)])
        let alone = try CostGame(players: ["alone"]) { _ in 12 }
        #expect(alone.nucleolus().shares == [12])
    }

    private func savings(_ game: CostGame, _ shares: [Rational]) -> [Rational] {
        (1..<game.everyone.bits).map { bits in
            let group = Coalition(bits: bits)
            return group.members.reduce(game[group]) { $0 - shares[$1] }
        }.sorted()
    }
}
