import Testing

import ReviewPanels

/// Strengths that choix 0.4.1 finds from the same comparisons.
private struct ChoixResults: Decodable {
    struct Fit: Decodable { var params: [Double] }
    var file: String
    var pairs: Int
    var project_ids: [String]
    var alpha: Double
    var results: [String: Fit]
}

@Suite("Strengths agree with choix on real ballots", .enabled(if: GoldenFolder.isThere, Comment(rawValue: GoldenFolder.absence)))
struct PairwiseGoldenTests {
    @Test("Zurich's and Kraków's ordinal ballots", arguments: ["zurich_s5r", "krakow_2024"])
    func choix(name: String) throws {
        let golden = try GoldenFolder.decode(ChoixResults.self, "golden/pairwise/\(name).json")
        let tally = try Self.tally(of: golden)
        #expect(tally.votes == golden.pairs)
        let fit = try BradleyTerry(tally, regularization: golden.alpha)
        let descent = try #require(golden.results["opt_pairwise_bfgs"]).params
        #expect(Self.distance(fit.strengths, descent) < 1e-5)
        // choix's Newton stops early on Kraków: the gradient at its point is still 2e-3, at BFGS's 2e-4, at ours 1e-12.
        let newton = try #require(golden.results["opt_pairwise_newton"]).params
        #expect(Self.distance(fit.strengths, newton) < 2.5e-5)
        let chain = try #require(golden.results["ilsr_pairwise"]).params
        let walk = try spectralStrengths(tally, regularization: golden.alpha)
        #expect(Self.distance(walk, chain) < 1e-6)
    }

    private static func distance(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    /// Every ordered pair inside a ballot is one comparison; projects a ballot leaves out are not compared.
    private static func tally(of golden: ChoixResults) throws -> PairwiseTally {
        var tally = try PairwiseTally(items: golden.project_ids)
        let index = Dictionary(uniqueKeysWithValues: zip(golden.project_ids, golden.project_ids.indices))
        let lines = try GoldenFolder.text("pabulib/\(golden.file)").split(whereSeparator: \.isNewline)
        let start = try #require(lines.firstIndex { $0 == "VOTES" })
        let header = lines[start + 1].split(separator: ";", omittingEmptySubsequences: false)
        let column = try #require(header.firstIndex { $0 == "vote" })
        for line in lines[(start + 2)...] {
            let ballot = line.split(separator: ";", omittingEmptySubsequences: false)[column]
            let choices = ballot.split(separator: ",").compactMap { index[String($0)] }
            for (place, winner) in choices.enumerated() {
                for loser in choices[(place + 1)...] { tally.record(winner: winner, over: loser) }
            }
        }
        return tally
    }
}
