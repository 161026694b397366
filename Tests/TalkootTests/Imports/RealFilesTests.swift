internal import Foundation
internal import Storage
@testable internal import Talkoot
internal import TestTown
internal import Testing

@Suite("Real files go in whole")
struct RealFilesTests {
    private static let folder = ProcessInfo.processInfo.environment["TALKOOT_DATA"].map { URL(fileURLWithPath: $0) }
        ?? URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../shared/data").standardizedFileURL
    private static let absence: Comment = "the public proposals and calls are not in ../shared/data (or TALKOOT_DATA)"
    private static func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: folder.path + "/civic/" + name) }
    private static let isHere = FileManager.default.fileExists(atPath: folder.path + "/civic/barcelona_pam_2016_proposals.jsonl")

    @Test("the 10 860 proposals of Barcelona, found in Catalan and Spanish", .enabled(if: isHere, absence), arguments: HouseEngine.available)
    func importsBarcelona(_ place: HouseEngine) async throws {
        let bytes = try #require(Self.bytes("barcelona_pam_2016_proposals.jsonl"))
        try await place.story { town, _ in
            let report = try await town.platform.importProposals(bytes, from: "barcelona", in: town.kuusila)
            #expect(report.read == 10_860 && report.imported == 10_860 && report.refused == 0)
            #expect(try await town.count("SELECT count(*) FROM signal WHERE state = 'accepted' AND is_public") == 8_142)
            #expect(try await town.count("SELECT count(*) FROM signal WHERE state = 'declined' AND NOT is_public") == 2_718)
            #expect(try await town.count("SELECT count(*) FROM entry WHERE event = 'signals.imported'") == 22)
            for (marked, plain) in [("participació", "participacio"), ("educación", "educacion"), ("Gràcia", "gracia"), ("niños", "ninos")] {
                let found = try await (town.found(marked), town.found(plain))
                #expect(!found.0.isEmpty && found.0 == found.1, "\(marked)")
            }
            #expect(try await town.platform.importProposals(bytes, from: "barcelona", in: town.kuusila).known == 10_860)
        }
    }

    @Test("the 318 calls of Challenge.gov, with something open", .enabled(if: isHere, absence), arguments: HouseEngine.available)
    func importsCalls(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            var imported = 0
            for name in ["open", "closed"] {
                let bytes = try #require(Self.bytes("challenge_gov_feed-\(name).json"))
                let report = try await town.platform.importChallenges(bytes, from: name, in: town.kuusila) { _ in "parks" }
                #expect(report.refused == 0)
                imported += report.imported
            }
            #expect(imported == 318)
            let open = try await town.look { try ChallengeQueries.list(ChallengeFilter(isOpen: true), limit: 200, $0).rows.filter { $0.state == .open } }
            #expect(open.count >= 20)
            #expect(try await town.count("SELECT count(*) FROM challenge WHERE prize_cents > 0") >= 230)
            #expect(try await town.count("SELECT count(*) FROM challenge WHERE text LIKE '%<script%' OR text LIKE '%](javascript%'") == 0)
        }
    }
}
