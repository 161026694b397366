import Foundation
import Talkoot
@testable import TalkootWeb
import Testing
import TestTown

/// Anybody can follow an initiative in everyday words, also one that was taken over from elsewhere, and narrow every list.
@Suite(.serialized) struct InitiativeStoryTests {
    @Test func aVisitorReadsWhoWhyMoneyAndHowToObject() async throws {
        let web = try await WebTown.found()
        let walk = try await web.town.pilot(in: .verdict)
        let problem = try await walk.object(.problem), address = try await initiative(of: problem, in: web)
        let page = try await web.page(address + "?lang=en")
        for part in ["What was wrong", "About 310 passengers a day", "What the pilot measured", "Threshold, locked before the first measurement", "Mandate, at most", "How to object", "initiative-map"] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(page.contains("You may appeal the decision until") || page.contains("The time to appeal the decision ended"))
        let feed = try await web.page(address + "/history.atom?lang=en")
        #expect(feed.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\">") && feed.contains("Pilot"))
    }

    /// Nobody has to go back to the initiative to see where something comes from and what came of it.
    @Test func eachPartOfTheLineLeadsToTheOnesBeforeAndAfterIt() async throws {
        let web = try await WebTown.found()
        let walk = try await web.town.solution()
        let line: [ObjectKind] = [.signal, .problem, .challenge, .decision, .pilot, .solution]
        var objects: [ObjectReference] = []
        for kind in line { objects.append(try await walk.object(kind)) }
        for (before, after) in zip(objects, objects.dropFirst()) {
            let earlier = try await web.page("/kuusila/\(before.kind)s/\(before.code)?lang=en"), later = try await web.page("/kuusila/\(after.kind)s/\(after.code)?lang=en")
            #expect(earlier.contains("/kuusila/\(after.kind)s/\(after.code)\""), "\(before.kind) leads to its \(after.kind)")
            #expect(later.contains("/kuusila/\(before.kind)s/\(before.code)\""), "\(after.kind) leads back to its \(before.kind)")
        }
        let pilot = try await web.page("/kuusila/pilots/\(objects[4].code)?lang=en")
        #expect(pilot.contains("<dt>Team</dt><dd><a href=\"/kuusila/submissions/"), "the pilot names the team that runs it")
        #expect(pilot.contains("locked since"))
    }

    @Test func whoActsNextIsToldWithWhatIsAskedOfThem() async throws {
        let web = try await WebTown.found()
        let problem = try await web.town.problem(in: .submitted).object(.problem)
        let page = try await web.page(try await initiative(of: problem, in: web) + "?lang=en")
        #expect(page.contains("<strong>Next: innovation officer</strong><br>Say how this problem fits"))
        let decided = try await web.town.challenge(in: .awarded, of: .cleanHarbour).object(.problem)
        #expect(try await web.page(try await initiative(of: decided, in: web) + "?lang=en").contains("<strong>Next: the team</strong><br>Plan the pilot"), "no clock runs, and yet it is somebody's turn")
    }

