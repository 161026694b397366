import Storage
@testable import Talkoot
import Testing
import TestTown

/// A signal has a place: exact for its sender and the city, a square of 250 metres or the district for everybody else.
@Suite(.serialized) struct PlaceTests {
    @Test(arguments: [("60.95, 25.03", 60_950_000, 25_030_000), ("60,95 25,03", 60_950_000, 25_030_000), ("60.95 25.03", 60_950_000, 25_030_000), ("-0.5,-179.999999", -500_000, -179_999_999)])
    func coordinatesAreReadAsPeopleCopyThem(_ text: String, _ latitude: Int, _ longitude: Int) {
        #expect(MapPoint(text) == MapPoint(latitude: latitude, longitude: longitude))
    }
    @Test(arguments: ["", "here", "60.95", "91, 25", "60, 181", "60.95, 25.03, 7", "1e5, 3"]) func whatIsNoPlaceIsNone(_ text: String) { #expect(MapPoint(text) == nil) }

    @Test func everyPointOfASquareIsShownAsItsMiddle() throws {
        let home = try #require(MapPoint("60.95012, 25.03021")), shown = home.rounded(toMetres: 250)
        #expect(shown.rounded(toMetres: 250) == shown)
        #expect(abs(shown.latitude - home.latitude) <= 1_130 && abs(shown.longitude - home.longitude) <= 2_330)
        #expect(try #require(MapPoint("60.95014, 25.03024")).rounded(toMetres: 250) == shown)
    }

    @Test(arguments: HouseEngine.available) func thePointFindsItsDistrict(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let sent = try #require(try await town.perform("signal.send", ["text": "A hole in the kerb.", "point": "60.9487, 25.0375"], as: .aino).object)
        let (district, place) = try await town.look(as: .aino) { scene in
            (try SignalQueries.signal(Target(sent.code.rawValue), scene).district, try scene.rows(PlaceQueries.of(sent, scene)).first)
        }
        #expect(try await town.look { try CityQueries.names($0).name(of: try #require(district)) } == "Keskusta")
        #expect(place?.point == MapPoint("60.9487, 25.0375") && place?.publicPoint != place?.point)
        await #expect(throws: Refusal.invalid([Problem("point", "problem.pointElsewhere", ["city": "Kuusila"])])) {
            try await town.perform("signal.send", ["text": "x", "point": "25.0375, 60.9487"], as: .aino)
        }
        await #expect(throws: Refusal.invalid([Problem("point", "problem.point")])) { try await town.perform("signal.send", ["text": "x", "point": "by the kiosk"], as: .aino) }
    }

    @Test(arguments: HouseEngine.available) func aHomeIsShownToOthersAsItsDistrictAlone(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let input: JSON = ["text": "My gate is iced over.", "place": "Torikatu 5 A 2", "point": "60.9487, 25.0375", "districtOnly": true]
        let sent = try #require(try await town.perform("signal.send", input, as: .aino).object)
        try await town.perform("signal.accept", on: sent, ["reason": "We look."], as: .liisa)
        let (signal, place) = try await town.look { scene in (try SignalQueries.signal(Target(sent.code.rawValue), scene), try scene.rows(PlaceQueries.of(sent, scene)).first) }
        #expect(signal.place == "" && signal.district != nil && place?.publicPoint == nil && place?.privateAddress == "Torikatu 5 A 2")
        #expect(try await town.look { try SearchQueries.find("Torikatu", $0).hits.isEmpty })
        #expect(try await town.look(as: .aino) { try PeopleQueries.ownData(.house, $0)["places"]?.list?.first?["address"]?.text } == "Torikatu 5 A 2")
        try await town.perform("person.leave", ["sure": true], as: .aino)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM place") } == 0)
    }
}
