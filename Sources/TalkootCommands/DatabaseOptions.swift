public import ArgumentParser
import Foundation
public import Storage
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
    public var folder: String { directory ?? Self.usualDirectory }
    var file: String { folder + "/talkoot.sqlite" }

    /// Opens the database, and makes the directory, which only its owner may enter, and the file where they are missing.
    public func open() throws -> any Database {
        try makeDirectory()
        if let url { return try PostgreSQLDatabase(url: url) }
        return try SQLiteDatabase(path: file)
    }

    /// Opens a database that has to be there, for commands that only look.
    public func openExisting() throws -> any Database {
        if let url { return try PostgreSQLDatabase(url: url) }
        guard FileManager.default.fileExists(atPath: file) else { throw ValidationError("There is no database \(file).") }
        return try SQLiteDatabase(path: file)
    }

    public func makeDirectory() throws {
        if FileManager.default.fileExists(atPath: folder) { return }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    public func validate() throws {
        guard let url, !url.hasPrefix("postgres://"), !url.hasPrefix("postgresql://") else { return }
        throw ValidationError("--database takes an address such as postgres://user@host/name.")
    }
}
