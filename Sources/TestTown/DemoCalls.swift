public import Foundation
public import Talkoot

extension TestTown {
    /// Imports the demo's calls (`demo/challenges.json` of the assets) into Kuusila, with their dates moved so that most are open now.
    @discardableResult
    public static func importCalls(_ feed: Data, into town: Town) async throws -> ImportReport {
        try await town.platform.importChallenges(feed, from: "challenges.json", in: town.kuusila) { departmentOfCall[$0.origin] ?? "streets" }
    }

    private static let departmentOfCall = [
        "challenge.gov:1229": "streets", "challenge.gov:1236": "schools", "challenge.gov:1251": "social", "challenge.gov:1255": "transport", "challenge.gov:1264": "streets",
        "challenge.gov:1267": "streets", "challenge.gov:1269": "schools", "challenge.gov:1274": "social", "challenge.gov:1282": "parks", "challenge.gov:1283": "transport",
        "challenge.gov:1284": "social", "challenge.gov:1286": "social",
    ]
}
