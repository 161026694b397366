import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// What the city has already is found before it is sent twice, and many that say the same are answered in one go.
@Suite(.serialized) struct SimilarSignalTests {
    private func send(_ text: String, _ town: Town, accepted: Bool = true, department: String = "streets", email: String = "") async throws -> ObjectReference {
        let object = try #require(try await town.perform("signal.send", ["text": .text(text), "department": .text(department), "email": .text(email)], as: nil).object)
        if accepted { try await town.perform("signal.accept", on: object, ["reason": "We look at it."], as: .liisa) }
        return object
    }

    @Test(arguments: HouseEngine.available) func theSameIsFoundInFourLanguagesAndOtherWordings(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let lamp = try await send("The street lamp at the corner of Torikatu and Rantatie has been dark for weeks.", town)
        let kerb = try await send("Jalkakäytävän reunakivi on liian korkea pyörätuolille kirjaston edessä.", town)
        let bench = try await send("Det finns ingen bänk vid busshållplatsen på Strandvägen.", town)
        let light = try await send("El semáforo de la plaza mayor cambia demasiado rápido para las personas mayores.", town)
        for number in 1...40 { _ = try await send("Something quite different number \(number) about the swimming hall and its opening hours.", town) }
        let asked: [(String, ObjectReference)] = [
            ("Street lamp dark at Torikatu corner", lamp), ("Korkea reunakivi kirjaston edessä, pyörätuolilla ei pääse", kerb),
            ("Vi vill ha en bänk vid busshållplatsen Strandvägen", bench), ("El semáforo en la plaza mayor es muy rápido", light),
        ]
        for (text, expected) in asked {
            let found = try await town.look { try SimilarSignals.find(text, $0) }
            #expect(found.first?.object == expected, "\(text): \(found.map(\.text))")
        }
        #expect(try await town.look { try SimilarSignals.find("Koira haukkuu yöllä naapurissa", $0) }.isEmpty)
        #expect(try await town.look { try SimilarSignals.find("dark", $0) }.isEmpty, "one word says too little")
        #expect(try await town.look { try SimilarSignals.find(String(repeating: "\"' OR 1=1 -- NEAR( * ", count: 100), $0) }.count <= 5)
    }

    @Test(arguments: HouseEngine.available) func nobodyFindsWhatTheyMayNotRead(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let text = "The playground swing in Havula park has a broken chain."
        let waiting = try await send(text, town, accepted: false)
        #expect(try await town.look { try SimilarSignals.find(text, $0) }.isEmpty, "a visitor does not see what waits")
        #expect(try await town.look(as: .aino) { try SimilarSignals.find(text, $0) }.isEmpty)
        #expect(try await town.look(as: .tuula) { try SimilarSignals.find(text, $0).map(\.object) } == [waiting])
        #expect(try await town.look(as: .jenni) { try SimilarSignals.find(text, $0) }.isEmpty, "another city has its own")
        #expect(try await town.look(as: .tuula) { try SimilarSignals.find(text, except: waiting.code, $0) }.isEmpty)
    }

