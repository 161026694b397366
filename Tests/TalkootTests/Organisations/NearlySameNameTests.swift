import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// An organisation that is in the register already, in another spelling, is pointed out before it stands there twice.
@Suite(.serialized) struct NearlySameNameTests {
    @Test(arguments: [
        ("Kuusilan Valo Oy", "KUUSILAN VALO", true), ("Valo Kuusila Ab", "Kuusila Valo Oy", true), ("Lumi & Valo Oy", "Lumi ja Valo", true), ("Hietala Lighting", "Hietala Ligthing Oy", true),
        ("Koivuniemen kyläyhdistys ry", "Koivuniemen kylayhdistys", true), ("Asociación Puente", "Asociacion Puente S.A.", true),
        ("Kuusilan Valo", "Kuusilan Vesi", false), ("Nokia", "Nokka", false), ("Oy Ab", "Ab Oy", true), ("North Bikes", "South Bikes", false), ("Studio 1", "Studio 2", false),
    ]) func namesAreComparedAsPeopleDo(_ one: String, _ two: String, _ isSame: Bool) {
        #expect(NearlySameName(one).isNearly(NearlySameName(two)) == isSame)
        #expect(NearlySameName(two).isNearly(NearlySameName(one)) == isSame)
    }

    private static let lamp: JSON = ["name": "Satama Lamput Oy", "sector": "company", "size": "micro", "registrationNumber": "1234567-8"]

    @Test(arguments: HouseEngine.available) func aNearlyIdenticalNameIsAskedAboutAndMayBeAnother(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.perform("organisation.register", Self.lamp, as: .noora)
        for name in ["Satama Lamput", "satama lampput oy", "Lamput Satama Ab"] {
            await #expect(throws: Refusal.invalid([Problem("name", "problem.sameOrganisation", ["name": "Satama Lamput Oy"])]), "\(name)") {
                try await town.perform("organisation.register", ["name": .text(name), "sector": "company", "size": "micro"], as: .ville)
            }
        }
        try await town.perform("organisation.register", ["name": "Satama Lamput", "sector": "company", "size": "micro", "isAnother": true], as: .ville)
        for number in ["FI12345678", "1234567 8", "12345678"] {
            await #expect(throws: Refusal.invalid([Problem("registrationNumber", "problem.numberTaken")]), "\(number)") {
                try await town.perform("organisation.register", ["name": "Quite Other", "sector": "company", "size": "micro", "registrationNumber": .text(number)], as: .ville)
            }
        }
    }

    @Test(arguments: HouseEngine.available) func theOfficerSeesLikelyTwinsAndClosesOne(_ engine: HouseEngine) async throws {
        let (town, clock) = try await house(on: engine)
        let first = try #require(try await town.perform("organisation.register", Self.lamp, as: .noora).object)
        clock.advance(seconds: 60)
        let second = try #require(try await town.perform("organisation.register", ["name": "Satama Lampput", "sector": "company", "size": "micro", "isAnother": true], as: .ville).object)
        let twins = try await town.look(as: .liisa) { try OrganisationQueries.likelyTwins($0) }
        #expect(twins.contains { $0.first.code == first.code && $0.second.code == second.code && !$0.isSameNumber })
        for person in [Townsperson.aino, .tuula, .noora] {
            await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.look(as: person) { try OrganisationQueries.likelyTwins($0).count } }
            await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.perform("organisation.merge", on: second, ["into": .text(first.code.rawValue), "reason": "One."], as: person) }
        }
        await #expect(throws: Refusal.notFound) { try await town.perform("organisation.merge", on: second, ["into": .text(first.code.rawValue), "reason": "One."], as: .jenni) }
        await #expect(throws: Refusal.invalid([Problem("into", "problem.sameOne")])) { try await town.perform("organisation.merge", on: second, ["into": .text(second.code.rawValue), "reason": "One."], as: .liisa) }
        try await town.perform("organisation.merge", on: second, ["into": .text(first.code.rawValue), "reason": "The same company."], as: .liisa)
        #expect(try await town.look { try OrganisationQueries.organisation(Target(second.code.rawValue), $0).state } == .closed)
        #expect(try await town.look(as: .liisa) { try OrganisationQueries.likelyTwins($0) }.isEmpty)
        let ville = try await town.look(as: .ville) { $0.standing.organisations }
        #expect(!ville.contains(ID(first.id)), "nobody comes to speak for a company by a name that is like it")
        try await town.perform("membership.confirm", on: first, ["email": .text(Townsperson.ville.email)], as: .noora)
        #expect(try await town.look(as: .ville) { $0.standing.organisations }.contains(ID(first.id)))
    }
}
