import Storage
@testable import Talkoot
import Testing
import TestTown

/// What is sealed stays shut to the administration, unless two people open it for a reason, for a few days, in the sight of those concerned.
@Suite(.serialized) struct SealTests {
    @Test(arguments: HouseEngine.available) func withoutABrokenSealEveryDoorIsShut(_ engine: HouseEngine) async throws {
        let (town, answer) = try await sealed(on: engine)
        for reader in [nil, .pekka, .liisa, .matti, .tuula, .helmi, .riku, .ville, .aino] as [Townsperson?] {
            #expect(try await !reads(answer, in: town, as: reader), "\(reader?.name ?? "a visitor")")
        }
        #expect(try await reads(answer, in: town, as: .noora), "its own people do")
        let elsewhere = try await town.platform.look(in: try town.rantala, as: try town.actor(.jenni)) { scene in
            try? SubmissionQueries.submission(Target(answer.code.rawValue), scene).title
        }
        #expect(elsewhere == nil)
    }

    @Test(arguments: HouseEngine.available) func twoPeopleOpenItToOneForAFewDays(_ engine: HouseEngine) async throws {
        let (town, answer) = try await sealed(on: engine)
        let seal = try await ask(about: answer, in: town)
        #expect(try await !reads(answer, in: town, as: .pekka), "asking opens nothing")
        await #expect(throws: Refusal.denied("denied.sealAlone")) { try await town.perform("seal.agree", on: seal, as: .pekka) }
        try await town.perform("seal.agree", on: seal, as: .matti)
        #expect(try await !reads(answer, in: town, as: .pekka), "an open seal alone shows nothing")
        try await town.perform("seal.read", on: seal, as: .pekka)
        #expect(try await reads(answer, in: town, as: .pekka))
        for other in [nil, .matti, .liisa, .kaisa, .riku, .ville] as [Townsperson?] {
            #expect(try await !reads(answer, in: town, as: other), "it opens to one person alone, not to \(other?.name ?? "a visitor")")
        }
        try await town.wait(until: town.platform.now().adding(days: 2).adding(seconds: -1))
        #expect(try await !reads(answer, in: town, as: .pekka), "a reading lasts a quarter of an hour")
        try await town.perform("seal.read", on: seal, as: .pekka)
        #expect(try await reads(answer, in: town, as: .pekka))
        // Not a second longer, even before the clock has come by.
        try #require(town.clock).advance(seconds: 1)
        #expect(try await !reads(answer, in: town, as: .pekka))
        try await town.settle()
        #expect(try await state(of: seal, in: town) == .ended)
    }

    @Test(arguments: HouseEngine.available) func eachReadingIsWrittenDownWhereItsPeopleSeeIt(_ engine: HouseEngine) async throws {
        let (town, answer) = try await sealed(on: engine)
        let clock = try #require(town.clock), seal = try await ask(about: answer, in: town)
        await #expect(throws: Refusal.illegalMove(act: "seal.read", state: "seal.asked")) { try await town.perform("seal.read", on: seal, as: .pekka) }
        try await town.perform("seal.agree", on: seal, as: .matti)
        for other in [nil, .matti, .noora, .liisa] as [Townsperson?] {
            await #expect(throws: Refusal.denied(other == nil ? "denied.signIn" : "denied.role")) { try await town.perform("seal.read", on: Target(seal.code.rawValue), as: other) }
        }
        await #expect(throws: Refusal.notFound) { try await town.perform("seal.read", on: seal, as: .jenni) }
        try await town.perform("role.grant", ["email": .text(Townsperson.tuula.email), "role": "administrator"], as: .pekka)
        await #expect(throws: Refusal.denied("denied.sealOther"), "another administrator reads nothing either") { try await town.perform("seal.read", on: seal, as: .tuula) }
        let first = clock.now
        try await town.perform("seal.read", on: seal, as: .pekka)
        clock.advance(seconds: SealReading.seconds)
        #expect(try await !reads(answer, in: town, as: .pekka), "not a second longer")
        try await town.perform("seal.read", on: seal, as: .pekka)
        for reader in [nil, .noora, .pekka, .ville] as [Townsperson?] {
            let seen = try await town.look(as: reader) { scene in try SealQueries.readings(of: SealQueries.seal(Target(seal.code.rawValue), scene), scene) }
            #expect(seen.map(\.at) == [clock.now, first] && seen.map(\.until).last == first.adding(seconds: SealReading.seconds))
            let row = try await town.look(as: reader) { try SealQueries.list($0).rows.first }
            #expect(row?.readings == 2 && row?.lastReadAt == clock.now, "so does the list that everybody reads")
        }
        let onItsPage = try await town.look(as: .noora) { try SealQueries.openings(of: SubmissionQueries.submission(Target(answer.code.rawValue), $0).reference, $0).map(\.readings) }
        #expect(onItsPage == [2])
        #expect(try await town.look { try RecordQueries.history(of: seal, $0).map(\.event) } == ["seal.opened", "seal.read", "seal.read"])
        #expect(try await events(for: .noora, in: town).sorted() == ["seal.opened", "seal.read"], "a letter tells of the first")
        let own = try await town.look(as: .noora) { try Seals.personalData(of: town.id(of: .noora), $0)["sealsBroken"]?.list?.first?["read"]?.list?.count }
        #expect(own == 2)
        try await town.perform("seal.end", on: seal, as: .matti)
        #expect(try await !reads(answer, in: town, as: .pekka), "closed, also in the middle of a reading")
        await #expect(throws: Refusal.illegalMove(act: "seal.read", state: "seal.ended")) { try await town.perform("seal.read", on: seal, as: .pekka) }
    }

