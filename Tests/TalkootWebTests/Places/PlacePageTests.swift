import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// The map is one way to the list of a place; the keyboard has another, and both lead to the same.
@Suite(.serialized) struct PlacePageTests {
    @Test func theMapAndTheChoiceLeadToTheSameList() async throws {
        let web = try await WebTown.found()
        let code = try await web.town.problem(in: .submitted).object(.problem).code.rawValue
        let start = try await web.page("/kuusila/places?lang=en")
        let districts = try await web.town.look { try CityQueries.names($0).districts.map(\.slug) }
        for slug in districts {
            #expect(start.contains("<option value=\"\(slug)\">") && start.contains("href=\"/kuusila/places?district=\(slug)\""), "\(slug) is reached by map, table and choice")
        }
        let listed = try await web.page("/kuusila/places?lang=en&district=satamala")
        #expect(listed.contains(code) && listed.contains("Open in Satamala") && listed.contains("Sign in to follow this district"))
        for slug in districts where slug != "satamala" { #expect(!(try await web.page("/kuusila/places?lang=en&district=\(slug)")).contains(code), "\(slug)") }
    }

    @Test func whatIsNoPlaceIsKeptAndSaid() async throws {
        let web = try await WebTown.found()
        let page = try await web.page("/kuusila/places?lang=en&near=by+the+kiosk%22%3E&within=7")
        #expect(page.contains("value=\"by the kiosk&quot;") && page.contains("near-error") && page.contains("<option value=\"500\" selected>"))
        #expect(try await web.page("/kuusila/places?lang=en&near=60.9487,25.0375&within=1000").contains("Open within 1,000 metres"))
    }

    @Test func aPlaceOfOnesOwnIsOnOnesOwnPageAlone() async throws {
        let web = try await WebTown.found()
        let asked = "/kuusila/places?lang=en&near=60.9487,25.0375&within=1000"
        #expect(try await web.page(asked).contains("Sign in to follow this place"))
        #expect(try await web.page(asked, as: .sofia).contains("/kuusila/acts/place.followNear?near=60.94870%2C%2025.03750&amp;within=1000"))
        let form = try await web.page("/kuusila/acts/place.followNear?lang=en&near=60.9487,25.0375&within=1000", as: .sofia)
        #expect(form.contains("value=\"60.9487,25.0375\"") && form.contains("value=\"1000\" checked"), "what was looked at is in the form")
        try await web.town.perform("place.followNear", ["near": "60.9487, 25.0375", "within": "1000", "placeName": "By the school"], as: .sofia)
        try await web.town.perform("place.follow", ["district": "satamala"], as: .sofia)
        let own = try await web.page("/kuusila/places?lang=en", as: .sofia)
        #expect(own.contains(">By the school</a>") && own.contains("Stop following<span class=\"vh\"> By the school</span>") && own.contains("<span class=\"vh\"> Satamala</span>"))
        #expect(!(try await web.page(asked, as: .sofia)).contains("place.followNear?near"), "what is followed is not offered again")
        for other in [Townsperson?.none, .aino, .tuula] { #expect(!(try await web.page("/kuusila/places?lang=en", as: other)).contains("By the school")) }
    }

    @Test func hotSpotsAreCountedForEverybodyAlike() async throws {
        let web = try await WebTown.found()
        for number in 1...2 {
            let sent = try #require(try await web.town.perform("signal.send", ["text": .text("Hole \(number)"), "district": "havula"], as: .aino).object)
            try await web.town.perform("signal.accept", on: sent, ["reason": "We look."], as: .liisa)
        }
        let rows = try #require(try JSON(parsing: try await web.page("/kuusila/hotspots.json?days=30"))["rows"]?.list)
        #expect(rows.map { [$0["district"]?.text, $0["count"]?.text] } == [["havula", "2"]])
        #expect(try await web.page("/kuusila/hotspots?lang=en&district=kirkkola").contains("Nothing fits what you chose"))
        #expect(!(try await web.page("/kuusila/hotspots?lang=en")).contains("problem.fromSpot"), "a visitor makes no problem of it")
    }
}
