public import Foundation

/// A proposal as another city's platform published it, cut to what a signal can hold.
public struct ForeignProposal: Sendable, Equatable {
    public var line: Int
    /// `decidim:3`: by it a second import knows what is here.
    public var origin: String
    public var text: String
    public var description: String
    public var category: String
    public var district: String
    /// Where it is, in words and on the map.
    public var place = ""
    public var point: MapPoint?
    public var status: String
    public var state: Signal.State
    public var answer: String
    public var createdOn: Day?
    public var answeredOn: Day?
    public var language: String?
}

/// Reads proposals of Decidim: one JSON object a line, a JSON list, or the CSV of its export and its open data.
///
/// Columns are told by their names, in the spellings of Decidim's versions (0.8 to 0.30): `title`, `title/ca`, `body/ca`, `category/name/ca`,
/// `taxonomies/name/ca`, `scope/name/ca`, `state`, `published_at`, `created_at`, `answer/ca`; a plain `summary`, `subcategory`, `district`, `status`
/// and `created` too.
public struct DecidimProposals {
    static let longestText = 500
    static let longestDescription = 50_000
    /// Of one line of JSON, in bytes.
    static let longestLine = 1 << 20

    public static func read(_ bytes: Data) throws(ImportTrouble) -> ImportReading<ForeignProposal> {
        let first = bytes.first { !($0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 32) }
        var reader = DecidimProposals()
        switch first {
        case nil: throw ImportTrouble(.empty)
        case UInt8(ascii: "{"): reader.readLines(bytes)
        case UInt8(ascii: "["): try reader.readList(bytes)
        default: try reader.readTable(bytes)
        }
        return reader.reading
    }

    private var reading = ImportReading<ForeignProposal>()
    private var lineOfOrigin: [String: Int] = [:]

    private mutating func readLines(_ bytes: Data) {
        for (number, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() where line.contains(where: { $0 > 32 }) {
            take(line: number + 1) {
                guard line.count <= Self.longestLine else { throw RefusedLine(.longLine) }
                guard String(validating: line, as: UTF8.self) != nil else { throw RefusedLine(.lineNotText) }
                guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else { throw RefusedLine(.notObject) }
                return ForeignRecord(line: number + 1, json: object)
            }
        }
    }
    private mutating func readList(_ bytes: Data) throws(ImportTrouble) {
        guard let list = try? JSONSerialization.jsonObject(with: bytes) as? [Any] else { throw ImportTrouble(.notList) }
        for (number, item) in list.enumerated() {
            take(line: number + 1) {
                guard let object = item as? [String: Any] else { throw RefusedLine(.notObject) }
                return ForeignRecord(line: number + 1, json: object)
            }
        }
    }
    private mutating func readTable(_ bytes: Data) throws(ImportTrouble) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw ImportTrouble(.notText) }
        let table = try DelimitedText(text)
        guard table.header.contains("id"), table.header.contains(where: { $0 == "title" || $0.hasPrefix("title/") }) else {
            throw ImportTrouble(.noDecidimColumns)
        }
        for record in table.records {
            take(line: record.line) {
                guard record.fields.count == table.header.count else { throw RefusedLine(.fields(record.fields.count, of: table.header.count)) }
                return ForeignRecord(line: record.line, names: table.header, fields: record.fields)
            }
        }
    }

    private mutating func take(line: Int, _ record: () throws -> ForeignRecord) {
        reading.count += 1
        do {
            let proposal = try proposal(of: try record())
            if let earlier = lineOfOrigin[proposal.origin] { throw RefusedLine(.sameID, ["line": "\(earlier)"]) }
            lineOfOrigin[proposal.origin] = line
            reading.items.append(proposal)
        } catch let refused as RefusedLine { reading.notes.append(ImportNote(line: line, .refused, refused.fault)) } catch { reading.notes.append(ImportNote(line: line, .refused, .other("\(error)"))) }
    }
    private mutating func note(_ line: Int, _ kind: ImportNote.Kind, _ fault: ForeignFault, _ values: [String: String] = [:]) { reading.notes.append(ImportNote(line: line, kind, fault, values)) }

    private mutating func proposal(of record: ForeignRecord) throws -> ForeignProposal {
        guard let id = record.text("id")?.text.trimmed, !id.isEmpty, id.count <= 60 else { throw RefusedLine(.noID) }
        let status = CleanText.clean(record.text("status", "state")?.text ?? "", lines: false)
        if status.lowercased() == "withdrawn" { throw RefusedLine(.withdrawn) }
        let title = record.text("title")
        let body = record.text("body", "summary", "description")
        let (text, description) = try texts(title: title?.text, body: body?.text, record.line)
        let created = record.text("published_at", "created_at", "created")
        let createdOn = created.flatMap { ForeignDate.day($0.text) }
        if createdOn == nil { note(record.line, .changed, created == nil ? .noDate : .badDate) }
        let category = [record.text("category/name", "category", "taxonomies/name"), record.text("subcategory")].compactMap { $0.map { CleanText.clean($0.text, lines: false) } }
        return ForeignProposal(
            line: record.line, origin: "decidim:" + CleanText.clean(String(id), lines: false), text: text, description: description,
            category: String(category.filter { !$0.isEmpty }.joined(separator: " · ").prefix(200)),
            district: CleanText.clean(record.text("district", "scope/name")?.text ?? "", lines: false),
            place: String(CleanText.clean(record.text("address")?.text ?? "", lines: false).prefix(200)), point: record.point("latitude", "longitude") ?? record.point("map_location/latitude", "map_location/longitude"),
            status: String(status.prefix(60)), state: Self.state(status),
            answer: HTMLText.convert(record.text("answer")?.text ?? "", as: .plain), createdOn: createdOn,
            answeredOn: record.text("answered_at", "state_published_at").flatMap { ForeignDate.day($0.text) }, language: title?.language ?? body?.language)
    }

    private static func state(_ status: String) -> Signal.State {
        switch status.lowercased() {
        case "accepted": .accepted
        case "rejected": .declined
        default: .new
        }
    }

    /// What does not fit stays whole in the description.
    private mutating func texts(title: String?, body: String?, _ line: Int) throws -> (text: String, description: String) {
        let title = CleanText.clean(HTMLText.convert(title ?? "", as: .plain), lines: false)
        var description = HTMLText.convert(body ?? "", as: .plain)
        if title.isEmpty && description.isEmpty { throw RefusedLine(.noTitleOrText) }
        var text = title
        if title.isEmpty { text = CleanText.clean(description, lines: false) }
        if text.unicodeScalars.count > Self.longestText {
            if !title.isEmpty {
                description = description.isEmpty ? title : title + "\n\n" + description
                note(line, .shortened, .movedTitle, ["length": "\(Self.longestText)"])
            }
            text = Shortening.cut(text, to: Self.longestText)
        }
        if description.unicodeScalars.count > Self.longestDescription {
            description = Shortening.cut(description, to: Self.longestDescription)
            note(line, .shortened, .cutText, ["length": "\(Self.longestDescription)"])
        }
        return (text, description)
    }
}

enum Shortening {
    /// Whole words up to a length in characters of Unicode, with an ellipsis.
    static func cut(_ text: String, to length: Int) -> String {
        guard text.unicodeScalars.count > length else { return text }
        var part = String(String.UnicodeScalarView(text.unicodeScalars.prefix(length - 1)))[...]
        if let space = part.lastIndex(where: \.isWhitespace), part.distance(from: space, to: part.endIndex) < 40 { part = part[..<space] }
        return part.trimmed + "…"
    }
}
