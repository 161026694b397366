import Storage
@testable import Talkoot
import Testing
import TestTown

/// People begin with their own street: what is open there, and who hears of it.
@Suite(.serialized) struct OpenMatterTests {
    private func open(_ slug: String, in town: Town, as person: Townsperson? = nil) async throws -> OpenMatters {
        try await town.look(as: person) { try PlaceQueries.open(in: .district(try #require(try CityQueries.district(slug, $0)).id), $0) }
    }

    @Test(arguments: HouseEngine.available) func aDistrictListsExactlyWhatIsTaggedThere(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .open), elsewhere = try await town.problem(in: .submitted, of: .quietEvenings)
        let accepted = try #require(try await town.perform("signal.send", ["text": "A lamp is out.", "district": "satamala"], as: .aino).object)
        let waiting = try #require(try await town.perform("signal.send", ["text": "A bench is gone.", "district": "satamala"], as: .aino).object)
        try await town.perform("signal.accept", on: accepted, ["reason": "We look."], as: .liisa)
        let found = try await open("satamala", in: town)
        let (signal, problem, challenge) = (try await walk.object(.signal).code, try await walk.object(.problem).code, try await walk.object(.challenge).code)
        #expect(found.problems.map(\.code) == [problem] && found.challenges.map(\.code) == [challenge])
        #expect(Set(found.signals.map(\.code)) == [accepted.code, signal])
        #expect(!found.signals.contains { $0.code == waiting.code })
        let other = try await elsewhere.object(.problem).code
        #expect(!found.problems.contains { $0.code == other })
    }

    @Test(arguments: HouseEngine.available) func withinADistanceCountsWhatEverybodySees(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let near = try #require(try await town.perform("signal.send", ["text": "A hole in the kerb.", "point": "60.9487, 25.0375"], as: .aino).object)
        let home = try #require(try await town.perform("signal.send", ["text": "My gate is iced over.", "point": "60.9488, 25.0376", "districtOnly": true], as: .aino).object)
        for signal in [near, home] { try await town.perform("signal.accept", on: signal, ["reason": "We look."], as: .liisa) }
        let drafted = try #require(try await town.perform("problem.draft", on: near, ["title": "Broken kerbs", "statement": "Holes.", "affected": "Walkers", "department": "streets"], as: .liisa).object)
        let here = try #require(MapPoint("60.9490, 25.0380")), far = try #require(MapPoint("60.9800, 25.0380"))
        let found = try await town.look { try PlaceQueries.open(in: .around(here, metres: 500), $0) }
        #expect(found.signals.map(\.code) == [near.code] && found.problems.isEmpty, "a draft and a home stay unseen")
        #expect(try await town.look { try PlaceQueries.open(in: .around(far, metres: 500), $0) }.isEmpty)
        try await town.perform("problem.submit", on: drafted, as: .liisa)
        #expect(try await town.look { try PlaceQueries.open(in: .around(here, metres: 500), $0) }.problems.map(\.code) == [drafted.code])
        #expect(abs(here.metres(to: try #require(MapPoint("60.9500, 25.0380"))) - 111.2) < 0.1)
    }

    @Test(arguments: HouseEngine.available) func whoFollowsADistrictHearsWhatOpensThere(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.perform("place.follow", ["district": "satamala"], as: .sofia)
        try await town.perform("place.follow", ["district": "satamala"], as: .sofia)
        await #expect(throws: Refusal.invalid([Problem("district", "problem.choice")])) { try await town.perform("place.follow", ["district": "atlantis"], as: .sofia) }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("place.follow", ["district": "satamala"], as: nil) }
        let walk = try await town.challenge(in: .open)
        let told = try await town.look(as: .sofia) { try NoticeQueries.mine($0).notices.map(\.event) }
        #expect(Set(told) == ["signal.accepted", "problem.submitted", "challenge.opened"])
        #expect(try await town.look(as: .sofia) { try PeopleQueries.ownData(.house, $0)["followedDistricts"] } == ["Satamala"])
        try await town.perform("place.unfollow", ["district": "satamala"], as: .sofia)
        try await walk.reach(.pilotStarted)
        #expect(try await town.look(as: .sofia) { try NoticeQueries.mine($0).notices.count } == told.count)
        try await town.perform("place.follow", ["district": "havula"], as: .sofia)
        try await town.perform("person.leave", ["sure": true], as: .sofia)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM place_follow") } == 0)
    }

    @Test(arguments: HouseEngine.available) func nearHomeIsFollowedWithoutAnybodyKnowingWhere(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let home: [String: JSON] = ["near": "60.9490, 25.0380", "within": "500", "placeName": "Home"]
        try await town.perform("place.followNear", .object(home), as: .sofia)
        try await town.perform("place.followNear", .object(home.merging(["near": "60.94901, 25.03801", "placeName": "At home"]) { $1 }), as: .sofia)
        let kept = try await town.look(as: .sofia) { try PlaceQueries.followed($0).circles }
        #expect(kept.map(\.name) == ["At home"], "the same hundred metres are one place, under its last name")
        #expect(kept.first?.point != MapPoint("60.9490, 25.0380"), "the home itself is not kept")
        #expect(try await town.look(as: .aino) { try PlaceQueries.followed($0).circles }.isEmpty)

        let near = try #require(try await town.perform("signal.send", ["text": "A hole in the kerb.", "point": "60.9487, 25.0375"], as: .aino).object)
        let hidden = try #require(try await town.perform("signal.send", ["text": "My gate is iced over.", "point": "60.9488, 25.0376", "districtOnly": true], as: .aino).object)
        let far = try #require(try await town.perform("signal.send", ["text": "A branch is down.", "point": "60.9587, 25.0375"], as: .aino).object)
        for signal in [near, hidden, far] { try await town.perform("signal.accept", on: signal, ["reason": "We look."], as: .liisa) }
        let drafted = try #require(try await town.perform("problem.draft", on: near, ["title": "Broken kerbs", "statement": "Holes.", "affected": "Walkers", "department": "streets"], as: .liisa).object)
        try await town.perform("problem.submit", on: drafted, as: .liisa)
        let told = try await town.look(as: .sofia) { try NoticeQueries.mine($0).notices.map { "\($0.event) \($0.object.code)" } }
        #expect(Set(told) == ["signal.accepted \(near.code)", "problem.submitted \(drafted.code)"], "what is shown by its district alone is found by no distance")
    }

    @Test(arguments: HouseEngine.available) func placesOfOnesOwnAreFewPrivateAndGoWithThePerson(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        func place(_ north: String, _ within: String = "250") -> JSON { ["near": .text("\(north), 25.0380"), "within": .text(within)] }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("place.followNear", place("60.9490"), as: nil) }
        await #expect(throws: Refusal.invalid([Problem("within", "problem.choice")])) { try await town.perform("place.followNear", place("60.9490", "300"), as: .sofia) }
        await #expect(throws: Refusal.invalid([Problem("near", "problem.pointElsewhere", ["city": "Kuusila"])])) { try await town.perform("place.followNear", place("40.0"), as: .sofia) }
        for north in ["60.9400", "60.9440", "60.9480", "60.9520", "60.9560"] { try await town.perform("place.followNear", place(north), as: .sofia) }
        await #expect(throws: Refusal.invalid([Problem("", "problem.placesTooMany", ["limit": "5"])])) { try await town.perform("place.followNear", place("60.9590"), as: .sofia) }
        try await town.perform("place.followNear", place("60.9400"), as: .sofia)

        let circles = try await town.look(as: .sofia) { try PlaceQueries.followed($0).circles }
        let first = try #require(circles.first)
        await #expect(throws: Refusal.notFound) { try await town.perform("place.unfollowNear", ["circle": .text(first.id.rawValue)], as: .aino) }
        try await town.perform("place.unfollowNear", ["circle": .text(first.id.rawValue)], as: .sofia)
        let own = try await town.look(as: .sofia) { try PeopleQueries.ownData(.house, $0)["followedPlaces"]?.list }
        #expect(own?.count == 4 && own?.first?["metres"] == 250 && own?.first?["point"] == .text(circles[1].point.text))
        // What was done is kept, where it was is not.
        let outcomes = try await town.platform.reading { try $0.rows("SELECT outcome FROM act WHERE name LIKE 'place.%Near'") { try $0.optionalText() ?? "" } }
        #expect(!outcomes.isEmpty && !outcomes.contains { $0.contains("60.9") || $0.contains(first.id.rawValue) })
        try await town.perform("person.leave", ["sure": true], as: .sofia)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM place_circle") } == 0)
    }

    @Test(arguments: HouseEngine.available) func aSpotCountsWhatIsPublicWhateverHappensToIt(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        func counted() async throws -> [Int] {
            try await town.look { scene in
                let kept = try HotSpotQueries.spots(since: scene.today.adding(days: -4_000), scene).reduce(0) { $0 + $1.count }
                return [kept, try scene.tx.count("SELECT count(*) FROM signal WHERE city = \(scene.city.id) AND is_public")]
            }
        }
        let before = try await counted()
        #expect(before[0] == before[1])
        let first = try await town.acceptedSignal("Holes in the road.", district: "havula")
        _ = try await town.acceptedSignal("More holes.", district: "havula")
        #expect(try await counted() == [before[0] + 2, before[0] + 2])
        let found = try await town.hide(first)
        #expect(try await counted() == [before[0] + 1, before[0] + 1])
        try await town.perform("moderation.restore", on: found, ["reason": "Holes are no insult."], as: .helmi)
        #expect(try await counted() == [before[0] + 2, before[0] + 2])
        clock.advance(days: 3)
        for length in 0...4 {
            let recent = try await town.look { scene in
                let since = scene.today.adding(days: -length), from = scene.city.calendar.beginning(of: since)
                return (try HotSpotQueries.spots(since: since, until: scene.today, scene).reduce(0) { $0 + $1.count }, try scene.tx.count("SELECT count(*) FROM signal WHERE city = \(scene.city.id) AND is_public AND created_at >= \(from)"))
            }
            #expect(recent.0 == recent.1, "the last \(length) days")
        }
    }

    @Test func aTimeIsWholeDaysAndWhatRemains() {
        let day = SpotCounts.day
        let inner = SpotCounts.Parts(from: Instant(milliseconds: 2 * day - 5), until: Instant(milliseconds: 4 * day + 7))
        #expect(inner.days == 2..<4 && inner.rest == [2 * day - 5..<2 * day, 4 * day..<4 * day + 7])
        let short = SpotCounts.Parts(from: Instant(milliseconds: day + 1), until: Instant(milliseconds: day + 9))
        #expect(short.days.isEmpty && short.rest == [day + 1..<day + 9])
    }

    @Test(arguments: HouseEngine.available) func aHotSpotBecomesAProblemWithItsCount(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        for number in 1...3 {
            let sent = try #require(try await town.perform("signal.send", ["text": .text("Hole \(number)"), "district": "havula"], as: .aino).object)
            if number < 3 { try await town.perform("signal.accept", on: sent, ["reason": "We look."], as: .liisa) }
        }
        clock.advance(days: 10)
        let today = try await town.look { $0.today }
        let spots = try await town.look { try HotSpotQueries.spots(since: today.adding(days: -30), $0) }
        #expect(spots.map(\.count) == [2] && spots.first?.category == "", "what nobody has answered is not public")
        #expect(try await town.look { try HotSpotQueries.spots(since: today.adding(days: -5), $0) }.isEmpty)
        let input: [String: JSON] = [
            "district": "havula", "since": .text(today.adding(days: -30).description), "until": .text(today.description), "title": "Holes in Havula", "statement": "Two signals.", "affected": "Cyclists",
            "metric": "Public signals", "department": "streets",
        ]
        let made = try await town.perform("problem.fromSpot", .object(input), as: .tuula)
        let problem = try await town.look(as: .tuula) { try ProblemQueries.problem(Target(try #require(made.object).code.rawValue), $0) }
        #expect(problem.baseline == "2" && problem.metric.contains(today.description) && problem.state == .draft && problem.district != nil && made.values["count"] == 2)
        await #expect(throws: Refusal.invalid([Problem("spotCategory", "problem.noSpot")])) { try await town.perform("problem.fromSpot", .object(input.merging(["spotCategory": "Noise"]) { $1 }), as: .tuula) }
        await #expect(throws: Refusal.invalid([Problem("until", "problem.spotFuture")])) {
            try await town.perform("problem.fromSpot", .object(input.merging(["until": .text(today.adding(days: 1).description)]) { $1 }), as: .tuula)
        }
        for person in [Townsperson.aino, .pekka] { await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("problem.fromSpot", .object(input), as: person) } }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("problem.fromSpot", .object(input), as: nil) }
    }
}
