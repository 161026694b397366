import Storage
@testable import Talkoot
import Testing
import TestTown

/// Whoever is heard gets an answer before the gate, and needs are written by those who have them.
@Suite(.serialized) struct HearingTests {
    @Test(arguments: HouseEngine.available) func oneCommentWithoutAnAnswerKeepsTheGateShutAndAllThatIsMissingIsSaid(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let comment = try await town.line("hearing.comment", on: problem, ["text": "Our plough needs the bay too."], as: .matti)
        #expect(try await town.refusals { try await town.define(problem) } == ["need.hearing.missing"])
        await #expect(throws: Refusal.denied("denied.role"), "the commenter's own head does not answer") { try await town.perform("hearing.answer", on: comment, ["answer": "Yes.", "effect": "changed"], as: .matti) }
        try await town.perform("hearing.answer", on: comment, ["answer": "The bays are marked for it in winter.", "effect": "changed"], as: .paivi)
        try await town.define(problem)
        let second = try await town.line("hearing.comment", on: problem, ["text": "And on Sundays?"], as: .aino)
        #expect(try await town.refusals { try await town.perform("problem.route", on: problem, ["route": "inHouse", "reason": "We can."], as: .paivi) } == ["need.hearing.missing"])
        try await town.perform("hearing.answer", on: second, ["answer": "Nobody delivers on Sundays.", "effect": "unchanged"], as: .liisa)
        try await town.perform("problem.route", on: problem, ["route": "inHouse", "reason": "We can."], as: .paivi)
        let influence = try await town.look { try HearingQueries.influence(on: ProblemQueries.problem(Target(problem.code.rawValue), $0).department, $0) }
        #expect(influence == Influence(received: 2, answered: 2, changed: 1))
        #expect(try await town.told("hearing.answered") == Set([try town.id(of: .matti), try town.id(of: .aino)].map(\.rawValue)))
    }

