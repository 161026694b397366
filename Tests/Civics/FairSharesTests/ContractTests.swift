import FairShares
import Testing

@Suite struct SharedSavingsTests {
    private let homes = AdjustedBaseline(use: 125_000, price: 50_000)

    private func partner(_ terms: SharedSavingsTerms, actualPerHome: Rational) throws -> Money {
        try terms.statement(baseline: homes.cents, actual: actualPerHome * 125_000).partner
    }

    @Test func aSavingBelowTheThresholdIsLuckAndPaysNothing() throws {
        var terms = SharedSavingsTerms(partnerShare: Rational(1, 2))
        terms.minimumSavingsRate = Rational(1, 100)
        let statement = try terms.statement(baseline: homes.cents, actual: 49_550 * 125_000)
        #expect(statement.saving == Money(units: 562_500))
        #expect(statement.outcome == .belowThreshold)
        #expect(try partner(terms, actualPerHome: 49_550) == .zero)
        #expect(try partner(terms, actualPerHome: 49_500) == Money(units: 312_500))
        terms.minimumSavingsRate = 0
        #expect(try partner(terms, actualPerHome: 49_550) == Money(units: 281_250))
    }

    private var district: SharedSavingsTerms {
        var terms = SharedSavingsTerms(partnerShare: Rational(2, 5))
        (terms.minimumSavingsRate, terms.minimumLossRate) = (Rational(1, 50), Rational(1, 50))
        (terms.cap, terms.lossCap) = (Money(units: 50_000), Money(units: 12_500))
        (terms.lossShare, terms.reinvestedShare) = (Rational(2, 5), Rational(1, 4))
        return terms
    }

    @Test func aYearOfTheDistrictIsDivided() throws {
        let year = try district.statement(
            baseline: Money(units: 500_000).exact, actual: Money(units: 455_000).exact,
            runningCost: Money(units: 5_000).exact, quality: Rational(9, 10))
        #expect(year.saving == Money(units: 45_000))
        #expect(year.partner == Money("14400.00"))
        #expect(year.city == Money(units: 30_600))
        #expect(year.fund == Money(units: 7_650))
        #expect(year.outcome == .paid)
    }

    @Test func capsHoldOnBothSides() throws {
        let good = try district.statement(
            baseline: Money(units: 500_000).exact, actual: Money(units: 300_000).exact,
            runningCost: Money(units: 5_000).exact)
        #expect((good.partner, good.outcome) == (Money(units: 50_000), .capped))
        let bad = try district.statement(baseline: Money(units: 500_000).exact, actual: Money(units: 540_000).exact)
        #expect((bad.partner, bad.outcome) == (Money(units: -12_500), .lossCapped))
        #expect(bad.partner + bad.city == bad.saving)
        let small = try district.statement(baseline: Money(units: 500_000).exact, actual: Money(units: 509_999).exact)
        #expect((small.partner, small.outcome) == (.zero, .lossBorneByCity))
    }

    @Test func aBrokenSafetyFloorPaysNothing() throws {
        let year = try district.statement(
            baseline: Money(units: 500_000).exact, actual: Money(units: 400_000).exact, quality: 0)
        #expect((year.partner, year.outcome) == (.zero, .nothingEligible))
    }

    @Test func onlyTheExcessCountsWhereAgreed() throws {
        var terms = district
        terms.excessOnly = true
        let year = try terms.statement(baseline: Money(units: 500_000).exact, actual: Money(units: 455_000).exact)
        #expect(year.partner == Money(units: 14_000))
    }

    @Test func adjustmentsMoveTheBaseline() {
        let winter = AdjustedBaseline(
            use: 1000, price: Rational(25, 2),
            adjustments: [
                .init(reason: "cold winter", kind: .routine, cents: 1200),
                .init(reason: "gym closed", kind: .nonRoutine, cents: -700),
            ])
        #expect(winter.cents == 13_000)
    }
}

@Suite struct OutcomePaymentTests {
    private func contract(floor: Money = .zero) -> OutcomeContract {
        OutcomeContract(prices: [.init(price: Money(units: 1200), threshold: 20, maximum: 60)], floor: floor)
    }

    private func count(_ observed: Rational) -> OutcomeCount {
        OutcomeCount(participants: 200, observed: observed, deadweight: Rational(1, 4))
    }

    @Test func onlyAddedOutcomesArePaid() throws {
        #expect(count(90).added == 40)
        #expect(try contract().payment(for: [count(90)]) == Money(units: 48_000))
        #expect(try contract().payment(for: [count(130)]) == Money(units: 72_000))
        #expect(try contract().payment(for: [count(65)]) == .zero)
        #expect(try contract(floor: Money(units: 900)).payment(for: [count(65)]) == Money(units: 900))
    }

