import BigInt
import Foundation
import Representation
import Testing

func body(_ weights: [Int], quota: Int, vetoes: Set<Int> = []) throws -> VotingBody {
    let members = weights.enumerated().map {
        VotingBody.Member("member \($0.offset)", weight: $0.element, hasVeto: vetoes.contains($0.offset))
    }
    return try VotingBody(members: members, quota: quota)
}

/// A seeded source of repeatable cases.
struct Draw: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

@Suite struct VotingPowerTests {
    private func swings(_ body: VotingBody) throws -> [BigInt] { try body.power().map(\.swings.numerator) }

    @Test func luxembourgHadAVoteButNoPower() throws {
        let community = try body([4, 4, 4, 2, 2, 1], quota: 12)
        #expect(try swings(community) == [10, 10, 10, 6, 6, 0])
        let shapley = try community.power().map(\.shapleyShubik.description)
        #expect(shapley == ["7/30", "7/30", "7/30", "3/20", "3/20", "0"])
        #expect(try community.power()[3].banzhafChance == ExactShare(3, 16))
    }

    @Test func threeOfSixSupervisorsDecidedAlone() throws {
        let county = try body([31, 31, 28, 21, 2, 2], quota: 58)
        #expect(try county.power().map(\.banzhaf.description) == ["1/3", "1/3", "1/3", "0", "0", "0"])
    }

    @Test func theSecurityCouncilIsTheSameAsWeightsOrAsVetoes() throws {
        let weighted = try body([7, 7, 7, 7, 7] + Array(repeating: 1, count: 10), quota: 39).power()
        let vetoes = try body(Array(repeating: 1, count: 15), quota: 9, vetoes: [0, 1, 2, 3, 4]).power()
        #expect(weighted.map(\.shapleyShubik) == vetoes.map(\.shapleyShubik))
        #expect(weighted.map(\.swings) == vetoes.map(\.swings))
        #expect(vetoes[0].shapleyShubik == ExactShare(421, 2145))
        #expect(vetoes[14].shapleyShubik == ExactShare(4, 2145))
        #expect(vetoes[0].swings == ExactShare(848, 1))
    }

    @Test func quotasAndVetoesMovePowerInTheWorkedExample() throws {
        let weights = [5, 4, 2, 1, 3]
        #expect(try swings(body(weights, quota: 8)) == [10, 6, 2, 2, 6])
        #expect(try body(weights, quota: 10).power().map(\.banzhaf.description) == ["1/3", "1/4", "1/6", "1/12", "1/6"])
        let vetoed = try body(weights, quota: 8, vetoes: [0])
        #expect(try swings(vetoed) == [13, 3, 1, 1, 3])
        var capture = CaptureSignals()
        capture.consider(power: try vetoed.power())
        #expect(capture.isAlert)
        #expect(try vetoed.power()[0].banzhaf == ExactShare(13, 21))
    }

    @Test func aBlocAgainstTwelveHoldsNearlyEverything() throws {
        let power = try body([12] + Array(repeating: 1, count: 12), quota: 13).power()
        #expect(power[0].swings == ExactShare(4095, 1))
        #expect(power[0].shapleyShubik == ExactShare(12, 13))
        #expect(power[1].shapleyShubik == ExactShare(1, 156))
        let equal = try body([4, 4, 4, 4], quota: 9).power()
        #expect(Set(equal.map(\.banzhaf)) == [ExactShare(1, 4)])
    }

    @Test func countingByFunctionAgreesWithCountingByHand() throws {
        var draw = Draw(state: 8)
        for _ in 0..<150 {
            let weights = (0..<Int.random(in: 1...8, using: &draw)).map { _ in Int.random(in: 0...9, using: &draw) }
            guard weights.reduce(0, +) > 0 else { continue }
            let quota = Int.random(in: 1...weights.reduce(0, +), using: &draw)
            let vetoes = Set(weights.indices.filter { _ in Int.random(in: 0..<5, using: &draw) == 0 })
            let power = try body(weights, quota: quota, vetoes: vetoes).power()
            let byHand = countedByHand(weights, quota, vetoes)
            #expect(power.map(\.swings.numerator) == byHand.swings)
            #expect(power.map(\.shapleyShubik) == byHand.shapley)
            #expect(power.reduce(ExactShare.zero) { $0 + $1.shapleyShubik } == ExactShare(1, 1))
        }
    }

    @Test func aHundredAndFiftySeatsAreCountedExactly() throws {
        let power = try body(Array(repeating: 1, count: 150), quota: 76).power()
        #expect(Set(power.map(\.shapleyShubik)) == [ExactShare(1, 150)])
        let choose = (0..<75).reduce(BigInt(1)) { $0 * BigInt(149 - $1) / BigInt($1 + 1) }
        #expect(power[0].swings.numerator == choose)
    }

    @Test func votesOfAnySizeAreCountedByMeetingInTheMiddle() throws {
        var draw = Draw(state: 21)
        for _ in 0..<60 {
            let weights = (0..<Int.random(in: 2...10, using: &draw)).map { _ in Int.random(in: 0...(1 << 40), using: &draw) }
            let quota = Int.random(in: 1...max(1, weights.reduce(0, +)), using: &draw)
            guard weights.reduce(0, +) >= quota else { continue }
            let vetoes = Set(weights.indices.filter { _ in Int.random(in: 0..<6, using: &draw) == 0 })
            let power = try body(weights, quota: quota, vetoes: vetoes).power()
            let byHand = countedByHand(weights, quota, vetoes)
            #expect(power.map(\.swings.numerator) == byHand.swings)
            #expect(power.map(\.shapleyShubik) == byHand.shapley)
        }
    }