    @Test(arguments: HouseEngine.available) func thoseWhoDecideAreNotHeardByThemselvesAndVisitorsSignInFirst(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        for person in [Townsperson.paivi, .liisa] {
            await #expect(throws: Refusal.denied("denied.ownHearing")) { try await town.perform("hearing.comment", on: problem, ["text": "Good."], as: person) }
        }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("hearing.comment", on: Target(problem.code.rawValue), ["text": "Good."], as: nil) }
        await #expect(throws: Refusal.notFound) { try await town.perform("hearing.comment", on: problem, ["text": "Good."], as: .jenni) }
        let lumi = try await town.look(as: .noora) { try OrganisationQueries.mine($0).first?.code.rawValue ?? "" }
        #expect(try await town.refusals { try await town.perform("hearing.comment", on: problem, ["text": "For Lumi.", "organisation": .text(lumi)], as: .aino) } == ["problem.choice"])
        try await town.perform("hearing.comment", on: problem, ["text": "For Lumi.", "organisation": .text(lumi)], as: .noora)
        let routed = try await town.problem(in: .routed, of: .drippingPipes).object(.problem)
        await #expect(throws: Refusal.illegalMove(act: "hearing.comment", state: "hearing.routed")) { try await town.perform("hearing.comment", on: routed, ["text": "Too late."], as: .aino) }
    }

    @Test(arguments: HouseEngine.available) func aHiddenCommentIsGoneForOthersAndWaitsForNobody(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let comment = try await town.line("hearing.comment", on: problem, ["text": "The drivers are fools."], as: .aino)
        let id = try await town.look(as: .aino) { try #require(try HearingComment.find(code: comment.code, $0)).id.rawValue }
        try await town.hide(ObjectReference(HearingComment.kind, id: id, code: comment.code))
        func seen(_ person: Townsperson?) async throws -> Int { try await town.look(as: person) { try HearingQueries.comments(on: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0).count } }
        for (person, count) in [(Townsperson?.none, 0), (.paivi, 0), (.aino, 1), (.helmi, 1)] { #expect(try await seen(person) == count, "\(person?.name ?? "a visitor")") }
        await #expect(throws: Refusal.notFound) { try await town.perform("hearing.answer", on: comment, ["answer": "Yes.", "effect": "changed"], as: .paivi) }
        try await town.define(problem)
    }

    @Test(arguments: HouseEngine.available) func aSingleCommentOnANeedCanBeHiddenAndTheNeedStays(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        let need = try await town.line("requirement.write", on: problem, ["who": "Drivers", "situation": "In snow", "need": "To see the bay", "why": "It is hidden", "acceptance": "A pole"], as: .ville)
        let said = Target(try #require(try await town.perform("requirement.comment", on: need, ["text": "Drivers are fools."], as: .aino).values["code"]?.text))
        try await town.hide(try await town.look(as: .aino) { try #require(try RequirementComment.find(code: said.code, $0)).reference })
        func seen(_ person: Townsperson?) async throws -> Int { try await town.look(as: person) { try RequirementQueries.comments(on: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0).values.flatMap(\.self).count } }
        for (person, count) in [(Townsperson?.none, 0), (.paivi, 0), (.aino, 1), (.helmi, 1)] { #expect(try await seen(person) == count, "\(person?.name ?? "a visitor")") }
        await #expect(throws: Refusal.notFound) { try await town.look { _ = try PartQueries.place(ofLine: RequirementComment.kind, said, $0) } }
        #expect(try await town.look { try RequirementQueries.requirements(on: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0).count } == 1)
    }

    @Test(arguments: HouseEngine.available) func aNeedOfAnAssociationBecomesACandidateWithItsName(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .draft)
        let problem = try await walk.object(.problem)
        let body = try await town.look(as: .fatima) { try #require(try OrganisationQueries.mine($0).first) }
        let need = try await town.line("requirement.write", on: problem, [
            "who": "Neighbours with a walker", "situation": "At the stop in the morning", "need": "To board without a step", "why": "They stay at home otherwise", "acceptance": "The ramp reaches the kerb at nine of ten arrivals",
            "organisation": .text(body.code.rawValue),
        ], as: .fatima)
        try await town.perform("requirement.comment", on: need, ["text": "Also with a pram."], as: .aino)
        await #expect(throws: Refusal.denied("denied.role")) { try await town.perform("requirement.edit", on: need, ["who": "All", "situation": "Always", "need": "All", "why": "So", "acceptance": "Seen"], as: .aino) }
        try await town.perform("requirement.handOver", on: need, as: .liisa)
        await #expect(throws: Refusal.illegalMove(act: "requirement.edit", state: "requirement.handedOver")) {
            try await town.perform("requirement.edit", on: need, ["who": "All", "situation": "Always", "need": "All", "why": "So", "acceptance": "Seen"], as: .fatima)
        }
        let challenge = try await walk.object(.challenge)
        let (candidates, form) = try await town.look(as: .liisa) { scene in
            let found = try ChallengeQueries.challenge(Target(challenge.code.rawValue), scene)
            return (try RequirementQueries.candidates(for: found, scene), try PublishChallenge.prefill(found, scene))
        }
        #expect(candidates.map(\.organisation) == [body.id] && candidates.map(\.acceptance) == ["The ramp reaches the kerb at nine of ten arrivals"])
        #expect(form["criteria"]?.list?.first?["name"] == "To board without a step")
        #expect(try await town.told("requirement.handedOver") == [try town.id(of: .fatima).rawValue])
    }

    @Test(arguments: HouseEngine.available) func wordsStayAndNamesGoWhenSomebodyLeaves(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.problem(in: .triaged).object(.problem)
        try await town.perform("hearing.comment", on: problem, ["text": "Our plough needs the bay too."], as: .onni)
        try await town.perform("requirement.write", on: problem, ["who": "Drivers", "situation": "In snow", "need": "To see the bay", "why": "It is hidden", "acceptance": "A pole stands there"], as: .onni)
        let own = try await town.look(as: .onni) { try PeopleQueries.ownData(.house, $0) }
        #expect(own["hearingComments"]?.list?.count == 1 && own["requirements"]?.list?.first?["need"] == "To see the bay")
        try await town.perform("person.leave", ["sure": true], as: .onni)
        let onni = try town.id(of: .onni).rawValue
        let left = try await town.platform.reading { tx in
            try tx.count("SELECT count(*) FROM hearing_comment WHERE author = \(onni)") + tx.count("SELECT count(*) FROM requirement WHERE author = \(onni)")
        }
        #expect(left == 0)
        #expect(try await town.look { try RequirementQueries.requirements(on: ProblemQueries.problem(Target(problem.code.rawValue), $0), $0).map(\.need) } == ["To see the bay"])
    }
}
