import Testing
@testable import Sortition

/// Leximin and maximin chances are fractions, and so is the proof of them.
@Suite struct ExactChanceTests {
    @Test func aThirdIsWrittenAsAThird() throws {
        let people = (0..<3).map { SelectionTests.person("w\($0)", "woman") } + [SelectionTests.person("m", "man")]
        let selection = try Selection(people: people, quotas: [SelectionTests.women, SelectionTests.men], size: 2)
        for fairness in [Fairness.leximin, .maximin] {
            let distribution = try FairDistribution(selection, fairness: fairness)
            #expect(distribution.exactChances?.map(\.description) == ["1/3", "1/3", "1/3", "1"])
            #expect(distribution.mixture.reduce(Fraction(0)) { $0 + ($1.share ?? Fraction(0)) } == Fraction(1))
        }
        #expect(try FairDistribution(selection, fairness: .nash).exactChances == nil)
    }

    @Test(arguments: Array(0..<200) + [783]) func everySmallTownHasExactChancesThatItsCertificateProves(number: Int) throws {
        var generator = SeededGenerator(seed: "exact \(number)")
        let town = try Town.random(&generator, households: number.isMultiple(of: 3))
        for fairness in [Fairness.leximin, .maximin] { try expectExact(town, fairness) }
    }

    /// These need cuts, and most of them stages panel by panel.
    @Test(arguments: [
        ("tight 14", 40, 7, 12), ("tight 29", 40, 7, 12), ("tight 43", 40, 6, 12), ("tight 8", 60, 7, 20),
    ]) func soHavePoolsWithHardlyAnyPanels(seed: String, people: Int, categories: Int, size: Int) throws {
        try expectExact(Town.tight(seed: seed, people: people, categories: categories, size: size), .leximin)
    }

    private func expectExact(_ town: Selection, _ fairness: Fairness) throws {
        let certificate = try FairDistribution(town, fairness: fairness).certificate
        let chances = certificate.chances.compactMap(\.exact)
        #expect(chances.count == certificate.types.count)
        let sum = zip(chances, certificate.types).reduce(Fraction(0)) { $0 + $1.0 * Fraction($1.1.count) }
        #expect(sum == Fraction(town.size))
        let types = PersonTypes(town)
        var rules = CertificateReview.rules(town, types)
        for cut in certificate.cuts {
            rules.coefficients.append(cut.coefficients)
            rules.bounds.append(-1e6...cut.level)
        }
        #expect(try #require(ExactReview(certificate, rules)).objections == [])
        #expect(CertificateReview(certificate, for: town).objections == [])
    }

    /// A change by a billionth of a billionth passes any tolerance; not the exact review.
    @Test func aHairsBreadthIsNoticed() throws {
        let people = (0..<3).map { SelectionTests.person("w\($0)", "woman") } + [SelectionTests.person("m", "man")]
        let selection = try Selection(people: people, quotas: [SelectionTests.women, SelectionTests.men], size: 2)
        let honest = try FairDistribution(selection, fairness: .leximin).certificate
        let hair = try #require(Fraction("1/1000000000000000000"))
        let first = try #require(honest.mixture.first), share = try #require(first.share)
        let moved = FairnessCertificate(
            fairness: .leximin, types: honest.types, chances: honest.chances,
            mixture: [WeightedPanel(panel: first.panel, share: share - hair)] + honest.mixture.dropFirst(),
            cuts: honest.cuts, stages: honest.stages)
        let raised = FairnessCertificate(
            fairness: .leximin, types: honest.types, chances: honest.chances.map { .init(($0.exact ?? hair) + hair) },
            mixture: honest.mixture, cuts: honest.cuts, stages: honest.stages)
        for forgery in [moved, raised] { #expect(!CertificateReview(forgery, for: selection).holds) }
        #expect(CertificateReview(honest, for: selection).holds)
    }

    @Test func fractionsAreReadAsTheyAreWritten() {
        for text in ["0", "1", "-3", "1/3", "-22/7", "123456789012345678901234567891/10000000000"] {
            #expect(Fraction(text)?.description == text)
        }
        for text in ["", "/", "1/", "/3", "1/0", "1/2/3", "one", "0.5", " 1"] { #expect(Fraction(text) == nil) }
        #expect(Fraction(exactly: 0.1) != Fraction(1, over: 10))
        #expect(Fraction(exactly: -0.375) == Fraction(-3, over: 8))
        #expect(Fraction(exactly: .infinity) == nil && Fraction(exactly: .nan) == nil && Fraction(exactly: 0) == Fraction(0))
        #expect(Fraction(1, over: 3).doubleValue == 1.0 / 3)
    }
}
