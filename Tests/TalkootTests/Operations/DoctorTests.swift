internal import ArgumentParser
internal import Foundation
internal import Storage
@testable internal import Talkoot
@testable internal import TalkootCommands
internal import TalkootMail
internal import Testing

@Suite("The doctor says in sentences what is wrong and what to do")
struct DoctorTests {
    private func doctor(_ town: BackupTown, _ words: [String] = [], at now: Instant? = nil, thorough: Bool = false) throws -> Doctor {
        Doctor(options: try town.options, settings: Result { try ServeOptions.parse(words).settled() }, now: now ?? town.town.platform.now(), isThorough: thorough)
    }
    private func state(_ findings: [Finding], _ check: String) -> Finding.State? { findings.first { $0.check == check }?.state }

    @Test("A city that is well", arguments: HouseEngine.available)
    func well(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            let backups = try BackupTown(town)
            try await make(town, private: true)
            try await town.signals(2)
            try await town.platform.sequenceRecord()
            let mail = try MailServer(.takes)
            defer { mail.stop() }
            try await backups.backup(at: town.platform.now())
            let findings = try await doctor(backups, ["--origin", "https://talkoot.example", "--proxies", "127.0.0.1"], thorough: true).examine()
            let problems = findings.filter { $0.state == .problem }
            #expect(problems.isEmpty, "\(problems)")
            #expect(findings.allSatisfy { $0.says.hasSuffix(".") || $0.says.hasSuffix(")") })
            #expect(findings.allSatisfy { ($0.state == .good) == $0.advice.isEmpty })
            for check in ["origin", "proxies", "folder", "keys", "schema", "clock", "record", "letters", "entries", "moves", "backups"] { #expect(state(findings, check) == .good, "\(check)") }
        }
    }

    @Test("Doors open to others, missing keys, no backup, old backup")
    func place() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let backups = try BackupTown(town)
            try await make(town, private: false)
            var findings = try await doctor(backups).examine()
            #expect(state(findings, "folder") == .problem && state(findings, "backups") == .warning && state(findings, "mail") == .warning)
            #expect(findings.contains { $0.check == "keys" && $0.says.contains("talkoot.key") && $0.state == .problem })
            try await make(town, private: true)
            try FileManager.default.removeItem(atPath: town.directory + "/talkoot.key")
            try await backups.backup(at: town.platform.now())
            findings = try await doctor(backups, at: town.platform.now().adding(days: 9)).examine()
            #expect(state(findings, "backups") == .problem && state(findings, "folder") == .good)
            #expect(findings.contains { $0.check == "keys" && $0.says.contains("missing") })
            try Data((0..<32).map { UInt8($0) }).write(to: URL(fileURLWithPath: town.directory + "/talkoot.key"))
            try await make(town, private: true)
            _ = try MailKey.load(in: town.directory)
            #expect(try await doctor(backups).examine().contains { $0.check == "keys" && $0.state == .good && $0.says.contains("three") })
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: town.directory + "/mail.key")
            #expect(try await doctor(backups).examine().contains { $0.check == "keys" && $0.state == .problem && $0.says.contains("mail.key") })
            try Data("half a key".utf8).write(to: URL(fileURLWithPath: town.directory + "/mail.key"))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: town.directory + "/mail.key")
            #expect(try await doctor(backups).examine().contains { $0.check == "keys" && $0.state == .problem && $0.says.contains("cannot be used") })
        }
    }

    @Test("A clock that went back, letters and moves that wait, a record that went back")
    func work() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let backups = try BackupTown(town)
            try await make(town, private: true)
            let before = town.platform.now()
            try await town.signals(1)
            try await town.platform.sequenceRecord()
            var findings = try await doctor(backups, at: before.adding(days: -1)).examine()
            #expect(state(findings, "clock") == .problem)
            try await town.signals(1)
            findings = try await doctor(backups, at: town.platform.now().adding(days: 2)).examine()
            #expect(state(findings, "letters") == .problem && state(findings, "entries") == .problem)
            try await town.platform.sequenceRecord()
            try await town.tamper("DELETE FROM record_checkpoint WHERE size = 4")
            findings = try await doctor(backups).examine()
            #expect(state(findings, "record") == .problem)
        }
    }

    @Test("Settings that let everybody lie, or nobody in", arguments: [
        (["--proxies", "0.0.0.0/0"], "proxies", Finding.State.problem), (["--proxies", "10.0.0.300"], "settings", .problem),
        (["--origin", "https://talkoot.example"], "proxies", .warning), (["--origin", "http://talkoot.example"], "origin", .problem), (["--mail", "mail.example"], "mail", .problem),
    ])
    func settings(words: [String], check: String, expected: Finding.State) async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let findings = try await doctor(try BackupTown(town), words).examine()
            #expect(state(findings, check) == expected)
        }
    }

    @Test("A mail server that takes no letters from here, and one that is not there")
    func mail() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let backups = try BackupTown(town)
            let plain = try MailServer(.takes)
            let noEncryption = try await doctor(backups, ["--mail", plain.address]).examine()
            plain.stop()
            #expect(noEncryption.contains { $0.check == "mail" && $0.state == .problem && $0.says.contains("does not take letters") })
            let gone = try await doctor(backups, ["--mail", "smtp://127.0.0.1:1"]).examine()
            #expect(state(gone, "mail") == .problem)
        }
    }

    @Test("No installation at all")
    func nothing() async throws {
        let options = try DatabaseOptions.parse(["--data", try TestFolder.fresh() + "/nowhere"])
        let findings = await Doctor(options: options, settings: Result { try ServeOptions.parse([]).settled() }, now: Installation.now()).examine()
        #expect(state(findings, "folder") == .problem && state(findings, "database") == .problem)
        let empty = try DatabaseOptions.parse(["--data", try TestFolder.fresh()])
        let first = await Doctor(options: empty, settings: Result { try ServeOptions.parse([]).settled() }, now: Installation.now()).examine()
        #expect(first.contains { $0.check == "database" && $0.advice.contains("talkoot city create") } && state(first, "keys") == nil, "nobody is sent to look for keys that never were")
    }

    private func make(_ town: RecordTown, private isPrivate: Bool) async throws {
        let files = FileManager.default
        try files.setAttributes([.posixPermissions: isPrivate ? 0o700 : 0o755], ofItemAtPath: town.directory)
        try files.setAttributes([.posixPermissions: isPrivate ? 0o600 : 0o644], ofItemAtPath: town.directory + "/talkoot.key")
    }
}
