extension [UInt8] {
    /// Writes text for HTML, replacing `& < > " '`. Runs without them are copied as they are.
    mutating func writeEscaped(_ text: String) {
        var text = text
        text.withUTF8 { writeEscaped($0) }
    }

    mutating func writeEscaped(_ text: Substring) {
        var text = text
        text.withUTF8 { writeEscaped($0) }
    }

    private mutating func writeEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
        var runStart = 0
        var place = Escapes.next(in: bytes, from: 0)
        while place < bytes.count {
            if place > runStart { append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart..<place])) }
            write(Escapes.entity(for: bytes[place]))
            runStart = place + 1
            place = Escapes.next(in: bytes, from: runStart)
        }
        if runStart == 0 {
            append(contentsOf: bytes)
        } else if runStart < bytes.count {
            append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart...]))
        }
    }

    /// Copies a literal.
    mutating func writeMarkup(_ markup: String) {
        var markup = markup
        markup.withUTF8 { append(contentsOf: $0) }
    }

    mutating func write(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Writes a number rounded to tenths as SVG reads it: `12`, `12.8`, `-0.5`.
    mutating func writeTenths(_ number: Double) {
        let tenths = Int((number * 10).rounded())
        if tenths < 0 { append(UInt8(ascii: "-")) }
        writeDecimal(tenths.magnitude / 10)
        if tenths % 10 != 0 {
            append(UInt8(ascii: "."))
            writeDecimal(tenths.magnitude % 10)
        }
    }

    /// Writes a whole number in digits, without a `String` in between.
    mutating func writeDecimal(_ number: some BinaryInteger) {
        guard let small = Int64(exactly: number), small != .min else {
            self += String(number).utf8
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var place = 20
            var rest = small.magnitude
            repeat {
                place -= 1
                digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if small < 0 {
                place -= 1
                digits[place] = UInt8(ascii: "-")
            }
            append(contentsOf: UnsafeBufferPointer(rebasing: digits[place...]))
        }
    }
}

private enum Escapes {
    /// The place of the next byte that must not stand in HTML as it is, or the end. Looks at eight bytes at a time.
    static func next(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var place = start
        while place < bytes.count {
            if place + 8 <= bytes.count, !mayNeedEscape(raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)) {
                place += 8
                continue
            }
            let end = min(place + 8, bytes.count)
            while place < end {
                if needsEscape(bytes[place]) { return place }
                place += 1
            }
        }
        return place
    }

    static func entity(for byte: UInt8) -> StaticString {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        default: "&#39;"
        }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }

    /// Whether one of eight bytes may be special. `&` and `'` differ in one bit, `<` and `>` in another,
    /// so three comparisons find all five without a branch per byte.
    private static func mayNeedEscape(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        func zeros(_ value: UInt64) -> UInt64 { (value &- ones) & ~value & highs }
        let ampersandOrApostrophe = (word | ones) ^ (ones &* 0x27)
        let angle = (word | (ones &* 0x02)) ^ (ones &* 0x3E)
        let quote = word ^ (ones &* 0x22)
        return zeros(ampersandOrApostrophe) | zeros(angle) | zeros(quote) != 0
    }
}
