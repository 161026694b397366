import Foundation
import Storage
@testable import Talkoot
import Testing
import TestTown

/// Name, languages, colour, crest and contacts of a city.
@Suite(.serialized) struct LookTests {
    @Test(arguments: HouseEngine.available) func aCityHasANameInEachOfItsLanguages(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.perform("city.rename", ["names": [
            ["language": "en", "name": "Kuusila", "fullName": "City of Kuusila", "motto": "In the open"], ["language": "sv", "name": "Granby", "fullName": "Granby stad"],
        ], "reason": "Two names by law."], as: .liisa)
        let city = try await town.look { $0.city }
        #expect(city.speaking(.swedish).name == "Granby")
        #expect(city.speaking(.swedish).fullName(.swedish) == "Granby stad")
        #expect(city.speaking(.finnish).name == "Kuusila", "where it has none of its own, the first stands in")
        #expect(city.speaking(.english).brand.motto == "In the open")
        #expect(city.speaking(.finnish).brand.motto.isEmpty, "a motto of another language does not stand in")
        await #expect(throws: Refusal.invalid([Problem("names.0.name", "problem.firstName")])) {
            try await town.perform("city.rename", ["names": [["language": "en"], ["language": "sv", "name": "Granby"]], "reason": "x"], as: .liisa)
        }
        let prefill = try await town.look(as: .liisa) { try RenameCity.prefill(TheCity(), $0) }
        #expect(prefill["names"]?.list?.count == 4)
    }

    @Test(arguments: HouseEngine.available) func aCityKeepsAtLeastOneLanguage(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        await #expect(throws: Refusal.invalid([Problem("languages", "problem.noLanguage")])) { try await town.perform("city.languages", ["languages": [], "first": "fi", "reason": "x"], as: .liisa) }
        await #expect(throws: Refusal.invalid([Problem("languages", "problem.missingPicks")])) { try await town.perform("city.languages", ["first": "fi", "reason": "A form with no box ticked."], as: .liisa) }
        await #expect(throws: Refusal.invalid([Problem("languages", "problem.noLanguage")])) { try await town.perform("city.languages", ["languages": ["xx"], "first": "fi", "reason": "x"], as: .liisa) }
        await #expect(throws: Refusal.invalid([Problem("first", "problem.firstNotOffered")])) { try await town.perform("city.languages", ["languages": ["sv"], "first": "fi", "reason": "x"], as: .liisa) }
        try await town.perform("city.languages", ["languages": ["sv", "fi"], "first": "fi", "reason": "The two of the country."], as: .liisa)
        #expect(try await town.look { $0.city.languages } == [.finnish, .swedish])
    }

    @Test(arguments: HouseEngine.available) func aColourThatCannotBeReadIsRefusedWithTheNearestThatCan(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        do {
            try await town.perform("city.accent", ["accent": "#ffcc00", "accentDark": "#402000", "reason": "Our yellow."], as: .liisa)
            Issue.record("yellow on white was taken")
        } catch Refusal.invalid(let problems) {
            #expect(problems.map(\.key) == ["problem.contrast.light", "problem.contrast.dark"])
            for (problem, scheme) in zip(problems, AccentScheme.allCases) {
                let offered = try #require(problem.values["nearest"].flatMap(Colour.init))
                #expect(scheme.accepts(offered))
            }
            let offered = problems.compactMap { $0.values["nearest"] }
            try await town.perform("city.accent", ["accent": .text(offered[0]), "accentDark": .text(offered[1]), "reason": "What was offered is taken."], as: .liisa)
        }
        await #expect(throws: Refusal.invalid([Problem("accent", "problem.colour")])) { try await town.perform("city.accent", ["accent": "green", "reason": "x"], as: .liisa) }
        await #expect(throws: Refusal.invalid([Problem("accent", "problem.accentFirst")])) { try await town.perform("city.accent", ["accentDark": "#ffffff", "reason": "x"], as: .liisa) }
    }

    @Test func theOfferedColourIsTheNextStepAndNoFurther() throws {
        var chance = Seeded(11)
        for _ in 0..<300 {
            let colour = try #require(Colour("#" + (0..<3).map { _ in String(chance.below(240) + 16, radix: 16) }.joined()))
            for scheme in AccentScheme.allCases {
                let nearest = scheme.nearest(to: colour)
                #expect(scheme.accepts(nearest), "\(colour.text)")
                if scheme.accepts(colour) { #expect(nearest == colour) }
                // Two steps of six digits back towards the wish it could not be read.
                else { #expect(scheme.contrast(of: nearest.mixed(with: colour, share: 0.08)) < 4.6 || nearest.contrast(to: colour) < 1.1, "\(colour.text) \(nearest.text)") }
            }
        }
        #expect(Colour("#1b6550").map(AccentScheme.light.accepts) == true)
        for wrong in ["1b6550", "#1b655", "#1b65500", "#1b655g", "", "#"] { #expect(Colour(wrong) == nil, "\(wrong)") }
    }

    @Test(arguments: HouseEngine.available) func theCitysOwnWordsStandInOneLanguageOnly(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        try await town.perform("city.statement", ["page": "accessibility", "language": "fi", "text": "Kerromme puutteista.", "reason": "The law asks for it."], as: .liisa)
        #expect(try await town.look { try SettingQueries.statement("accessibility", .finnish, $0) } == "Kerromme puutteista.")
        #expect(try await town.look { try SettingQueries.statement("accessibility", .swedish, $0) } == nil)
        try await town.perform("city.statement", ["page": "accessibility", "language": "fi", "reason": "Taken back."], as: .liisa)
        #expect(try await town.look { try SettingQueries.statements($0) }.isEmpty)
        try await town.perform("city.contacts", ["publisher": "City office", "email": "city@kuusila.example", "phone": "+358 9 0000", "reason": "New office."], as: .liisa)
        #expect(try await town.look { $0.city.profile.contacts.email } == "city@kuusila.example")
        await #expect(throws: Refusal.invalid([Problem("phone", "problem.phone")])) { try await town.perform("city.contacts", ["phone": "call me", "reason": "x"], as: .liisa) }
    }
}

/// A crest is a PNG picture and nothing else.
@Suite(.serialized) struct CrestTests {
    @Test(arguments: HouseEngine.available) func aPictureIsKeptWithoutWhatDoesNotBelongToIt(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let secret = "taken at 60.17 N 24.94 E"
        let sent = Picture(width: 72, height: 80).with("tEXt", Array(secret.utf8)).with("eXIf", Array("where".utf8)).bytes
        try await town.perform("city.crest", ["picture": .text(Data(sent).base64EncodedString()), "reason": "Our own crest."], as: .liisa)
        let digest = try await town.look { $0.city.profile.crest }
        let kept = try #require(try await town.look { try SettingQueries.crest(digest, $0) })
        #expect(kept == Picture(width: 72, height: 80).bytes)
        #expect(!String(decoding: kept, as: UTF8.self).contains(secret))
        try await town.perform("city.crest", ["reason": "Back to the house's own."], as: .liisa)
        #expect(try await town.look { $0.city.profile.crest }.isEmpty)
    }

    @Test(arguments: HouseEngine.available) func whateverLiesAboutItselfIsRefused(_ engine: HouseEngine) async throws {
        let (town, _) = try await house(on: engine)
        let good = Picture(width: 72, height: 80).bytes
        var broken = good
        broken[20] ^= 1
        let cases: [([UInt8], String)] = [
            (Array("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".utf8), "problem.crestSVG"), (Array("GIF89a, but called crest.png".utf8), "problem.crestType"),
            (good + Array("<script>".utf8), "problem.crestBroken"), (Array(good.dropLast(3)), "problem.crestBroken"), (broken, "problem.crestBroken"), (Array(good.prefix(8)), "problem.crestBroken"),
            (Picture(width: 8, height: 80).bytes, "problem.crestSize"), (Picture(width: 72, height: 40_000).bytes, "problem.crestSize"),
        ]
        for (bytes, key) in cases {
            do {
                try await town.perform("city.crest", ["picture": .text(Data(bytes).base64EncodedString()), "reason": "x"], as: .liisa)
                Issue.record("\(key) was taken")
            } catch Refusal.invalid(let problems) { #expect(problems.map(\.key) == [key]) }
        }
        await #expect(throws: Refusal.invalid([Problem("picture", "problem.fileUnreadable")])) { try await town.perform("city.crest", ["picture": "not base64 !", "reason": "x"], as: .liisa) }
        await #expect(throws: Refusal.invalid([Problem("picture", "problem.fileTooLarge", ["limit": "100"])])) {
            try await town.perform("city.crest", ["picture": .text(String(repeating: "A", count: 140_000)), "reason": "x"], as: .liisa)
        }
    }
}

/// Bytes of a PNG picture, built chunk by chunk.
struct Picture {
    private var chunks: [(type: String, content: [UInt8])]

    init(width: Int, height: Int) {
        func four(_ number: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
        chunks = [("IHDR", four(width) + four(height) + [8, 6, 0, 0, 0]), ("IDAT", [1, 2, 3, 4]), ("IEND", [])]
    }
    func with(_ type: String, _ content: [UInt8]) -> Picture {
        var other = self
        other.chunks.insert((type, content), at: 1)
        return other
    }
    var bytes: [UInt8] {
        chunks.reduce(into: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { all, chunk in
            let body = Array(chunk.type.utf8) + chunk.content
            all += number(UInt32(chunk.content.count)) + body + number(Self.checkSum(body))
        }
    }
    private func number(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
    /// By the table of the PNG specification's sample code, another way than the house's own.
    private static func checkSum(_ bytes: [UInt8]) -> UInt32 {
        let table: [UInt32] = (0..<256).map { start in
            var value = UInt32(start)
            for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
            return value
        }
        var sum = UInt32.max
        for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
        return sum ^ UInt32.max
    }
}
