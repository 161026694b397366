import Foundation
import Storage
import StoragePostgreSQL
import StorageSQLite
import Talkoot

/// Makes an installation from a backup: never over another one, and never as if the time since had not been.
struct BackupRestoring {
    let backup: (folder: String, manifest: BackupManifest)
    /// Where it goes.
    let options: DatabaseOptions
    /// The folder of the living installation, or of the lost one: its keys, its published heads and its erasures count.
    let beside: String?
    /// Where the keys lie, when neither there nor in the backup.
    let keys: String?
    let tell: (String) -> Void

    func restore() async throws -> Restored {
        let manifest = backup.manifest
        try checkTarget()
        try manifest.checkSchema()
        tell("Checking \(backup.folder) …")
        try manifest.check(in: backup.folder)
        try options.makeDirectory()
        try bringKeys()
        for folder in known { try RecordHeads.adopt(from: folder, to: options.folder) }
        let erased = try known.reduce(into: Set<Erasure>()) { all, folder in all.formUnion(try ErasureLedger(in: folder).read()) }
        return try await UnfinishedRestore.guarding(options.folder) {
            tell("Restoring …")
            return manifest.engine == .sqlite ? try await restoreFile(erased) : try await restoreDump(erased)
        }
    }

    /// Every folder that may know what happened after the backup.
    private var known: [String] { [options.folder, (backup.folder as NSString).deletingLastPathComponent] + (beside.map { [$0] } ?? []) }

    private func checkTarget() throws {
        switch (backup.manifest.engine, options.address) {
        case (.sqlite, .some): throw OperationProblem("This is a backup of the embedded database: restore it with --data FOLDER and without --database.")
        case (.postgresql, nil): throw OperationProblem("This is a backup of a PostgreSQL database: name an empty one with --database postgres://….")
        case (.sqlite, nil):
            // A log that is left alone would be played into the restored file.
            guard ["", "-wal", "-shm"].allSatisfy({ !FileManager.default.fileExists(atPath: options.file + $0) }) else {
                throw OperationProblem("""
                    \(options.folder) holds a database already, and nothing is ever restored over it. To look at the backup beside it, name another folder with \
                    --data and this one with --beside \(options.folder). To replace it, stop the server and move the database away first, with the files that \
                    belong to it: mkdir \(options.folder)/before && mv \(options.file)* \(options.folder)/before/
                    """)
            }
        case (.postgresql, .some): break
        }
    }

    private func bringKeys() throws {
        for name in InstallationKeys.missing(in: options.folder) {
            let places = [keys, beside, backup.folder].compactMap { $0 }.map { "\($0)/\(name)" }
            guard let found = places.first(where: FileManager.default.fileExists(atPath:)) else {
                throw OperationProblem("""
                    \(name) is missing: it is neither in \(options.folder) nor in the backup. Copy it into \(options.folder) from where you keep it, or name that \
                    place with --keys, or the folder of the installation with --beside.
                    """)
            }
            try PrivateFiles.copy(found, to: "\(options.folder)/\(name)")
        }
        try bringMailKey()
    }

    /// Without it letters go out unsigned until the name server knows another key, so it comes along wherever it is found.
    private func bringMailKey() throws {
        let target = "\(options.folder)/\(InstallationKeys.ofMail)"
        if FileManager.default.fileExists(atPath: target) { return }
        let places = [keys, beside, backup.folder].compactMap { $0 }.map { "\($0)/\(InstallationKeys.ofMail)" }
        if let found = places.first(where: FileManager.default.fileExists(atPath:)) { try PrivateFiles.copy(found, to: target) }
    }

    /// The file gets its name when everything is done.
    private func restoreFile(_ erased: Set<Erasure>) async throws -> Restored {
        let path = options.file + ".restoring"
        for ending in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + ending) { try FileManager.default.removeItem(atPath: path + ending) }
        try PrivateFiles.copy("\(backup.folder)/\(BackupMaking.sqliteFile)", to: path)
        let restored = try await settle(try SQLiteDatabase(path: path, readers: 2), erased)
        guard rename(path, options.file) == 0 else { throw OperationProblem("\(options.file) cannot be made: \(String(cString: strerror(errno))).") }
        try PrivateFiles.settle(options.folder)
        return restored
    }

    private func restoreDump(_ erased: Set<Erasure>) async throws -> Restored {
        guard let url = options.address else { throw OperationProblem("Name an empty database with --database.") }
        let database = try PostgreSQLDatabase(url: url, connections: 2)
        do {
            let tables = try await database.read { try $0.count("SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()") }
            guard tables == 0 else {
                throw OperationProblem("The database holds \(tables) tables already, and nothing is ever restored over them. Make an empty one (createdb talkoot_restored) and name it with --database.")
            }
            try PostgreSQLPrograms.run("pg_restore", ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", "\(backup.folder)/\(BackupMaking.dumpFile)"], on: url)
        } catch { await database.close(); throw error }
        return try await settle(database, erased)
    }

    private func settle(_ database: any Database, _ erased: Set<Erasure>) async throws -> Restored {
        do {
            try await Migrator.migrate(database, Platform.migrations)
            let platform = Platform(database: database, random: Installation.chance, recordKey: try RecordKey.read(in: options.folder), clock: Installation.now)
            let restored = try await platform.settleRestored(erased: erased)
            try ErasureLedger(in: options.folder).add(erased.union(try await platform.erasures()))
            await database.close()
            return restored
        } catch { await database.close(); throw error }
    }
}

/// A mark in the folder while a restore is under way: what was cut off there must not be served, since erased people would be back.
enum UnfinishedRestore {
    private static func path(_ folder: String) -> String { folder + "/restore.unfinished" }

    static func guarding<Value>(_ folder: String, _ work: () async throws -> Value) async throws -> Value {
        if !FileManager.default.fileExists(atPath: path(folder)) { try PrivateFiles.write(Data("A restore into this folder has begun.\n".utf8), to: path(folder)) }
        let value = try await work()
        try FileManager.default.removeItem(atPath: path(folder))
        return value
    }
    static func refuse(in folder: String) throws {
        guard FileManager.default.fileExists(atPath: path(folder)) else { return }
        throw OperationProblem("A restore into \(folder) was cut off: run talkoot restore again. (With PostgreSQL, into a database that is empty again.)")
    }
}