    @Test func displacementAndAttributionShrinkTheCount() {
        let shared = OutcomeCount(
            participants: 200, observed: 90, deadweight: Rational(1, 4), displacement: Rational(1, 10),
            attribution: Rational(1, 2))
        #expect(shared.added == 18)
    }

    @Test func aDiscountedPricePaysEveryObservedOutcomeLess() {
        let price = OutcomePrice(price: Money(units: 1200), method: .discountedPrice)
        #expect(price.payment(for: count(90)) == Money(units: 81_000).exact)
    }

    @Test func reversalsWithinTheWindowArePaidBack() throws {
        let back = try contract().clawback(paidFor: [count(90)], reversals: [10])
        #expect(back == Money(units: 12_000))
        #expect(throws: FairSharesError.unusableWeights) { try contract().payment(for: []) }
    }

    @Test func theGapToTheGoalEarnsAShare() {
        #expect(gapToGoalScore(reached: 75, target: 100) == Rational(1, 2))
        #expect(gapToGoalScore(reached: 49, target: 100) == 0)
        #expect(gapToGoalScore(reached: 120, target: 100) == 1)
    }

    @Test func aPriceHasToCoverRiskAndStayBelowItsWorth() {
        let price = OutcomePrice(price: Money(units: 1200))
        let (cost, value) = (Money(units: 1000), Money(units: 2400))
        #expect(price.isWithin(deliveryCost: cost, riskMargin: Rational(1, 5), value: value, cityShare: Rational(1, 2)))
        #expect(!price.isWithin(deliveryCost: cost, riskMargin: Rational(1, 4), value: value, cityShare: Rational(1, 2)))
        #expect(!price.isWithin(deliveryCost: cost, riskMargin: 0, value: value, cityShare: Rational(49, 100)))
    }

    @Test func anAuditDrawsATenthAndAtLeastOne() {
        #expect([0, 1, 10, 11, 95].map { auditSampleSize(claims: $0) } == [0, 1, 1, 2, 10])
    }
}

@Suite struct WaterfallTests {
    @Test func aLossRunsThroughItsOrder() {
        let order = [
            LossLayer("partner deductible", limit: Money(units: 10_000)), LossLayer("insurer", limit: Money(units: 50_000)),
            LossLayer("partner cap", limit: Money(units: 30_000)), LossLayer("city", limit: nil),
        ]
        let loss = allocateLoss(Money(units: 120_000), through: order)
        #expect(loss.amounts.map(\.cents) == [1_000_000, 5_000_000, 3_000_000, 3_000_000])
        #expect(loss.unallocated == .zero)
    }

    @Test(arguments: [(180_000, [100_000, 80_000, 0], 0), (420_000, [100_000, 150_000, 170_000], 0),
        (600_000, [100_000, 150_000, 250_000], 100_000)])
    func theFirstLossLayerProtectsTheOthers(loss: Int, layers: [Int], unallocated: Int) {
        let stack = [
            LossLayer("philanthropic", limit: Money(units: 100_000)), LossLayer("private junior", limit: Money(units: 150_000)),
            LossLayer("city senior", limit: Money(units: 250_000)),
        ]
        let allocated = allocateLoss(Money(units: loss), through: stack)
        #expect(allocated.amounts == layers.map { Money(units: $0) })
        #expect(allocated.unallocated == Money(units: unallocated))
    }

    @Test func revenueIsSharedByBands() throws {
        let share = RevenueShare(
            bands: [
                .init(upTo: Money(units: 100_000), rate: 0), .init(upTo: Money(units: 300_000), rate: Rational(5, 100)),
                .init(upTo: nil, rate: Rational(8, 100)),
            ], cap: Money(units: 25_000))
        #expect(try share.share(of: Money(units: 420_000)) == Money(units: 19_600))
        #expect(try share.share(of: Money(units: 700_000)) == Money(units: 25_000))
        #expect(try RevenueShare(bands: share.bands).share(of: Money(units: 700_000)) == Money(units: 42_000))
        #expect(try share.share(of: Money(units: 99_000)) == .zero)
    }

    @Test func avoidedCostCountsWhatTheMeasureCaused() throws {
        let avoided = try avoidedCost(
            before: 12_000, after: 9_000, volume: 800, attribution: Rational(7, 10), cost: Money(units: 9_000))
        #expect(avoided == Money(units: 7_800))
    }
}
