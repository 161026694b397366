import Storage
@testable import Talkoot
import Testing
import TestTown

/// Files of an answer to a call are as sealed as its text, and stay as they were handed in.
@Suite(.serialized) struct SubmissionFileTests {
    @Test(arguments: HouseEngine.available) func filesOpenWithTheAnswerAndNotBefore(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine), town = place.town
        let (call, file, answer) = try await answered(in: place)
        for reader in [nil, .liisa, .pekka, .riku, .ville, .aino, .jenni] as [Townsperson?] {
            #expect(try await place.download(file, as: reader) == nil, "\(reader?.name ?? "a visitor") reads what is sealed")
        }
        #expect(try await place.download(file, as: .noora) != nil)
        let closes = try #require(try await town.look { try ChallengeQueries.challenge(Target(call.code.rawValue), $0).closesAt })
        try await town.wait(until: closes)
        for reader in [Townsperson.liisa, .noora] { #expect(try await place.download(file, as: reader) != nil) }
        for reader in [nil, .pekka, .ville, .aino] as [Townsperson?] { #expect(try await place.download(file, as: reader) == nil) }
        // Title and summary are public once it is admitted; its files are not.
        try await town.perform("submission.admit", on: answer, as: .liisa)
        #expect(try await town.look { try SubmissionQueries.submission(Target(answer.code.rawValue), $0).title } == "Warm kerbs")
        for reader in [nil, .ville, .aino] as [Townsperson?] { #expect(try await place.download(file, as: reader) == nil) }
    }

    @Test(arguments: HouseEngine.available) func aBrokenSealOpensTheFilesToo(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine), town = place.town
        let (_, file, answer) = try await answered(in: place)
        let seal = try #require(try await town.perform("seal.ask", on: .none, ["code": .text(answer.code.rawValue), "reason": "An order of a court.", "days": 1], as: .pekka).object)
        try await town.perform("seal.agree", on: seal, as: .matti)
        #expect(try await place.download(file, as: .pekka) == nil, "not before the reading is written down")
        try await town.perform("seal.read", on: seal, as: .pekka)
        #expect(try await place.download(file, as: .pekka) != nil)
        #expect(try await place.download(file, as: .matti) == nil)
        try await town.perform("seal.end", on: seal, as: .pekka)
        #expect(try await place.download(file, as: .pekka) == nil)
    }

    @Test(arguments: HouseEngine.available) func theRecordCommitsToWhatWasHandedIn(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine), town = place.town
        let (_, file, answer) = try await answered(in: place)
        let second = try await place.upload(SamplePictures.png, named: "plan.png", as: .noora)
        try await town.perform("submission.edit", on: answer, Self.text.merging(["files": .list([.text(second.id.rawValue)])]) { $1 }.json, as: .noora)
        try await town.perform("submission.submit", on: answer, ["declaration": true], as: .noora)
        let facts = try await town.platform.reading { tx in
            try tx.rows("SELECT opening.content FROM entry JOIN opening ON opening.city = entry.city AND opening.entry = entry.id AND opening.part = 'facts' WHERE entry.object_code = \(answer.code) AND entry.event = 'submission.submitted' ORDER BY entry.ticket DESC") { try JSON(parsing: try $0.text()) }
        }
        #expect(facts.first?["files"] == .list([file.sha256, second.sha256].sorted().map { .text($0) }))
    }

    @Test(arguments: HouseEngine.available) func onlyTheTeamTakesAFileAwayAndOnlyBeforeTheDeadline(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine), town = place.town
        let (call, file, _) = try await answered(in: place)
        let second = try await place.upload(SamplePictures.png, named: "plan.png", as: .noora)
        for (person, refusal) in [(.liisa, .notFound), (.aino, .notFound)] as [(Townsperson, Refusal)] {
            await #expect(throws: refusal) { try await town.perform("attachment.remove", on: Target(file.id.rawValue), ["reason": "Not needed."], as: person) }
        }
        await #expect(throws: Refusal.notFound, "a file that nothing has named yet is no object's") { try await town.perform("attachment.remove", on: Target(second.id.rawValue), ["reason": "Not needed."], as: .noora) }
        let closes = try #require(try await town.look { try ChallengeQueries.challenge(Target(call.code.rawValue), $0).closesAt })
        try await town.wait(until: closes)
        await #expect(throws: Refusal.denied("denied.teamFile"), "who decides on the call takes nothing out of an answer") {
            try await town.perform("attachment.remove", on: Target(file.id.rawValue), ["reason": "Not needed."], as: .liisa)
        }
        await #expect(throws: Refusal.illegalMove(act: "attachment.remove", state: "attachment.kept")) {
            try await town.perform("attachment.remove", on: Target(file.id.rawValue), ["reason": "Not needed."], as: .noora)
        }
    }

    @Test(arguments: HouseEngine.available) func whoLeavesTakesADraftWithItsFilesAndLeavesWhatWasHandedIn(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine), town = place.town
        let (call, _, answer) = try await answered(in: place)
        let loose = try await place.upload(SamplePictures.png, named: "plan.png", as: .noora)
        try await town.perform("submission.begin", on: call, Self.text.merging(["team": "Two", "files": .list([.text(loose.id.rawValue)])]) { $1 }.json, as: .noora)
        let mine = try await town.look(as: .noora) { try Attachments.personalData(of: town.id(of: .noora), $0)["files"]?.list?.compactMap { $0["content"]?.text }.count }
        #expect(mine == 2, "the download of one's own data holds both")
        try await town.perform("person.leave", ["sure": true], as: .noora)
        #expect(try await place.count("SELECT count(*) FROM attachment WHERE object_code = \(answer.code) AND owner IS NULL") == 1)
        #expect(try await place.count("SELECT count(*) FROM attachment") == 1)
        #expect(try await place.count("SELECT count(*) FROM attachment_print") == 3)
    }

    private static let text: [String: JSON] = ["title": "Warm kerbs", "summary": "Kerbs that melt their snow.", "text": "With the water that comes back from the heating.", "budget": "9000"]

    /// Noora's group answers an open call with a photograph, and hands it in.
    private func answered(in place: FileTown) async throws -> (call: ObjectReference, file: Talkoot.Attachment, answer: ObjectReference) {
        let call = try await place.town.challenge(in: .open, of: .clearKerbs).object(.challenge)
        let file = try await place.upload(SamplePictures.jpeg, as: .noora)
        let input = Self.text.merging(["team": "Noora and friends", "files": .list([.text(file.id.rawValue)])]) { $1 }
        let answer = try #require(try await place.town.perform("submission.begin", on: call, input.json, as: .noora).object)
        try await place.town.perform("submission.submit", on: answer, ["declaration": true], as: .noora)
        return (call, file, answer)
    }
}

extension [String: JSON] {
    fileprivate var json: JSON { .object(self) }
}
