/// What a field of an act takes, told once: the page draws it, the command line lists it, OpenAPI describes it.
public struct Field: Sendable, Equatable {
    public indirect enum Kind: Sendable, Equatable {
        case line(max: Int)
        case text(max: Int)
        case email
        case integer(ClosedRange<Int>)
        /// An amount typed as people write it, kept in cents.
        case money(max: Int64)
        /// A decimal number, kept as the text that was typed (measurements are not money).
        case decimal
        case day
        /// A day and a time in the city's time zone: `2026-03-12T16:00`.
        case moment
        /// One of fixed values; their names are in the language files.
        case choice([String])
        /// One of values that depend on the city or the subject, offered by the act's `options`.
        case pick
        /// Any number of values offered by `options`.
        case picks
        case flag
        /// A file of one of these types, at most so many bytes.
        case file(types: [String], max: Int)
        /// The version of the text that is being edited; forms carry it unseen.
        case version
        /// Files that were sent before, by their ids; pictures alone, or documents too.
        case files(max: Int, picturesOnly: Bool)
        /// A place on the earth as people copy it from maps: `61.4981, 23.7608`.
        case point
        /// Repeated groups of fields.
        case rows([Field], max: Int)
    }
    public var name: String
    public var kind: Kind
    public var isOptional: Bool
    public init(_ name: String, _ kind: Kind, isOptional: Bool = false) {
        self.name = name
        self.kind = kind
        self.isOptional = isOptional
    }
}

extension Field {
    public var takesFiles: Bool { if case .files = kind { true } else { false } }
}

/// A value that a field offers.
public struct Option: Sendable, Equatable {
    public var value: String
    /// A name that people gave, or a key of the language files when `isKey`.
    public var label: String
    public var isKey: Bool
    public init(_ value: String, _ label: String, isKey: Bool = false) {
        self.value = value
        self.label = label
        self.isKey = isKey
    }
}
