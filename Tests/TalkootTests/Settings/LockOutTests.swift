import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Whatever is set, and in whatever order, somebody can still set it right.
@Suite(.serialized) struct LockOutTests {
    @Test(arguments: HouseEngine.available) func theLastAdministratorStays(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let pekka = Townsperson.pekka.email, tuula = Townsperson.tuula.email
        await #expect(throws: Refusal.invalid([Problem("role", "problem.lastAdministrator")])) { try await end(pekka, town) }
        await #expect(throws: Refusal.invalid([Problem("", "problem.lastAdministrator")])) { try await town.perform("person.leave", ["sure": true], as: .pekka) }
        // One whose term ends, one who has not begun and one of a single department are none to rely on.
        let today = try await town.look { $0.today }
        for (name, value) in [("until", today.adding(days: 5).description), ("from", today.adding(days: 5).description), ("department", "parks")] {
            try await town.perform("role.grant", ["email": .text(tuula), "role": "administrator", name: .text(value)], as: .pekka)
            await #expect(throws: Refusal.invalid([Problem("role", "problem.lastAdministrator")]), "\(name)") { try await end(pekka, town) }
        }
        clock.advance(days: 6)
        // The one who had not begun has begun now.
        try await end(pekka, town)
        await #expect(throws: Refusal.invalid([Problem("role", "problem.lastAdministrator")])) { try await end(tuula, town, as: .tuula) }
    }

    /// Any sequence of what people may try, well or badly meant, of which the accepted ones count.
    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6]) func noSequenceOfAcceptedChangesLocksTheCityOut(_ seed: UInt64) async throws {
        let (town, clock) = try await house(on: .sqlite)
        var chance = Seeded(seed), accepted = 0
        for step in 0..<70 {
            let (act, target, input, person) = try await attempt(&chance, town)
            do {
                try await town.perform(act, on: target, input, as: person)
                accepted += 1
            } catch is Refusal {}
            clock.advance(seconds: Int64(chance.below(86_400 * 4)))
            try await checkThatItLives(town, "seed \(seed), step \(step): \(act)")
        }
        #expect(accepted > 10, "a city that refuses everything proves nothing")
        let signal = try #require(try await town.perform("signal.send", ["text": "Is anybody there?"], as: nil).object)
        #expect(try await town.look { try StageQueries.of(signal, $0).first?.promisedAt } != nil)
    }

    private func end(_ email: String, _ town: Town, as person: Townsperson = .pekka) async throws {
        try await town.perform("role.end", ["email": .text(email), "role": "administrator", "reason": "x"], as: person)
    }

    /// One thing that somebody with the keys might try.
    private func attempt(_ chance: inout Seeded, _ town: Town) async throws -> (String, Target, JSON, Townsperson) {
        let staff: [Townsperson] = [.pekka, .liisa, .tuula, .onni], who = staff[chance.below(4)]
        let today = try await town.look { $0.today }
        let slugs = try await town.look { try CityQueries.departments(isOpenOnly: false, $0).map(\.slug) }
        func any(_ list: [String]) -> String { list[chance.below(list.count)] }
        let reason = JSON.text("Try."), roles = ["administrator", "administrator", "innovationOfficer", "departmentHead"]
        // Roles are tried mostly by those who may give and end them.
        let keeper = [Townsperson.pekka, .pekka, .tuula][chance.below(3)], other = [Townsperson.pekka, .tuula, .onni][chance.below(3)]
        switch chance.below(9) {
        case 0: return ("role.end", .none, ["email": .text(other.email), "role": .text(any(roles)), "reason": reason], keeper)
        case 1:
            let email = JSON.text(other.email), until = JSON.text(today.adding(days: chance.below(20)).description)
            return ("role.grant", .none, chance.below(2) == 0 ? ["email": email, "role": .text(any(roles)), "department": .text(any(slugs))] : ["email": email, "role": .text(any(roles)), "until": until], keeper)
        case 2:
            let chosen = (0..<chance.below(4)).map { _ in JSON.text(any(["en", "fi", "sv", "es", "xx"])) }
            return ("city.languages", .none, ["languages": .list(chosen), "first": .text(any(["en", "fi", "sv"])), "reason": reason], who)
        case 3:
            let days = (1...7).filter { _ in chance.below(4) == 0 }.map { JSON.text("\($0)") }
            return ("calendar.week", .none, ["weekdays": .list(days), "reason": reason], who)
        case 4:
            let start = chance.below(60), length = chance.below(50)
            return ("calendar.holidays", .none, ["holidays": .text((0..<length).map { "\(today.adding(days: start + $0))" }.joined(separator: "\n")), "reason": reason], who)
        case 5, 6:
            let limit = Tunable.all[chance.below(Tunable.all.count)]
            let value = JSON.text(limit.written(chance.below(3) == 0 ? limit.range.lowerBound : chance.below(2) == 0 ? min(limit.range.upperBound, 400) : chance.below(300)))
            let later = JSON.text(today.adding(days: chance.below(30)).description)
            return ("limit.set", Target(limit.name), chance.below(3) == 0 ? ["value": value, "from": later, "reason": reason] : ["value": value, "reason": reason], who)
        case 7: return ("department.close", Target(any(slugs)), ["successor": .text(any(slugs)), "reason": reason], who)
        default: return ("person.leave", .none, ["sure": true], other)
        }
    }

    private func checkThatItLives(_ town: Town, _ place: String) async throws {
        let problem: String? = try await town.look { scene in
            let city = scene.city
            if try PersonTable.holders(of: .administrator, nil, scene).isEmpty { return "no administrator" }
            if city.languages.isEmpty { return "no language" }
            if city.calendar.adding(businessDays: 1, to: scene.today) > scene.today.adding(days: CalendarRules.longestRest + 1) { return "no working day" }
            if try CityQueries.departments(scene).isEmpty { return "no department" }
            if let off = Tunable.all.first(where: { !$0.range.contains(city.value(of: $0)) }) { return "\(off.name) out of its range" }
            if city.value(of: .juryMinimumScores) > city.value(of: .juryMinimum) { return "no jury can score" }
            if city.value(of: .openDays) > city.value(of: .decideDays) { return "decided before it closes" }
            return nil
        }
        #expect(problem == nil, "\(place)")
    }
}