    @Test func allButOneAnswerIsPublicAndThatOneShowsItsLegalGround() async throws {
        let web = try await WebTown.found()
        let walk = try await web.town.problem(in: .triaged), problem = try await walk.object(.problem)
        try await web.town.perform("canvas.answer", on: Target("\(problem.code).3.1"), ["text": "Tender limit 61 000 euros."], as: .paivi)
        try await web.town.perform("canvas.restrict", on: Target("\(problem.code).3.1"), ["ground": "Act 621/1999, section 24(1)(17)"], as: .paivi)
        let address = try await initiative(of: problem, in: web)
        #expect(try await !web.page(address + "?lang=en").contains("What is not public"), "a draft's canvas is not told about")
        try await web.town.perform("problem.define", on: problem, ["outcome": "Everybody can board.", "metric": "Blocked arrivals", "baseline": "38", "goal": "15"], as: .paivi)
        let page = try await web.page(address + "?lang=en")
        for part in ["What shall be reached", "Blocked arrivals", "What is not public", "Legal ground: Act 621/1999, section 24(1)(17)", "/canvas#f3.1"] { #expect(page.contains(part), "\(part)") }
        #expect(!page.contains("61 000"))
        let dates = try await web.page(address + "/calendar.ics"), others = try await web.page("/kuusila/calendar.ics")
        _ = try await web.town.pilot(in: .running, of: .cleanHarbour)
        #expect(dates.contains("BEGIN:VEVENT") && dates.contains(problem.code.rawValue) && others.contains(problem.code.rawValue))
        let later = try await web.page(address + "/calendar.ics"), all = try await web.page("/kuusila/calendar.ics")
        #expect(later.components(separatedBy: "BEGIN:VEVENT").count == dates.components(separatedBy: "BEGIN:VEVENT").count && all.count > others.count, "one's own dates alone")
    }

    @Test func whatWasTakenOverNamesItsPlatformAndHasALine() async throws {
        let web = try await WebTown.found()
        let file = try #require(EmbeddedFile.named("Assets/demo/challenges.json"))
        try await TestTown.importCalls(Data(file.bytes), into: web.town)
        let call = try #require(try await web.town.look { try ChallengeQueries.list(ChallengeFilter(), $0).rows.first { $0.state == .open } })
        let address = try await web.town.look { scene in "/kuusila/initiatives/\(try #require(try InitiativeQueries.initiative(call.initiative, scene)).code)" }
        let page = try await web.page(address + "?lang=en")
        #expect(page.contains("Where it comes from") && page.contains("challenge.gov"))
        let line = try #require(page.range(of: "class=\"lifeline"))
        #expect(page[line.upperBound...].prefix(6_000).contains("<li class=\"done"), "what happened before it came here is on the line")
    }

    @Test func everyListCanBeNarrowedAndProgramsGetTheSame() async throws {
        let web = try await WebTown.found()
        _ = try await web.town.problem(in: .submitted)
        let other = try await web.town.problem(in: .triaged, of: .quietEvenings)
        _ = try await web.town.pilot(in: .running, of: .cleanHarbour)
        let code = try await other.object(.problem).code.rawValue
        let narrowed = try await web.page("/kuusila/problems?lang=en&state=triaged")
        #expect(narrowed.contains(code) && narrowed.contains("/kuusila/problems.csv?state=triaged"))
        let rows = try #require(try JSON(parsing: try await web.page("/kuusila/problems.json?state=triaged"))["rows"]?.list)
        #expect(rows.map { $0["code"]?.text } == [code])
        #expect(try await web.page("/kuusila/problems.csv?state=solved").split(separator: "\r\n").count == 1)
        let none = try await web.page("/kuusila/problems?lang=en&state=solved")
        #expect(none.contains("Nothing fits what you chose") && none.contains("href=\"/kuusila/problems\">Show the whole list"), "what is narrowed to nothing leads back to the whole")
        for (list, question) in [("pilots", "state=running"), ("decisions", "department=parks"), ("lessons", "kind=failureReport"), ("solutions", "licence=CC-BY-4.0"), ("organisations", "sector=company"), ("initiatives", "stage=pilot"), ("initiatives", "district=satamala")] {
            let all = try #require(try JSON(parsing: try await web.page("/kuusila/\(list).json"))["count"]), some = try #require(try JSON(parsing: try await web.page("/kuusila/\(list).json?\(question)"))["count"])
            #expect(try await web.page("/kuusila/\(list)?lang=en&\(question)").contains(" selected"), "\(list) remembers what was asked")
            if case .integer(let all) = all, case .integer(let some) = some { #expect(some <= all, "\(list)") } else { Issue.record("\(list) does not count") }
        }
    }

    @Test func theBoardSaysWhereMostWaitLongest() async throws {
        let web = try await WebTown.found()
        let first = try await web.town.problem(in: .submitted), second = try await web.town.problem(in: .submitted, of: .quietEvenings)
        try await web.town.wait(days: 21)
        _ = try await web.town.problem(in: .triaged, of: .cleanHarbour)
        let board = try await web.page("/kuusila/pipeline?lang=en")
        #expect(board.contains("Narrowest at Problem: Submitted: half wait 15 business days or longer"))
        #expect(board.contains("2 wait there, 30 business days together."))
        let codes = [try await first.object(.problem).code.rawValue, try await second.object(.problem).code.rawValue]
        #expect(codes.allSatisfy(board.contains))
        let rows = try #require(try JSON(parsing: try await web.page("/kuusila/pipeline.json?stage=pilot"))["rows"]?.list)
        #expect(rows.isEmpty)
    }

    private func initiative(of problem: ObjectReference, in web: WebTown) async throws -> String {
        try await web.town.look { scene in "/kuusila/initiatives/\(try #require(try InitiativeQueries.initiative(try ProblemQueries.problem(Target(problem.code.rawValue), scene).initiative, scene)).code)" }
    }
}
