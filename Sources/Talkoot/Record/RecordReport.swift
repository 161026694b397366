import TransparencyLog

/// What a check of a record found to be in order.
public struct RecordReport: Sendable, Equatable {
    /// The log's name, the number of its entries and the root over them, as they were signed.
    public let origin: String
    public internal(set) var entries: Int
    public let root: String
    /// How many checkpoints, the newest among them, cover exactly the beginning of this log.
    public internal(set) var checkpoints = 0
    /// Checkpoints of an earlier epoch that cover entries which a restore lost; the log says so itself.
    public internal(set) var lostCheckpoints = 0
    /// What only the database can show; nil where only published files were read.
    public internal(set) var contents: Contents?

    public struct Contents: Sendable, Equatable {
        /// Commitments whose content is there and is what was promised.
        public internal(set) var opened = 0
        /// Commitments whose content has been erased, as the law asks: not wrong, only no longer to be seen.
        public internal(set) var erased = 0
        /// Entries of which everybody else sees only an opaque commitment.
        public internal(set) var sealed = 0
        /// Objects whose state is the one that was recorded last.
        public internal(set) var objects = 0
        /// Entries that still wait for their places.
        public internal(set) var waiting = 0
    }

    init(_ head: Checkpoint) {
        origin = head.origin
        entries = head.size
        root = head.root.base64
    }

    /// One line.
    public var summary: String {
        var text = "\(origin): \(entries) entries in order, root \(root), \(checkpoints) checkpoints"
        if lostCheckpoints > 0 { text += ", \(lostCheckpoints) checkpoints of entries that a restore lost" }
        if let contents {
            text += "; \(contents.opened) commitments opened, \(contents.erased) erased, \(contents.sealed) entries sealed, "
                + "\(contents.objects) objects as recorded, \(contents.waiting) entries waiting"
        }
        return text
    }
}

/// The first thing that is wrong with a record.
public struct RecordFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The first bad entry, counted from 0, where one can be named.
    public let index: Int?
    /// The object it is about, such as `signal/KU-7F3K2M`, where the reader may know.
    public var object: String?
    public let reason: String

    public init(index: Int? = nil, object: String? = nil, _ reason: String) {
        self.index = index
        self.object = object
        self.reason = reason
    }

    init(_ fault: LogFault) {
        if case .entry(let index, let reason) = fault {
            self.init(index: index, "it is not the one that was signed: \(reason)")
        } else {
            self.init(index: fault.firstEntry, fault.description)
        }
    }

    public var description: String {
        let place = [index.map { "entry \($0)" }, object].compactMap { $0 }.joined(separator: ", ")
        return place.isEmpty ? reason : "\(place): \(reason)"
    }
}
