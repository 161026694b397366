import Foundation
import Testing

import ReviewPanels

@Suite("Comparisons become strengths")
struct PairwiseTests {
    static func tally(_ items: [String], _ votes: [(Int, Int, Int)]) throws -> PairwiseTally {
        var tally = try PairwiseTally(items: items)
        for (winner, loser, count) in votes {
            for _ in 0..<count { tally.record(winner: winner, over: loser) }
        }
        return tally
    }

    @Test("two items: the strength difference is the log odds, its error the textbook one")
    func twoItems() throws {
        let fit = try BradleyTerry(Self.tally(["a", "b"], [(0, 1, 30), (1, 0, 10)]), regularization: 0)
        #expect(abs(fit.strengths[0] - log(3.0) / 2) < 1e-9)
        #expect(abs(fit.chance(0, over: 1) - 0.75) < 1e-9)
        // The difference has variance 1/(n·p·(1 − p)); each strength is half of it.
        #expect(abs(fit.standardError(0) - 0.5 * (1 / (40 * 0.75 * 0.25)).squareRoot()) < 1e-9)
        let interval = fit.interval(0, level: 0.95)
        #expect(abs((interval.upperBound - interval.lowerBound) / 2 / fit.standardError(0) - 1.959964) < 1e-6)
    }

    @Test("at the maximum every item has won as often as its chances say")
    func momentsMatch() throws {
        let tally = try Self.randomTally(items: 9, votes: 400, seed: 3)
        let fit = try BradleyTerry(tally, regularization: 0)
        for item in tally.items.indices {
            let expected = tally.items.indices.reduce(0.0) { sum, other in
                guard other != item else { return sum }
                return sum + Double(tally.count(item, over: other) + tally.count(other, over: item)) * fit.chance(item, over: other)
            }
            #expect(abs(expected - Double(tally.record(of: item).won)) < 1e-7)
        }
        #expect(abs(fit.strengths.reduce(0, +)) < 1e-12)
    }

    @Test("renaming the items permutes the strengths and nothing else")
    func neutrality() throws {
        let tally = try Self.randomTally(items: 8, votes: 200, seed: 5)
        let order = [3, 1, 4, 0, 5, 7, 2, 6]
        var renamed = try PairwiseTally(items: order.map { tally.items[$0] })
        for (newWinner, winner) in order.enumerated() {
            for (newLoser, loser) in order.enumerated() {
                for _ in 0..<tally.count(winner, over: loser) { renamed.record(winner: newWinner, over: newLoser) }
            }
        }
        let (first, second) = (try BradleyTerry(tally), try BradleyTerry(renamed))
        for (new, old) in order.enumerated() {
            #expect(abs(first.strengths[old] - second.strengths[new]) < 1e-9)
            #expect(abs(first.standardError(old) - second.standardError(new)) < 1e-9)
        }
    }

    @Test("one more win never weakens an item", arguments: 0..<10 as Range<UInt64>)
    func monotonicity(seed: UInt64) throws {
        var tally = try Self.randomTally(items: 6, votes: 60, seed: seed)
        let before = try BradleyTerry(tally)
        tally.record(winner: 2, over: 4)
        let after = try BradleyTerry(tally, start: before.strengths)
        #expect(after.strengths[2] > before.strengths[2])
        #expect(after.strengths[4] < before.strengths[4])
    }

    @Test("vote by vote the fit stays within a twentieth of its errors from the full one")
    func onlineUpdate() throws {
        var tally = try Self.randomTally(items: 12, votes: 600, seed: 21)
        var online = try BradleyTerry(tally)
        var random = PublishedRandom(seed: 22)
        for _ in 0..<50 {
            let winner = Int.random(in: 0..<12, using: &random)
            let loser = (winner + Int.random(in: 1..<12, using: &random)) % 12
            tally.record(winner: winner, over: loser)
            online = online.adding(voteFor: winner, over: loser)
        }
        let full = try BradleyTerry(tally, start: online.strengths)
        for item in 0..<12 {
            let error = full.standardError(item)
            #expect(abs(online.strengths[item] - full.strengths[item]) < 0.05 * error)
            #expect(abs(online.standardError(item) - error) < 0.05 * error)
        }
    }

