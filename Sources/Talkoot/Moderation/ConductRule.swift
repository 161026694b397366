public import Storage

/// The rules of conduct, as a report names them and a statement of reasons quotes them. Their wording stands in the language files.
public enum ConductRule: String, CaseIterable, Sendable, Codable, SQLBindable {
    case threat, hate, harassment, personalData, illegal, spam, obscene, deception, other
}
