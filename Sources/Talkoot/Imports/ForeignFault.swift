/// What only readers of other platforms' files meet: the whole file, one line that is not taken, or one that was changed.
/// In words for a terminal: `terminal.fault.<name>`, with the same gaps.
public enum ForeignFault: String, CaseIterable, Sendable {
    case notFeed, notProposals, notList, noDecidimColumns
    case longLine, lineNotText, notObject, sameID, withdrawn, noID, noTitleOrText, noTitle, noBody, noDates
    case badEnd, badStart, cutTitle, cutTagline, cutText, movedTitle, movedText, noDate, badDate

    /// As the record of an import says it.
    var english: String {
        switch self {
        case .notFeed: "The file is no feed of Challenge.gov: it holds no list “_challenge”."
        case .notProposals: "The file cannot be read as proposals."
        case .notList: "The file begins as a JSON list but is none."
        case .noDecidimColumns: "The first line names no columns “id” and “title”, so this is no export of Decidim's proposals."
        case .longLine: "it is longer than a megabyte"
        case .lineNotText: "it is not UTF-8 text"
        case .notObject: "it is not a JSON object"
        case .sameID: "it has the same id as line {line}"
        case .withdrawn: "its author took it back"
        case .noID: "it has no id"
        case .noTitleOrText: "it has neither title nor text"
        case .noTitle: "it has no title"
        case .noBody: "it has no text"
        case .noDates: "its dates cannot be read"
        case .badEnd: "its end “{day}” cannot be read or lies before its start, so it closes after sixty days"
        case .badStart: "its start “{day}” cannot be read, so it opens sixty days before its end"
        case .cutTitle: "its title is longer than {length} characters"
        case .cutTagline: "its tagline is longer than {length} characters"
        case .cutText: "its text is longer than {length} characters"
        case .movedTitle: "its title is longer than {length} characters; the whole title stands in the description"
        case .movedText: "its text is longer than {length} characters; the whole text stands in the description"
        case .noDate: "it has no date, so it gets today's"
        case .badDate: "its date cannot be read, so it gets today's"
        }
    }
}

extension ImportFault {
    /// The key of its words for a terminal, with what fills their gaps; nil where there is only a sentence.
    public var said: (key: String, values: [String: String])? {
        switch self {
        case .empty, .notText, .noColumn, .unnamedColumns, .openQuote:
            let problem = problem("")
            return (problem.key, problem.values)
        case .fields(let count, let wanted): return ("terminal.fault.fields", ["count": "\(count)", "wanted": "\(wanted)"])
        case .noNumber: return ("terminal.fault.noNumber", [:])
        case .noText: return ("terminal.fault.noText", [:])
        case .sameNumber(let line): return ("terminal.fault.sameNumber", ["line": "\(line)"])
        case .foreign(let fault, let values): return ("terminal.fault.\(fault.rawValue)", values)
        case .other: return nil
        }
    }
}
