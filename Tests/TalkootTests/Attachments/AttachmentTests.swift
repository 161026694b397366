import Foundation
import Storage
import StorageSQLite
@testable import Talkoot
import Testing
import TestTown

/// A resident adds a photograph to a signal; who may read the signal may read it, asked at each download.
@Suite(.serialized) struct AttachmentTests {
    @Test(arguments: HouseEngine.available) func aPhotographGoesTheWayOfItsSignal(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine)
        let file = try await place.upload(SamplePictures.jpeg, named: "../lamp.JPG", as: .aino)
        #expect(file.name == "lamp.jpg" && file.type == .jpeg && file.width == 24 && file.height == 48)
        // Until an act names it, only its sender sees it.
        #expect(try await place.download(file, as: .aino) != nil)
        for reader in [Townsperson.onni, .liisa, .matti, nil] { #expect(try await place.download(file, as: reader) == nil) }

        let signal = try await place.signal(with: [file], ["alternative": "A dark lamp."])
        #expect(try await place.files(of: signal).map(\.alternative) == ["A dark lamp."])
        for reader in [Townsperson.aino, .liisa, .matti] { #expect(try await place.download(file, .small, as: reader) != nil) }
        for reader in [Townsperson.onni, .noora, nil, .jenni, .ingrid] { #expect(try await place.download(file, as: reader) == nil, "\(String(describing: reader)) reads what waits for an answer") }

        try await place.town.perform("signal.accept", on: signal, ["reason": "We mend it."], as: .liisa)
        for reader in [Townsperson.onni, nil] { #expect(try await place.download(file, as: reader) != nil) }
        // In another city there is no such file, whoever asks.
        for reader in [Townsperson.jenni, .olavi] { #expect(try await place.download(file, as: reader) == nil) }
    }

    @Test(arguments: HouseEngine.available) func whatIsDeclinedIsHiddenAgain(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine)
        let file = try await place.upload(SamplePictures.png, as: .aino)
        let signal = try await place.signal(with: [file])
        try await place.town.perform("signal.decline", on: signal, ["reason": "It shows a person."], as: .liisa)
        #expect(try await place.download(file, as: .onni) == nil)
        #expect(try await place.download(file, as: nil) == nil)
        #expect(try await place.download(file, as: .aino) != nil)
    }

    @Test(arguments: HouseEngine.available) func aVisitorsFileIsSeenInTheBrowserThatSentIt(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine)
        let file = try await place.upload(SamplePictures.jpeg, browser: "cookie-of-a-visitor")
        #expect(try await place.download(file, as: nil, browser: "cookie-of-a-visitor") != nil)
        #expect(try await place.download(file, as: nil, browser: "another") == nil)
        #expect(try await place.download(file, as: nil) == nil)
        #expect(try await place.download(file, as: .liisa) == nil)
        let signal = try await place.signal(with: [file], as: nil)
        // Sent is sent: the browser alone opens nothing that waits for an answer.
        #expect(try await place.download(file, as: nil, browser: "cookie-of-a-visitor") == nil)
        #expect(try await place.files(of: signal).count == 1)
    }

    @Test(arguments: HouseEngine.available) func nobodyAttachesAnothersFileNorOneTwice(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine)
        let file = try await place.upload(SamplePictures.jpeg, as: .aino)
        let gone = Refusal.invalid([Problem("photos", "problem.file.gone")])
        await #expect(throws: gone) { try await place.signal(with: [file], as: .onni) }
        await #expect(throws: gone) { try await place.signal(with: [file], as: nil) }
        _ = try await place.signal(with: [file])
        await #expect(throws: gone) { try await place.signal(with: [file]) }
        await #expect(throws: gone) { try await place.town.perform("signal.send", ["text": "x", "photos": ["no-such-file"]], as: .aino) }
        // One sent to another city is not there in this one.
        let foreign = try await place.upload(SamplePictures.png, to: .rantala)
        await #expect(throws: gone) { try await place.signal(with: [foreign], as: nil) }
        #expect(try await place.count("SELECT count(*) FROM signal") == 1)
    }

    @Test(arguments: HouseEngine.available) func theSameFileTwiceIsOneAndTwoAtOnceAreTwo(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine)
        let first = try await place.upload(SamplePictures.jpeg, as: .aino), again = try await place.upload(SamplePictures.jpeg, named: "other.jpg", as: .aino)
        #expect(first == again)
        async let one = place.upload(SamplePictures.png, as: .aino)
        async let other = place.upload(SamplePictures.webp, as: .aino)
        let both = try await [one, other]
        #expect(Set(both.map(\.id)).count == 2)
        _ = try await place.signal(with: both + [first])
        #expect(try await place.count("SELECT count(*) FROM attachment_print") == 9)
    }

