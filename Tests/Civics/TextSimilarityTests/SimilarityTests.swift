import TextSimilarity
import Testing

/// A seeded source of repeatable cases.
struct Draw: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

@Suite struct SimilarityTests {
    private static let proposals: [(id: String, text: String, tags: Set<String>)] = [
        ("lamps", "Millorar l'enllumenat del parc de la Ciutadella a la nit", ["Ciutat Vella"]),
        ("benches", "Més bancs per a la gent gran a les places del barri", ["Gràcia"]),
        ("bikes", "Carril bici protegit al carrer d'Aragó, de Glòries a Sants", ["Eixample"]),
        ("bikes-es", "Carril bici protegido en la calle Aragón desde Glòries hasta Sants", ["Sants"]),
        ("gardens", "Horts urbans gestionats per les escoles i els veïns", ["Gràcia"]),
        ("empty", "", []),
    ]

    private func index() throws -> SimilarityIndex {
        var index = SimilarityIndex()
        try index.insert(contentsOf: Self.proposals)
        return index
    }

    @Test func aProposalIsFoundAgainDespiteMisspellingAndAccents() throws {
        let found = try index().similar(to: "MILLORA DE L ENLLUMENTAT AL PARC CIUTADELA", limit: 3)
        #expect(found.first?.id == "lamps")
        #expect(found.first.map { $0.similarity > 0.4 } == true)
    }

    @Test func theSameTextInANeighbouringLanguageIsNear() throws {
        let found = try index().similar(toID: "bikes")
        #expect(found.first?.id == "bikes-es")
        #expect(!found.contains { $0.id == "bikes" })
    }

    @Test func aCopyHasSimilarityOneAndNothingInCommonIsNotFound() throws {
        let index = try index()
        let copy = index.similar(to: Self.proposals[4].text, settings: .exact)
        #expect(copy.first?.id == "gardens")
        #expect(abs((copy.first?.similarity ?? 0) - 1) < 1e-5)
        #expect(index.similar(to: "xyzzy 777").isEmpty)
        #expect(index.similar(to: "").isEmpty)
        #expect(index.similar(toID: "empty").isEmpty)
        #expect(index.similar(toID: "unknown").isEmpty)
    }

    @Test func sharedTagsLiftAMatch() throws {
        var index = SimilarityIndex()
        try index.insert("north", text: "Més ombra a la plaça", tags: ["north"])
        try index.insert("south", text: "Més ombra a la plaça", tags: ["south"])
        #expect(index.similar(to: "ombra a la plaça", tags: ["north"]).map(\.id) == ["north", "south"])
        #expect(index.similar(to: "ombra a la plaça", tags: ["south"]).map(\.id) == ["south", "north"])
        #expect(index.similar(to: "ombra a la plaça").map(\.id) == ["south", "north"], "of equals the last added is first")
    }

    @Test func textsCanBeAddedOneByOneAndRemoved() throws {
        var grown = SimilarityIndex()
        for text in Self.proposals { try grown.insert(text.id, text: text.text, tags: text.tags) }
        grown.renewWeights()
        let query = "un carril bici al carrer Aragó"
        #expect(grown.similar(to: query) == (try index().similar(to: query)))
        #expect(throws: SimilarityError.knownID("bikes")) { try grown.insert("bikes", text: "again") }
        let removals = [grown.remove("bikes"), grown.remove("bikes")]
        #expect(removals == [true, false])
        #expect(!grown.similar(to: query).contains { $0.id == "bikes" })
        #expect(grown.count == 5)
        try grown.insert("bikes", text: "Aparcaments segurs per a bicicletes")
        #expect(grown.similar(to: "aparcaments bicicletes").first?.id == "bikes")
    }

    @Test func allPairsAgreeWithSingleSearches() async throws {
        let index = try index()
        let all = await index.allSimilar(limit: 3)
        #expect(all.count == Self.proposals.count)
        for (id, found) in zip(index.ids, all) { #expect(found == index.similar(toID: id, limit: 3, settings: .exact)) }
    }

    @Test func similarityIsSymmetricAndBounded() throws {
        var draw = Draw(state: 9)
        let words = ["parc", "barri", "escola", "bici", "plaça", "aigua", "llum", "arbre", "soroll", "mercat"]
        var index = SimilarityIndex()
        for number in 0..<40 {
            let text = (0..<Int.random(in: 1...12, using: &draw)).map { _ in words.randomElement(using: &draw) ?? "" }
            try index.insert("\(number)", text: text.joined(separator: " "))
        }
        index.renewWeights()
        for one in index.ids {
            let found = index.similar(toID: one, limit: 40, settings: .exact)
            #expect(zip(found, found.dropFirst()).filter { $0.0.score < $0.1.score }.isEmpty)
            for match in found {
                #expect((0...1).contains(match.similarity))
                let back = index.similar(toID: match.id, limit: 40, settings: .exact).first { $0.id == one }
                #expect(abs((back?.similarity ?? 0) - match.similarity) < 1e-5)
            }
        }
    }

    @Test func anyBytesCanBeIndexedAndSought() throws {
        var draw = Draw(state: 2)
        var index = SimilarityIndex()
        for number in 0..<300 {
            let bytes = (0..<Int.random(in: 0...80, using: &draw)).map { _ in UInt8.random(in: 0...255, using: &draw) }
            let text = String(decoding: bytes, as: UTF8.self)
            try index.insert("\(number)", text: text)
            let found = index.similar(to: text, limit: 5)
            #expect(found.count <= 5)
            #expect(sharedPhrases(text, text).count <= 3)
        }
        try index.insert("long", text: String(repeating: "a", count: 50_000))
        #expect(index.similar(to: String(repeating: "a", count: 60_000)).first?.id == "long")
        #expect(index.count == 301)
    }
}

@Suite struct FoldingTests {
    @Test(arguments: [
        ("L'Hàbitat «col·lectiu» 2024", ["l", "habitat", "col", "lectiu", "2024"]),
        ("STRASSE straße", ["strasse", "straße"]), ("ﬁnançament Ⅳ", ["financament", "iv"]),
        ("東京のバス", ["東", "京", "のハス"]), ("Ñandú_x", ["nandu_x"]), ("", []), ("—!", []),
    ])
    func wordsAreFolded(text: String, words: [String]) {
        #expect(FoldedText(text).strings == words)
    }

    @Test func sharedPhrasesSayWhyATextWasFound() {
        let phrases = sharedPhrases(
            "Fer un carril bici al carrer d'Aragó i més arbres", "El carrer Aragó necessita arbre i un carril bicis segur")
        #expect(phrases == ["un carril bicis", "carrer", "arago"])
        #expect(sharedPhrases("res a veure", "nothing shared").isEmpty)
    }
}
