internal import Storage
@testable internal import Talkoot
internal import Testing
internal import TestTown

@Suite struct SearchTests {
    private func find(_ text: String, as actor: Actor = .visitor, kinds: Set<ObjectKind>? = nil, in town: NoticeTown, city: ID<City>? = nil) async throws -> [String] {
        try await town.platform.look(in: city ?? town.city, as: actor) { try SearchQueries.find(text, kinds: kinds, $0).hits.map(\.title) }
    }
    /// Puts a document into the index as an act would, a second after the last.
    private func index(_ kind: ObjectKind, _ id: String, _ title: String, _ body: String = "", isPublic: Bool = true, in town: NoticeTown) async throws {
        town.clock.advance(seconds: 1)
        try await town.platform.keepHouse { [city = town.city] tx, now in
            try SearchTable.put(SearchDocument(ObjectReference(kind, id: id, code: PublicCode("KU-\(id)")), title: title, body: body, isPublic: isPublic), city, at: now, tx)
        }
    }

    @Test(arguments: HouseEngine.available)
    func aSignalIsFoundByStaffAtOnceAndByEverybodyOnceItIsAccepted(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            let signal = try await town.sendSignal("The lamp at Kauppakatu is dark", place: "beside the school")
            #expect(try await find("lamp", in: town) == [])
            #expect(try await find("lamp", as: .person(town.resident), in: town) == [])
            #expect(try await find("LÄMP school", as: .person(town.officer), in: town) == ["The lamp at Kauppakatu is dark"])
            try await town.answer(signal)
            #expect(try await find("lamp", in: town) == ["The lamp at Kauppakatu is dark"])
            #expect(try await find(signal.code.rawValue, in: town) == ["The lamp at Kauppakatu is dark"])
        }
    }

    @Test(arguments: HouseEngine.available)
    func anotherCityFindsNothingOfIt(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            try await index(.pilot, "a", "Warm bus stops", in: town)
            #expect(try await find("bus", in: town) == ["Warm bus stops"])
            #expect(try await find("bus", in: town, city: town.elsewhere) == [])
        }
    }

    @Test(arguments: HouseEngine.available)
    func allWordsMustBeThereAndTheLastMayBeOnlyBegun(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            try await index(.pilot, "a", "Roads without salt", "Sand on bicycle lanes", in: town)
            try await index(.pilot, "b", "Roadside trees", "Shade for the summer", in: town)
            #expect(try await find("roads", in: town) == ["Roads without salt", "Roadside trees"])
            #expect(try await find("roads ", in: town) == ["Roads without salt"])
            #expect(try await find("roads bicyc", in: town) == ["Roads without salt"])
            #expect(try await find("bicyc roads", in: town) == [])
            #expect(try await find("r", in: town) == [])
        }
    }

    @Test(arguments: HouseEngine.available)
    func marksOnLettersDoNotMatterInAnyLanguage(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            try await index(.pilot, "a", "Pyörätie Töölöön", in: town)
            try await index(.pilot, "b", "Educació i àrees verdes", "L'espai públic", in: town)
            try await index(.pilot, "c", "El niño del parque", in: town)
            try await index(.pilot, "d", "Дорога к школе", in: town)
            #expect(try await find("pyoratie toolo", in: town) == ["Pyörätie Töölöön"])
            #expect(try await find("EDUCACIÓ arees", in: town) == ["Educació i àrees verdes"])
            #expect(try await find("espai", in: town) == ["Educació i àrees verdes"])
            #expect(try await find("nino", in: town) == ["El niño del parque"])
            #expect(try await find("ДОРОГА шко", in: town) == ["Дорога к школе"])
        }
    }

    @Test(arguments: HouseEngine.available)
    func wordsInTheTitleComeFirstThenTheNewest(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            try await index(.pilot, "a", "Playground of wood", in: town)
            try await index(.pilot, "b", "A park", "with a playground", in: town)
            try await index(.pilot, "c", "A square", "with a playground", in: town)
            try await index(.pilot, "d", "Playgrounds", in: town)
            #expect(try await find("playground", in: town) == ["Playground of wood", "Playgrounds", "A square", "A park"])
        }
    }

    @Test(arguments: HouseEngine.available)
    func whatChangesIsFoundByItsNewWordsOnly(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            try await index(.challenge, "a", "Quiet trams", "rails", in: town)
            try await index(.challenge, "a", "Quiet buses", "wheels", in: town)
            #expect(try await find("trams", in: town) == [])
            #expect(try await find("rails", in: town) == [])
            #expect(try await find("buses", in: town) == ["Quiet buses"])
            try await index(.challenge, "a", "Quiet buses", "wheels", isPublic: false, in: town)
            #expect(try await find("buses", in: town) == [])
        }
    }

    @Test(arguments: HouseEngine.available)
    func aSealedSubmissionIsNotInTheIndexAtAll(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            try await index(.submission, "a", "Our secret sauce", isPublic: false, in: town)
            #expect(try await find("secret", as: .person(town.officer), in: town) == [])
            #expect(try await find("secret", as: .system(because: "test"), in: town) == [])
            let kept = try await town.platform.look(in: town.city, as: .visitor) { try $0.tx.count("SELECT count(*) FROM search_document") }
            #expect(kept == 0)
            try await index(.submission, "a", "Our secret sauce", in: town)
            #expect(try await find("secret", in: town) == ["Our secret sauce"])
        }
    }

    @Test(arguments: HouseEngine.available)
    func kindsCanBeChosen(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            try await index(.challenge, "a", "Noise at night", in: town)
            try await index(.lesson, "b", "Noise falls at corners", in: town)
            #expect(try await find("noise", kinds: [.lesson], in: town) == ["Noise falls at corners"])
            #expect(try await find("noise", kinds: [.lesson, .challenge], in: town).count == 2)
            #expect(try await find("noise", kinds: [], in: town) == [])
        }
    }

    @Test(arguments: HouseEngine.available)
    func hostileQuestionsAreJustWords(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            try await index(.pilot, "a", "Lamps and near trees", "or not", in: town)
            let hostile = [
                "\"", "'", "\\", "*", "lamps\" OR \"x", "title_words : lamps", "marks : lamps", "^lamps", "NEAR(lamps trees, 2)", "lamps AND", "NOT", "(((", ")", "lamps'; DROP TABLE person; --",
                "lamps & !trees", "lamps <-> trees", "lamps:*", ":*", "§", "%", "_", "\u{0}", "\u{0}lamps\u{0}trees", "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦", String(repeating: "lamps ", count: 2_000),
                String(repeating: "x", count: 10_000), String(repeating: "\"(", count: 5_000), "\u{202E}spmal",
            ]
            for question in hostile {
                let hits = try await find(question, as: .person(town.officer), in: town)
                #expect(hits.count <= 1, "\(question.prefix(40))")
            }
            #expect(try await find("lamps\" near (trees)", in: town) == ["Lamps and near trees"])
            #expect(try await find(String(repeating: "lamps ", count: 2_000), in: town) == ["Lamps and near trees"])
            #expect(try await find("and or not", in: town) == ["Lamps and near trees"])
        }
    }

    @Test(arguments: HouseEngine.available)
    func pagesFollowEachOtherWithoutGapOrRepeat(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            for number in 0..<25 { try await index(.pilot, "p\(number)", number % 3 == 0 ? "Bench \(number)" : "Seat \(number)", "bench", in: town) }
            var seen: [String] = []
            var cursor: Cursor? = nil
            repeat {
                let from = cursor
                let page = try await town.platform.look(in: town.city, as: .visitor) { try SearchQueries.find("bench", after: from, limit: 10, $0) }
                seen += page.hits.map(\.title)
                #expect(page.count == 25 && !page.isBounded)
                cursor = page.next
            } while cursor != nil
            #expect(seen.count == 25 && Set(seen).count == 25)
            #expect(seen.prefix(9).allSatisfy { $0.hasPrefix("Bench") })
        }
    }

    @Test(arguments: HouseEngine.available)
    func theIndexCanBeMadeAnewFromItsTexts(engine: HouseEngine) async throws {
        try await NoticeTown.story(on: engine) { town in
            for number in 0..<430 { try await index(.pilot, "p\(number)", "Bench \(number)", "wood", in: town) }
            try await town.keepHouse("UPDATE search_document SET title_words = ' gone '")
            let done = try await town.platform.recount(SearchIndex.recount)
            #expect(done.done == 430 && done.isEnded)
            #expect(try await find("bench 429", in: town) == ["Bench 429"])
            #expect(try await find("gone", in: town) == [])
            #expect(try await find("wood", in: town).first == "Bench 429")
        }
    }

    @Test(arguments: HouseEngine.available)
    func anActThatFailsLeavesNothingInTheIndex(engine: HouseEngine) async throws {
        struct Stop: Error {}
        try await NoticeTown.story(on: engine) { town in
            try await index(.pilot, "a", "Warm stops", in: town)
            await #expect(throws: Stop.self) {
                try await town.platform.keepHouse { [city = town.city] tx, now in
                    try SearchTable.put(SearchDocument(ObjectReference(.pilot, id: "a", code: PublicCode("KU-A")), title: "Cold stops", body: "", isPublic: true), city, at: now, tx)
                    throw Stop()
                }
            }
            #expect(try await find("stops", in: town) == ["Warm stops"])
        }
    }

    @Test func aSnippetShowsThePlaceOfTheWords() {
        let text = String(repeating: "filling words here ", count: 30) + "and a Töölö tram goes by " + String(repeating: "more of it ", count: 40)
        let snippet = Snippet.of(text, around: SearchQuestion("toolo tram"))
        #expect(snippet.contains("Töölö tram") && snippet.hasPrefix("…") && snippet.hasSuffix("…") && snippet.count <= 203)
        #expect(Snippet.of("short", around: SearchQuestion("x")) == "short")
        #expect(Snippet.of(text, around: SearchQuestion("absent")).hasPrefix("filling words"))
    }
}

@Suite struct SchemaOfSearchTests {
    @Test(.enabled(if: HouseEngine.available.count == 2)) func bothEnginesHaveTheSameTablesButForTheNamedOnes() async throws {
        let shapes = SchemaBox()
        for engine in HouseEngine.allCases {
            try await NoticeTown.story(on: engine) { town in
                shapes.add(try await town.platform.database.read { try SchemaSnapshot($0, excluding: SearchTable.engineOwned) })
            }
        }
        #expect(shapes.all[0].differences(from: shapes.all[1]) == [])
        #expect(shapes.all[0].tables["search_document"]?.primaryKey == ["city", "kind", "id"])
    }
    private final class SchemaBox: Sendable {
        private let kept = Locked<[SchemaSnapshot]>([])
        var all: [SchemaSnapshot] { kept.withLock { $0 } }
        func add(_ shape: SchemaSnapshot) { kept.withLock { $0.append(shape) } }
    }
}
