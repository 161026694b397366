import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// An intermediary runs a part of the way for the city: no other part, not a minute longer, and it reports.
@Suite(.serialized) struct MandateTests {
    /// Noora and Sofia found an intermediary; the city gives it the part of calling for answers until a day.
    private func mandate(_ engine: HouseEngine, phases: [String] = ["calling"], days: Int = 100, department: String? = nil) async throws -> (Town, TestClock, ObjectReference) {
        let (town, clock) = try await house(on: engine)
        let body = try #require(try await town.perform("organisation.register", ["name": "Bridge Builders", "registrationNumber": "1234567-1", "sector": "intermediary", "size": "small"], as: .sofia).object)
        try await town.perform("organisation.verify", on: body, ["reason": "The register has it."], as: .liisa)
        let today = try await town.look { $0.today }
        var input: [String: JSON] = [
            "organisation": .text(body.code.rawValue), "purpose": "It finds those whom we do not reach.", "phases": .list(phases.map { .text($0) }), "firstDay": .text(today.description),
            "lastDay": .text(today.adding(days: days).description), "reportWhat": "Whom it reached, and what that cost.", "reportTo": "Innovation council", "rhythm": "monthly",
        ]
        if let department { input["department"] = .text(department) }
        let paper = JSON.object(input)
        let object = try #require(try await town.perform("mandate.grant", paper, as: .liisa).object)
        return (town, clock, object)
    }
    private func give(_ role: String, on mandate: ObjectReference, days: Int, department: String? = nil, _ town: Town) async throws {
        let today = try await town.look { $0.today }
        var input: [String: JSON] = ["email": .text(Townsperson.sofia.email), "role": .text(role), "mandateOf": .text(mandate.code.rawValue), "until": .text(today.adding(days: days).description)]
        if let department { input["department"] = .text(department) }
        try await town.perform("role.grant", .object(input), as: .pekka)
    }
    private func heard(_ person: Townsperson, _ town: Town) async throws -> [String] { try await town.look(as: person) { try NoticeQueries.mine($0).notices.map(\.event) } }
    private static let call: JSON = ["kind": "openCall", "title": "Dry cellars", "summary": "Who keeps them dry?", "text": "They are wet.", "eligibility": "All", "prize": "1000"]

    @Test(arguments: HouseEngine.available) func aPhaseOfTheMandateIsRunOnBehalfOfTheCityAndNoOther(_ engine: HouseEngine) async throws {
        let (town, _, paper) = try await mandate(engine)
        try await give("innovationOfficer", on: paper, days: 100, town)
        let begun = try await town.problem(in: .routed, of: .drippingPipes)
        let problem = try await begun.object(.problem)
        let call = try #require(try await town.perform("challenge.draft", on: problem, Self.call, as: .sofia).object)
        let body = try await town.look { try MandateQueries.mandate(Target(paper.code.rawValue), $0).organisation }
        let mark = try #require(try await town.look(as: .liisa) { try RecordQueries.history(of: call, includingSealed: true, $0).last })
        #expect(mark.mandateOf == body, "the byline shows on whose behalf")
        let other = try await (try await town.problem(in: .submitted, of: .clearKerbs)).object(.problem)
        await #expect(throws: Refusal.denied("denied.outsideMandate")) { try await town.perform("problem.triage", on: other, ["quadrant": "city", "reason": "x"], as: .sofia) }
        await #expect(throws: Refusal.denied("denied.outsideMandate")) { try await town.perform("objective.add", ["name": "Ours"], as: .sofia) }
        let offered = try await town.look(as: .sofia) { scene in try Offers.on(other, ProblemQueries.problem(Target(other.code.rawValue), scene), town.platform.rooms, scene) }
        #expect(!offered.contains("problem.triage"), "nor is a button drawn for it")
    }

