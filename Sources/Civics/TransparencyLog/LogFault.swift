/// What is wrong with a published log.
public enum LogFault: Error, Hashable, Sendable {
    /// The log has fewer entries than a head seen before.
    case shrunk(from: Int, to: Int)
    /// An entry before this number is not the one that a head seen before covered.
    case rewritten(before: Int)
    /// A file of the log is not there.
    case missing(TilePath)
    /// An entry is not the one that the signed tree covers.
    case entry(Int, reason: String)
    /// At least one of these entries is not the one that the signed tree covers.
    case entries(ClosedRange<Int>, reason: String)
    /// The entries lead to the signed root, but a tile does not belong to them.
    case tile(TilePath, reason: String)
    /// The log's files agree with each other, or differ from `firstSuspect` on,
    /// but none of them leads to the signed root.
    case otherRoot(firstSuspect: Int?, signed: TreeHash, computed: TreeHash)
    /// `finish` was called before all files had been taken.
    case unfinished(at: Int)

    /// The first entry that is bad or cannot be vouched for; `nil` when every entry may be.
    public var firstEntry: Int? {
        switch self {
        case .shrunk(_, let size): size
        case .missing(let path), .tile(let path, _): path.entries.lowerBound
        case .entry(let index, _): index
        case .entries(let range, _): range.lowerBound
        case .otherRoot(let suspect, _, _): suspect
        case .unfinished(let index): index
        case .rewritten: nil
        }
    }
}

extension LogFault: CustomStringConvertible {
    /// The fault in one English sentence.
    public var description: String {
        switch self {
        case .shrunk(let old, let new):
            "The log had \(old) entries before and has only \(new) now."
        case .rewritten(let size):
            "The first \(size) entries are not those that an earlier checkpoint covered."
        case .missing(let path):
            "\(path), which begins with entry \(path.entries.lowerBound), is missing."
        case .entry(let index, let reason):
            "Entry \(index) is not the one that was signed: \(reason)."
        case .entries(let range, let reason):
            "The entries \(range.lowerBound) to \(range.upperBound) are not those that were signed: \(reason)."
        case .tile(let path, let reason):
            "\(path) is not a tile of this log: \(reason)."
        case .otherRoot(let suspect, let signed, let computed):
            "The entries lead to the root \(computed.base64), but \(signed.base64) was signed"
                + (suspect.map { "; the first file that differs covers entry \($0)." } ?? ".")
        case .unfinished(let index):
            "The log has been read only up to entry \(index)."
        }
    }
}
