import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Every act of the house, tried on everything in a town that lives, by people who may not. It is refused, and nothing is written.
@Suite(.serialized) struct GuardTests {
    @Test(arguments: HouseEngine.available) func whoMayNotIsRefusedEverywhere(_ engine: HouseEngine) async throws {
        let town = try await livingTown(on: engine)
        let (strangers, city) = (try await strangers(in: town), try town.kuusila)
        let objects = try await objects(of: town)
        let before = try await written(town)
        var refusals = 0, unread: Set<String> = []
        for act in town.platform.rooms.acts {
            for stranger in strangers where !stranger.may(act) {
                for target in act.target.map({ objects[$0] ?? [] }) ?? [""] {
                    do {
                        _ = try await town.platform.perform(act.name, on: Target(target), Sample.input(for: act.asked), in: city, as: stranger.actor, id: town.platform.newActID())
                        Issue.record("\(stranger.name) may \(act.name) on \(target)")
                    } catch Refusal.denied, Refusal.notFound { refusals += 1 }
                    // The form is read before anybody is asked for; nothing else of an act comes before its permission.
                    catch Refusal.invalid(let problems) {
                        #expect(problems.allSatisfy { problem in act.asked.contains { $0.name == problem.field } }, "\(act.name): \(problems)")
                        unread.insert(act.name)
                    } catch { Issue.record("\(stranger.name), \(act.name) on \(target): \(error)") }
                }
            }
        }
        #expect(try await written(town) == before, "what was refused left something behind")
        #expect(refusals > 1_000, "only \(refusals) refusals")
        // Acts that take a file, which no sample can stand for.
        let withFiles = Set(town.platform.rooms.acts.filter { act in act.asked.contains { if case .file = $0.kind { true } else { false } } }.map { $0.name })
        #expect(unread.subtracting(withFiles).isEmpty, "no sample for \(unread.subtracting(withFiles).sorted())")
    }

    @Test(arguments: HouseEngine.available) func anExpiredMandateReadsWhatAResidentReads(_ engine: HouseEngine) async throws {
        let town = try await livingTown(on: engine)
        let strangers = try await strangers(in: town), city = try town.kuusila
        let resident = try #require(strangers.first { $0.name == "somebody new" }), former = try #require(strangers.first { $0.name == "somebody whose roles have ended" })
        for query in Self.counted {
            let (theirs, plain) = (try await town.platform.look(in: city, as: former.actor, query.of), try await town.platform.look(in: city, as: resident.actor, query.of))
            #expect(theirs == plain, "\(query.name)")
            let officer = try await town.look(as: .liisa, query.of)
            #expect(officer >= plain, "\(query.name)")
        }
        for other in strangers where other.name == "another city's" {
            for query in Self.counted {
                let theirs = try await town.platform.look(in: city, as: other.actor, query.of), visitors = try await town.look(query.of)
                #expect(theirs == visitors, "\(query.name)")
            }
        }
    }

    private struct Counted: Sendable { let name: String, of: @Sendable (Scene) throws -> Int }
    private static let counted: [Counted] = [
        Counted(name: "signals") { try SignalQueries.list(SignalFilter(), $0).count },
        Counted(name: "organisations") { try OrganisationQueries.list($0).count },
        Counted(name: "what is found") { try SearchQueries.find("the", $0).count },
        Counted(name: "decisions of moderation") { try ModerationQueries.decisions($0).count },
        Counted(name: "initiatives") { try InitiativeQueries.list($0).count },
        Counted(name: "the record") { try RecordQueries.newest($0).count },
    ]

    private struct Stranger {
        let name: String, actor: Actor, isSignedIn: Bool

        /// What is everybody's, and with an account also what belongs to one's own.
        func may(_ act: any Act.Type) -> Bool {
            if act.permitted.contains(.anyone) { return true }
            let isOwnAccount = act.name.hasPrefix("person.") && act.permitted == [.author]
            return isSignedIn && (act.permitted.contains(.signedIn) || isOwnAccount)
        }
    }

