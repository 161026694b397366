public import Storage

/// A language of the interface or of a text, as its BCP 47 code.
public enum Language: String, Sendable, Codable, CaseIterable, SQLBindable {
    case english = "en", finnish = "fi", swedish = "sv", spanish = "es"
}
