internal import Foundation
internal import Storage
@testable internal import Talkoot
internal import TestTown
internal import Testing

@Suite("Proposals become signals")
struct SignalImportTests {
    private static let lines = """
        {"id": 1, "title": "Més arbres a la Plaça", "summary": "Ombra per als avis i àvies.", "category": "Medi", "district": "ITARANTA", "status": "accepted", "created": "22/01/2016"}
        {"id": 2, "title": "Carril bici en la montaña", "summary": "Para ir a la montaña sin coche.", "category": "Mobilitat", "district": "Elsewhere", "status": "", "created": "23/01/2016"}
        {"id": 3, "title": "Tancar el port", "summary": "Tot.", "category": "Mobilitat", "district": null, "status": "rejected", "created": "24/01/2016"}
        """

    @Test("with their origin's status and date, their district by its name, public unless declined", arguments: HouseEngine.available)
    func keepsWhatWasKnown(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            let report = try await town.importing(Self.lines)
            #expect(report.read == 3 && report.imported == 3 && report.known == 0 && report.notes.isEmpty)
            let signals = try await town.signals().sorted { $0.createdAt < $1.createdAt }
            #expect(signals.map(\.state) == [.accepted, .new, .declined] && signals.allSatisfy { $0.channel == .imported && $0.author == nil })
            #expect(signals[0].createdAt.rfc3339.hasPrefix("2016-01-22"))
            let origin = try await town.look { try InitiativeQueries.origins(of: signals[0], $0).first }
            #expect(origin?.platform == "decidim" && origin?.number == "1" && origin?.status == "accepted", "its page can name where it comes from")
            let districts = try await town.look { try CityQueries.districts($0) }
            #expect(signals.map(\.district) == [districts.first { $0.slug == "itaranta" }?.id, nil, nil])
            let seen = try await town.look { scene in
                let listed = Set(try SignalQueries.list(SignalFilter(), scene).rows.map(\.id))
                return signals.map { (listed.contains($0.id), (try? SignalQueries.signal(Target($0.code.rawValue), scene)) != nil) }
            }
            #expect(seen.map(\.0) == [true, true, false] && seen.map(\.1) == [true, true, false])
            #expect(try await town.count("SELECT count(*) FROM signal WHERE origin = 'decidim:3' AND origin_status = 'rejected'") == 1)
        }
    }

    @Test("start no clock, tell nobody, and are one entry of the record", arguments: HouseEngine.available)
    func areQuiet(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            let tables: [SQLText] = ["SELECT count(*) FROM stage", "SELECT count(*) FROM notice", "SELECT count(*) FROM due", "SELECT count(*) FROM entry"]
            var before: [Int] = []
            for table in tables { before.append(try await town.count(table)) }
            _ = try await town.importing(Self.lines)
            var after: [Int] = []
            for table in tables { after.append(try await town.count(table)) }
            #expect(zip(before, after).map { $1 - $0 } == [0, 0, 0, 1])
            let facts = try await town.platform.reading { tx in
                try tx.first("SELECT opening.content FROM opening JOIN entry ON entry.city = opening.city AND entry.id = opening.entry WHERE entry.event = 'signals.imported'") { try $0.text() }
            }
            let items = try JSON(parsing: try #require(facts))["items"]?.list ?? []
            #expect(items.compactMap { $0["origin"]?.text } == ["decidim:1", "decidim:2", "decidim:3"])
            #expect(items.allSatisfy { $0["sha256"]?.text?.count == 64 })
        }
    }

    @Test("are found with the day on which they moved elsewhere, behind what is new here", arguments: HouseEngine.available)
    func areFoundByTheirOwnDay(_ place: HouseEngine) async throws {
        try await place.story { town, clock in
            _ = try await town.perform("signal.send", ["text": "Carril bici, and here."], as: nil)
            _ = try await town.importing(Self.lines)
            let hits = try await town.look(as: .liisa) { try SearchQueries.find("carril bici", $0).hits }
            #expect(hits.map(\.title) == ["Carril bici, and here.", "Carril bici en la montaña"])
            #expect(hits.last?.at.rfc3339.prefix(10) == "2016-01-23" && hits.first?.at == clock.now)
        }
    }

    @Test("a second time nothing is doubled, and what is new comes in", arguments: HouseEngine.available)
    func comesAgain(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            _ = try await town.importing(Self.lines)
            let more = Self.lines + "\n{\"id\": 9, \"title\": \"Nou\", \"created\": \"25/01/2016\"}"
            let report = try await town.importing(more)
            #expect(report.imported == 1 && report.known == 3)
            #expect(try await town.signals().count == 4)
            #expect(try await town.importing(more).imported == 0)
            #expect(try await town.count("SELECT count(*) FROM entry WHERE event = 'signals.imported'") == 2)
        }
    }

    @Test("a dry run counts and writes nothing", arguments: HouseEngine.available)
    func runsDry(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            _ = try await town.importing(Self.lines.split(separator: "\n")[0] + "\n")
            let tables: [SQLText] = ["SELECT count(*) FROM act", "SELECT count(*) FROM entry", "SELECT count(*) FROM public_code", "SELECT count(*) FROM search_document"]
            var before: [Int] = []
            for table in tables { before.append(try await town.count(table)) }
            let report = try await town.importing(Self.lines + "\n{", dryRun: true)
            #expect(report.read == 4 && report.imported == 2 && report.known == 1 && report.refused == 1)
            var after: [Int] = []
            for table in tables { after.append(try await town.count(table)) }
            #expect(after == before)
            #expect(try await town.signals().count == 1)
        }
    }

    @Test("words are found with and without their marks", arguments: HouseEngine.available)
    func areFound(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            _ = try await town.importing(Self.lines)
            for words in ["plaça", "placa", "àvies ombra", "MÉS ARBRES"] { #expect(try await town.found(words) == ["Més arbres a la Plaça"], "\(words)") }
            for words in ["montaña", "montana coche"] { #expect(try await town.found(words) == ["Carril bici en la montaña"], "\(words)") }
            #expect(try await town.found("port").isEmpty)
        }
    }

    @Test("an imported signal walks the same way as any other", arguments: HouseEngine.available)
    func walksOn(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            _ = try await town.importing(Self.lines)
            let signals = try await town.signals()
            let new = try #require(signals.first { $0.state == .new })
            try await town.perform("signal.accept", on: new.reference, ["reason": "We look into it."], as: .liisa)
            try await town.perform("problem.draft", on: new.reference, ["title": "No way up by bicycle", "statement": "x", "affected": "y", "department": "streets"], as: .liisa)
            #expect(try await town.count("SELECT count(*) FROM problem") == 1)
        }
    }

    @Test("hostile texts are kept as harmless text", arguments: HouseEngine.available)
    func isHarmless(_ place: HouseEngine) async throws {
        try await place.story { town, _ in
            let report = try await town.importing(#"{"id": "1'); DROP TABLE signal;--", "title": "<script>x</script>Hello <b>town</b>", "summary": "<img src=x onerror=y>\u0000\u202Etext", "district": "'; --", "created": "22/01/2016"}"#)
            #expect(report.imported == 1)
            let signal = try #require(try await town.signals().first)
            #expect(signal.text == "Hello town" && signal.description == "text")
        }
    }
}
