import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Districts come from a file, are looked at, take effect, and are never deleted.
@Suite(.serialized) struct DistrictTests {
    @Test(arguments: HouseEngine.available) func aMapIsLookedAtBeforeItTakesEffect(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let signal = try #require(try await town.perform("signal.send", ["text": "Ice on the pier.", "district": "satamala"], as: .aino).object)
        let plan = try await propose([("keskusta", "Center", square(0)), ("uusi", "Uusiranta", square(1)), ("havula", "Havula", square(2))], town)
        #expect(try await town.look { try CityQueries.districts($0).count } == 7, "nothing has changed yet")
        let changes = try await town.look { try DistrictPlanQueries.changes(try DistrictPlanQueries.plan(Target(plan.code.rawValue), $0), $0) }
        #expect(changes.added == ["Uusiranta"] && changes.kept == ["Havula"] && changes.closed.count == 5)
        #expect(changes.renamed.map(\.from) == ["Keskusta"])
        try await town.perform("districts.adopt", on: plan, ["reason": "The new division."], as: .liisa)
        #expect(try await town.look { try CityQueries.districts($0).map(\.name) } == ["Center", "Havula", "Uusiranta"])
        // What was tagged keeps its district and its name.
        let all = try await town.look { try CityQueries.districts(isOpenOnly: false, $0) }
        #expect(all.count == 8)
        let tagged = try await town.look(as: .liisa) { try SignalQueries.signal(Target(signal.code.rawValue), $0).district }
        #expect(all.first { $0.id == tagged }?.name == "Satamala")
        await #expect(throws: Refusal.invalid([Problem("district", "problem.choice")])) { try await town.perform("signal.send", ["text": "More ice.", "district": "satamala"], as: .aino) }
        await #expect(throws: Refusal.illegalMove(act: "districts.adopt", state: "districtPlan.inForce")) { try await town.perform("districts.adopt", on: plan, ["reason": "x"], as: .liisa) }
        // A district that comes back is the one that it was.
        let back = try await propose([("satamala", "Satamala", square(3))], town)
        try await town.perform("districts.adopt", on: back, ["reason": "It comes back."], as: .liisa)
        #expect(try await town.look { try CityQueries.districts($0).map(\.id) } == [tagged].compactMap(\.self))
        #expect(try await town.look { try SettingQueries.history(of: "districts", $0).count } == 2)
    }

    @Test(arguments: HouseEngine.available) func oneProposalWaitsAtATimeAndCanBePutAway(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let first = try await propose([("a", "A", square(0))], town), second = try await propose([("b", "B", square(0))], town)
        #expect(try await state(of: first, town) == .dropped)
        try await town.perform("districts.drop", on: second, ["reason": "A mistake."], as: .liisa)
        #expect(try await state(of: second, town) == .dropped)
        #expect(try await town.look { try DistrictPlanQueries.waiting($0) } == nil)
        await #expect(throws: Refusal.denied("denied.role")) { _ = try await propose([("c", "C", square(0))], town, as: .matti) }
        await #expect(throws: Refusal.notFound) { try await town.perform("districts.adopt", on: second, ["reason": "x"], as: .jenni) }
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("districts.adopt", on: second, ["reason": "x"], as: .aino) }
    }

    @Test(arguments: [
        ("{}", "problem.geoType", ""), ("not json", "problem.geoType", ""), (#"{"type":"FeatureCollection","features":[]}"#, "problem.geoCount", ""),
        (feature(#"{}"#, #""type":"Polygon","coordinates":[[[25,60],[25.1,60],[25.1,60.1],[25,60]]]"#), "problem.geoName", "2"),
        (feature(#"{"name":"A"}"#, #""type":"Polygon","coordinates":[[[25,60],[25.1,60],[25.1,60.1],[25,60]]]"#), "problem.geoTwice", "2"),
        (feature(#"{"name":"B"}"#, #""type":"Point","coordinates":[25,60]"#), "problem.geoPolygon", "2"),
        (feature(#"{"name":"B"}"#, #""type":"Polygon","coordinates":[[[25,60],[25.1,60],[25.1,60.1],[25,61]]]"#), "problem.geoRing", "2"),
        (feature(#"{"name":"B"}"#, #""type":"Polygon","coordinates":[[[25,60],[25.1,60],[25.2,60],[25,60]]]"#), "problem.geoRing", "2"),
        (feature(#"{"name":"B"}"#, #""type":"Polygon","coordinates":[[[385000,6672000],[385100,6672000],[385100,6672100],[385000,6672000]]]"#), "problem.geoDegrees", "2"),
        (feature(#"{"name":"B"}"#, #""type":"Polygon","coordinates":"here""#), "problem.geoPolygon", "2"),
        (feature(#"{"name":"B"}"#, #""type":"MultiPolygon","coordinates":[[1,2]]"#), "problem.geoRing", "2"),
    ])
    func aFaultIsNamedByTheNumberOfItsFeature(_ text: String, _ key: String, _ number: String) {
        let file = DistrictFile(Array(text.utf8))
        #expect(file.problems.map(\.key) == [key])
        #expect(file.problems.first?.values["feature"] ?? "" == number)
        #expect(file.districts.isEmpty)
    }

    @Test func bordersAreSimplifiedAsFarAsNoMapShowsIt() throws {
        let corners = (0..<5_000).map { step -> String in
            let angle = Double(step) / 5_000 * 2 * .pi
            return "[\(25 + cos(angle) * 0.1),\(60 + sin(angle) * 0.05)]"
        }
        let ring = (corners + [corners[0]]).joined(separator: ",")
        let file = DistrictFile(Array(#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nimi":"Ympyrä","tunnus":7},"geometry":{"type":"Polygon","coordinates":[[\#(ring)]]}}]}"#.utf8))
        let district = try #require(file.districts.first)
        #expect(district.slug == "7" && district.name == "Ympyrä")
        #expect((20...400).contains(district.rings[0].count) && district.rings[0].first == district.rings[0].last)
        for point in district.rings[0] {
            let radius = (((point[0] - 25) / 0.1) * ((point[0] - 25) / 0.1) + ((point[1] - 60) / 0.05) * ((point[1] - 60) / 0.05)).squareRoot()
            #expect(abs(radius - 1) < 0.001)
        }
    }

    // MARK: The steps of these stories

    private static func feature(_ properties: String, _ geometry: String) -> String {
        #"""
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Polygon","coordinates":[[[25,60],[25.1,60],[25.1,60.1],[25,60]]]}},
        {"type":"Feature","properties":\#(properties),"geometry":{\#(geometry)}}]}
        """#
    }
    private func square(_ place: Int) -> String {
        let west = 25 + Double(place) / 10, east = west + 0.1
        return "[[\(west),60],[\(east),60],[\(east),60.1],[\(west),60.1],[\(west),60]]"
    }
    private func propose(_ districts: [(code: String, name: String, ring: String)], _ town: Town, as person: Townsperson = .liisa) async throws -> ObjectReference {
        let features = districts.map { #"{"type":"Feature","properties":{"code":"\#($0.code)","name":"\#($0.name)"},"geometry":{"type":"Polygon","coordinates":[\#($0.ring)]}}"# }
        let text = #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
        return try #require(try await town.perform("districts.propose", ["file": .text(Data(text.utf8).base64EncodedString())], as: person).object)
    }
    private func state(of plan: ObjectReference, _ town: Town) async throws -> DistrictPlan.State {
        try await town.look { try DistrictPlanQueries.plan(Target(plan.code.rawValue), $0).state }
    }
}
