internal import Foundation
internal import Storage
internal import Talkoot
internal import TestTown
internal import Testing

@Suite("A town that lives")
struct LivingTownTests {
    private static let ending = Instant(milliseconds: 1_790_000_000_000)

    @Test("fourteen months go by, and every room has something to show", arguments: TownPlace.here)
    func lives(_ place: TownPlace) async throws {
        let clock = TestClock(at: Self.ending)
        try await place.story(at: clock) { platform in
            let town = try await TestTown.live(on: platform, clock: clock, endingAt: Self.ending)
            #expect(clock.now == Self.ending)
            let signals = try await town.look(as: .liisa) { try SignalQueries.list(SignalFilter(), limit: 200, $0).rows }
            #expect(signals.count >= 40 && Set(signals.map(\.state)) == Set(Signal.State.allCases) && Set(signals.compactMap(\.district)).count == 7)
            let calls = try await town.look { try ChallengeQueries.list(limit: 200, $0).rows }
            #expect(Dictionary(grouping: calls, by: \.state).mapValues(\.count) == [.completed: 1, .awarded: 2, .evaluating: 1, .open: 2, .published: 1])
            let answers = try await town.look { scene in try OrganisationQueries.list(scene).rows.map { try SubmissionQueries.of($0, scene) } }
            #expect(answers.contains { $0.count > 1 } && answers.joined().allSatisfy(\.isPublic), "an organisation's page tells of its answers what everybody may know")
            let open = try await town.look { try ChallengeQueries.list(.init(isOpen: true), $0).rows.compactMap(\.closesAt) }
            #expect(open.count == 3 && open == open.sorted(), "what can be answered stands by its deadline")
            let pilots = try await town.look { try PilotQueries.list(limit: 200, $0).rows }
            #expect(pilots.map { $0.verdict?.rawValue ?? $0.state.rawValue }.sorted() == ["refuted", "running", "supported"])
            let teams = try await town.look(as: .noora) { try PilotQueries.mine($0).map(\.state) }
            #expect(teams.contains(.running), "a team finds its pilot on the desk")
            #expect(try await town.look { try PilotQueries.mine($0) }.isEmpty)
            #expect(try await town.look(as: .liisa) { try PilotQueries.mine($0) }.isEmpty)
            let lessons = try await town.look { try LessonQueries.list(limit: 200, $0).rows }
            #expect(Set(lessons.map(\.kind)) == [.lesson, .failureReport] && lessons.allSatisfy { $0.state == .published && $0.uses == 1 })
            let problems = try await town.look(as: .liisa) { try ProblemQueries.list(limit: 200, $0).rows }
            #expect(Set(problems.map(\.state)).isSuperset(of: [.submitted, .defining, .defined, .routed, .inSolution, .solved]))
        }
    }

    @Test("it can end on any day: a Sunday at midnight, the hour that summer time skips, a day between holidays", arguments: ["2026-12-06T00:05", "2027-03-28T03:30", "2026-12-27T23:59", "2026-07-15T12:00"])
    func endsOnAnyDay(_ text: String) async throws {
        let local = try #require(LocalTime(text))
        let ending = Instant(milliseconds: Int64(local.day.dayNumber) * 86_400_000 + Int64(local.minuteOfDay - 120) * 60_000)
        let clock = TestClock(at: ending)
        try await TownPlace.sqlite.story(at: clock) { platform in
            let town = try await TestTown.live(on: platform, clock: clock, endingAt: ending)
            #expect(clock.now == ending)
            let calls = try await town.look { try ChallengeQueries.list(ChallengeFilter(isOpen: true), $0).rows.map(\.state) }
            #expect(calls.sorted { $0.rawValue < $1.rawValue } == [.open, .open, .published])
        }
    }

    @Test("its record is whole, and times in it never run back", arguments: TownPlace.here)
    func isTrue(_ place: TownPlace) async throws {
        let clock = TestClock(at: Self.ending)
        try await place.story(at: clock) { platform in
            try await TestTown.live(on: platform, clock: clock, endingAt: Self.ending)
            while try await platform.recordIsWaiting() { try await platform.sequenceRecord() }
            let summary = try await RecordReview(platform.database).verify("kuusila").summary
            #expect(summary.contains("kuusila"))
            let backwards = try await platform.reading { tx in
                try tx.count("""
                    SELECT count(*) FROM entry AS later JOIN entry AS earlier ON earlier.city = later.city AND earlier.position = later.position - 1 WHERE later.at < earlier.at
                    """)
            }
            #expect(backwards == 0)
            #expect(try await platform.reading { try $0.count("SELECT count(*) FROM stage WHERE left_at < entered_at") } == 0)
        }
    }

    @Test("a dozen real calls join it, most of them open", arguments: TownPlace.here)
    func takesCalls(_ place: TownPlace) async throws {
        let path = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Assets/demo/challenges.json").standardizedFileURL.path
        let feed = try #require(FileManager.default.contents(atPath: path), "no \(path)")
        try await place.town { town in
            let report = try await TestTown.importCalls(feed, into: town)
            #expect(report.imported == 12 && report.refused == 0)
            let open = try await town.look { try ChallengeQueries.list(ChallengeFilter(isOpen: true), $0).rows.filter { $0.state == .open } }
            #expect(open.count >= 10)
            #expect(try await TestTown.importCalls(feed, into: town).known == 12)
        }
    }
}
