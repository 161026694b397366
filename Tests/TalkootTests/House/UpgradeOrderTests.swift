internal import Storage
@testable internal import Talkoot
internal import Testing

/// A city that was founded on an earlier version and has come up step by step must have the same tables as one founded today.
@Suite struct UpgradeOrderTests {
    /// The steps as version 0.1 took them, in its order.
    private static let early = [
        "cities", "people", "organisations", "acts", "record", "notices", "clocks", "initiatives", "housekeeping", "search", "organisationVisibility", "signals", "signalVisibility", "problems",
        "problemVisibility", "challenges", "submissions", "submissionVisibility", "juries", "seatsThatEnd", "decisions", "pilots", "lessons", "solutions", "clockWarnings", "clockNearInBusinessDays",
        "standIns", "settings", "moderation", "secondFactors", "passwords", "turningSessions", "erasures", "retention", "collectedLetters", "attachments", "places",
    ]

    @Test(arguments: HouseEngine.available) func anEarlierCityComesUpToTheSameTables(engine: HouseEngine) async throws {
        let steps = Platform.migrations
        let first = try Self.early.map { name in try #require(steps.first { $0.name == name }, "the step \(name) is gone, and no earlier database would come up") }
        let old = try await engine.open(), new = try await engine.open()
        try await Migrator.migrate(old, first)
        let rest = try await Migrator.migrate(old, steps)
        #expect(Set(Self.early + rest) == Set(steps.map(\.name)) && Self.early.count + rest.count == steps.count)
        try await Migrator.migrate(new, steps)
        let (grown, founded) = (try await shape(old), try await shape(new))
        #expect(grown.differences(from: founded) == [])
        await old.close()
        await new.close()
    }

    private func shape(_ database: any Database) async throws -> SchemaSnapshot {
        try await database.read { try SchemaSnapshot($0, excluding: SearchTable.engineOwned) }
    }
}
