import CQRCode

/// A text as a QR code (ISO/IEC 18004) that a telephone reads from the screen, as a picture within the page. The modules come from libqrencode.
struct QRCode: Component {
    /// The side in modules, without the quiet zone.
    let side: Int
    private let dark: [Bool]
    private let label: String

    /// Nil where the text is too long for any code, or libqrencode is not on this machine: the text itself is beside it then as always.
    /// - Parameter label: what the picture is, for those who do not see it.
    init?(_ text: String, label: String) {
        let bytes = Array(text.utf8)
        var modules = [UInt8](repeating: 0, count: Self.largestSide * Self.largestSide)
        side = Int(qr_modules(bytes, Int32(clamping: bytes.count), &modules, Int32(modules.count)))
        guard side > 0 else { return nil }
        dark = modules.prefix(side * side).map { $0 == 1 }
        self.label = label
    }

    /// Of version 40, the largest that the standard knows.
    private static let largestSide = 177

    func isDark(_ row: Int, _ column: Int) -> Bool { dark[row * side + column] }

    /// White with black also where the page is dark: some readers take no other.
    var html: HTML {
        let whole = side + 8
        return """
            <svg class="qr" viewBox="0 0 \(whole) \(whole)" role="img" aria-label="\(label)" shape-rendering="crispEdges">\
            <rect width="\(whole)" height="\(whole)" fill="#fff"/><path d="\(path)" fill="#000"/></svg>
            """
    }

    /// One stroke for each run of dark modules, four modules of quiet around.
    private var path: String {
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                let start = column
                while column < side && isDark(row, column) { column += 1 }
                if column > start { path += "M\(start + 4) \(row + 4)h\(column - start)v1h-\(column - start)z" }
                else { column += 1 }
            }
        }
        return path
    }
}