    /// A visitor, somebody who has just come, somebody whose every role ended yesterday, and somebody who holds every role of another city.
    private func strangers(in town: Town) async throws -> [Stranger] {
        let (kuusila, rantala) = (try town.kuusila, try town.rantala)
        try await town.platform.keepHouse { tx, now in
            for (city, id) in [(kuusila, "new"), (kuusila, "former"), (rantala, "other")] {
                try PersonTable.insert(ID(id), email: "\(id)@mail.example", name: id, .english, city, now, tx)
            }
            for role in Role.allCases {
                try tx.run("INSERT INTO role_grant (city, id, person, role, from_at, until_at) VALUES (\(kuusila), \("former-\(role.rawValue)"), 'former', \(role), \(now.adding(days: -300)), \(now.adding(days: -1)))")
                try tx.run("INSERT INTO role_grant (city, id, person, role, from_at) VALUES (\(rantala), \("other-\(role.rawValue)"), 'other', \(role), \(now.adding(days: -300)))")
            }
        }
        return [
            Stranger(name: "a visitor", actor: .visitor, isSignedIn: false), Stranger(name: "somebody new", actor: .person(ID("new")), isSignedIn: true),
            Stranger(name: "somebody whose roles have ended", actor: .person(ID("former")), isSignedIn: true), Stranger(name: "another city's", actor: .person(ID("other")), isSignedIn: false),
        ]
    }

    /// Of each kind the codes of some that were entered last, whatever their state, and names that are not there.
    private func objects(of town: Town) async throws -> [ObjectKind: [String]] {
        let city = try town.kuusila
        let rows = try await town.platform.reading { tx in
            try tx.rows("SELECT DISTINCT object_kind, object_code FROM entry WHERE city = \(city) AND object_code <> '' ORDER BY object_kind, object_code DESC") { (try $0.value(ObjectKind.self), try $0.text()) }
        }
        var found = Dictionary(grouping: rows, by: \.0).mapValues { Array($0.map(\.1).prefix(4)) + ["KU-NONE"] }
        found[.department] = try await town.look { try CityQueries.departments($0).map(\.slug) }
        found[.publicText] = (found[.signal] ?? []) + (found[.problem] ?? [])
        return found
    }

    /// Rows in the tables that every act writes to.
    private func written(_ town: Town) async throws -> [Int] {
        try await town.platform.reading { tx in
            try (["SELECT count(*) FROM entry", "SELECT count(*) FROM opening", "SELECT count(*) FROM act", "SELECT count(*) FROM notice", "SELECT count(*) FROM stage", "SELECT count(*) FROM setting_change"] as [SQLText]).map { try tx.count($0) }
        }
    }

    private func livingTown(on engine: HouseEngine) async throws -> Town {
        let database = try await engine.open()
        _ = try await Migrator.migrate(database, Platform.migrations)
        let now = Instant(milliseconds: 1_773_302_400_000)
        let clock = TestClock(at: now)
        return try await TestTown.live(on: Platform(database: database, random: seededChance()) { clock.now }, clock: clock, endingAt: now)
    }
}

/// An input of the right types for any act.
private enum Sample {
    static func input(for fields: [Field]) -> JSON {
        .object(Dictionary(uniqueKeysWithValues: fields.filter { !$0.isOptional }.map { ($0.name, value($0.kind)) }))
    }
    private static func value(_ kind: Field.Kind) -> JSON {
        switch kind {
        case .line(let max), .text(let max): .text(String("A text".prefix(max)))
        case .email: "somebody@mail.example"
        case .integer(let range): .integer(Int64(range.lowerBound))
        case .money: "12"
        case .decimal: "1.5"
        case .day: "2026-04-01"
        case .moment: "2026-04-01T12:00"
        case .choice(let values): .text(values.first ?? "")
        case .pick: "anything"
        case .picks: .list(["anything"])
        case .flag: .bool(true)
        case .file: "QQ=="
        case .version: .integer(1)
        case .files: .list([])
        case .point: "61.4981, 23.7608"
        case .rows(let fields, _): .list([input(for: fields)])
        }
    }
}

extension Act {
    fileprivate static var asked: [Field] { form.fields }
}
