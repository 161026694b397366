import Foundation

extension Words {
    /// The languages that ship complete, in the order in which they are offered.
    static let languages = ["en", "fi", "sv", "es"]

    /// The words of every language that ships, by its code.
    static let all: [String: Words] = Dictionary(
        uniqueKeysWithValues: languages.map { ($0, Words(language: $0, texts: texts(in: $0))) })

    /// The names of languages in themselves, for the language links.
    static let ownNames = ["en": "English", "fi": "suomi", "sv": "svenska", "es": "español"]

    /// A language file that is not a flat object of texts contributes nothing here; the test of the words names it.
    private static func texts(in language: String) -> [String: String] {
        var texts: [String: String] = [:]
        for file in EmbeddedFile.all where file.name.hasPrefix("Words/\(language)/") {
            texts.merge((try? read(file)) ?? [:]) { first, _ in first }
        }
        return texts
    }

    static func read(_ file: EmbeddedFile) throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: Data(file.bytes))
    }
}
