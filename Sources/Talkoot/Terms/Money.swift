public import Storage

/// An amount in integer cents of the city's currency.
public struct Money: Hashable, Comparable, Sendable, Codable, SQLBindable {
    public var cents: Int64
    public init(cents: Int64) { self.cents = cents }

    public static func < (a: Money, b: Money) -> Bool { a.cents < b.cents }
    public static var sqlType: SQLType { .integer }
    public var sqlValue: SQLValue { .integer(cents) }

    /// Reads “1500”, “1 500,50” or “1,500.50”: the last comma or point with at most two digits after it is the decimal one,
    /// any other must part groups of three digits. “1.2345” is nobody's amount.
    public init?(_ text: String) {
        let plain = text.filter { !$0.isWhitespace && $0 != "€" && $0 != "’" && $0 != "'" }
        guard !plain.isEmpty, plain.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "," || $0 == ".") }) else { return nil }
        var whole = plain[...]
        var fraction = ""
        if let mark = plain.lastIndex(where: { $0 == "," || $0 == "." }) {
            let tail = plain[plain.index(after: mark)...]
            if tail.count <= 2 {
                fraction = String(tail)
                whole = plain[..<mark]
                guard !whole.contains(plain[mark]) else { return nil }
            }
        }
        let groups = whole.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
        guard groups.count == 1 || ((1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }), !(whole.isEmpty && fraction.isEmpty) else { return nil }
        let digits = whole.filter(\.isNumber)
        guard digits.count <= 15, let units = Int64(digits.isEmpty ? "0" : String(digits)) else { return nil }
        let padded = fraction + String(repeating: "0", count: 2 - fraction.count)
        cents = units * 100 + (Int64(padded) ?? 0)
    }
}

extension Row {
    public mutating func money() throws -> Money { Money(cents: try integer()) }
}

extension Money {
    /// `1500` or `1500.50`, as a form shows it again.
    public var text: String {
        cents % 100 == 0 ? "\(cents / 100)" : "\(cents / 100).\(two(cents % 100))"
    }
}
