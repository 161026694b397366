import Foundation
import Hummingbird
import HummingbirdTesting
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// A journey map is a picture with every word of it in a table beside, for everybody who may read its problem.
@Suite(.serialized) struct JourneyPageTests {
    private func drawn(_ web: WebTown) async throws -> (journey: PublicCode, step: PublicCode) {
        let problem = try await web.town.problem(in: .triaged).object(.problem)
        let journey = try #require(try await web.town.perform("journey.begin", on: problem, ["title": "By bus <in> winter"], as: .liisa).object)
        for (title, department) in [("Asks at the counter", "streets"), ("Writes to the school", "schools")] {
            try await web.town.perform("journey.addStep", on: journey, ["edition": "now", "title": .text(title), "department": .text(department), "pain": "A very long pain that the picture has no room for and the table has", "wait": 90, "waitUnit": "minutes"], as: .liisa)
        }
        let code = journey.code
        return (code, try #require(try await web.town.look { try JourneyQueries.map(Target(code.rawValue), $0).steps.first }).code)
    }

    @Test func thePictureHasItsTwin() async throws {
        let web = try await WebTown.found()
        let (journey, _) = try await drawn(web)
        let page = try await web.page("/kuusila/journeys/\(journey)?lang=en")
        #expect(page.contains("By bus &lt;in&gt; winter") && page.contains("2 steps · 2 actors · 1 hand-off · waiting: 3 hours"))
        #expect(page.contains("class=\"chart wide-only\"") && page.contains("class=\"chart narrow-only\"") && page.contains("<table class=\"fold\""))
        #expect(page.contains("that the picture has no room for and the table has</td>"))
        #expect(!page.contains("journeyStep.remove"), "a visitor changes nothing")
        let csv = try await web.page("/kuusila/journeys/\(journey)/steps.csv")
        #expect(csv.split(separator: "\r\n").count == 3 && csv.contains("Schools and day care"))
    }

    @Test func aStepLeadsToItsMapAndAnUnknownMapIsNone() async throws {
        let web = try await WebTown.found()
        let (journey, step) = try await drawn(web)
        try await Application(router: web.site.router()).test(.router) { client in
            try await client.execute(uri: "/kuusila/journeySteps/\(step)", method: .get) { #expect($0.status == .seeOther && $0.headers[.location] == "/kuusila/journeys/\(journey)#\(step)") }
            for address in ["/kuusila/journeys/KU-NONE22", "/kuusila/journeySteps/KU-NONE22", "/kuusila/journeys/KU-NONE22/steps.csv", "/kuusila/insights/KU-NONE22", "/kuusila/changeRequests/KU-NONE22", "/rantala/journeys/\(journey)"] {
                try await client.execute(uri: address, method: .get) { #expect($0.status == .notFound, "\(address)") }
            }
        }
    }
}

@Suite struct LineBreakTests {
    @Test func textsAreBrokenBetweenWordsAndCutWithASign() {
        #expect("The bus stops in the road".lines(of: 10, most: 2) == ["The bus", "stops in …"])
        #expect("Donaudampfschifffahrt".lines(of: 8, most: 2) == ["Donauda…"])
        #expect("".lines(of: 8, most: 2) == [] && "Two words".lines(of: 20, most: 1) == ["Two words"])
    }
}
