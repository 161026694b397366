@testable import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// Whoever reads under a broken seal leaves the addresses of what they opened.
@Suite struct SealViewTests {
    @Test func eachPageThatIsOpenedStandsOnThePageOfTheSealOnce() async throws {
        let web = try await WebTown.found(), town = web.town
        let walk = try await town.challenge(in: .open, of: .clearKerbs)
        try await walk.reach(.answersSubmitted)
        let answer = try #require(await walk.answers.first), call = try await walk.object(.challenge)
        let seal = try #require(try await town.perform("seal.ask", ["code": .text(answer.code.rawValue), "reason": "The police have an order.", "days": 2], as: .pekka).object)
        try await town.perform("seal.agree", on: seal, as: .matti)
        let page = "/kuusila/submissions/\(answer.code)", own = "/kuusila/seals/\(seal.code)"
        _ = try await web.page("/kuusila/challenges/\(call.code)", as: .pekka)
        #expect(try await opened(of: seal, in: town) == [], "an open seal alone shows nothing, so there is nothing to tell")

        try await town.perform("seal.read", on: seal, as: .pekka)
        for harmless in ["/kuusila/signals", "/kuusila/desk", own] { _ = try await web.page(harmless, as: .pekka) }
        #expect(try await opened(of: seal, in: town) == [], "a page without what is sealed is nobody's business")
        for _ in 1...2 { _ = try await web.page(page + "?lang=en", as: .pekka) }
        for other in [Townsperson.noora, .tuula] { _ = try await web.page(own, as: other) }
        #expect(try await opened(of: seal, in: town) == [page])
        _ = try await web.page("/kuusila/challenges/\(call.code)", as: .pekka)
        #expect(try await opened(of: seal, in: town) == ["/kuusila/challenges/\(call.code)", page], "a list in which it stands")

        #expect(try await web.page(own, as: .noora).contains("<a href=\"\(page)\">the answer</a>"))
        let everybodys = try await web.page(own)
        #expect(everybodys.contains("the answer") && everybodys.contains("a list where it stands") && !everybodys.contains(answer.code.rawValue))
        let told = try await town.look(as: .noora) { try Seals.personalData(of: town.id(of: .noora), $0)["sealsBroken"]?.list?.first?["opened"]?.list?.count }
        #expect(told == 2, "so does the download")
        // A new reading is written down anew.
        try #require(town.clock).advance(seconds: SealReading.seconds)
        try await town.perform("seal.read", on: seal, as: .pekka)
        _ = try await web.page(page, as: .pekka)
        #expect(try await opened(of: seal, in: town).filter { $0 == page }.count == 2)
    }

    private func opened(of seal: ObjectReference, in town: Town) async throws -> [String] {
        try await town.look { scene in try SealQueries.views(of: SealQueries.seal(Target(seal.code.rawValue), scene), scene).map(\.page) }
    }
}