    @Test func twentyStatesWithMillionsOfVotesShareAllPowerAmongThem() throws {
        let states = (0..<20).map { 1_000_003 + $0 * $0 * 7_919 }
        let power = try body(states, quota: states.reduce(0, +) / 2 + 1).power()
        #expect(power.reduce(ExactShare.zero) { $0 + $1.shapleyShubik } == ExactShare(1, 1))
        #expect(zip(power, power.dropFirst()).allSatisfy { $0.banzhaf <= $1.banzhaf })
    }

    @Test(arguments: [60, 120, 240]) func largeBodiesShareAllPowerAmongThem(size: Int) throws {
        // 60 members are counted in one word, 120 in two, 240 in four; three classes of members give them as few coalitions.
        let weights = (0..<size).map { $0 % 11 + 1 }
        let power = try body(weights, quota: weights.reduce(0, +) / 2 + 1).power()
        #expect(power.reduce(ExactShare.zero) { $0 + $1.shapleyShubik } == ExactShare(1, 1))
        let all = power.reduce(BigInt(0)) { $0 + $1.swings.numerator }
        #expect(power.allSatisfy { $0.banzhaf == ExactShare($0.swings.numerator, all) })
        #expect(zip(power, power.dropFirst()).allSatisfy { ($0.member.weight < $1.member.weight) == ($0.banzhaf < $1.banzhaf) })
    }

    @Test func blocksOfEqualVotesAreCountedInBlocks() throws {
        let blocks = [(3, 40_000_001), (200, 1_000_003), (7, 9_000_011)]
        let weights = blocks.flatMap { Array(repeating: $0.1, count: $0.0) }
        let power = try body(weights, quota: weights.reduce(0, +) / 2 + 1).power()
        #expect(power.reduce(ExactShare.zero) { $0 + $1.shapleyShubik } == ExactShare(1, 1))
        #expect(Set(power.map(\.shapleyShubik)).count == 3)
    }

    @Test func estimatesHoldTheExactValuesAndAreTheSameForTheSameSeed() throws {
        let council = try body([12, 9, 7, 5, 4, 4, 2, 1, 0], quota: 24, vetoes: [2])
        let exact = try council.power()
        let sampled = council.sampledPower(samples: 40_000, seed: 7)
        #expect(sampled == council.sampledPower(samples: 40_000, seed: 7))
        #expect(sampled != council.sampledPower(samples: 40_000, seed: 8))
        for (exact, sampled) in zip(exact, sampled) {
            let range = try #require(sampled.uncertainty)
            #expect(range.shapleyShubik.contains(exact.shapleyShubik.doubleValue))
            #expect(range.banzhaf.contains(exact.banzhaf.doubleValue))
            #expect(range.banzhafChance.contains(exact.banzhafChance.doubleValue))
            #expect(range.shapleyShubik.upperBound - range.shapleyShubik.lowerBound < 0.02)
        }
    }

    @Test func impossibleBodiesAreRefused() {
        #expect(throws: RepresentationError.unreachableQuota) { try body([1, 2], quota: 4) }
        #expect(throws: RepresentationError.unreachableQuota) { try body([1, 2], quota: 0) }
        #expect(throws: RepresentationError.unusableCounts) { try body([], quota: 1) }
        #expect(throws: RepresentationError.unusableCounts) { try body([3, -1], quota: 1) }
        #expect(throws: RepresentationError.tooLarge) { try body([.max, .max], quota: 5) }
        let states = (0..<60).map { 1_000_000 + $0 * $0 * 7_919 }
        #expect(throws: RepresentationError.tooLarge) { try body(states, quota: states.reduce(0, +) / 2).power() }
    }

    @Test func itSaysHowManySeatsRestoreTheBalance() throws {
        let captured = try body([11, 4, 3, 2], quota: 11)
        let moved = try #require(try captured.votesToRebalance())
        #expect(moved == 2)
        #expect(try body([5, 5, 5, 5], quota: 11).votesToRebalance() == 0)
        #expect(try body([1, 1], quota: 1, vetoes: [0]).votesToRebalance() == nil)
    }

    private func countedByHand(_ weights: [Int], _ quota: Int, _ vetoes: Set<Int>) -> (swings: [BigInt], shapley: [ExactShare]) {
        let count = weights.count
        let wins = { (bits: Int) in
            let inside = weights.indices.filter { bits >> $0 & 1 == 1 }
            return inside.map { weights[$0] }.reduce(0, +) >= quota && vetoes.isSubset(of: inside)
        }
        let factorial = { (number: Int) in (0..<number).reduce(BigInt(1)) { $0 * BigInt($1 + 1) } }
        var (swings, orders) = ([BigInt](repeating: 0, count: count), [BigInt](repeating: 0, count: count))
        for bits in 0..<(1 << count) {
            for member in 0..<count where bits >> member & 1 == 0 && !wins(bits) && wins(bits | 1 << member) {
                swings[member] += 1
                orders[member] += factorial(bits.nonzeroBitCount) * factorial(count - bits.nonzeroBitCount - 1)
            }
        }
        return (swings, orders.map { ExactShare($0, factorial(count)) })
    }
}
