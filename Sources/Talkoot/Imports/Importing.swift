public import Foundation
import Storage

extension Platform {
    /// Imports proposals of Decidim as signals, 500 a transaction. What is here already, by its origin, is passed over, so it may be run again after whatever went wrong.
    /// - Parameters:
    ///   - source: what the record calls the file, such as its name.
    ///   - dryRun: reads and compares, and writes nothing.
    ///   - progress: how many of how many items are done.
    public func importProposals(
        _ bytes: Data, from source: String, in city: ID<City>, dryRun: Bool = false, progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> ImportReport {
        try await importSignals(try DecidimProposals.read(bytes), from: source, in: city, dryRun: dryRun, progress: progress)
    }
    /// The same with proposals of CONSUL.
    public func importConsul(
        _ bytes: Data, from source: String, in city: ID<City>, dryRun: Bool = false, progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> ImportReport {
        try await importSignals(try ConsulProposals.read(bytes), from: source, in: city, dryRun: dryRun, progress: progress)
    }
    /// The same with service requests.
    /// - Parameter columns: which column says what, where its name does not.
    public func importRequests(
        _ bytes: Data, columns: RequestColumns = RequestColumns(), origin: String = "311", from source: String, in city: ID<City>, dryRun: Bool = false,
        progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> ImportReport {
        try await importSignals(try ServiceRequests.read(bytes, columns: columns, origin: origin), from: source, in: city, dryRun: dryRun, progress: progress)
    }

    private func importSignals(
        _ reading: ImportReading<ForeignProposal>, from source: String, in city: ID<City>, dryRun: Bool, progress: @Sendable (Int, Int) -> Void
    ) async throws -> ImportReport {
        try await importBatches(reading, of: 500, progress: progress) { batch in
            if dryRun {
                let known = try await look(in: city, as: .system(because: "import")) { try SignalTable.known(batch.map(\.origin), $0).count }
                return (batch.count - known, known)
            }
            return try await take(ImportSignals(proposals: batch, source: source), in: city)
        }
    }

    func importBatches<Item: Sendable>(
        _ reading: ImportReading<Item>, of size: Int, progress: @Sendable (Int, Int) -> Void, _ take: ([Item]) async throws -> (imported: Int, known: Int)
    ) async throws -> ImportReport {
        var report = ImportReport()
        (report.read, report.notes) = (reading.count, reading.notes.sorted { $0.line < $1.line })
        var done = 0
        while done < reading.items.count {
            let batch = Array(reading.items[done..<min(done + size, reading.items.count)])
            let (imported, known) = try await take(batch)
            report.imported += imported
            report.known += known
            done += batch.count
            progress(done, reading.items.count)
        }
        return report
    }

    func take(_ act: some Act, in city: ID<City>) async throws -> (imported: Int, known: Int) {
        let outcome = try await perform(act, in: city, as: .system(because: "import"), id: newActID())
        return (Int(outcome.values["imported"]?.integer ?? 0), Int(outcome.values["known"]?.integer ?? 0))
    }
}

extension Platform {
    /// Imports a feed of Challenge.gov as challenges, 50 a transaction; again without duplicates.
    /// - Parameters:
    ///   - shift: how the dates move; see ``FeedShift``.
    ///   - department: the slug of the department that owns a call.
    public func importChallenges(
        _ bytes: Data, from source: String, in city: ID<City>, shift: FeedShift = .automatic, dryRun: Bool = false,
        progress: @Sendable (Int, Int) -> Void = { _, _ in }, department: @Sendable (FeedCall) -> String
    ) async throws -> ImportReport {
        let reading = try ChallengeGovFeed.read(bytes)
        let today = try await look(in: city, as: .system(because: "import")) { $0.today }
        let days = shift.days(for: reading.items, today: today)
        return try await importBatches(reading, of: 50, progress: progress) { batch in
            if dryRun {
                let known = try await look(in: city, as: .system(because: "import")) { try ChallengeTable.known(batch.map(\.origin), $0).count }
                return (batch.count - known, known)
            }
            return try await take(ImportChallenges(calls: batch, shift: days, departments: batch.map(department), source: source), in: city)
        }
    }
}
