/// Why a file, or a line of it, cannot be taken. A form and a terminal say it in the reader's language, by key and values; the record of an import as it is described.
public enum ImportFault: Sendable, Equatable, CustomStringConvertible {
    case empty
    case notText
    /// A column that somebody named and the file does not have.
    case noColumn(String, header: [String])
    /// Nobody named the columns that are needed, and none has a usual name.
    case unnamedColumns(header: [String])
    case openQuote(line: Int)
    case fields(Int, of: Int)
    case noNumber
    case noText
    case sameNumber(line: Int)
    /// What only readers of other platforms' files meet, which no form takes; with what fills the gaps of its sentence.
    case foreign(ForeignFault, [String: String])
    /// What has only a sentence, such as an error of the system.
    case other(String)

    public var description: String {
        switch self {
        case .empty: "The file is empty."
        case .notText: "The file is not UTF-8 text."
        case .noColumn(let name, let header): "There is no column “\(name)”. The file has \(header.joined(separator: ", "))."
        case .unnamedColumns(let header): "Say which column is the request's number (id) and which its text or kind. The file has \(header.joined(separator: ", "))."
        case .openQuote(let line): "The quoted field that begins on line \(line) does not end."
        case .fields(let count, let wanted): "it has \(count) fields where the first line has \(wanted)"
        case .noNumber: "it has no number"
        case .noText: "it has neither text nor kind"
        case .sameNumber(let line): "it has the same number as line \(line)"
        case .foreign(let fault, let values): values.reduce(fault.english) { $0.replacing("{\($1.key)}", with: $1.value) }
        case .other(let sentence): sentence
        }
    }

    /// As a problem of a form's field; where a line is at fault, with its number.
    func problem(_ field: String, line: Int? = nil) -> Problem {
        let (name, values): (String, [String: String]) = switch self {
        case .empty: ("empty", [:])
        case .notText: ("notText", [:])
        case .noColumn(let name, let header): ("noColumn", ["name": name, "header": header.joined(separator: ", ")])
        case .unnamedColumns(let header): ("unnamedColumns", ["header": header.joined(separator: ", ")])
        case .openQuote(let line): ("openQuote", ["line": "\(line)"])
        case .fields(let count, let wanted): ("fields", ["count": "\(count)", "wanted": "\(wanted)"])
        case .noNumber: ("noNumber", [:])
        case .noText: ("noText", [:])
        case .sameNumber(let line): ("sameNumber", ["earlier": "\(line)"])
        case .foreign, .other: ("unreadable", [:])
        }
        return Problem(field, "problem.import.\(name)", values.merging(line.map { ["line": "\($0)"] } ?? [:]) { own, _ in own })
    }
}
