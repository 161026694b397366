internal import ArgumentParser
internal import Foundation
internal import PrivatePostgreSQL
internal import Storage
@testable internal import Talkoot
@testable internal import TalkootCommands
internal import Testing

@Suite("An older database is brought up after a backup, and a newer one is left alone")
struct UpgradeTests {
    private static let last = "bellsAndWhistles"
    /// What the next version would add.
    private var next: [Migration] { Platform.migrations + [Migration(Self.last, ["CREATE TABLE bell (id BIGINT NOT NULL PRIMARY KEY)"])] }

    @Test("A backup first, then each step by its name", arguments: HouseEngine.available)
    func broughtUp(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            let backups = try BackupTown(town)
            try await town.signals(1)
            try await town.platform.sequenceRecord()
            let options = try backups.options
            let told = Told()
            let steps = try await Upgrade(options: options, way: .backedUp, tell: told.hear).bringUp(town.platform.database, next)
            #expect(steps == [Self.last])
            let heard = told.heard.joined(separator: "\n")
            #expect(heard.contains("Backed up to") && heard.contains("Step 1 of 1: \(Self.last)"))
            let backup = try Backups.find(options.backups)
            #expect(backup.manifest.schema == Platform.migrations.map(\.name))
            #expect(try await Upgrade(options: options, way: .backedUp).bringUp(town.platform.database, next) == [])

            // The program of today meets the database of tomorrow.
            let why = await backups.refusal { try await Upgrade(options: options, way: .backedUp).bringUp(town.platform.database) }
            #expect(why.contains("newer Talkoot than this one"))
        }
    }

    @Test("A command beside the server changes no schema")
    func refused() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let backups = try BackupTown(town)
            let options = try backups.options
            let why = await backups.refusal { try await Upgrade(options: options, way: .refused).bringUp(town.platform.database, next) }
            #expect(why.contains("talkoot upgrade"))
            #expect(try await Upgrade.past(town.platform.database) == Platform.migrations.map(\.name))
        }
    }

    @Test("Without the means for a backup nothing is changed")
    func noBackupNoUpgrade() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let backups = try BackupTown(town)
            let options = try backups.options
            try Data("in the way".utf8).write(to: URL(fileURLWithPath: options.backups))
            let why = await backups.refusal { try await Upgrade(options: options, way: .backedUp) { _ in }.bringUp(town.platform.database, next) }
            #expect(!why.isEmpty)
            #expect(try await Upgrade.past(town.platform.database) == Platform.migrations.map(\.name))
        }
    }
}

/// What a command said.
final class Told {
    private(set) var heard: [String] = []
    func hear(_ text: String) { heard.append(text) }
}

@Suite("What is set for an installation")
struct SettingsTests {
    @Test("is read as systemd reads it") func parsed() {
        let text = """
            # a comment
            TALKOOT_ORIGIN=https://talkoot.example
            TALKOOT_MAIL="smtp://mail.example:587"
              TALKOOT_SENDER = 'talkoot@city.example'
            no line of ours
            TALKOOT_EMPTY=
            """
        #expect(Settings.parse(text) == ["TALKOOT_ORIGIN": "https://talkoot.example", "TALKOOT_MAIL": "smtp://mail.example:587", "TALKOOT_SENDER": "talkoot@city.example", "TALKOOT_EMPTY": ""])
    }

    @Test("is refused with a sentence where it makes no sense", arguments: [
        ["--origin", "talkoot.example"], ["--origin", "https://talkoot.example/path"], ["--proxies", "10.0.0.0/99"], ["--proxies", "localhost"], ["--sender", "nobody"],
    ])
    func refused(words: [String]) throws {
        let options = try ServeOptions.parse(words)
        #expect(throws: ValidationError.self) { try options.settled() }
    }

    @Test("is understood where it does") func understood() throws {
        let settings = try ServeOptions.parse(["--origin", "https://talkoot.example/", "--proxies", "127.0.0.1, 10.0.0.0/8", "--log", "json", "--metrics", "9464"]).settled()
        #expect(settings.origin == "https://talkoot.example" && settings.isSecure && settings.installationName == "talkoot.example")
        #expect(settings.log == .json && settings.metricsPort == 9464 && !settings.proxies.isEmpty)
    }
}
