import Foundation
import Testing
@testable import Sortition

/// Comparison with the leximin chances of other programs, read from the project's data folder.
@Suite struct GoldenTests {
    struct Pool: Sendable, CustomTestStringConvertible {
        let people: String, quotas: String, size: Int, golden: String
        var testDescription: String { golden }
    }

    static let pools = [
        Pool(people: "replication/example_small_20/respondents.csv", quotas: "replication/example_small_20/categories.csv",
             size: 20, golden: "leximin_exact_small"),
        Pool(people: "replication/example_large_200/respondents.csv", quotas: "replication/example_large_200/categories.csv",
             size: 200, golden: "leximin_exact_large"),
        Pool(people: "sf_algorithms_fixture/candidates.csv", quotas: "sf_algorithms_fixture/features.csv",
             size: 22, golden: "leximin_exact_sf150"),
        Pool(people: "synthetic/synth_312_35/respondents.csv", quotas: "synthetic/synth_312_35/categories.csv",
             size: 35, golden: "leximin_exact_synth_312_35"),
    ]

    static let folder: URL? = {
        let named = ProcessInfo.processInfo.environment["TALKOOT_DATA"].map { URL(fileURLWithPath: $0) }
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = named ?? root.deletingLastPathComponent().appending(path: "shared/data")
        return FileManager.default.fileExists(atPath: folder.appending(path: "sortition").path) ? folder : nil
    }()

    @Test(.enabled(if: folder != nil, "the data folder with sortition pools is not here"), arguments: pools)
    func leximinChancesAreThePublishedOnes(pool: Pool) throws {
        let folder = try #require(Self.folder)
        let selection = try Self.selection(pool, folder.appending(path: "sortition"))
        let distribution = try FairDistribution(selection, fairness: .leximin)
        let file = folder.appending(path: "golden/sortition/\(pool.golden).json")
        let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
        #expect(golden.selection_probabilities.count == selection.people.count)
        for (index, chance) in distribution.chances.enumerated() {
            let expected = try #require(
                golden.selection_probabilities[selection.people[index].id] ?? golden.selection_probabilities[String(index)])
            #expect(abs(chance - expected) < 1e-8)
        }
        #expect(CertificateReview(distribution.certificate, for: selection).objections == [])
        let lottery = try Lottery(distribution, of: selection)
        for (count, chance) in zip(lottery.appearances(people: selection.people.count), distribution.chances) {
            #expect(abs(Double(count) / 1_000 - chance) <= 0.001 + 1e-9)
        }
    }

    private struct Golden: Decodable { let selection_probabilities: [String: Double] }

    static func selection(_ pool: Pool, _ folder: URL) throws -> Selection {
        let quotas = try rows(folder.appending(path: pool.quotas)).map { row in
            let low = try #require(row["min"].flatMap { Int($0) }), high = try #require(row["max"].flatMap { Int($0) })
            let category = row["value"] == nil ? row["category"] : row["feature"]
            return Quota(
                category: try #require(category), value: try #require(row["value"] ?? row["feature"]), seats: low...high)
        }
        let people = try rows(folder.appending(path: pool.people)).enumerated().map { index, row in
            Person(id: row["nationbuilder_id"] ?? String(index), values: row)
        }
        return try Selection(people: people, quotas: quotas, size: pool.size)
    }

    private static func rows(_ file: URL) throws -> [[String: String]] {
        let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let header = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }
}
