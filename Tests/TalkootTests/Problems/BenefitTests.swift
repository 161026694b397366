import Storage
@testable import Talkoot
import Testing
import TestTown

/// What was hoped for stands beside what came, with the evidence of each review.
@Suite(.serialized) struct BenefitTests {
    @Test(arguments: HouseEngine.available) func whatNobodyShowedDidNotComeAndWhatCameHasItsFile(_ engine: HouseEngine) async throws {
        let place = try await FileTown(on: engine), town = place.town
        let problem = try await town.problem(in: .triaged).object(.problem)
        for (code, text) in [("B1", "Fewer lost minutes."), ("D1", "We learn to talk with shops.")] { try await town.perform("problem.expect", on: problem, ["code": .text(code), "text": .text(text)], as: .paivi) }
        #expect(try await outcomes(of: problem, town) == [.notReviewed, .notReviewed])
        try await town.define(problem)
        await #expect(throws: Refusal.invalid([Problem("evidence", "problem.evidence")])) { try await review(problem, [], town) }
        let minutes = try await place.upload(SamplePictures.pdf, named: "minutes.pdf", as: .paivi)
        await #expect(throws: Refusal.invalid([Problem("files", "problem.file.gone")]), "nobody shows it by somebody else's file") { try await review(problem, [minutes], town, as: .liisa) }
        try await review(problem, [minutes], town)
        #expect(try await outcomes(of: problem, town) == [.notRealised, .realised])
        let read = try await report(on: problem, town)
        #expect(read.entries[1].reviews.map { $0.files.map(\.name) } == [["minutes.pdf"]] && read.entries[0].reviews.isEmpty)
        #expect(try await place.download(minutes, as: nil) != nil, "the problem is public, and so is what shows it")
        // Another look is kept beside the first.
        place.clock.advance(days: 30)
        try await town.perform("problem.review", on: problem, ["expectation": "2", "result": "notRealised", "evidence": "The shops stopped coming."], as: .paivi)
        let later = try await report(on: problem, town)
        #expect(later.entries[1].reviews.map(\.review.result) == [.notRealised, .realised] && later.entries[1].outcome == .notRealised)
        for person in [Townsperson.aino, .noora] { await #expect(throws: Refusal.denied("denied.role")) { try await review(problem, [], town, as: person) } }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("problem.review", on: Target(problem.code.rawValue), ["expectation": "2", "result": "realised", "evidence": "x"], as: nil) }
    }

    private func review(_ problem: ObjectReference, _ files: [Talkoot.Attachment], _ town: Town, as person: Townsperson = .paivi) async throws {
        try await town.perform("problem.review", on: problem, ["expectation": "2", "result": "realised", "files": .list(files.map { .text($0.id.rawValue) })], as: person)
    }
    private func report(on problem: ObjectReference, _ town: Town) async throws -> ExpectationReport {
        try await town.look { try ExpectationQueries.report(on: try ProblemQueries.problem(Target(problem.code.rawValue), $0), $0) }
    }
    private func outcomes(of problem: ObjectReference, _ town: Town) async throws -> [ExpectationReport.Outcome] { try await report(on: problem, town).entries.map(\.outcome) }
}
