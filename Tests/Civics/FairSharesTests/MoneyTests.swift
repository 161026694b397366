import BigInt
import FairShares
import Testing

@Suite struct MoneyTests {
    @Test func aSplitSumsToTheWhole() throws {
        let parts = try #require(Money("14400.01")).divided(by: [5, 3, 2])
        #expect(parts.map(\.description) == ["7200.01", "4320.00", "2880.00"])
        #expect(try Money(cents: -100).divided(equallyAmong: 3).map(\.cents) == [-34, -33, -33])
    }

    @Test func largestRemainderNeverStraysACentFromTheExactPart() throws {
        var draw = Draw(state: 3)
        for _ in 0..<300 {
            let amount = Money(cents: Int.random(in: -1_000_000...1_000_000, using: &draw))
            let weights = (0..<Int.random(in: 1...12, using: &draw)).map { _ in
                Rational(Int.random(in: 0...1000, using: &draw))
            } + [1]
            let total = weights.reduce(0, +)
            let parts = try amount.divided(by: weights)
            #expect(parts.reduce(Money.zero, +) == amount)
            for (part, weight) in zip(parts, weights) {
                #expect((part.exact - amount.exact * weight / total).magnitude < 1)
            }
        }
    }

    @Test func potsFollowPopulationAndNeed() throws {
        let budget = Money(units: 1_000_000)
        #expect(try budget.divided(by: [50_000, 30_000, 20_000]).map(\.description) == ["500000.00", "300000.00", "200000.00"])
        let needs = [(50_000, 2), (30_000, 6), (20_000, 10)].map { Rational($0) * (1 + Rational($1, 20)) }
        #expect(try budget.divided(by: needs).map(\.description) == ["443548.39", "314516.13", "241935.48"])
        #expect(try dividedByLargestRemainder(10, weights: [1, 1, 1]) == [4, 3, 3])
    }

    @Test func unusableWeightsAreRefused() {
        #expect(throws: FairSharesError.unusableWeights) { try Money.limit.divided(by: []) }
        #expect(throws: FairSharesError.unusableWeights) { try Money.limit.divided(by: [0, 0]) }
        #expect(throws: FairSharesError.unusableWeights) { try Money.limit.divided(by: [2, -1]) }
        #expect(throws: FairSharesError.amountTooLarge) { try Money(roundingCents: Money.limit.exact + 1) }
    }

    @Test func halvesRoundToTheEvenCent() throws {
        let halves: [Rational] = [Rational(1, 2), Rational(3, 2), Rational(5, 2), Rational(-1, 2), Rational(-3, 2)]
        #expect(try halves.map { try Money(roundingCents: $0).cents } == [0, 2, 2, 0, -2])
    }

    @Test(arguments: [("0.125", "0.125"), ("-1e-3", "-0.001"), ("2/6", "1/3"), ("+7", "7"), (".5", "0.5"), ("1e3", "1000")])
    func numbersAreReadExactly(text: String, printed: String) {
        #expect(Rational(text)?.description == printed)
    }

    @Test(arguments: ["", "-", ".", "1/0", "1/2/3", "1e999", "0x1", "NaN", "1,5", " 1", "--1", "1e", String(repeating: "9", count: 201)])
    func anythingElseIsNoNumber(text: String) {
        #expect(Rational(text) == nil)
        #expect(Money(text) == nil)
    }

    @Test func moneyHasNoFractionsOfACent() {
        #expect(Money("0.005") == nil)
        #expect(Money("-0.07")?.cents == -7)
        #expect(Money("1e30") == nil)
        #expect(Rational(1, 3).doubleValue == 1.0 / 3)
        #expect(abs(Rational(BigInt(10).power(400), BigInt(10).power(399) * 3).doubleValue - 10.0 / 3) < 1e-12)
    }

    @Test func aJoinerPaysByTheDay() throws {
        let yearly = Money(units: 30_000)
        let members = [UpkeepMember("Vantaa"), UpkeepMember("Espoo"), UpkeepMember("Lahti", firstDay: 182)]
        let parts = try dividedUpkeep(yearly, among: members, yearDays: 365)
        #expect(parts[2] == Money("5041.10"))
        #expect(parts.reduce(Money.zero, +) == yearly)
        #expect(throws: FairSharesError.unusableWeights) {
            try dividedUpkeep(yearly, among: [UpkeepMember("Lahti", firstDay: 182)], yearDays: 365)
        }
    }

    @Test func everyDoublingLowersThePrice() {
        let curve = VolumePrice.learning(first: Money(units: 100), rate: Rational(85, 100))
        #expect([1, 2, 4].map { curve.unitPrice(for: $0)?.description } == ["10000", "8500", "7225"])
        #expect(curve.unitPrice(for: 8).map { ($0.doubleValue).rounded() } == 6141)
        let three = curve.unitPrice(for: 3)?.doubleValue ?? 0
        #expect(abs(three - 7729.15) < 0.01)
        let tiers = VolumePrice.tiers([.init(from: 1, unitPrice: Money(units: 9)), .init(from: 10, unitPrice: Money(units: 7))])
        #expect([9, 10, 0].map { tiers.unitPrice(for: $0) } == [900, 700, nil])
    }
}
