/// A field together with the way from what was typed to a value. Asks are the parts of a ``Form``.
public struct Ask<Value: Sendable>: Sendable {
    public var field: Field
    /// Throws a ``Problem`` in words for the person who typed.
    let read: @Sendable (JSON?) throws -> Value

    public init(_ field: Field, read: @escaping @Sendable (JSON?) throws -> Value) {
        self.field = field
        self.read = read
    }

    /// The same field, which may be left empty.
    public static func optional<Wrapped>(_ ask: Ask<Wrapped>) -> Ask where Value == Wrapped? {
        var field = ask.field
        field.isOptional = true
        return Ask(field) { typed in typed.isBlank ? nil : try ask.read(typed) }
    }
}

extension Ask where Value == String {
    public static func line(_ name: String, max: Int = 200) -> Ask {
        Ask(Field(name, .line(max: max))) { try typedText($0, name, max: max, lines: false) }
    }
    public static func text(_ name: String, max: Int) -> Ask {
        Ask(Field(name, .text(max: max))) { try typedText($0, name, max: max, lines: true) }
    }
    public static func email(_ name: String) -> Ask {
        Ask(Field(name, .email)) { typed in
            let text = try typedText(typed, name, max: 254, lines: false)
            guard let address = EmailAddress(text) else { throw Problem(name, "problem.email") }
            return address.text
        }
    }
    /// A choice that depends on the city or the subject; the act checks it against its `options`.
    public static func pick(_ name: String) -> Ask {
        Ask(Field(name, .pick)) { try typedText($0, name, max: 100, lines: false) }
    }
    /// A decimal number as a text with a point, exactly as it will be kept.
    public static func decimal(_ name: String) -> Ask {
        Ask(Field(name, .decimal)) { typed in
            let text = try typedText(typed, name, max: 30, lines: false).replacing(",", with: ".")
            guard Decimal6(text) != nil else { throw Problem(name, "problem.number") }
            return text
        }
    }
}

extension Ask where Value == Int {
    public static func integer(_ name: String, in range: ClosedRange<Int>) -> Ask {
        Ask(Field(name, .integer(range))) { typed in
            guard let number = Int(try typedText(typed, name, max: 20, lines: false)) else { throw Problem(name, "problem.integer") }
            guard range.contains(number) else {
                throw Problem(name, "problem.range", ["low": "\(range.lowerBound)", "high": "\(range.upperBound)"])
            }
            return number
        }
    }
}

extension Ask where Value == Int? {
    /// Which version was being edited; an absent one means whichever is current.
    public static var version: Ask {
        Ask(Field("version", .version, isOptional: true)) { typed in
            if typed.isBlank { return nil }
            guard let version = Int(try typedText(typed, "version", max: 10, lines: false)) else { throw Problem("version", "problem.integer") }
            return version
        }
    }
}

extension Ask where Value == Money {
    public static func money(_ name: String, max: Int64 = 100_000_000_00) -> Ask {
        Ask(Field(name, .money(max: max))) { typed in
            guard let money = Money(try typedText(typed, name, max: 30, lines: false)) else { throw Problem(name, "problem.money") }
            guard money.cents <= max else { throw Problem(name, "problem.tooMuch") }
            return money
        }
    }
}

extension Ask where Value == Bool {
    /// A box that may be ticked: an absent one is false.
    public static func flag(_ name: String) -> Ask {
        Ask(Field(name, .flag, isOptional: true)) { typed in
            switch typed {
            case nil, .null, .bool(false), .text(""), .text("false"), .text("no"), .text("off"), .text("0"): false
            case .bool(true), .text("true"), .text("yes"), .text("on"), .text("1"): true
            default: throw Problem(name, "problem.flag")
            }
        }
    }
}

extension Ask where Value == Day {
    public static func day(_ name: String) -> Ask {
        Ask(Field(name, .day)) { typed in
            guard let day = Day(try typedText(typed, name, max: 10, lines: false)) else { throw Problem(name, "problem.day") }
            return day
        }
    }
}

extension Ask where Value == LocalTime {
    public static func moment(_ name: String) -> Ask {
        Ask(Field(name, .moment)) { typed in
            guard let time = LocalTime(try typedText(typed, name, max: 25, lines: false)) else { throw Problem(name, "problem.moment") }
            return time
        }
    }
}

