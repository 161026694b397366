extension TilePath: CustomStringConvertible, LosslessStringConvertible {
    /// The address as text: `tile/0/x001/x234/067`, `tile/1/000.p/17`,
    /// `tile/entries/273.p/112`. The index is written in groups of three
    /// digits, all but the last with an `x` before them.
    public var description: String {
        let name = switch content {
        case .hashes(let level): String(level)
        case .entries: "entries"
        }
        return "tile/\(name)/\(Self.groups(of: index))" + (isPartial ? ".p/\(width)" : "")
    }

    /// Reads an address, with nothing before `tile/` and each number in its one
    /// proper spelling; `nil` for everything else.
    public init?(_ description: String) {
        var parts = description.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.removeFirst().elementsEqual("tile".utf8) else { return nil }
        guard let content = Self.content(named: parts.removeFirst()) else { return nil }
        var width = Self.fullWidth
        if parts.count >= 2, let stem = Self.partialStem(parts[parts.count - 2]) {
            guard let partial = Decimal.decode(parts.removeLast()), partial < Self.fullWidth else { return nil }
            width = partial
            parts[parts.count - 1] = stem
        }
        guard let index = Self.index(of: parts) else { return nil }
        self.init(content, index: index, width: width)
    }

    private static func content(named name: Substring.UTF8View) -> Content? {
        if name.elementsEqual("entries".utf8) { return .entries }
        return Decimal.decode(name).map { .hashes(level: $0) }
    }

    /// The part before `.p`, or `nil` when the element does not end so.
    private static func partialStem(_ element: Substring.UTF8View) -> Substring.UTF8View? {
        guard element.suffix(2).elementsEqual(".p".utf8) else { return nil }
        return element.dropLast(2)
    }

    private static func groups(of index: Int) -> String {
        let digits = String(index)
        let padded = String(repeating: "0", count: (3 - digits.count % 3) % 3) + digits
        var rest = padded[...]
        var groups = ""
        while rest.count > 3 {
            groups += "x\(rest.prefix(3))/"
            rest = rest.dropFirst(3)
        }
        return groups + rest
    }

    private static func index(of groups: [Substring.UTF8View]) -> Int? {
        guard groups.count <= 7 else { return nil }
        var digits: [UInt8] = []
        for (place, group) in groups.enumerated() {
            let isLast = place == groups.count - 1
            guard isLast || group.first == UInt8(ascii: "x") else { return nil }
            let numerals = isLast ? group : group.dropFirst()
            guard numerals.count == 3 else { return nil }
            digits += numerals
        }
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        guard groups.count == 1 || digits.count - significant.count < 3 else { return nil }
        return significant.isEmpty ? 0 : Decimal.decode(significant)
    }
}