    @Test(arguments: HouseEngine.available) func itStandsOnTheDeskOfWhoeverItAsks(_ engine: HouseEngine) async throws {
        let (town, answer) = try await sealed(on: engine)
        let seal = try await ask(about: answer, in: town)
        func waiting(_ person: Townsperson?) async throws -> [PublicCode] { try await town.look(as: person) { try SealQueries.waiting($0).map(\.code) } }
        for (person, count) in [(nil, 0), (.noora, 0), (.liisa, 0), (.pekka, 0), (.matti, 1), (.kaisa, 1)] as [(Townsperson?, Int)] { #expect(try await waiting(person).count == count, "\(person?.name ?? "a visitor")") }
        try await town.perform("seal.agree", on: seal, as: .matti)
        for (person, codes) in [(.pekka, [seal.code]), (.matti, []), (.kaisa, [])] as [(Townsperson, [PublicCode])] { #expect(try await waiting(person) == codes) }
        try await town.perform("seal.end", on: seal, as: .kaisa)
        #expect(try await waiting(.pekka).isEmpty)
    }

    @Test(arguments: HouseEngine.available) func scoresBeforeTheCountAreOpenedTheSameWay(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .evaluating)
        try await walk.reach(.scoresGiven)
        let challenge = try await walk.object(.challenge), target = Target(challenge.code.rawValue)
        func lines(_ person: Townsperson?) async throws -> Int? {
            try await town.look(as: person) { scene in do { return try JuryQueries.sheet(target, scene).lines.count } catch Refusal.notFound { return nil } }
        }
        for person in [nil, .pekka, .liisa, .matti, .helmi, .noora] as [Townsperson?] { #expect(try await lines(person) == nil, "\(person?.name ?? "a visitor")") }
        let jurors = try await town.look { scene in try JuryQueries.seats(of: ChallengeQueries.challenge(target, scene), scene).compactMap(\.person) }
        let juror = try #require(Townsperson.allCases.first { person in (try? town.id(of: person)).map(jurors.contains) ?? false })
        try await town.perform("role.grant", ["email": .text(juror.email), "role": "administrator"], as: .pekka)
        await #expect(throws: Refusal.invalid([Problem("code", "problem.seal.own")]), "whoever sits on the jury cannot ask") { try await ask(about: challenge, in: town, as: juror) }
        let seal = try await ask(about: challenge, in: town)
        await #expect(throws: Refusal.denied("denied.sealOwn")) { try await town.perform("seal.agree", on: seal, as: juror) }
        try await town.perform("seal.agree", on: seal, as: .matti)
        try await town.perform("seal.read", on: seal, as: .pekka)
        #expect(try await lines(.pekka) ?? 0 > 3)
        for other in [nil, .matti, .liisa, juror] as [Townsperson?] { #expect(try await lines(other) == nil) }
        #expect(try await events(for: juror, in: town).sorted().suffix(2) == ["seal.opened", "seal.read"], "the jury hears of it")
        try await walk.reach(.rankingConfirmed)
        #expect(try await lines(.pekka) == nil, "what is counted needs no breaking")
    }

    @Test(arguments: HouseEngine.available) func whatWasPromisedToNobodyHasNoSealToBreak(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let problem = try await town.sharedProblem()
        let friction = try await town.line("friction.report", on: problem, ["text": "They do not speak to us."], as: .tuula)
        let idea = try #require(try await town.perform("idea.send", ["text": "Let us share one van.", "hideName": true], as: .tuula).object)
        for code in [friction.code, idea.code] {
            await #expect(throws: Refusal.invalid([Problem("code", "problem.seal.none")])) {
                try await town.perform("seal.ask", ["code": .text(code.rawValue), "reason": "I want to know who it was.", "days": 1], as: .pekka)
            }
        }
        await #expect(throws: Refusal.notFound) { try await town.look(as: .pekka) { _ = try PartQueries.place(ofLine: Friction.kind, friction, $0) } }
        let author = try await town.look(as: .pekka) { scene in do { return try SignalQueries.signal(Target(idea.code.rawValue), scene).author } catch Refusal.notFound { return nil } }
        #expect(author == nil)
    }

    @Test(arguments: HouseEngine.available) func thoseConcernedAreToldWhoAndWhy(_ engine: HouseEngine) async throws {
        let (town, answer) = try await sealed(on: engine)
        let seal = try await ask(about: answer, in: town)
        #expect(try await events(for: .noora, in: town).isEmpty, "a request that may be refused alarms nobody")
        for head in [Townsperson.matti, .kaisa] { #expect(try await events(for: head, in: town) == ["seal.asked"]) }
        #expect(try await reason(of: seal, in: town, as: .noora) == nil)
        #expect(try await reason(of: seal, in: town, as: .matti) == "The police have an order.")
        try await town.perform("seal.agree", on: seal, as: .matti)
        for person in [Townsperson.noora, .pekka] { #expect(try await events(for: person, in: town) == ["seal.opened"]) }
        #expect(try await reason(of: seal, in: town, as: .noora) == "The police have an order.")
        for other in [nil, .ville] as [Townsperson?] { #expect(try await reason(of: seal, in: town, as: other) == nil, "that it happened is everybody's; why, is not") }
        let onItsPage = try await town.look(as: .noora) { try SealQueries.openings(of: SubmissionQueries.submission(Target(answer.code.rawValue), $0).reference, $0).map(\.code) }
        #expect(onItsPage == [seal.code])
        try await town.perform("seal.end", on: seal, as: .pekka)
        #expect(try await events(for: .noora, in: town).sorted() == ["seal.ended", "seal.opened"])
        #expect(try await !reads(answer, in: town, as: .pekka))
        let own = try await town.look(as: .noora) { try Seals.personalData(of: town.id(of: .noora), $0)["sealsBroken"]?.list?.count }
        #expect(own == 1)
    }

    @Test(arguments: HouseEngine.available) func theRecordKeepsThatItHappenedAndNotWhatItWas(_ engine: HouseEngine) async throws {
        let (town, answer) = try await sealed(on: engine)
        let seal = try await ask(about: answer, in: town)
        #expect(try await town.look { try SealQueries.list($0).rows.isEmpty }, "what was only asked for is nobody's")
        try await town.perform("seal.agree", on: seal, as: .matti)
        let history = try await town.look { try RecordQueries.history(of: seal, $0) }
        #expect(history.map(\.event) == ["seal.opened"] && history.first?.part == "departmentHead")
        #expect(history.allSatisfy { !$0.body.contains(answer.code.rawValue) && !$0.body.contains("police") })
        #expect(try await town.look { try SealQueries.list($0).rows.map(\.code) } == [seal.code])
        #expect(try await town.look { try RecordQueries.history(of: answer, $0).isEmpty }, "the answer's own history shows nothing")
    }

    @Test(arguments: HouseEngine.available) func aRefusedOrForgottenRequestOpensNothing(_ engine: HouseEngine) async throws {
        let (town, answer) = try await sealed(on: engine)
        let first = try await ask(about: answer, in: town)
        await #expect(throws: Refusal.invalid([Problem("code", "problem.seal.already")])) { try await ask(about: answer, in: town) }
        try await town.perform("seal.refuse", on: first, ["reason": "The order names somebody else."], as: .kaisa)
        await #expect(throws: Refusal.illegalMove(act: "seal.agree", state: "seal.refused")) { try await town.perform("seal.agree", on: first, as: .matti) }
        let second = try await ask(about: answer, in: town)
        let clock = try #require(town.clock)
        clock.advance(days: SealBreak.answerDays)
        await #expect(throws: Refusal.illegalMove(act: "seal.agree", state: "seal.asked"), "the deadline itself decides") { try await town.perform("seal.agree", on: second, as: .matti) }
        try await town.settle()
        #expect(try await state(of: second, in: town) == .ended)
        #expect(try await !reads(answer, in: town, as: .pekka))
        #expect(try await events(for: .noora, in: town).isEmpty)
    }

    @Test(arguments: HouseEngine.available) func whoDecidesOnTheCallCannotLookEarly(_ engine: HouseEngine) async throws {
        let (town, answer) = try await sealed(on: engine)
        for (person, why) in [(nil, "denied.signIn"), (.liisa, "denied.role"), (.matti, "denied.role"), (.noora, "denied.role"), (.helmi, "denied.role")] as [(Townsperson?, String)] {
            await #expect(throws: Refusal.denied(why)) { try await ask(about: answer, in: town, as: person) }
        }
        try await town.perform("role.grant", ["email": .text(try await email(of: .liisa, in: town)), "role": "administrator"], as: .pekka)
        await #expect(throws: Refusal.invalid([Problem("code", "problem.seal.decides")])) { try await ask(about: answer, in: town, as: .liisa) }
        await #expect(throws: Refusal.notFound, "another city's officer knows of none") {
            try await town.perform("seal.agree", on: try await ask(about: answer, in: town), as: .jenni)
        }
    }

    @Test(arguments: HouseEngine.available) func askingFindsNothingOut(_ engine: HouseEngine) async throws {
        let (town, answer) = try await sealed(on: engine)
        let draft = try await town.challenge(in: .open, of: .cleanHarbour)
        try await draft.reach(.answersBegun)
        for code in ["KU-NONE", try #require(await draft.answers.first).code.rawValue] {
            await #expect(throws: Refusal.invalid([Problem("code", "problem.seal.none")]), "a draft is never opened, and nobody learns that there is one") {
                try await town.perform("seal.ask", ["code": .text(code), "reason": "I wonder.", "days": 1], as: .pekka)
            }
        }
        // What its team takes back is the team's own again, also from somebody who reads it.
        let seal = try await ask(about: answer, in: town)
        try await town.perform("seal.agree", on: seal, as: .matti)
        try await town.perform("seal.read", on: seal, as: .pekka)
        #expect(try await reads(answer, in: town, as: .pekka))
        try await town.perform("submission.withdraw", on: answer, as: .noora)
        #expect(try await !reads(answer, in: town, as: .pekka))
    }

    @Test(arguments: HouseEngine.available) func whoeverLosesTheRoleReadsNoLonger(_ engine: HouseEngine) async throws {
        let (town, answer) = try await sealed(on: engine)
        let seal = try await ask(about: answer, in: town)
        try await town.perform("seal.agree", on: seal, as: .matti)
        try await town.perform("seal.read", on: seal, as: .pekka)
        #expect(try await reads(answer, in: town, as: .pekka))
        let (city, pekka) = (try town.kuusila, try town.id(of: .pekka))
        _ = try await town.platform.keepHouse { tx, now in try tx.run("UPDATE role_grant SET ended_at = \(now) WHERE city = \(city) AND person = \(pekka)") }
        #expect(try await !reads(answer, in: town, as: .pekka))
    }
}

extension SealTests {
    /// Noora's answer, handed in to a call that is still open.
    private func sealed(on engine: HouseEngine) async throws -> (Town, ObjectReference) {
        let (town, _) = try await house(on: engine)
        let walk = try await town.challenge(in: .open, of: .clearKerbs)
        try await walk.reach(.answersSubmitted)
        return (town, try #require(await walk.answers.first))
    }
    @discardableResult
    private func ask(about answer: ObjectReference, in town: Town, as person: Townsperson? = .pekka) async throws -> ObjectReference {
        try #require(try await town.perform("seal.ask", ["code": .text(answer.code.rawValue), "reason": "The police have an order.", "days": 2], as: person).object)
    }
    /// By its address, in the list of its call, along its initiative and by search: all say the same.
    private func reads(_ answer: ObjectReference, in town: Town, as person: Townsperson?) async throws -> Bool {
        let ways = try await town.look(as: person) { scene -> Set<Bool> in
            guard let found = try SubmissionTable.find(code: answer.code, scene), let challenge = try ChallengeTable.find(found.challenge, scene) else { return [] }
            var byAddress = true
            do { _ = try SubmissionQueries.submission(Target(answer.code.rawValue), scene) } catch Refusal.notFound { byAddress = false }
            return [byAddress, try SubmissionQueries.of(challenge, scene).contains { $0.id == found.id }, try scene.rows(SubmissionQueries.ofInitiative(found.initiative, scene)).contains { $0.id == found.id }]
        }
        #expect(ways.count == 1, "\(person?.name ?? "a visitor") finds open doors and shut ones")
        return ways == [true]
    }
    private func reason(of seal: ObjectReference, in town: Town, as person: Townsperson?) async throws -> String? {
        try await town.look(as: person) { scene in
            do {
                let matter = try SealQueries.matter(Target(seal.code.rawValue), scene)
                return SealQueries.mayReadWhole(matter, scene) ? matter.seal.reason : nil
            } catch Refusal.notFound { return nil }
        }
    }
    private func state(of seal: ObjectReference, in town: Town) async throws -> SealBreak.State {
        try await town.look(as: .pekka) { try SealQueries.seal(Target(seal.code.rawValue), $0).state }
    }
    private func events(for person: Townsperson, in town: Town) async throws -> [String] {
        try await town.look(as: person) { try NoticeQueries.mine($0).notices.map(\.event).filter { $0.hasPrefix("seal.") } }
    }
    private func email(of person: Townsperson, in town: Town) async throws -> String {
        try await town.look(as: person) { $0.standing.person?.email ?? "" }
    }
}
