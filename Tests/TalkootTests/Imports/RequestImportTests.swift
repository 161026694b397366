import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Requests of another system become signals: a table whose columns somebody names, and proposals of CONSUL.
@Suite(.serialized) struct RequestImportTests {
    /// A thousand requests of our own making, always the same, in the columns of an export that a city could publish.
    static let sample: String = {
        let kinds = ["Street light out", "Pothole", "Graffiti", "Missed collection", "Fallen tree", "Blocked drain", "Broken bench", "Dog waste"]
        let places = ["Torikatu", "Rantatie", "Kirkkokatu", "Koulutie", "Satamakatu", "Havulantie", "Puistotie"]
        let districts = ["Keskusta", "Havula", "Satamala", "Koivuniemi", "Itäranta", "Myllymäki", "Kirkkola"]
        var lines = ["CaseID,Opened,Closed,Status,Status Notes,Request Type,Details,Address,Neighborhood"]
        for number in 0..<1_000 {
            let kind = kinds[number * 7 % 8], place = places[number * 5 % 7]
            let state = number % 3 == 0 ? "Closed" : number % 10 == 1 ? "Rejected" : "Open"
            let day = "2026-\(number % 2 == 0 ? "01" : "02")-\(number % 27 + 1 < 10 ? "0" : "")\(number % 27 + 1)"
            lines.append("\(70_000 + number),\(day) 08:15,\(state == "Closed" ? "2026-02-28" : ""),\(state),\"\(state == "Closed" ? "Mended, and looked at again." : "")\",\(kind),\"\(kind) at \(place) \(number % 90 + 1), seen \(number % 5 + 1) times\",\(place) \(number % 90 + 1),\(districts[number * 3 % 7])")
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }()

    @Test(arguments: HouseEngine.available) func aThousandRequestsComeInOnceWithTheirKindsAndDistricts(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let bytes = Data(Self.sample.utf8), city = try town.kuusila
        let columns = RequestColumns([.text: "Details"])
        let dry = try await town.platform.importRequests(bytes, columns: columns, from: "requests.csv", in: city, dryRun: true)
        #expect(dry.read == 1_000 && dry.imported == 1_000 && dry.refused == 0)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM signal") } == 0)
        let report = try await town.platform.importRequests(bytes, columns: columns, from: "requests.csv", in: city)
        #expect(report.imported == 1_000)
        let found = try await town.platform.reading { tx in
            (try tx.count("SELECT count(*) FROM signal WHERE category = 'Pothole'"), try tx.count("SELECT count(*) FROM signal WHERE district IS NULL"), try tx.count("SELECT count(*) FROM signal WHERE state = 'accepted' AND answer = 'Mended, and looked at again.'"))
        }
        #expect(found.0 == 125 && found.1 == 0 && found.2 == 334)
        #expect(try await town.platform.reading { try $0.count("SELECT count(*) FROM stage") } == 0, "no clock runs for what was sent elsewhere")
        let again = try await town.platform.importRequests(bytes, columns: columns, from: "requests.csv", in: city)
        #expect(again.imported == 0 && again.known == 1_000)
    }

    @Test func columnsAreFoundByTheirUsualNamesOrNamed() throws {
        let usual = RequestColumns().completed(for: ["service_request_id", "Requested Datetime", "status", "service_name", "description", "address"])
        #expect(usual[.id] == "service_request_id" && usual[.sent] == "Requested Datetime" && usual[.kind] == "service_name" && usual[.text] == "description" && usual[.place] == "address")
        let read = try ServiceRequests.read(Data("Nr;Was;Wann\n1;Loch in der Straße;12.03.2026\n2;;\n1;Twice;13.03.2026\n".utf8), columns: RequestColumns([.id: "Nr", .text: "Was", .sent: "Wann"]), origin: "stadt")
        #expect(read.items.map(\.origin) == ["stadt:1"] && read.items[0].text == "Loch in der Straße" && read.items[0].createdOn == Day(year: 2026, month: 3, day: 12))
        #expect(read.notes.filter { $0.kind == .refused }.map(\.line) == [3, 4])
        #expect(throws: ImportTrouble.self) { try ServiceRequests.read(Data("a;b\n1;2\n".utf8)) }
        #expect(throws: ImportTrouble(.noColumn("Text", header: ["Nr", "Was"]))) { try ServiceRequests.read(Data("Nr;Was\n1;x\n".utf8), columns: RequestColumns([.text: "Text"])) }
    }

    @Test(arguments: HouseEngine.available) func theOfficerImportsInTheBrowser(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let table = JSON.text(Data("Number,What,Day\n1,\"A <b>hole</b>, deep\",2026-03-01\n2,Dark,2026-03-02\n".utf8).base64EncodedString())
        let named: [String: JSON] = ["table": table, "idColumn": "Number", "textColumn": "What", "sentColumn": "Day"]
        await #expect(throws: Refusal.invalid([Problem("wasPublic", "problem.wasPublic")])) { try await town.perform("signal.importRequests", .object(named), as: .liisa) }
        let input = JSON.object(named.merging(["wasPublic": true]) { $1 })
        for person in [Townsperson.aino, .tuula, .matti] {
            await #expect(throws: Refusal.denied("denied.role"), "\(person)") { try await town.perform("signal.importRequests", input, as: person) }
        }
        await #expect(throws: Refusal.denied("denied.signIn")) { try await town.perform("signal.importRequests", input, as: nil) }
        #expect(try await town.perform("signal.importRequests", input, as: .liisa).values["imported"] == 2)
        #expect(try await town.look { try SearchQueries.find("hole deep", $0).hits.first?.title } == "A hole, deep")
        let broken = JSON.text(Data("Number,What\n1,x\n1,y\n".utf8).base64EncodedString())
        await #expect(throws: Refusal.invalid([Problem("table", "problem.import.sameNumber", ["line": "3", "earlier": "2"])])) {
            try await town.perform("signal.importRequests", ["table": broken, "idColumn": "Number", "textColumn": "What", "wasPublic": true], as: .liisa)
        }
        await #expect(throws: Refusal.invalid([Problem("latitudeColumn", "problem.import.noColumn", ["name": "Lat", "header": "Number, What"])])) {
            try await town.perform("signal.importRequests", ["table": broken, "idColumn": "Number", "textColumn": "What", "latitudeColumn": "Lat", "wasPublic": true], as: .liisa)
        }
        await #expect(throws: Refusal.self) { try await town.perform("signal.importRequests", ["table": .text(Data([0, 1, 2]).base64EncodedString()), "wasPublic": true], as: .liisa) }
    }

    @Test(arguments: HouseEngine.available) func aPlaceComesAlongAndTellsTheDistrict(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let middle = try #require(try await town.look { try CityQueries.districts($0).first { $0.slug == "satamala" } }), ring = middle.ring
        let north = ring.map { $0[1] }.reduce(0, +) / Double(ring.count), east = ring.map { $0[0] }.reduce(0, +) / Double(ring.count)
        let table = "Nr;Was;Wo;Breite;Laenge\n1;Loch;Rantatie 4;\(north);\(east)\n2;Fern;;52,5;13,4\n3;Nichts;;0;0\n"
        let bytes = JSON.text(Data(table.utf8).base64EncodedString())
        try await town.perform("signal.importRequests", ["table": bytes, "idColumn": "Nr", "textColumn": "Was", "placeColumn": "Wo", "latitudeColumn": "Breite", "longitudeColumn": "Laenge", "wasPublic": true], as: .liisa)
        let rows = try await town.platform.reading { tx in
            try tx.rows("""
                SELECT signal.place, signal.district, place.latitude, place.owner FROM signal LEFT JOIN place ON place.city = signal.city AND place.object = signal.id ORDER BY signal.origin
                """) { (try $0.text(), try $0.optionalText(), try $0.optionalInt(), try $0.optionalText()) }
        }
        #expect(rows.map(\.0) == ["Rantatie 4", "", ""] && rows[0].1 == middle.id.rawValue && rows[0].3 == nil)
        #expect(rows.map { $0.2 != nil } == [true, false, false], "what lies in another country or nowhere is no place here")
        let near = try #require(MapPoint(north: north, east: east))
        #expect(try await town.look { try PlaceQueries.open(in: .around(near, metres: 500), $0) }.signals.isEmpty, "what nobody has answered is not open yet")
    }

    @Test(arguments: HouseEngine.available) func proposalsOfConsulComeAsTableAndFromItsInterface(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let table = "id,title,summary,description,geozone,tag_list,public_created_at,cached_votes_up\n17,Más bancos,Faltan bancos,\"<p>Faltan <b>bancos</b> en el parque.</p>\",Havula,parques,2026-01-15 10:00,40\n18,,,,,,2026-01-16,1\n"
        let report = try await town.platform.importConsul(Data(table.utf8), from: "proposals.csv", in: try town.kuusila)
        #expect(report.imported == 1 && report.refused == 1)
        let answer = """
            {"data":{"proposals":{"edges":[{"node":{"id":19,"title":"Una fuente","summary":"En la plaza","public_created_at":"2026-02-01","geozone":{"name":"Keskusta"},"retired_at":null}},
            {"node":{"id":20,"title":"Retirada","summary":"x","public_created_at":"2026-02-01","retired_at":"2026-02-02"}}]}}}
            """
        let second = try await town.platform.importConsul(Data(answer.utf8), from: "proposals.json", in: try town.kuusila)
        #expect(second.imported == 1 && second.refused == 1, "who took it back is not taken over")
        let rows = try await town.platform.reading { try $0.rows("SELECT origin, category, district FROM signal ORDER BY origin") { (try $0.text(), try $0.text(), try $0.optionalText() != nil) } }
        #expect(rows.map(\.0) == ["consul:17", "consul:19"] && rows[0].1 == "parques" && rows.allSatisfy(\.2))
    }
}