    @Test(arguments: HouseEngine.available) func limitsAreTheCitys(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine)
        for (name, value) in [("attachment.files", "1"), ("attachment.megabytes", "1"), ("attachment.megabytesADay", "10")] {
            try await place.town.perform("limit.set", on: Target(name), ["value": .text(value), "reason": "The disk is small."], as: .liisa)
        }
        let files = try await [place.upload(SamplePictures.jpeg, as: .aino), place.upload(SamplePictures.png, as: .aino)]
        await #expect(throws: Refusal.invalid([Problem("photos", "problem.file.tooMany", ["limit": "1"])])) { try await place.signal(with: files) }
        let megabyte = SamplePictures.pdf + Array(repeating: 0x20, count: 999_000 - SamplePictures.pdf.count) + Array("%%EOF".utf8)
        await #expect(throws: FileProblem("problem.file.tooLarge", ["limit": "1"])) { try await place.upload(megabyte + [UInt8](repeating: 0x20, count: 2_000), as: .aino) }
        for number in 0..<10 { try await place.upload(megabyte + [UInt8](repeating: 0x20, count: number), as: .onni) }
        await #expect(throws: FileProblem("problem.file.dayFull", ["limit": "10"])) { try await place.upload(megabyte + [0x0A], as: .onni) }
        try await place.town.wait(days: 2)
        try await place.upload(megabyte + [0x0A], as: .onni)
    }

    @Test(arguments: HouseEngine.available) func aFieldOfPicturesTakesNoDocument(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine)
        let file = try await place.upload(SamplePictures.pdf, named: "plan.pdf", as: .aino)
        #expect(file.type == .pdf && file.width == nil)
        await #expect(throws: Refusal.invalid([Problem("photos", "problem.file.pictures")])) { try await place.signal(with: [file]) }
        #expect(try await place.download(file, .small, as: .aino) == nil)
        for other in [SamplePictures.pdf, Array("<svg onload=alert(1)>".utf8)] {
            await #expect(throws: FileProblem("problem.file.pictures"), "nobody is told to send a document instead") { try await place.upload(other, as: .aino, picturesOnly: true) }
        }
    }

    @Test(arguments: HouseEngine.available) func whoSentItAndTheCityMayTakeItAway(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine)
        let file = try await place.upload(SamplePictures.jpeg, as: .aino)
        let signal = try await place.signal(with: [file])
        let target = Target(file.id.rawValue)
        await #expect(throws: Refusal.notFound) { try await place.town.perform("attachment.remove", on: target, ["reason": "x"], as: .onni) }
        await #expect(throws: Refusal.notFound) { try await place.town.perform("attachment.remove", on: target, ["reason": "x"], as: .jenni) }
        try await place.town.perform("signal.accept", on: signal, ["reason": "We mend it."], as: .liisa)
        await #expect(throws: Refusal.denied("denied.role")) { try await place.town.perform("attachment.remove", on: target, ["reason": "x"], as: .onni) }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await place.town.perform("attachment.remove", on: target, ["reason": "x"], as: nil) }
        let outcome = try await place.town.perform("attachment.remove", on: target, ["reason": "A face can be seen."], as: .liisa)
        #expect(outcome.object == signal)
        #expect(try await place.files(of: signal).isEmpty)
        #expect(try await place.download(file, as: .liisa) == nil)
        #expect(try await place.count("SELECT count(*) FROM attachment_print") == 0)
        #expect(try await place.count("SELECT count(*) FROM entry WHERE event = 'attachment.removed'") == 1)
        await #expect(throws: Refusal.notFound) { try await place.town.perform("attachment.remove", on: target, ["reason": "x"], as: .liisa) }
    }

    @Test(arguments: HouseEngine.available) func whoLeavesTakesAlongWhatIsNotPublic(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine)
        let published = try await place.upload(SamplePictures.jpeg, as: .aino), hidden = try await place.upload(SamplePictures.png, as: .aino)
        let signal = try await place.signal(with: [published])
        try await place.town.perform("signal.accept", on: signal, ["reason": "We mend it."], as: .liisa)
        _ = try await place.signal(with: [hidden])
        let waiting = try await place.upload(SamplePictures.webp, as: .aino)
        let told = try await place.town.look(as: .aino) { try PeopleQueries.ownData(.house, $0) }
        let files = try #require(told["files"]?.list)
        #expect(files.count == 3)
        let content = try #require(files.first { $0["sha256"]?.text == hidden.sha256 }?["content"]?.text.flatMap { Data(base64Encoded: $0) })
        #expect(try await place.download(hidden, as: .aino) == [UInt8](content))

        try await place.town.perform("person.leave", ["sure": true], as: .aino)
        #expect(try await place.download(published, as: nil) != nil)
        #expect(try await place.download(hidden, as: .liisa) == nil)
        #expect(try await place.count("SELECT count(*) FROM attachment WHERE id IN (\(list: [hidden.id.rawValue, waiting.id.rawValue])) OR owner IS NOT NULL") == 0)
        #expect(try await place.count("SELECT count(*) FROM attachment_print") == 3)
    }

    @Test(arguments: HouseEngine.available) func whatNoActNamedIsSweptAway(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine)
        try await place.upload(SamplePictures.jpeg, browser: "visitor")
        let own = try await place.upload(SamplePictures.png, as: .aino)
        try await place.town.wait(days: 2)
        try await place.town.platform.sweep()
        #expect(try await place.count("SELECT count(*) FROM attachment") == 1)
        #expect(try await place.download(own, as: .aino) != nil)
        try await place.town.wait(days: 31)
        try await place.town.platform.sweep()
        #expect(try await place.count("SELECT count(*) FROM attachment") == 0)
        #expect(try await place.count("SELECT count(*) FROM attachment_print") == 0)
    }

    @Test func aFullDiskIsBusyAndLeavesNothingHalfWritten() async throws {
        let database = try SQLiteDatabase(path: NSTemporaryDirectory() + "full-\(UUID().uuidString).sqlite", sizeLimit: 4_000_000)
        let place = try await FileTown(database)
        let large = SamplePictures.pdf + Array(repeating: 0x20, count: 5_000_000) + Array("%%EOF".utf8)
        await #expect(throws: Refusal.busy) { try await place.upload(large, as: .aino) }
        #expect(try await place.count("SELECT count(*) FROM attachment") == 0)
        #expect(try await place.count("SELECT count(*) FROM attachment_print") == 0)
        // What fits is taken as before.
        try await place.upload(SamplePictures.pdf, as: .aino)
    }
}
