import Foundation
import Representation
import Testing

/// The published cases kept with the project's data.
private struct GoldenBalance: Decodable {
    struct Power: Decodable {
        let quota: Int
        let weights: [Int]
        let swings: [Int]
        let banzhafNormalised: [Double]
        let banzhafAbsolute: [Double]
        let shapleyExact: [String]

        enum CodingKeys: String, CodingKey {
            case quota, weights, swings
            case banzhafNormalised = "banzhaf_normalised", banzhafAbsolute = "banzhaf_absolute"
            case shapleyExact = "shapley_exact"
        }
    }

    struct Balance: Decodable {
        let seats: [Int]
        let population: [Int]
        let shannon, gallagher, kl, hill1: Double
        let evenness, blau, normalisedBlau, effectiveNumber, distance, sainteLague, rose, largestRatio, largestShare: Double

        enum CodingKeys: String, CodingKey {
            case seats, population, shannon, gallagher, kl, hill1
            case evenness = "pielou_evenness", blau = "blau_gini_simpson", normalisedBlau = "blau_normalised"
            case effectiveNumber = "effective_number_laakso_taagepera", distance = "loosemore_hanby"
            case sainteLague = "sainte_lague", rose = "rose_proportionality", largestRatio = "max_over"
            case largestShare = "largest_share"
        }
    }

    let power: [String: Power]
    let balance: [String: Balance]

    static var file: URL {
        let folder = ProcessInfo.processInfo.environment["TALKOOT_DATA"].map { URL(fileURLWithPath: $0) }
            ?? URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../shared/data").standardizedFileURL
        return folder.appendingPathComponent("golden/council_balance.json")
    }

    static var isPresent: Bool { FileManager.default.fileExists(atPath: file.path) }

    static func load() throws -> GoldenBalance {
        try JSONDecoder().decode(GoldenBalance.self, from: Data(contentsOf: file))
    }
}

@Suite(.enabled(if: GoldenBalance.isPresent, "the reference data (golden/council_balance.json) is not here"))
struct GoldenBalanceTests {
    @Test func publishedPowerIsReproduced() throws {
        let golden = try GoldenBalance.load()
        #expect(golden.power.count == 6)
        for (name, expected) in golden.power {
            let power = try body(expected.weights, quota: expected.quota).power()
            #expect(power.map { Int($0.swings.numerator) } == expected.swings, "\(name)")
            #expect(power.map(\.shapleyShubik.description) == expected.shapleyExact, "\(name)")
            #expect(power.map(\.banzhaf.doubleValue) == expected.banzhafNormalised, "\(name)")
            #expect(power.map(\.banzhafChance.doubleValue) == expected.banzhafAbsolute, "\(name)")
        }
    }

    @Test func compositionIsMeasuredAsPublished() throws {
        let golden = try GoldenBalance.load()
        #expect(golden.balance.count == 3)
        for expected in golden.balance.values {
            let balance = try SeatBalance(seats: expected.seats, population: expected.population)
            let measured = [
                balance.seats.shannon, balance.seats.evenness, balance.seats.blau.doubleValue,
                balance.seats.normalisedBlau.doubleValue, balance.seats.effectiveNumber.doubleValue,
                balance.seats.hillNumber(order: 1), balance.gallagher, balance.distance.doubleValue, balance.sainteLague,
                balance.divergence, balance.proportionality.doubleValue, balance.largestRatio.doubleValue,
                balance.seats.largestShare.doubleValue,
            ]
            let published = [
                expected.shannon, expected.evenness, expected.blau, expected.normalisedBlau, expected.effectiveNumber,
                expected.hill1, expected.gallagher, expected.distance, expected.sainteLague, expected.kl, expected.rose,
                expected.largestRatio, expected.largestShare,
            ]
            for (own, theirs) in zip(measured, published) { #expect(abs(own - theirs) < 1e-12) }
        }
    }
}
