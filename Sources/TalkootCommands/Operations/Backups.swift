import Foundation
import Storage
import StoragePostgreSQL
import StorageSQLite
import Talkoot

/// A folder of backups: one folder for each, named by its moment, and beside them what a restore must know of the time after:
/// `erasures` and `record.head`, always as of the newest.
struct Backups {
    let folder: String

    /// The whole ones, oldest first.
    func names() throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { !$0.hasPrefix(".") && FileManager.default.fileExists(atPath: "\(folder)/\($0)/\(BackupManifest.name)") }.sorted()
    }

    /// The backup that is meant: the folder itself, or the newest in it.
    static func find(_ path: String) throws -> (folder: String, manifest: BackupManifest) {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        if FileManager.default.fileExists(atPath: "\(path)/\(BackupManifest.name)") { return (path, try .read(in: path)) }
        guard let newest = try Backups(folder: path).names().last else { throw OperationProblem("There is no backup in \(path).") }
        return ("\(path)/\(newest)", try .read(in: "\(path)/\(newest)"))
    }

    /// Removes the oldest beyond a number, never the one that was just made, and what a backup that was cut off left behind more than a day ago.
    func rotate(keeping number: Int, new: String, now: Instant) throws -> [String] {
        let removed = Array(try names().filter { $0 != new }.dropLast(max(0, number - 1)))
        for name in removed { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(Self.draftEnding) {
            let path = "\(folder)/\(name)"
            let made = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
            if let made, made.timeIntervalSince1970 < Double(now.milliseconds) / 1000 - 86_400 { try FileManager.default.removeItem(atPath: path) }
        }
        return removed
    }
    static let draftEnding = ".unfinished"
}

/// Makes one backup of an installation while it is used.
struct BackupMaking {
    let options: DatabaseOptions
    let backups: Backups
    /// Whether the keys go along. Who holds the record's key and the database can write another past, so usually they lie apart.
    let withKeys: Bool
    let tell: (String) -> Void

    /// Returns the folder of the new backup. It appears under its name when it is whole.
    func make(at now: Instant) async throws -> (path: String, manifest: BackupManifest) {
        let database = try options.openExisting()
        let erased: Set<Erasure>
        do { erased = try await Self.erased(in: database) } catch { await database.close(); throw error }
        let name = now.rfc3339.filter { $0 != "-" && $0 != ":" && $0 != "Z" } + "." + String(1000 + now.milliseconds % 1000).suffix(3)
        let path = "\(backups.folder)/\(name)", draft = "\(backups.folder)/.\(name)\(Backups.draftEnding)"
        guard !FileManager.default.fileExists(atPath: path) else { throw OperationProblem("There is a backup \(path) already.") }
        try PrivateFiles.makeFolder(backups.folder)
        try PrivateFiles.makeFolder(draft)
        do {
            let manifest = try await fill(draft, database, at: now)
            await database.close()
            try manifest.write(in: draft)
            try PrivateFiles.settle("\(draft)/\(BackupManifest.name)")
            try keepTheTimeAfter(erased)
            guard rename(draft, path) == 0 else { throw OperationProblem("\(path) cannot be made: \(String(cString: strerror(errno))).") }
            try PrivateFiles.settle(backups.folder)
            return (path, manifest)
        } catch {
            await database.close()
            // What is left of it holds a city's rows; the reason why it failed matters more than whether it can be removed.
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
    }

    private func fill(_ draft: String, _ database: any Database, at now: Instant) async throws -> BackupManifest {
        let (state, file) = database.dialect == .sqlite ? try await copy(to: draft) : try await dump(database, to: draft)
        var names = [file]
        if withKeys {
            for key in InstallationKeys.present(in: options.folder) {
                try PrivateFiles.copy("\(options.folder)/\(key)", to: "\(draft)/\(key)")
                names.append(key)
            }
        }
        let files = try names.map { name in
            let (bytes, hash) = try FileHash.of("\(draft)/\(name)")
            return BackupManifest.File(name: name, bytes: bytes, sha256: hash)
        }
        return BackupManifest(version: Version.current, engine: database.dialect, schema: state.schema, at: now.rfc3339, cities: state.cities, files: files)
    }

    /// The copy is checked page by page, and the manifest tells what the copy itself says.
    private func copy(to draft: String) async throws -> (BackedState, String) {
        let path = "\(draft)/\(Self.sqliteFile)"
        var told = 0
        try SQLiteDatabase.copy(options.file, to: path) { done, all in
            let tenth = all == 0 ? 10 : done * 10 / all
            if tenth > told, tenth < 10 { tell("\(tenth * 10) %") }
            told = max(told, tenth)
        }
        if let fault = try SQLiteDatabase.fault(in: path) { throw OperationProblem("The copy of \(options.file) is damaged (\(fault)), most likely because the database is: stop the server and check the disk.") }
        let copy = try SQLiteDatabase(path: path, readers: 1)
        let state: BackedState
        do { state = try await copy.read(BackedState.init(reading:)) } catch { await copy.close(); throw error }
        await copy.close()
        for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
        try PrivateFiles.settle(path)
        return (state, Self.sqliteFile)
    }

    /// The dump and the manifest see the same moment: the snapshot of one transaction, which waits until the dump is done.
    private func dump(_ database: any Database, to draft: String) async throws -> (BackedState, String) {
        guard let url = options.address else { throw OperationProblem("The database has no address.") }
        let path = "\(draft)/\(Self.dumpFile)"
        let state = try await database.read { tx in
            let snapshot = try tx.first("SELECT pg_export_snapshot()") { try $0.text() } ?? ""
            let state = try BackedState(reading: tx)
            try PostgreSQLPrograms.run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", "--snapshot=\(snapshot)", "--file=\(path)"], on: url)
            return state
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try PrivateFiles.settle(path)
        return (state, Self.dumpFile)
    }

    /// Erasures and published heads go on after this backup; whoever restores an older one needs the newest of them.
    private func keepTheTimeAfter(_ erased: Set<Erasure>) throws {
        try ErasureLedger(in: backups.folder).add(erased.union(try ErasureLedger(in: options.folder).read()))
        try RecordHeads.adopt(from: options.folder, to: backups.folder)
    }

    private static func erased(in database: any Database) async throws -> Set<Erasure> {
        try await Platform(database: database, random: Installation.chance, clock: Installation.now).erasures()
    }

    static let sqliteFile = "talkoot.sqlite"
    static let dumpFile = "talkoot.pgdump"
}

/// What one transaction sees of a database that is being backed up.
struct BackedState: Sendable {
    let schema: [String]
    let cities: [BackupManifest.City]

    init(reading tx: any Transaction) throws {
        schema = try Migrator.applied(tx)
        cities = try RecordQueries.states(tx).map { BackupManifest.City(slug: $0.slug, epoch: $0.epoch, size: $0.size, checkpoint: $0.checkpoint, waiting: $0.waiting) }
    }
}

/// The keys of an installation, which lie beside its database and never in it.
enum InstallationKeys {
    /// What every installation has.
    static let names = ["record.key", "talkoot.key"]
    /// What only those have that sign their letters.
    static let ofMail = "mail.key"
    /// Those that a backup with keys takes along. One that is missing and must not be is found by its copy, which fails.
    static func present(in folder: String) -> [String] { names + (FileManager.default.fileExists(atPath: "\(folder)/\(ofMail)") ? [ofMail] : []) }
    static func missing(in folder: String) -> [String] { names.filter { !FileManager.default.fileExists(atPath: "\(folder)/\($0)") } }
}
