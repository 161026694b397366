internal import ArgumentParser
internal import Foundation
internal import Storage
@testable internal import Talkoot
@testable internal import TalkootCommands
internal import PrivatePostgreSQL
internal import Testing

/// Backups of a small city and what is restored from them.
struct BackupTown {
    let town: RecordTown
    var folder: String { town.directory + "/backups" }

    init(_ town: RecordTown) throws {
        self.town = town
        try Data((0..<32).map { UInt8($0) }).write(to: URL(fileURLWithPath: town.directory + "/talkoot.key"))
    }

    var options: DatabaseOptions { get throws { try DatabaseOptions.parse(["--data", town.directory] + (town.url.map { ["--database", $0] } ?? [])) } }

    @discardableResult func backup(withKeys: Bool = false, at now: Instant = Installation.now()) async throws -> (path: String, manifest: BackupManifest) {
        try await BackupMaking(options: try options, backups: Backups(folder: folder), withKeys: withKeys) { _ in }.make(at: now)
    }

    /// A new folder, and for PostgreSQL an empty database.
    func fresh() throws -> DatabaseOptions {
        let url = town.url == nil ? nil : try PrivatePostgreSQL.shared.get().freshDatabase()
        return try DatabaseOptions.parse(["--data", try TestFolder.fresh() + "/new"] + (url.map { ["--database", $0] } ?? []))
    }

    @discardableResult
    func restore(_ path: String? = nil, into target: DatabaseOptions, beside: String? = nil, keys: String? = nil) async throws -> Restored {
        try await BackupRestoring(backup: try Backups.find(path ?? folder), options: target, beside: beside, keys: keys) { _ in }.restore()
    }

    /// Opens what was restored, looks, and closes it.
    func inside<Value>(_ target: DatabaseOptions, _ body: (Platform) async throws -> Value) async throws -> Value {
        let now = town.platform.now()
        let platform = Platform(database: try target.openExisting(), random: seededChance(5), recordKey: try RecordKey.read(in: target.folder)) { now }
        do {
            let value = try await body(platform)
            await platform.database.close()
            return value
        } catch {
            await platform.database.close()
            throw error
        }
    }

    func count(_ statement: SQLText, in platform: Platform) async throws -> Int { try await platform.reading { try $0.count(statement) } }

    /// What an operation was refused with.
    func refusal(_ work: () async throws -> Void) async -> String {
        do { try await work() } catch { return "\(error)" }
        return ""
    }
}
