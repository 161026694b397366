/// A text with `{gaps}`, cut at them once when it is read.
struct Template: Sendable {
    enum Piece: Sendable {
        case text(String)
        case gap(String)
    }

    let text: String
    let pieces: [Piece]

    init(_ text: String) {
        self.text = text
        var pieces: [Piece] = []
        var rest = Substring(text).utf8
        while let open = rest.firstIndex(of: UInt8(ascii: "{")), let close = rest[open...].firstIndex(of: UInt8(ascii: "}")) {
            if open > rest.startIndex { pieces.append(.text(String(Substring(rest[..<open])))) }
            pieces.append(.gap(String(Substring(rest[rest.index(after: open)..<close]))))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(Substring(rest)))) }
        self.pieces = pieces
    }

    /// The text with each gap filled by its name.
    func filled(_ value: (String) -> String) -> String {
        var filled = ""
        for piece in pieces {
            switch piece {
            case .text(let text): filled += text
            case .gap(let name): filled += value(name)
            }
        }
        return filled
    }
}