extension Ask where Value == [String] {
    public static func picks(_ name: String) -> Ask {
        Ask(Field(name, .picks)) { typed in
            switch typed {
            case .list(let values): try values.map { try typedText($0, name, max: 100, lines: false) }
            case .text(let one) where !one.isEmpty: [one]
            default: throw Problem(name, "problem.missingPicks")
            }
        }
    }
}

extension Ask where Value == [String] {
    /// Files by the ids that they got when they were sent. None is an answer too.
    public static func files(_ name: String, max: Int = AttachmentLimits.mostFiles, picturesOnly: Bool = false) -> Ask {
        Ask(Field(name, .files(max: max, picturesOnly: picturesOnly), isOptional: true)) { typed in
            if typed.isBlank { return [] }
            guard let values = typed?.list ?? typed.map({ [$0] }) else { return [] }
            let ids = try values.filter { !JSON?.some($0).isBlank }.map { try typedText($0, name, max: 64, lines: false) }
            guard ids.count <= max else { throw Problem(name, "problem.tooMany", ["limit": "\(max)"]) }
            return ids
        }
    }
}

extension Ask where Value == MapPoint {
    public static func point(_ name: String) -> Ask {
        Ask(Field(name, .point)) { typed in
            guard let point = MapPoint(try typedText(typed, name, max: 60, lines: false)) else { throw Problem(name, "problem.point") }
            return point
        }
    }
}

extension Ask where Value: RawRepresentable, Value.RawValue == String, Value: CaseIterable {
    /// One of an enumeration's values.
    public static func choice(_ name: String, of type: Value.Type = Value.self) -> Ask {
        let offered = Value.allCases.map(\.rawValue)
        return Ask(Field(name, .choice(offered))) { typed in
            let text = try typedText(typed, name, max: 100, lines: false)
            guard offered.contains(text), let value = Value(rawValue: text) else { throw Problem(name, "problem.choice") }
            return value
        }
    }
}

extension Ask {
    /// Repeated groups: `criteria.0.name`, `criteria.1.name` in a form, a list of objects in JSON. Wholly empty groups are passed over.
    public static func rows<Element>(_ name: String, max: Int, of form: Form<Element>) -> Ask<[Element]> where Value == [Element] {
        Ask<[Element]>(Field(name, .rows(form.fields, max: max))) { typed in
            guard let rows = typed?.list ?? (typed.isBlank ? [] : nil) else { throw Problem(name, "problem.rows") }
            guard rows.count <= max else { throw Problem(name, "problem.tooMany", ["limit": "\(max)"]) }
            var problems: [Problem] = []
            var elements: [Element] = []
            for (index, row) in rows.enumerated() where !row.isEmptyRow {
                do throws(FormProblems) { elements.append(try form.make(row)) }
                catch { problems += error.problems.map { Problem("\(name).\(index).\($0.field)", $0.key, $0.values) } }
            }
            if !problems.isEmpty { throw FormProblems(problems: problems) }
            return elements
        }
    }
}

extension JSON? {
    var isBlank: Bool {
        switch self {
        case nil, .null: true
        case .text(let text): text.allSatisfy(\.isWhitespace)
        case .list(let values): values.isEmpty
        default: false
        }
    }
}
extension JSON {
    var isEmptyRow: Bool { object.map { $0.values.allSatisfy { JSON?.some($0).isBlank } } ?? JSON?.some(self).isBlank }
}

/// What was typed as a clean text: whatever the door handed in as a string, number or boolean; no control characters, line ends as `\n`.
func typedText(_ typed: JSON?, _ name: String, max: Int, lines: Bool) throws -> String {
    let raw: String
    switch typed {
    case nil, .null: throw Problem(name, "problem.missing")
    case .text(let text): raw = text
    case .integer(let number): raw = "\(number)"
    case .real(let number): raw = "\(number)"
    case .bool(let flag): raw = "\(flag)"
    case .list, .object: throw Problem(name, "problem.shape")
    }
    let text = CleanText.clean(raw, lines: lines)
    if text.isEmpty { throw Problem(name, "problem.missing") }
    let length = text.unicodeScalars.count
    if length > max { throw Problem(name, "problem.tooLong", ["limit": "\(max)", "over": "\(length - max)"]) }
    return text
}
