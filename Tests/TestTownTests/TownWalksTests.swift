internal import Storage
internal import Talkoot
internal import TestTown
internal import Testing

@Suite("A town in which one can walk")
struct TownWalksTests {
    @Test("three cities with their departments, districts and people", arguments: TownPlace.here)
    func isFounded(_ place: TownPlace) async throws {
        try await place.town { town in
            let kuusila = try await town.look { (departments: try CityQueries.departments($0).count, districts: try CityQueries.districts($0)) }
            #expect(kuusila.departments == 6 && kuusila.districts.count == 7)
            #expect(kuusila.districts.allSatisfy { $0.ring.count >= 5 && $0.ring.first == $0.ring.last && $0.ring.allSatisfy { (25.0...25.1).contains($0[0]) && (60.9...61.0).contains($0[1]) } })
            #expect(try await town.look(as: .jenni) { "\($0.city.name) \($0.standing.holds(.innovationOfficer))" } == "Rantala true")
            #expect(try await town.look(as: .mikael) { try CityQueries.departments($0).map(\.name) } == ["Public works"])
            #expect(Townsperson.aino.email == "aino.lehto@kuusila.example" && Townsperson.paivi.email == "paivi.aalto@kuusila.example")
            for founder in [Townsperson.noora, .ville, .fatima] { #expect(try await town.look(as: founder) { $0.standing.organisations.count } == 1) }
        }
    }

    @Test("any state of a signal, problem, call and pilot is a few words away", arguments: TownPlace.here)
    func walks(_ place: TownPlace) async throws {
        try await place.town { town in
            for state in Signal.State.allCases {
                let code = try await town.signal(in: state).code
                #expect(try await town.look(as: .liisa) { try SignalQueries.signal(Target(code.rawValue), $0).state } == state)
            }
            for state in [CityProblem.State.draft, .triaged, .routed] {
                let code = try await town.problem(in: state).object(.problem).code
                #expect(try await town.look(as: .liisa) { try ProblemQueries.problem(Target(code.rawValue), $0).state } == state)
            }
            for state in [Challenge.State.draft, .open, .closed, .evaluating, .awarded] {
                let code = try await town.challenge(in: state).object(.challenge).code
                #expect(try await town.look(as: .liisa) { try ChallengeQueries.challenge(Target(code.rawValue), $0).state } == state)
            }
            for state in [Pilot.State.planned, .running, .verdict] {
                let code = try await town.pilot(in: state, of: .fullPlates).object(.pilot).code
                #expect(try await town.look { try PilotQueries.pilot(Target(code.rawValue), $0).state } == state)
            }
        }
    }

    @Test("the whole way, from a resident's hint to another city's adoption", arguments: TownPlace.here)
    func walksToTheEnd(_ place: TownPlace) async throws {
        try await place.town { town in
            let walk = try await town.solution(adopted: true)
            let code = try await walk.object(.replication).code
            #expect(try await town.look(as: .jenni) { try SolutionQueries.replication(Target(code.rawValue), $0).state } == .interest)
            #expect(await walk.last == .solutionAdopted)
        }
    }

    @Test("without a clock of its own a town stands before the first deadline and says so", arguments: TownPlace.here)
    func needsAClock(_ place: TownPlace) async throws {
        let clock = TestClock(on: try #require(Day("2026-03-12")))
        try await place.story(at: clock) { platform in
            let town = try await TestTown.found(on: platform)
            _ = try await town.challenge(in: .open)
            await #expect(throws: TownTrouble.self) { try await town.challenge(in: .closed) }
        }
    }

    @Test("holidays follow Easter and midsummer", arguments: [("2026-04-03", true), ("2026-04-06", true), ("2026-05-14", true), ("2026-06-19", true), ("2027-03-26", true), ("2027-12-06", true), ("2026-05-15", false)])
    func knowsHolidays(_ day: String, _ isHoliday: Bool) throws {
        #expect(FinnishHolidays.of(years: 2026...2027).contains(try #require(Day(day))) == isHoliday)
    }
}