    @Test("the walk without regularisation ends at the likelihood's maximum")
    func spectralEqualsMaximum() throws {
        let tally = try Self.randomTally(items: 7, votes: 300, seed: 8)
        let fit = try BradleyTerry(tally, regularization: 0)
        let walk = try spectralStrengths(tally, regularization: 0)
        for (a, b) in zip(fit.strengths, walk) { #expect(abs(a - b) < 1e-8) }
    }

    @Test("what was never compared both ways is said, not guessed")
    func notComparable() throws {
        let tally = try Self.tally(["a", "b", "c"], [(0, 1, 2), (1, 0, 1), (0, 2, 5)])
        #expect(tally.comparableGroups() == [[0, 1], [2]])
        #expect(throws: PairwiseProblem.notComparable(groups: 2)) { try BradleyTerry(tally, regularization: 0) }
        #expect(throws: PairwiseProblem.notComparable(groups: 2)) { try spectralStrengths(tally, regularization: 0) }
        let fit = try BradleyTerry(tally, regularization: 0.01)
        #expect(fit.ranking.last == 2)
        #expect(fit.strengths.allSatisfy { $0.isFinite })
    }

    @Test("intervals hold the true strength about as often as they promise")
    func coverage() throws {
        var held = 0
        for seed in 0..<60 as Range<UInt64> {
            let truth = (0..<10).map { Double($0) * 0.25 - 1.125 }
            let fit = try BradleyTerry(Self.randomTally(items: 10, votes: 600, seed: seed &* 7 &+ 1, truth: truth), regularization: 0)
            held += truth.indices.count { fit.interval($0, level: 0.9).contains(truth[$0]) }
        }
        #expect((0.86...0.94).contains(Double(held) / 600))
    }

    @Test("places are given as ranges that shrink with more votes")
    func rankIntervals() throws {
        let truth = (0..<8).map { Double($0) * 0.4 }
        let few = try BradleyTerry(Self.randomTally(items: 8, votes: 80, seed: 2, truth: truth)).rankIntervals()
        let many = try BradleyTerry(Self.randomTally(items: 8, votes: 20_000, seed: 2, truth: truth)).rankIntervals()
        let width = { (all: [RankInterval]) in all.reduce(0) { $0 + $1.worst - $1.best } }
        #expect(width(many) < width(few))
        #expect(many[7] == RankInterval(best: 1, worst: 1))
    }

    @Test("the next question is the open one about which least is known")
    func questions() throws {
        let tally = try Self.tally(["a", "b", "c"], [(0, 1, 50), (1, 0, 50), (0, 2, 2), (2, 0, 2), (1, 2, 3), (2, 1, 3)])
        let fit = try BradleyTerry(tally)
        #expect(fit.questions().first.map { [$0.first, $0.second] } == [0, 2])
        let all = fit.questions(count: 5)
        #expect(all.count == 3 && all[0].gain >= all[1].gain && all[1].gain >= all[2].gain)
        #expect(fit.questions(count: 5) { ($0, $1) != (0, 2) }.count == 2)
        var random = PublishedRandom(seed: 9)
        var drawn = [0, 0, 0]
        for _ in 0..<3_000 {
            guard let pair = tally.catchUpPair(using: &random) else { continue }
            drawn[pair == (0, 1) ? 0 : pair == (0, 2) ? 1 : 2] += 1
        }
        #expect(drawn[1] > drawn[2] && drawn[2] > drawn[0] * 5)
    }

    @Test("the smoothed win rate of wiki surveys")
    func winRate() throws {
        let tally = try Self.tally(["a", "b"], [(0, 1, 3), (1, 0, 1)])
        #expect(abs(tally.winRate(of: 0) - 100 * 4.0 / 6) < 1e-12)
    }

    @Test("degenerate input is answered or refused, never a crash")
    func edges() throws {
        for items in [[], ["a"], ["a", "b"]] {
            let fit = try BradleyTerry(PairwiseTally(items: items))
            #expect(fit.strengths == items.map { _ in 0 })
            #expect(fit.rankIntervals().count == items.count)
        }
        #expect(throws: PairwiseProblem.badRegularization) { try BradleyTerry(PairwiseTally(items: ["a"]), regularization: -1) }
        #expect(throws: PairwiseProblem.repeatedItem("a")) { try PairwiseTally(items: ["a", "a"]) }
        #expect(throws: PairwiseProblem.tooManyItems(1_201)) { try PairwiseTally(items: (0...1_200).map(String.init)) }
    }

    static func randomTally(items: Int, votes: Int, seed: UInt64, truth: [Double]? = nil) throws -> PairwiseTally {
        var random = PublishedRandom(seed: seed)
        var tally = try PairwiseTally(items: (0..<items).map { "item \($0)" })
        for _ in 0..<votes {
            let first = Int.random(in: 0..<items, using: &random)
            let second = (first + Int.random(in: 1..<items, using: &random)) % items
            let difference = truth.map { $0[first] - $0[second] } ?? Double(first - second) * 0.1
            let firstWins = Double.random(in: 0..<1, using: &random) < 1 / (1 + exp(-difference))
            tally.record(winner: firstWins ? first : second, over: firstWins ? second : first)
        }
        return tally
    }
}
