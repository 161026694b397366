public import ArgumentParser
import Foundation
import Storage
import Talkoot

/// Brings a database of an earlier version up to this program's schema: first a backup, then one step after the other.
public struct Upgrade {
    public enum Way: Sendable {
        /// For commands beside a server, which should not change the schema under it.
        case refused
        /// As the server does when it starts.
        case backedUp
        /// Where nothing of worth can be lost, or somebody else takes care of it.
        case plain
    }
    let options: DatabaseOptions
    let way: Way
    var tell: (String) -> Void = { FileHandle.standardError.write(Data(($0 + "\n").utf8)) }

    /// The names of the steps it took. An empty database simply gets its schema.
    @discardableResult func bringUp(_ database: any Database, _ migrations: [Migration] = Platform.migrations) async throws -> [String] {
        let past = try await Self.past(database), names = migrations.map(\.name)
        if Set(past) == Set(names) { return [] }
        if past.isEmpty { return try await Migrator.migrate(database, migrations) }
        let unknown = past.filter { !names.contains($0) }
        guard unknown.isEmpty else {
            throw OperationProblem("The database was brought up by a newer Talkoot than this one (\(Version.current)) and is left alone: install that version again, or restore the backup that was made before.")
        }
        switch way {
        case .refused: throw OperationProblem("The database is of an older version: say talkoot upgrade first, or start the server, which does it.")
        case .plain: break
        case .backedUp:
            tell("The database is of an older version. A backup first …")
            let backup = try await BackupMaking(options: options, backups: Backups(folder: options.backups), withKeys: false, tell: tell).make(at: Installation.now())
            tell("Backed up to \(backup.path).")
        }
        // Each step is a transaction of its own: it can be stopped in between, and goes on with the next one.
        let ran = try await Migrator.migrate(database, migrations) { name, number, count in tell("Step \(number) of \(count): \(name)") }
        tell("The database is up to date.")
        return ran
    }

    /// The steps that a database has had; none for a new one.
    static func past(_ database: any Database) async throws -> [String] {
        try await database.read { tx in
            let table: SQLText = tx.dialect == .sqlite
                ? "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'"
                : "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_migration'"
            return try tx.exists(table) ? try Migrator.applied(tx) : []
        }
    }
}

/// `talkoot upgrade`
public struct UpgradeCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "upgrade", abstract: "Brings the database up to this program's version, after a backup.",
        discussion: "The server does the same when it starts. A step that was cut off is done again; what was finished stays. An older program leaves a newer database alone.")
    @Flag(help: "Makes no backup first, because there is one already.") var withoutBackup = false
    @OptionGroup var database: DatabaseOptions
    public init() {}

    public func run() async throws {
        try UnfinishedRestore.refuse(in: database.folder)
        let opened = try database.openExisting()
        let outcome: Result<[String], any Error>
        do { outcome = .success(try await Upgrade(options: database, way: withoutBackup ? .plain : .backedUp).bringUp(opened)) } catch { outcome = .failure(error) }
        await opened.close()
        let steps = try outcome.get()
        try sayOut(steps.isEmpty ? "Nothing to do: the database is up to date with Talkoot \(Version.current)." : "Upgraded to Talkoot \(Version.current) in \(steps.count) \(steps.count == 1 ? "step" : "steps").")
    }
}
