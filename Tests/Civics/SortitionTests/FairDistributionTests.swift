import Testing
@testable import Sortition

@Suite struct FairDistributionTests {
    @Test func theRareGroupIsDrawnMoreOftenAndEverybodyInItAlike() throws {
        let people = (0..<2).map { SelectionTests.person("w\($0)", "woman") }
            + (0..<4).map { SelectionTests.person("m\($0)", "man") }
        let selection = try Selection(people: people, quotas: [SelectionTests.women, SelectionTests.men], size: 2)
        for fairness in Fairness.allCases {
            let distribution = try FairDistribution(selection, fairness: fairness)
            let expected = [0.5, 0.5, 0.25, 0.25, 0.25, 0.25]
            for (chance, right) in zip(distribution.chances, expected) { #expect(abs(chance - right) < 1e-9) }
        }
    }

    @Test func whoCannotBeDrawnHasChanceZeroAndSpoilsNothing() throws {
        // The young must be exactly the two from the south, so the young one from the north never fits.
        let people = [("a", "young", "south"), ("b", "young", "south"), ("c", "young", "north"), ("d", "old", "north"), ("e", "old", "north")]
            .map { Person(id: $0.0, values: ["age": $0.1, "place": $0.2]) }
        let quotas = [
            Quota(category: "age", value: "young", seats: 2...2), Quota(category: "age", value: "old", seats: 1...1),
            Quota(category: "place", value: "south", seats: 2...2), Quota(category: "place", value: "north", seats: 1...1),
        ]
        let distribution = try FairDistribution(try Selection(people: people, quotas: quotas, size: 3), fairness: .leximin)
        for (chance, right) in zip(distribution.chances, [1, 1, 0, 0.5, 0.5]) { #expect(abs(chance - right) < 1e-9) }
    }

    @Test func aPairFromOneHouseholdIsNeverDrawnTogether() throws {
        let people = [
            SelectionTests.person("a", "woman", home: "1"), SelectionTests.person("b", "man", home: "1"),
            SelectionTests.person("c", "woman"), SelectionTests.person("d", "man"),
        ]
        let selection = try Selection(people: people, quotas: [SelectionTests.women, SelectionTests.men], size: 2)
        let distribution = try FairDistribution(selection, fairness: .leximin)
        for chance in distribution.chances { #expect(abs(chance - 0.5) < 1e-9) }
        let lottery = try Lottery(distribution, of: selection, count: 10)
        #expect(!lottery.panels.contains([0, 1]))
    }

    @Test func contradictoryQuotasAreSaidToBeSo() throws {
        let people = [SelectionTests.person("a", "woman"), SelectionTests.person("b", "woman")]
        let selection = try Selection(people: people, quotas: [SelectionTests.women, SelectionTests.men], size: 2)
        #expect(throws: DrawFault.noPanel) { try FairDistribution(selection, fairness: .leximin) }
    }

    @Test(arguments: 0..<150) func leximinIsWhatListingEveryPanelGives(number: Int) throws {
        var generator = SeededGenerator(seed: "leximin \(number)")
        let town = try Town.random(&generator, households: number.isMultiple(of: 3))
        let distribution = try FairDistribution(town, fairness: .leximin)
        let polytope = PanelPolytope(town, distribution.types)
        let panels = Town.allPanels(polytope)
        guard panels.count < 1_500 else { return }
        let plain = Town.leximin(over: panels, people: polytope.people)
        for (chance, expected) in zip(distribution.chanceOfType, plain) { #expect(abs(chance - expected) < 1e-6) }
        let review = CertificateReview(distribution.certificate, for: town)
        #expect(review.objections == [])
    }

    @Test(arguments: 0..<60) func everyMethodMeetsTheQuotasAndItsCertificateHolds(number: Int) throws {
        var generator = SeededGenerator(seed: "methods \(number)")
        let town = try Town.random(&generator, households: number.isMultiple(of: 2))
        var least: [Fairness: Double] = [:]
        for fairness in Fairness.allCases {
            let distribution = try FairDistribution(town, fairness: fairness)
            #expect(CertificateReview(distribution.certificate, for: town).objections == [])
            #expect(abs(distribution.chances.reduce(0, +) - Double(town.size)) < 1e-7)
            #expect(abs(distribution.mixture.reduce(0) { $0 + $1.weight } - 1) < 1e-9)
            let polytope = PanelPolytope(town, distribution.types)
            #expect(distribution.mixture.allSatisfy { polytope.admits($0.panel) })
            least[fairness] = distribution.chances.filter { $0 > 1e-9 }.min()
        }
        #expect(abs((least[.leximin] ?? -1) - (least[.maximin] ?? -2)) < 1e-7)
        #expect((least[.nash] ?? 2) <= (least[.leximin] ?? 0) + 1e-6)
    }

    /// Seven categories with exact quotas for 60 people: so few panels that the relaxation says little about them.
    @Test(arguments: Fairness.allCases) func aPoolWithHardlyAnyPanelsIsSolvedPanelByPanel(fairness: Fairness) throws {
        let town = try Town.tight(seed: "tight 8", people: 60, categories: 7, size: 20)
        let distribution = try FairDistribution(town, fairness: fairness)
        #expect(distribution.certificate.cuts.count > 8)
        #expect(CertificateReview(distribution.certificate, for: town).objections == [])
        let polytope = PanelPolytope(town, distribution.types)
        #expect(distribution.mixture.allSatisfy { polytope.admits($0.panel) })
    }

    @Test(arguments: 0..<20) func theOrderOfThePoolDoesNotMatter(number: Int) throws {
        var generator = SeededGenerator(seed: "anonymity \(number)")
        let town = try Town.random(&generator)
        var order = Array(town.people.indices)
        generator.shuffle(&order)
        let moved = try Selection(people: order.map { town.people[$0] }, quotas: town.quotas.reversed(), size: town.size)
        let (before, after) = (try FairDistribution(town, fairness: .leximin), try FairDistribution(moved, fairness: .leximin))
        let (first, second) = (before.chances, after.chances)
        for (place, person) in order.enumerated() { #expect(abs(second[place] - first[person]) < 1e-8) }
    }

    @Test func theSameQuestionHasTheSameAnswerToTheLastBit() throws {
        var generator = SeededGenerator(seed: "again")
        let town = try Town.random(&generator)
        let (first, second) = (try FairDistribution(town, fairness: .leximin), try FairDistribution(town, fairness: .leximin))
        #expect(first.certificate == second.certificate)
        #expect(try Lottery(first, of: town) == Lottery(second, of: town))
    }
}