    @Test(arguments: HouseEngine.available) func manyAreJoinedWithAnAnswerToEachSender(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let first = try await send("The ferry pier in Satamala is slippery when it freezes.", town)
        var others: [ObjectReference] = []
        for number in 1...3 { others.append(try await send("Slippery ferry pier in Satamala, somebody fell on day \(number).", town, accepted: false, email: "sender\(number)@mail.example")) }
        let told = try #require(try await town.perform("signal.enter", ["channel": "phone", "text": "The ferry pier in Satamala is slippery.", "answerBy": "phone", "contact": "0401234567", "department": "streets"], as: .tuula).object)
        let offered = try await town.look(as: .matti) { scene in try GatherSignals.options(try SignalQueries.signal(Target(first.code.rawValue), scene), scene)["signals"]?.map(\.value) ?? [] }
        #expect(Set(offered) == Set((others + [told]).map(\.code.rawValue)))
        let outcome = try await town.perform("signal.gather", on: first, ["signals": .list((others + [told]).map { .text($0.code.rawValue) }), "reason": "Sand comes today, a rail in May."], as: .matti)
        #expect(outcome.values["joined"] == 4)
        for other in others {
            let signal = try await town.look(as: .liisa) { try SignalQueries.signal(Target(other.code.rawValue), $0) }
            #expect(signal.state == .merged && signal.mergedInto == first.code && signal.answer == "Sand comes today, a rail in May.")
        }
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM notice WHERE event = 'signal.merged' AND is_contact") } >= 3)
        #expect(try await town.look(as: .tuula) { try SenderTellings.waiting($0).map(\.signal.code) } == [told.code], "who phoned is called")
        await #expect(throws: Refusal.invalid([Problem("signals", "problem.notWaiting", ["code": others[0].code.rawValue])])) {
            try await town.perform("signal.gather", on: first, ["signals": .list([.text(others[0].code.rawValue)]), "reason": "Again."], as: .matti)
        }
    }

    @Test(arguments: HouseEngine.available) func nobodyJoinsWhatAnotherDepartmentAnswers(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let first = try await send("The pier is slippery.", town)
        let parks = try await send("The pier is slippery by the park.", town, accepted: false, department: "parks")
        await #expect(throws: Refusal.invalid([Problem("signals", "problem.othersSignal", ["code": parks.code.rawValue])])) {
            try await town.perform("signal.gather", on: first, ["signals": .list([.text(parks.code.rawValue)]), "reason": "Both."], as: .matti)
        }
        for person in [Townsperson.aino, .tuula, .jenni] {
            await #expect(throws: Refusal.self, "\(person)") { try await town.perform("signal.gather", on: first, ["signals": .list([.text(parks.code.rawValue)]), "reason": "Both."], as: person) }
        }
        try await town.perform("signal.gather", on: first, ["signals": .list([.text(parks.code.rawValue)]), "reason": "Both."], as: .liisa)
    }

    @Test func twoWordsAreAskedForOfWhichOneTells() {
        let weighed = [("lamppu", 3), ("katuvalo", 900), ("kulmassa", 0), ("katu", 5_000), ("valot", 9_000)].map { word, count in
            var word = TellingWords.Word(word)
            (word.count, word.isCommon) = (count, count >= 2_000)
            return word
        }
        let words = TellingWords(weighed)
        #expect(words.question(.textSearch) == "(('lampp':* & ('katuvalo' | 'kulma':*)) | ('lamppu' & ('katu' | 'valot')) | ('katuvalo' & ('kulma':*)) | ('katuvalo' & ('katu' | 'valot')))")
        #expect(TellingWords(Array(weighed.suffix(2))).question(.fullText5) == "\"katu\" AND \"valot\"", "common ones only together")
        #expect(TellingWords([]).question(.fullText5) == nil)
        #expect(TellingWords.longest(of: "The lamps there at Torikadulla 14 are very dark").map(\.stem) == ["torikadu", "lamps", "dark"])
    }

    @Test func whatTellsAboutPeopleIsPointedOut() {
        #expect(PersonalHint.find(in: "The lamp 131052-308 at Torikatu 4 is dark since 12.3.2026, 08:00 - 16:00, it cost 1 200 000 euros.") == [])
        #expect(PersonalHint.find(in: "Soita 131052-308T!") == [.identityCode])
        #expect(PersonalHint.find(in: "My neighbour, 811228-9874, is loud") == [.identityCode])
        #expect(PersonalHint.find(in: "El DNI es 12345678Z.") == [.identityCode])
        #expect(PersonalHint.find(in: "NIE X1234567L") == [.identityCode])
        #expect(PersonalHint.find(in: "DNI 12345678A") == [], "a wrong letter is no code")
        #expect(PersonalHint.find(in: "Call +358 40 123 4567 or 040-1234567") == [.phoneNumber])
        #expect(PersonalHint.find(in: "Llama al 612345678") == [.phoneNumber])
        #expect(PersonalHint.find(in: "write to <erik.x@mail.example>, please") == [.emailAddress])
        #expect(PersonalHint.find(in: "Lamp 2214, bus 14, 2026-03-12, 60.1699, 24.9384, room 0021") == [])
    }
}