    @Test(arguments: HouseEngine.available) func itEndsAtMidnightOfTheLastDay(_ engine: HouseEngine) async throws {
        let (town, clock, paper) = try await mandate(engine, days: 2)
        try await give("innovationOfficer", on: paper, days: 2, town)
        let problem = try await (try await town.problem(in: .routed, of: .drippingPipes)).object(.problem)
        let last = try await town.look { $0.city.calendar.end(of: $0.today.adding(days: 2)) }
        let left = (last.milliseconds - clock.now.milliseconds) / 1_000
        clock.advance(seconds: left - 60)
        try await town.platform.performDueMoves()
        let call = try #require(try await town.perform("challenge.draft", on: problem, Self.call, as: .sofia).object)
        clock.advance(seconds: 61)
        await #expect(throws: Refusal.self, "no clock has to come by first") { try await town.perform("challenge.cancel", on: call, ["reason": "x"], as: .sofia) }
        try await town.platform.performDueMoves()
        let state = try await town.look { try MandateQueries.mandate(Target(paper.code.rawValue), $0).state }
        #expect(state == .ended)
        #expect(try await town.look(as: .sofia) { $0.standing.isStaff } == false)
    }

    @Test(arguments: HouseEngine.available) func aMissingReportIsOverdueForAllToSeeAndGoesToTheSponsor(_ engine: HouseEngine) async throws {
        let (town, clock, paper) = try await mandate(engine)
        func seen() async throws -> (Mandate, Bool, [MandateReport]) {
            try await town.look { scene in
                let one = try MandateQueries.mandate(Target(paper.code.rawValue), scene)
                return (one, one.isOverdue(on: scene.today), try MandateQueries.reports(of: one, scene))
            }
        }
        let first = try await seen().0.reportDueOn
        let day = try #require(first)
        // To the very moment: the clock comes by exactly when it is due.
        clock.set(to: try await town.look { $0.city.calendar.end(of: day) })
        try await town.platform.performDueMoves()
        clock.advance(seconds: 60)
        let isMissing = try await seen().1
        #expect(isMissing)
        for person in [Townsperson.sofia, .liisa] { #expect(try await heard(person, town).contains("mandate.overdue"), "\(person)") }
        #expect(try await !heard(.raija, town).contains("mandate.escalated"))
        clock.set(to: try await town.look { $0.city.calendar.end(of: day.adding(days: 14)) })
        try await town.platform.performDueMoves()
        #expect(try await heard(.raija, town).contains("mandate.escalated"))
        try await town.perform("mandate.report", on: paper, ["report": "We reached forty shops."], as: .sofia)
        let (after, _, reports) = try await seen()
        #expect(reports.count == 1 && reports[0].isLate && reports[0].dueOn == first && reports[0].text == "We reached forty shops.")
        #expect(after.reportDueOn == first?.adding(days: 30), "the next one is owed a month after the first")
    }

    @Test(arguments: HouseEngine.available) func rolesStayWithinThePaperAndEndWithIt(_ engine: HouseEngine) async throws {
        let (town, _, paper) = try await mandate(engine, department: "water")
        let today = try await town.look { $0.today }
        func input(_ who: Townsperson, _ days: Int, _ department: String) -> JSON {
            ["email": .text(who.email), "role": "staff", "mandateOf": .text(paper.code.rawValue), "until": .text(today.adding(days: days).description), "department": .text(department)]
        }
        let until = try await town.look { try MandateQueries.mandate(Target(paper.code.rawValue), $0).endsOn.description }
        await #expect(throws: Refusal.invalid([Problem("until", "problem.beyondMandate", ["until": until])])) { try await town.perform("role.grant", input(.sofia, 101, "water"), as: .pekka) }
        await #expect(throws: Refusal.invalid([Problem("department", "problem.otherScope")])) { try await town.perform("role.grant", input(.sofia, 50, "parks"), as: .pekka) }
        await #expect(throws: Refusal.invalid([Problem("email", "problem.notOfIntermediary")])) { try await town.perform("role.grant", input(.aino, 50, "water"), as: .pekka) }
        try await town.perform("role.grant", input(.sofia, 50, "water"), as: .pekka)
        #expect(try await town.look { try MandateQueries.holders(of: MandateQueries.mandate(Target(paper.code.rawValue), $0), $0).map(\.holder) } == [Townsperson.sofia.name])
        try await town.perform("mandate.end", on: paper, ["reason": "It asked for money at the door."], as: .pekka)
        #expect(try await town.look(as: .sofia) { $0.standing.isStaff } == false, "at once")
        await #expect(throws: Refusal.invalid([Problem("mandateOf", "problem.choice")])) { try await town.perform("role.grant", input(.sofia, 50, "water"), as: .pekka) }
        #expect(try await heard(.sofia, town).contains("mandate.ended"))
    }

    private func amended(_ changes: [String: JSON], _ paper: ObjectReference, _ town: Town) async throws -> JSON {
        let known = try await town.look { scene in AmendMandate.prefill(try MandateQueries.mandate(Target(paper.code.rawValue), scene), scene) }
        return .object(known.merging(["reason": "It also knows the cellars."]) { $1 }.merging(changes) { $1 })
    }

    @Test(arguments: HouseEngine.available) func anAmendedPaperKeepsItsOldWordingAndItsRolesFollow(_ engine: HouseEngine) async throws {
        let (town, clock, paper) = try await mandate(engine)
        try await give("innovationOfficer", on: paper, days: 100, town)
        let problem = try await (try await town.problem(in: .submitted, of: .clearKerbs)).object(.problem)
        func triage() async throws { try await town.perform("problem.triage", on: problem, ["quadrant": "city", "reason": "Ours."], as: .sofia) }
        await #expect(throws: Refusal.denied("denied.outsideMandate")) { try await triage() }
        let today = try await town.look { $0.today }, older = try await amended([:], paper, town)
        await #expect(throws: Refusal.invalid([Problem("", "problem.sameMandate")])) { try await town.perform("mandate.amend", on: paper, older, as: .liisa) }
        let input = try await amended(["phases": ["calling", "defining"], "lastDay": .text(today.adding(days: 60).description), "rhythm": "quarterly"], paper, town)
        try await town.perform("mandate.amend", on: paper, input, as: .liisa)
        await #expect(throws: Refusal.stale, "whoever saw the older wording is told") { try await town.perform("mandate.amend", on: paper, input, as: .pekka) }
        try await triage()
        let (now, before, role) = try await town.look { scene in
            let one = try MandateQueries.mandate(Target(paper.code.rawValue), scene)
            return (one, try MandateQueries.versions(before: one, scene), try MandateQueries.holders(of: one, scene).first?.until)
        }
        #expect(now.version == 2 && now.phases == [.calling, .defining] && now.endsOn == today.adding(days: 60) && now.state == .active)
        #expect(before.map(\.number) == [1] && before[0].phases == [.calling] && before[0].endsOn == today.adding(days: 100) && before[0].rhythm == .monthly && before[0].reason == "It also knows the cellars.")
        let end = try await town.look { $0.city.calendar.end(of: today.adding(days: 60)) }
        #expect(role == end, "no role outlives the paper")
        #expect(now.reportDueOn == today.adding(days: 60), "a quarter would be beyond the last day")
        for person in [Townsperson.sofia, .liisa] { #expect(try await heard(person, town).contains("mandate.amended") == (person == .sofia), "whoever did it knows") }
        clock.set(to: end)
        try await town.platform.performDueMoves()
        let after = try await town.look { try MandateQueries.mandate(Target(paper.code.rawValue), $0).state }
        #expect(after == .ended, "the clock knows the new last day")
    }

    @Test(arguments: HouseEngine.available) func onlyTheCityAmendsAndNothingIsAmendedIntoThePast(_ engine: HouseEngine) async throws {
        let (town, clock, paper) = try await mandate(engine, days: 40)
        let today = try await town.look { $0.today }
        let shorter = try await amended(["lastDay": .text(today.adding(days: -1).description), "phases": ["ruling"]], paper, town)
        await #expect(throws: Refusal.invalid([Problem("phases", "problem.choice"), Problem("lastDay", "problem.past"), Problem("lastDay", "problem.beforeStart")])) {
            try await town.perform("mandate.amend", on: paper, shorter, as: .liisa)
        }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("mandate.amend", on: Target(paper.code.rawValue), shorter, as: nil) }
        for person in [Townsperson.aino, .sofia, .matti] { await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.perform("mandate.amend", on: paper, shorter, as: person) } }
        await #expect(throws: Refusal.notFound) { try await town.perform("mandate.amend", on: paper, shorter, as: .jenni) }
        func state() async throws -> Mandate.State { try await town.look { try MandateQueries.mandate(Target(paper.code.rawValue), $0).state } }
        clock.advance(days: 11)
        try await town.platform.performDueMoves()
        #expect(try await state() == .expiring)
        try await town.perform("mandate.amend", on: paper, try await amended(["reportTo": "City board"], paper, town), as: .pekka)
        #expect(try await state() == .expiring, "it ends as soon as before")
        try await town.perform("mandate.amend", on: paper, try await amended(["lastDay": .text(today.adding(days: 90).description)], paper, town), as: .pekka)
        #expect(try await state() == .active)
        clock.set(to: try await town.look { $0.city.calendar.end(of: today.adding(days: 40)) })
        try await town.platform.performDueMoves()
        #expect(try await state() == .active, "the old midnight has gone by")
        clock.set(to: try await town.look { $0.city.calendar.end(of: today.adding(days: 60)) })
        try await town.platform.performDueMoves()
        #expect(try await state() == .expiring)
        try await town.perform("mandate.end", on: paper, ["reason": "Done."], as: .pekka)
        await #expect(throws: Refusal.illegalMove(act: "mandate.amend", state: "mandate.ended")) { try await town.perform("mandate.amend", on: paper, try await amended(["reportTo": "x"], paper, town), as: .pekka) }
    }

    @Test(arguments: HouseEngine.available) func onlyTheCityGivesOneAndOnlyToAVerifiedIntermediary(_ engine: HouseEngine) async throws {
        let (town, _, paper) = try await mandate(engine)
        let today = try await town.look { $0.today }
        let company = try #require(try await town.perform("organisation.register", ["name": "A Company", "registrationNumber": "7654321-2", "sector": "company", "size": "small"], as: .noora).object)
        let wrong: JSON = [
            "organisation": .text(company.code.rawValue), "purpose": "x", "phases": ["calling", "ruling"], "firstDay": .text(today.adding(days: -1).description), "lastDay": .text(today.adding(days: -2).description),
            "reportWhat": "x", "reportTo": "x", "rhythm": "atEnd",
        ]
        await #expect(throws: Refusal.invalid([
            Problem("organisation", "problem.notIntermediary"), Problem("phases", "problem.choice"), Problem("firstDay", "problem.past"), Problem("lastDay", "problem.beforeStart"),
        ])) { try await town.perform("mandate.grant", wrong, as: .liisa) }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("mandate.grant", wrong, as: nil) }
        for person in [Townsperson.aino, .tuula, .matti, .sofia] { await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.perform("mandate.grant", wrong, as: person) } }
        for person in [Townsperson.aino, .liisa, .pekka] { await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.perform("mandate.report", on: paper, ["report": "x"], as: person) } }
        for person in [Townsperson.aino, .sofia, .matti] { await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.perform("mandate.end", on: paper, ["reason": "x"], as: person) } }
        await #expect(throws: Refusal.notFound) { try await town.perform("mandate.end", on: paper, ["reason": "x"], as: .jenni) }
    }
}
