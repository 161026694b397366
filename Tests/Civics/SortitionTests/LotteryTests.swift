import Testing
@testable import Sortition

@Suite struct LotteryTests {
    @Test func thePublishedGeneratorGivesThePublishedNumbers() {
        // FNV-1a and SplitMix64 written once more in Python, from their published descriptions.
        var generator = SeededGenerator(seed: "Talkoot")
        #expect((0..<5).map { _ in generator.whole(below: 1_000) } == [440, 670, 262, 176, 299])
        #expect(SeededGenerator.first(of: "") == 0xc381_7c01_6ba4_ff30)
        #expect(Set((0..<200).map { "\(SeededGenerator.first(of: "seed \($0)"))" }).count == 200)
    }

    @Test(arguments: 0..<40) func everyListedPanelMeetsAllRulesAndNobodyIsMoreThanAPanelOff(number: Int) throws {
        var generator = SeededGenerator(seed: "lottery \(number)")
        let town = try Town.random(&generator)
        let distribution = try FairDistribution(town, fairness: .leximin)
        let lottery = try Lottery(distribution, of: town)
        #expect(lottery.panels.count == 1_000)
        for panel in Set(lottery.panels) {
            #expect(panel.count == town.size && Set(panel).count == town.size)
            for quota in town.quotas {
                let seats = panel.count { town.people[$0].values[quota.category] == quota.value }
                #expect(quota.seats.contains(seats))
            }
        }
        let appearances = lottery.appearances(people: town.people.count)
        for (chance, count) in zip(distribution.chances, appearances) {
            #expect(abs(Double(count) / 1_000 - chance) <= 0.002)
        }
    }

    @Test(arguments: 0..<30) func noListedPanelTakesTwoFromAHousehold(number: Int) throws {
        var generator = SeededGenerator(seed: "households \(number)")
        let town = try Town.random(&generator, households: true)
        let lottery = try Lottery(FairDistribution(town, fairness: .leximin), of: town, count: 100)
        for panel in lottery.panels {
            let homes = panel.compactMap { town.people[$0].household }
            #expect(panel.count == town.size && Set(homes).count == homes.count)
        }
    }

    @Test func theSeedPicksTheNumberAndNothingElse() throws {
        var generator = SeededGenerator(seed: "numbers")
        let town = try Town.random(&generator)
        let lottery = try Lottery(FairDistribution(town, fairness: .leximin), of: town)
        let winners = (0..<500).map { lottery.winner(seed: "seed \($0)") }
        #expect(winners.allSatisfy { (0..<1_000).contains($0) })
        #expect(Set(winners).count > 350)
        #expect(lottery.winner(seed: "a") == lottery.winner(seed: "a"))
    }

    @Test(arguments: 0..<20) func aStratifiedDrawMeetsTheQuotasToo(number: Int) throws {
        var generator = SeededGenerator(seed: "stratified \(number)")
        let town = try Town.random(&generator, households: number.isMultiple(of: 2))
        let draw = StratifiedDraw(town)
        guard let panel = try? draw.panel(using: &generator) else { return }
        for quota in town.quotas {
            #expect(quota.seats.contains(panel.count { town.people[$0].values[quota.category] == quota.value }))
        }
        let homes = panel.compactMap { town.people[$0].household }
        #expect(Set(homes).count == homes.count && panel.count == town.size)
    }
}

extension SeededGenerator {
    static func first(of seed: String) -> UInt64 {
        var generator = SeededGenerator(seed: seed)
        return generator.next()
    }
}
