internal import ArgumentParser
internal import Foundation
internal import Storage
@testable internal import Talkoot
@testable internal import TalkootCommands
internal import PrivatePostgreSQL
internal import Testing

@Suite("A restore that cannot be right says so, and changes nothing")
struct RestoreRefusalTests {
    @Test("Never over an installation that is there", arguments: HouseEngine.available)
    func occupied(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            let backups = try BackupTown(town)
            try await town.signals(1)
            try await town.platform.sequenceRecord()
            try await backups.backup()
            let here = try backups.options
            let why = await backups.refusal { try await backups.restore(into: here) }
            #expect(why.contains("nothing is ever restored over"))
            #expect(try await RecordReview(town.platform).verify("kuusila").entries == 2)
        }
    }

    @Test("A damaged backup, a missing file, a newer schema, missing keys, another engine")
    func unusable() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let backups = try BackupTown(town)
            try await town.signals(1)
            let (path, manifest) = try await backups.backup()
            let target = try backups.fresh()
            #expect(await backups.refusal { try await backups.restore(into: target) }.contains("record.key is missing"))
            #expect(!FileManager.default.fileExists(atPath: target.folder + "/talkoot.sqlite"))

            let postgresql = try DatabaseOptions.parse(["--data", target.folder, "--database", "postgres://nobody@/nowhere"])
            #expect(await backups.refusal { try await backups.restore(into: postgresql) }.contains("backup of the embedded database"))

            let newer = BackupManifest(version: "9.0", engine: .sqlite, schema: manifest.schema + ["hyperspace"], at: manifest.at, cities: manifest.cities, files: manifest.files)
            try newer.write(in: path)
            #expect(await backups.refusal { try await backups.restore(into: target, beside: town.directory) }.contains("made by Talkoot 9.0"))
            try manifest.write(in: path)

            let file = try FileHandle(forUpdating: URL(fileURLWithPath: path + "/talkoot.sqlite"))
            try file.seek(toOffset: 5000)
            try file.write(contentsOf: Data("x".utf8))
            try file.close()
            #expect(await backups.refusal { try await backups.restore(into: target, beside: town.directory) }.contains("damaged or was changed"))
            try FileManager.default.removeItem(atPath: path + "/talkoot.sqlite")
            #expect(await backups.refusal { try await backups.restore(into: target, beside: town.directory) }.contains("talkoot.sqlite is missing from the backup"))
            #expect(await backups.refusal { try await backups.restore(town.directory + "/nowhere", into: target) }.contains("There is no backup"))
        }
    }

    @Test("A restore that was cut off is not served")
    func cutOff() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let backups = try BackupTown(town)
            try await town.signals(1)
            try await backups.backup()
            let target = try backups.fresh()
            try target.makeDirectory()
            try Data().write(to: URL(fileURLWithPath: target.folder + "/restore.unfinished"))
            try Data("half".utf8).write(to: URL(fileURLWithPath: target.folder + "/talkoot.sqlite.restoring"))
            #expect(await backups.refusal { _ = try await Installation.open(target, name: "talkoot") }.contains("run talkoot restore again"))
            try await backups.restore(into: target, beside: town.directory)
            let opened = try await Installation.open(target, name: "talkoot")
            #expect(try await opened.database.read { try $0.count("SELECT count(*) FROM signal") } == 1)
            await opened.database.close()
        }
    }
}

@Suite("The passwords of databases")
struct DatabaseAddressTests {
    @Test("do not go to another program's arguments") func parted() {
        #expect(PostgreSQLPrograms.parted("postgres://anna:secret@db.example/city").address == "postgres://anna@db.example/city")
        #expect(PostgreSQLPrograms.parted("postgres://anna:secret@db.example/city").password == "secret")
        let named = PostgreSQLPrograms.parted("postgresql://talkoot@/city?host=/run/postgresql&password=secret")
        #expect(named.password == "secret" && !named.address.contains("secret") && named.address.contains("host=/run/postgresql"))
    }
}
