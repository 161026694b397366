internal import Foundation
internal import Storage
internal import Talkoot
internal import TestTown

extension HouseEngine {
    /// The test town with a stopped clock, for the stories of imports.
    func story(_ story: (Town, TestClock) async throws -> Void) async throws {
        let database = try await open()
        try await closing(database) {
            let (town, clock) = try await house(in: database, at: Instant(milliseconds: 1_773_304_496_000))
            try await story(town, clock)
        }
    }
}

extension Town {
    func count(_ sql: SQLText) async throws -> Int { try await platform.reading { try $0.count(sql) } }
    func importing(_ lines: String, dryRun: Bool = false) async throws -> ImportReport {
        try await platform.importProposals(Data(lines.utf8), from: "proposals.jsonl", in: kuusila, dryRun: dryRun)
    }
    func signals() async throws -> [Signal] {
        try await look(as: .liisa) { scene in
            try SignalQueries.list(SignalFilter(), limit: 200, scene).rows.map { try SignalQueries.signal(Target($0.code.rawValue), scene) }
        }
    }
    /// How many objects a visitor finds.
    func found(_ words: String) async throws -> [String] {
        try await look { try SearchQueries.find(words, $0).hits.map(\.title) }
    }
}
