/// What an import came to.
public struct ImportReport: Sendable, Equatable {
    /// How many items the file holds, also the refused ones.
    public var read = 0
    /// How many are new here; in a dry run how many would be.
    public var imported = 0
    /// How many were here already, by their origin.
    public var known = 0
    public var notes: [ImportNote] = []
    public init() {}

    public var refused: Int { notes.count { $0.kind == .refused } }
    public var shortened: Int { Set(notes.filter { $0.kind == .shortened }.map(\.line)).count }
}

/// What was done with one line that is not what it was in the file.
public struct ImportNote: Sendable, Equatable, CustomStringConvertible {
    public enum Kind: String, Sendable, CaseIterable { case refused, shortened, changed }
    /// Counted from 1; where a record runs over several lines, the first; in a feed the item's number.
    public let line: Int
    public let kind: Kind
    public let fault: ImportFault
    public var reason: String { fault.description }
    public init(line: Int, _ kind: Kind, _ fault: ImportFault) {
        self.line = line
        self.kind = kind
        self.fault = fault
    }
    init(line: Int, _ kind: Kind, _ fault: ForeignFault, _ values: [String: String] = [:]) { self.init(line: line, kind, .foreign(fault, values)) }
    public var description: String { "\(line): \(kind.rawValue), \(reason)" }
}

/// The file as a whole cannot be read; a sentence says why.
public struct ImportTrouble: Error, Equatable, CustomStringConvertible {
    public let fault: ImportFault
    public var description: String { fault.description }
    public init(_ fault: ImportFault) { self.fault = fault }
    public init(_ sentence: String) { self.init(.other(sentence)) }
    init(_ fault: ForeignFault) { self.init(.foreign(fault, [:])) }
}

/// What a reader found: items with their lines, and what is to be said of others.
public struct ImportReading<Item: Sendable>: Sendable {
    public var items: [Item] = []
    public var notes: [ImportNote] = []
    /// All that the file holds, also the refused ones.
    public var count = 0
}

/// A line that is not taken, with the reason.
struct RefusedLine: Error {
    let fault: ImportFault
    init(_ fault: ImportFault) { self.fault = fault }
    init(_ fault: ForeignFault, _ values: [String: String] = [:]) { self.init(.foreign(fault, values)) }
}
