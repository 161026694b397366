import Representation
import Testing

@Suite struct BalanceTests {
    @Test func fifteenSeatsOfFiveSectorsAreDiverse() throws {
        let seats = try Composition([5, 4, 2, 1, 3])
        #expect(seats.blau == ExactShare(34, 45))
        #expect(seats.normalisedBlau == ExactShare(17, 18))
        #expect(seats.effectiveNumber == ExactShare(45, 11))
        #expect((seats.evenness * 10_000).rounded() == 9256)
        #expect(abs(seats.hillNumber(order: 2) - seats.effectiveNumber.doubleValue) < 1e-12)
    }

    @Test func butTheyDoNotMirrorTheCity() throws {
        let balance = try SeatBalance(seats: [5, 4, 2, 1, 3], population: [22, 18, 20, 25, 15])
        let ratios = balance.ratios.map { (($0?.doubleValue ?? 0) * 1000).rounded() / 1000 }
        #expect(ratios == [1.515, 1.481, 0.667, 0.267, 1.333])
        #expect(balance.distance == ExactShare(1, 4))
        #expect(balance.ratios.filter { $0.map(SeatBalance.fairRatios.contains) ?? false }.isEmpty)
        var capture = CaptureSignals()
        capture.consider(balance)
        #expect(capture.signals.map(\.cause) == [.representation])
        #expect(!capture.isAlert, "one signal alone is no alert")
    }

    @Test(arguments: [([2, 0, 0, 0, 0], "0"), ([2, 1, 0, 0, 0], "5/9"), ([2, 1, 1, 0, 0], "25/32"), ([1, 1, 1, 1, 1], "1")])
    func aTeamIsCrossSectoralByDegrees(organisations: [Int], index: String) throws {
        #expect(try Composition(organisations).normalisedBlau.description == index)
    }

    @Test func fewDoMostOfTheTalking() throws {
        let gini = try giniCoefficient([30, 25, 20, 10, 5, 5, 3, 2])
        #expect(gini == ExactShare(89, 200))
        #expect(try giniCoefficient([7, 7, 7]) == .zero)
        #expect(try giniCoefficient([]) == .zero)
        #expect(try giniCoefficient([0, 0, 0, 9]) == ExactShare(3, 4))
        #expect(throws: RepresentationError.unusableCounts) { try giniCoefficient([1, -1]) }
    }

    @Test func unusableCompositionsAreRefused() {
        #expect(throws: RepresentationError.unusableCounts) { try Composition([]) }
        #expect(throws: RepresentationError.unusableCounts) { try Composition([0, 0]) }
        #expect(throws: RepresentationError.unusableCounts) { try Composition([3, -1]) }
        #expect(throws: RepresentationError.unusableCounts) { try SeatBalance(seats: [1], population: [1, 2]) }
    }

    @Test func aLotteryRarelyGivesACapturedCouncil() throws {
        let even = try SeatBalance(seats: [2, 2], population: [1, 1])
        #expect(abs((even.exactChance() ?? 0) - 1) < 1e-12)
        let lopsided = try SeatBalance(seats: [4, 0], population: [1, 1])
        #expect(abs((lopsided.exactChance() ?? 0) - 0.125) < 1e-12)
        let outsider = try SeatBalance(seats: [4, 1], population: [1, 0])
        #expect(outsider.exactChance() == 0)
        #expect(outsider.divergence == .infinity)
        let captured = try SeatBalance(seats: [11, 4, 3, 2], population: [25, 25, 25, 25])
        #expect(captured.exactChance().map { $0 > 0.001 && $0 < 0.05 } == true)
        #expect(captured.exactChance(limit: 10) == nil)
    }
}

@Suite struct CaptureTests {
    @Test func unitedGroupsAreMeasured() {
        #expect(riceCohesion(yes: 8, no: 2) == ExactShare(3, 5))
        #expect(riceCohesion(yes: 0, no: 0) == nil)
        #expect(agreementIndex(yes: 10, no: 0, abstained: 0) == ExactShare(1, 1))
        #expect(agreementIndex(yes: 4, no: 4, abstained: 4) == .zero)
    }

    @Test func aBlockOfAlikeVotersIsFound() throws {
        var draw = Draw(state: 4)
        let leader = (0..<30).map { _ in Bool.random(using: &draw) ? MotionVote.yes : .no }
        let independent = { (0..<30).map { _ -> MotionVote? in Bool.random(using: &draw) ? .yes : .no } }
        let votes: [[MotionVote?]] = [leader, independent(), leader, independent(), leader]
        #expect(try votingBlocks(votes) == [[0, 2, 4]])
        var capture = CaptureSignals()
        capture.consider(blocks: [[0, 2, 4]], in: try body([1, 1, 1, 1, 1], quota: 3))
        #expect(capture.isAlert)
        let pair = try CoVoting(leader, leader, seed: 1)
        #expect(pair.kappa == 1)
        #expect(pair.chance <= 0.01)
        let strangers = try CoVoting(votes[1], votes[3], seed: 1)
        #expect(strangers.chance > 0.01)
        #expect(try CoVoting([.yes, .yes], [.yes, .yes], seed: 1).kappa == nil)
        #expect(throws: RepresentationError.unusableCounts) { try CoVoting([.yes, nil], [nil, .no], seed: 1) }
    }

    /// Fisher's tea taster and a table from his 1935 article; q-values worked by hand.
    @Test func differencesInSuccessAreTestedExactly() throws {
        #expect(abs(try fisherExactTest(successes: 3, of: 4, against: 1, of: 4) - 34.0 / 70) < 1e-9)
        #expect(abs(try fisherExactTest(successes: 10, of: 13, against: 2, of: 17) - 0.000536724) < 1e-8)
        let rates = falseDiscoveryRates([0.01, 0.04, 0.03, 0.5])
        for (own, expected) in zip(rates, [0.04, 0.16 / 3, 0.16 / 3, 0.5]) { #expect(abs(own - expected) < 1e-12) }
        #expect(throws: RepresentationError.unusableCounts) {
            try fisherExactTest(successes: 5, of: 4, against: 0, of: 1)
        }
    }

    @Test func twoSignalsMakeAnAlertAndNameTheirCauses() throws {
        var capture = CaptureSignals()
        try capture.consider(speaking: [90, 5, 3, 2])
        #expect(!capture.isAlert)
        try capture.consider(awardsToMembers: 26, of: 100)
        #expect(capture.isAlert)
        #expect(capture.signals.map(\.cause) == [.speaking, .moneyToMembers])
        #expect(capture.signals.map(\.value) == [ExactShare(133, 200), ExactShare(13, 50)])
    }

    @Test func quietSectorsAndFavouredGroupsAreNamed() throws {
        var capture = CaptureSignals()
        try capture.consider(attendance: [(present: 20, possible: 20), (present: 11, possible: 20)])
        #expect(capture.signals.map(\.cause) == [.attendance])
        #expect(capture.signals.map(\.value) == [ExactShare(11, 20)])
        try capture.consider(success: [("companies", 18, 20), ("residents", 10, 60), ("schools", 5, 30)])
        #expect(capture.signals.map(\.cause) == [.attendance, .success(name: "companies")])
        var fair = CaptureSignals()
        try fair.consider(attendance: [(present: 20, possible: 20), (present: 12, possible: 20)])
        try fair.consider(awardsToMembers: 0, of: 0)
        try fair.consider(success: [("a", 5, 10), ("b", 6, 10)])
        #expect(fair.signals.isEmpty)
    }
}
