import Testing
@testable import Sortition

@Suite struct CertificateTests {
    /// A town whose fairest real point is no mixture of panels, so that its certificate contains cuts.
    static func townWithCuts() throws -> (Selection, FairnessCertificate) {
        for number in 0..<500 {
            var generator = SeededGenerator(seed: "cuts \(number)")
            let town = try Town.random(&generator, households: true)
            let certificate = try FairDistribution(town, fairness: .leximin).certificate
            if !certificate.cuts.isEmpty { return (town, certificate) }
        }
        throw DrawFault.noPanel
    }

    @Test func aCertificateWithCutsHolds() throws {
        let (town, certificate) = try Self.townWithCuts()
        #expect(CertificateReview(certificate, for: town).holds)
    }

    @Test func everyForgeryIsNoticed() throws {
        let (town, honest) = try Self.townWithCuts()
        let first = try #require(honest.mixture.first)
        var crowded = first.panel
        crowded[0] += 1
        let forgeries = [
            forged(honest, chances: honest.chances.map { .init($0.value * 0.99) }),
            forged(honest, mixture: Array(honest.mixture.dropFirst())),
            forged(honest, mixture: [WeightedPanel(panel: crowded, weight: first.weight)] + honest.mixture.dropFirst()),
            forged(honest, mixture: [WeightedPanel(panel: first.panel, weight: 1)]),
            forged(honest, stages: Array(honest.stages.dropLast())),
            forged(honest, stages: honest.stages.map {
                .init(chance: .init($0.chance.value * 0.9), fixed: $0.fixed, multipliers: $0.multipliers, certainty: $0.certainty)
            }),
            forged(honest, cuts: honest.cuts.map { .init(coefficients: $0.coefficients, level: $0.level - 0.01, proof: $0.proof) }),
            forged(honest, cuts: honest.cuts.map {
                .init(coefficients: $0.coefficients, level: $0.level, proof: .bounded(multipliers: []))
            }),
            forged(honest, types: honest.types.reversed()),
        ]
        for (index, forgery) in forgeries.enumerated() {
            #expect(!CertificateReview(forgery, for: town).holds, "forgery \(index) went unnoticed")
        }
    }

    /// A lottery that gives somebody less than they could have is not certified, however well it is written.
    @Test func anUnfairLotteryCannotBeCertified() throws {
        let people = (0..<3).map { SelectionTests.person("w\($0)", "woman") } + [SelectionTests.person("m", "man")]
        let selection = try Selection(people: people, quotas: [SelectionTests.women, SelectionTests.men], size: 2)
        let honest = try FairDistribution(selection, fairness: .leximin).certificate
        #expect(CertificateReview(honest, for: selection).holds)
        let unfair = forged(honest, stages: honest.stages.map {
            .init(chance: .init(0.2), fixed: $0.fixed, multipliers: $0.multipliers, certainty: $0.certainty)
        })
        #expect(!CertificateReview(unfair, for: selection).holds)
    }

    @Test func randomNonsenseNeverCrashesTheReview() throws {
        let (town, honest) = try Self.townWithCuts()
        var generator = SeededGenerator(seed: "nonsense")
        for _ in 0..<200 {
            func wild(_ count: Int) -> [Double] {
                (0..<count).map { _ in generator.whole(below: 9) == 0 ? .nan : 1e3 * (generator.unit() - 0.5) }
            }
            let count = generator.whole(below: 6)
            let nonsense = forged(
                honest, chances: numbers(wild(count.isMultiple(of: 2) ? honest.chances.count : count)),
                mixture: [WeightedPanel(panel: wild(count).map { $0.isNaN ? -1 : Int($0) }, weight: generator.unit())],
                cuts: [.init(coefficients: wild(count), level: 0, proof: .split(
                    type: count * 7 - 3, at: count, atMost: .empty(multipliers: wild(count)), above: .bounded(multipliers: wild(2))))],
                stages: [.init(
                    chance: .init(generator.unit()), fixed: [count * 5 - 4], multipliers: numbers(wild(count)), certainty: [-2: .init(1)])])
            #expect(!CertificateReview(nonsense, for: town).holds)
        }
    }

    private func numbers(_ values: [Double]) -> [CertifiedNumber] { values.map { .init($0) } }

    private func forged(
        _ honest: FairnessCertificate, types: [[String]]? = nil, chances: [CertifiedNumber]? = nil, mixture: [WeightedPanel]? = nil,
        cuts: [FairnessCertificate.Cut]? = nil, stages: [FairnessCertificate.Stage]? = nil
    ) -> FairnessCertificate {
        FairnessCertificate(
            fairness: honest.fairness, types: types ?? honest.types, chances: chances ?? honest.chances,
            mixture: mixture ?? honest.mixture, cuts: cuts ?? honest.cuts, stages: stages ?? honest.stages)
    }
}
