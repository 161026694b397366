internal import ArgumentParser
internal import Foundation
internal import Storage
@testable internal import Talkoot
@testable internal import TalkootCommands
internal import TalkootMail
internal import Testing

@Suite("Backups are made while the city works, and restoring one is not time travel")
struct BackupTests {
    @Test("A backup made while people write is one moment of the city, and its record verifies", arguments: HouseEngine.available)
    func whileWriting(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            let backups = try BackupTown(town)
            try await town.signals(20)
            try await town.platform.sequenceRecord()
            let writing = Task { try await Self.writeUntilCancelled(town) }
            let (_, manifest) = try await backups.backup()
            writing.cancel()
            let written = try await writing.value
            #expect(manifest.cities.map(\.slug) == ["kuusila"])

            let target = try backups.fresh()
            let restored = try await backups.restore(into: target, beside: town.directory)
            #expect(restored.epochs.map(\.slug) == ["kuusila"])
            try await backups.inside(target) { platform async throws in
                let signals = try await backups.count("SELECT count(*) FROM signal", in: platform)
                #expect((20...20 + written).contains(signals))
                #expect(try await backups.count("SELECT count(*) FROM signal WHERE (SELECT count(*) FROM entry WHERE entry.object_id = signal.id AND entry.event = 'signal.sent') <> 1", in: platform) == 0)
                #expect(try await RecordReview(platform).verify("kuusila").contents?.waiting == 0)
            }
        }
    }

    private static func writeUntilCancelled(_ town: RecordTown) async throws -> Int {
        var written = 0
        while !Task.isCancelled {
            do {
                try await town.sendSignal("Something new, number \(written)")
                written += 1
                if written.isMultiple(of: 7) { try await town.platform.sequenceRecord() }
            } catch is CancellationError { break }
        }
        return written
    }

    @Test("Beside the living city an old backup shows the record's epochs, and who left since stays away", arguments: HouseEngine.available)
    func besideTheLiving(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            let backups = try BackupTown(town)
            try await town.signals(2)
            try await town.platform.sequenceRecord()
            _ = try await town.platform.beginSession(of: town.officer, in: town.city, device: "a laptop")
            let old = try await backups.backup()
            #expect(old.manifest.cities.first?.size == 4)

            try await town.signals(1)
            try await town.leave()
            try await town.platform.sequenceRecord()
            try ErasureLedger(in: town.directory).add(try await town.platform.erasures())

            let target = try backups.fresh()
            let restored = try await backups.restore(old.path, into: target, beside: town.directory)
            let epoch = try #require(restored.epochs.first)
            #expect(epoch.origin.hasPrefix("talkoot.example/kuusila/epoch-2-") && epoch.kept == 4 && epoch.lostSize == 7)
            #expect(restored.erasedAgain.people == 1 && restored.endedSessions == 1)
            try await backups.inside(target) { platform async throws in
                #expect(try await backups.count("SELECT count(*) FROM person WHERE email = 'rami@mail.example' OR display_name = 'Rami'", in: platform) == 0)
                #expect(try await backups.count("SELECT count(*) FROM opening WHERE content LIKE '%person-resident%'", in: platform) == 0)
                #expect(try await backups.count("SELECT count(*) FROM notice WHERE state IN ('waiting', 'sending')", in: platform) == 0)
                var review = RecordReview(platform)
                review.dataDirectory = target.folder
                #expect(try await review.verify("kuusila").origin == epoch.origin)
            }
            #expect(try await RecordReview(town.platform).verify("kuusila").origin == "talkoot.example/kuusila", "the living one goes on as before")
        }
    }

    @Test("With the machine gone, a later backup still tells who was erased after the older one")
    func machineGone() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let backups = try BackupTown(town)
            try await town.signals(1)
            try await town.platform.sequenceRecord()
            let old = try await backups.backup(withKeys: true, at: Instant(milliseconds: 1_773_400_000_000))
            try await town.leave()
            try await town.platform.sequenceRecord()
            try await backups.backup(at: Instant(milliseconds: 1_773_500_000_000))

            let target = try backups.fresh()
            let restored = try await backups.restore(old.path, into: target)
            #expect(restored.erasedAgain.people == 1)
            #expect(restored.epochs.first?.lostSize == 3 && restored.epochs.first?.kept == 2)
            let mode = try FileManager.default.attributesOfItem(atPath: target.folder + "/record.key")[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test("Even where nothing is known to be lost, a restored record says that it was restored")
    func nothingLost() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let backups = try BackupTown(town)
            try await town.signals(1)
            try await town.platform.sequenceRecord()
            let kept = try #require(try await town.look { try RecordQueries.checkpoint($0)?.note })
            try await backups.backup()
            let target = try backups.fresh()
            let epoch = try #require(try await backups.restore(into: target, beside: town.directory).epochs.first)
            #expect(epoch.kept == 2 && epoch.lostSize == 2 && epoch.origin.contains("/epoch-2-"))
            try await backups.inside(target) { platform async throws in
                var review = RecordReview(platform)
                review.since = [kept]
                #expect(try await review.verify("kuusila").entries == 3)
            }
        }
    }

    @Test("Two copies that are restored from one backup never sign under one name", arguments: HouseEngine.available)
    func twoCopies(engine: HouseEngine) async throws {
        try await RecordTown.story(on: engine) { town in
            let backups = try BackupTown(town)
            try await town.signals(1)
            try await town.platform.sequenceRecord()
            try await backups.backup()
            var names: Set<String> = []
            for _ in 0..<2 {
                let restored = try await backups.restore(into: try backups.fresh(), beside: town.directory)
                names.formUnion(restored.epochs.map(\.origin))
            }
            #expect(names.count == 2 && names.allSatisfy { LogName.epoch(of: $0) == 2 && LogName.base(of: $0) == "talkoot.example/kuusila" })
        }
    }

    @Test("The key that signs letters goes along where the keys do, and comes back with them")
    func mailKey() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let backups = try BackupTown(town)
            try await town.signals(1)
            try await town.platform.sequenceRecord()
            try await backups.backup(withKeys: true)
            let without = try backups.fresh()
            try await backups.restore(into: without)
            #expect(try MailKey.read(in: without.folder) == nil, "a city that does not sign its letters restores all the same")

            let made = try MailKey.load(in: town.directory).records(domain: "kuusila.example").map(\.value)
            let (path, manifest) = try await backups.backup(withKeys: true)
            #expect(manifest.files.map(\.name).contains("mail.key"))
            let target = try backups.fresh()
            try await backups.restore(path, into: target)
            #expect(try MailKey.read(in: target.folder)?.records(domain: "kuusila.example").map(\.value) == made)
            #expect(try FileManager.default.attributesOfItem(atPath: target.folder + "/mail.key")[.posixPermissions] as? Int == 0o600)
            #expect(try await !backups.backup(at: Instant(milliseconds: Installation.now().milliseconds + 60_000)).manifest.files.map(\.name).contains("mail.key"))
        }
    }

    @Test("Old backups go, the new one stays")
    func rotation() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            let backups = try BackupTown(town)
            var names: [String] = []
            for hour in 0..<4 { names.append(((try await backups.backup(at: Instant(milliseconds: 1_773_400_000_000 + Int64(hour) * 3_600_000))).path as NSString).lastPathComponent) }
            // A clock that had run ahead: the newest by name is not the one just made.
            let kept = Backups(folder: backups.folder)
            let removed = try kept.rotate(keeping: 2, new: names[1], now: town.platform.now())
            #expect(removed == [names[0], names[2]])
            #expect(try kept.names() == [names[1], names[3]])
        }
    }
}
