import Talkoot

/// What a browser's form sends, as pairs in their order (WHATWG URL standard, `application/x-www-form-urlencoded`).
/// Ours, because the framework's decoder refuses repeated and nested names.
struct FormText: Sendable {
    private(set) var pairs: [(name: String, value: String)] = []
    /// What is wrong with files that came along.
    var fileProblems: [Problem] = []

    /// Nothing typed yet.
    init() {}

    init(pairs: [(name: String, value: String)]) { self.pairs = pairs }

    /// Nil where the bytes are no form: broken UTF-8, or more fields than any of our forms has.
    init?(_ bytes: some Collection<UInt8>) {
        for field in bytes.split(separator: UInt8(ascii: "&")) {
            guard pairs.count < 1_000 else { return nil }
            let halves = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(halves[0]), let value = halves.count > 1 ? Self.decode(halves[1]) : "" else { return nil }
            pairs.append((name, value))
        }
    }

    mutating func add(_ name: String, _ value: String) { pairs.append((name, value)) }
    /// In place of whatever stood there.
    mutating func set(_ name: String, _ value: String) {
        pairs.removeAll { $0.name == name }
        add(name, value)
    }

    subscript(name: String) -> String? { pairs.last { $0.name == name }?.value }

    /// The raw texts by name, as a form shows them again.
    var values: [String: [String]] { Dictionary(grouping: pairs, by: \.name).mapValues { $0.map(\.value) } }

    /// The form as an act's input: `criteria.0.name` becomes a list of objects, a repeated name a list, anything else a text.
    /// Names that begin with `_` belong to the door.
    func input(for fields: [Field]) -> JSON {
        var members: [String: JSON] = [:]
        for (name, texts) in values where !name.hasPrefix("_") && !name.contains(".") {
            let isSeveral = fields.first { $0.name == name }.map { $0.kind == .picks || $0.takesFiles } ?? false
            members[name] = isSeveral || texts.count > 1 ? .list(texts.map { .text($0) }) : .text(texts[0])
        }
        for case let field in fields {
            guard case .rows = field.kind else { continue }
            members[field.name] = .list(rows(field.name))
        }
        return .object(members)
    }

    private func rows(_ name: String) -> [JSON] {
        var rows: [Int: [String: JSON]] = [:]
        for (key, value) in pairs {
            let parts = key.split(separator: ".")
            guard parts.count == 3, parts[0] == name, let index = Int(parts[1]), (0..<200).contains(index) else { continue }
            rows[index, default: [:]][String(parts[2])] = .text(value)
        }
        guard let last = rows.keys.max() else { return [] }
        return (0...last).map { .object(rows[$0] ?? [:]) }
    }

    private static func decode(_ bytes: some Sequence<UInt8>) -> String? {
        var plain: [UInt8] = []
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case 0: continue
            case UInt8(ascii: "+"): plain.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit) else { return nil }
                // Nobody types a NUL, and no database keeps one.
                if high << 4 | low != 0 { plain.append(high << 4 | low) }
            default: plain.append(byte)
            }
        }
        return String(validating: plain, as: UTF8.self)
    }
    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension JSON {
    /// The other way: an input as the fields of a form.
    var formValues: [String: [String]] {
        var values: [String: [String]] = [:]
        for (name, member) in object ?? [:] {
            if let rows = member.list, rows.contains(where: { $0.object != nil }) {
                for (index, row) in rows.enumerated() {
                    for (key, cell) in row.object ?? [:] { values["\(name).\(index).\(key)"] = [cell.fieldText] }
                }
            } else if let several = member.list { values[name] = several.map(\.fieldText) }
            else { values[name] = [member.fieldText] }
        }
        return values
    }
    private var fieldText: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .bool(let flag): flag ? "yes" : ""
        case .null, .list, .object: ""
        }
    }
}
