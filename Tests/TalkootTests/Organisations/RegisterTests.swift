import Storage
@testable import Talkoot
import Testing
import TestTown

/// Each kind of organisation is asked only for what belongs to it, and a resident needs none.
@Suite(.serialized) struct RegisterTests {
    @Test(arguments: HouseEngine.available) func oneOfEachKindGivesOnlyItsOwnFields(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        for (place, sector) in Organisation.Sector.allCases.enumerated() {
            var input: [String: JSON] = ["name": .text("\(["Birch", "Heron", "Granite", "Lantern", "Meadow", "Otter", "Pebble", "Quarry", "Rowan"][place]) of \(sector.rawValue)"), "sector": .text(sector.rawValue)]
            if sector.asks.contains("size") {
                await #expect(throws: Refusal.invalid([Problem("size", "problem.missing")]), "\(sector)") { try await register(input, town) }
                input["size"] = "small"
            } else {
                await #expect(throws: Refusal.invalid([Problem("size", "problem.notOfKind")]), "\(sector)") { try await register(input.merging(["size": "small"]) { $1 }, town) }
            }
            if sector.asks.contains("registrationNumber") { input["registrationNumber"] = .text("700000\(place)-1") } else {
                await #expect(throws: Refusal.invalid([Problem("registrationNumber", "problem.notOfKind")])) { try await register(input.merging(["registrationNumber": "7000000-1"]) { $1 }, town) }
            }
            try await register(input, town)
        }
        let sizes = try await town.look { try OrganisationQueries.list($0).rows.filter { $0.sector == .informalGroup }.map(\.size) }
        #expect(sizes == [.unasked])
        await #expect(throws: Refusal.invalid([Problem("size", "problem.choice")])) { try await register(["name": "Other", "sector": "company", "size": "unasked"], town) }
        try await town.perform("signal.send", ["text": "The swing is broken."], as: .aino)
    }

    private func register(_ input: [String: JSON], _ town: Town) async throws { try await town.perform("organisation.register", .object(input), as: .onni) }
}
