public import ArgumentParser
import Foundation
import Storage
import Talkoot

/// `talkoot backup`
public struct BackupCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Backs the installation up while it is used: the database as of one moment, with hashes and the record's checkpoints.",
        discussion: "The keys record.key, talkoot.key and mail.key are not in it, unless asked for: copy them once and keep them apart.")
    @Argument(help: "The folder of the backups; each gets a folder in it. Else TALKOOT_BACKUPS, or backups in the folder of the installation.") var folder: String?
    @ArgumentParser.Option(help: "How many backups stay; the oldest beyond them are removed. Thirty-five at most keep what people erased no longer than five weeks.") var keep: Int?
    @Flag(help: "Puts the keys into the backup. Who holds it can then sign another past.") var withKeys = false
    @OptionGroup var database: DatabaseOptions
    public init() {}

    public func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep takes a number from 1 on.") }
    }

    public func run() async throws {
        let backups = Backups(folder: folder ?? database.backups)
        let now = Installation.now()
        let making = BackupMaking(options: database, backups: backups, withKeys: withKeys, tell: Terminal.note)
        let (path, manifest) = try await making.make(at: now)
        try sayOut("Backed up to \(path), \(Terminal.size(manifest.files.reduce(0) { $0 + $1.bytes })).")
        for city in manifest.cities { try sayOut("\(city.slug): \(city.size) entries of the record, epoch \(city.epoch)\(city.waiting > 0 ? ", \(city.waiting) waiting for their places" : "")") }
        if !withKeys { try sayOut("The keys are not in it: keep a copy of record.key, talkoot.key and, where there is one, mail.key from \(database.folder) elsewhere.") }
        if let keep {
            let removed = try backups.rotate(keeping: keep, new: (path as NSString).lastPathComponent, now: now)
            if !removed.isEmpty { try sayOut("Removed \(removed.count == 1 ? "the oldest" : "the \(removed.count) oldest"): \(removed.joined(separator: ", "))") }
        }
    }
}

/// `talkoot restore`
public struct RestoreCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Makes an installation from a backup, in a new folder or an empty database.",
        discussion: """
            Every record goes on in a new epoch, which says what was lost. People who were erased since the backup are erased again, as far as the lists beside \
            the keys and beside the backups know them. Mails that waited are not sent; everybody signs in again.
            """)
    @Argument(help: "A backup, or a folder of backups: then the newest.") var folder: String
    @ArgumentParser.Option(help: "The folder of the installation that lives or was lost, for its keys, its published checkpoints and its erasures.") var beside: String?
    @ArgumentParser.Option(help: "The folder with record.key, talkoot.key and mail.key, where they lie apart.") var keys: String?
    @OptionGroup var database: DatabaseOptions
    public init() {}

    public func run() async throws {
        let restoring = BackupRestoring(backup: try Backups.find(folder), options: database, beside: beside, keys: keys, tell: Terminal.note)
        let restored = try await restoring.restore()
        try sayOut("Restored \(restoring.backup.folder), made \(restoring.backup.manifest.at), into \(database.address.map { PostgreSQLPrograms.parted($0).address } ?? database.folder).")
        for epoch in restored.epochs {
            let lost = epoch.lostSize > epoch.kept ? "\(epoch.lostSize - epoch.kept) that were published are lost" : "nothing published is known to be lost"
            try sayOut("\(epoch.slug): the record goes on as \(epoch.origin) with \(epoch.kept) entries; \(lost) (\(epoch.lostOrigin)).")
        }
        try sayOut("Erased again: people \(restored.erasedAgain.people), hidden texts \(restored.erasedAgain.texts). Mails not sent: \(restored.droppedNotices). Sessions and tokens ended: \(restored.endedSessions).")
        try sayOut("Check it with: talkoot record verify --data \(database.folder)\(database.address == nil ? "" : " --database …")")
    }
}

/// What commands say while they work, on standard error, where somebody looks.
enum Terminal {
    static func note(_ text: String) {
        if isatty(2) == 1 { FileHandle.standardError.write(Data((text + "\n").utf8)) }
    }
    static func size(_ bytes: Int64) -> String {
        bytes < 1_000_000 ? "\((bytes + 999) / 1000) kB" : bytes < 1_000_000_000 ? "\(bytes / 1_000_000) MB" : "\(bytes / 100_000_000 / 10).\(bytes / 100_000_000 % 10) GB"
    }
}
