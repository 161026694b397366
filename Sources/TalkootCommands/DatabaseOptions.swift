public import ArgumentParser
import Foundation
public import Storage
public import Talkoot
import StoragePostgreSQL
import StorageSQLite

/// Which database a command works on: `--data DIRECTORY`, or `--database postgres://…` with the directory for keys and files beside it.
public struct DatabaseOptions: ParsableArguments {
    @ArgumentParser.Option(name: .customLong("data"), help: "The directory of the installation: its database, unless another is named, and its keys.")
    public var directory: String?

    @ArgumentParser.Option(name: .customLong("database"), help: "A PostgreSQL database, as postgres://user@host/name.")
    public var url: String?

    public init() {}

    /// The directory where it was not named.
    public static let usualDirectory = "./var"
    /// What was said counts alone; else what is set for the installation.
    public var folder: String { directory ?? (isSaid ? nil : Settings.value("TALKOOT_DATA")) ?? Self.usualDirectory }
    /// The address of a PostgreSQL database, where one is used.
    public var address: String? { url ?? (isSaid ? nil : Settings.value("TALKOOT_DATABASE")) }
    private var isSaid: Bool { directory != nil || url != nil }
    var file: String { folder + "/talkoot.sqlite" }
    /// Where backups go when no other folder is named.
    var backups: String { (isSaid ? nil : Settings.value("TALKOOT_BACKUPS")) ?? folder + "/backups" }
    public var place: InstallationPlace { InstallationPlace(folder: folder, backups: backups, file: address == nil ? file : nil) }

    /// Opens the database, and makes the directory, which only its owner may enter, and the file where they are missing.
    public func open() throws -> any Database {
        try checkUser()
        try makeDirectory()
        if let address { return try PostgreSQLDatabase(url: address) }
        return try SQLiteDatabase(path: file)
    }

    /// Opens a database that has to be there, for commands that only look.
    public func openExisting() throws -> any Database {
        try checkUser()
        if let address { return try PostgreSQLDatabase(url: address) }
        guard FileManager.default.fileExists(atPath: file) else {
            let hint = Settings.isHidden ? " The settings in \(Settings.usualFile) are not for this user: say sudo -u talkoot talkoot …" : ""
            throw ValidationError("There is no database \(file).\(hint)")
        }
        return try SQLiteDatabase(path: file)
    }

    /// What root makes in the folder of the server's user, the server could not open any more.
    private func checkUser() throws {
        guard getuid() == 0, let owner = (try? FileManager.default.attributesOfItem(atPath: folder))?[.ownerAccountName] as? String, owner != "root" else { return }
        throw ValidationError("\(folder) belongs to \(owner): say sudo -u \(owner) talkoot …")
    }

    public func makeDirectory() throws {
        if FileManager.default.fileExists(atPath: folder) { return }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    public func validate() throws {
        guard let url = address, !url.hasPrefix("postgres://"), !url.hasPrefix("postgresql://") else { return }
        throw ValidationError("--database takes an address such as postgres://user@host/name.")
    }
}
