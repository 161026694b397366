/// The ways in which bytes travel in a letter (RFC 2045 §6.7, §6.8). Both are forgiving and linear: what cannot be read is passed over.
enum TransferDecoding {
    static func decode(_ bytes: ArraySlice<UInt8>, _ name: String?) -> ArraySlice<UInt8> {
        switch name?.lowercased().trimmingSpaces {
        case "base64": base64(bytes)[...]
        case "quoted-printable": quotedPrintable(bytes)[...]
        default: bytes
        }
    }

    static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count / 4 * 3)
        var held: UInt32 = 0, count = 0
        for byte in bytes {
            guard let value = value(ofDigit: byte) else {
                if byte == UInt8(ascii: "=") { break }
                continue
            }
            held = held << 6 | UInt32(value)
            count += 1
            if count == 4 {
                out += [UInt8(truncatingIfNeeded: held >> 16), UInt8(truncatingIfNeeded: held >> 8), UInt8(truncatingIfNeeded: held)]
                (held, count) = (0, 0)
            }
        }
        if count >= 2 { out.append(UInt8(truncatingIfNeeded: held >> (count == 2 ? 4 : 10))) }
        if count == 3 { out.append(UInt8(truncatingIfNeeded: held >> 2)) }
        return out
    }
    private static func value(ofDigit byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    /// - Parameter inHeader: an underscore is a space (RFC 2047 §4.2).
    static func quotedPrintable(_ bytes: ArraySlice<UInt8>, inHeader: Bool = false) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var place = bytes.startIndex
        while place < bytes.endIndex {
            let byte = bytes[place]
            place += 1
            if inHeader, byte == UInt8(ascii: "_") { out.append(32); continue }
            guard byte == UInt8(ascii: "=") else { out.append(byte); continue }
            if place + 1 < bytes.endIndex, let high = value(ofHex: bytes[place]), let low = value(ofHex: bytes[place + 1]) {
                out.append(high << 4 | low)
                place += 2
            } else if let end = softEnd(bytes, place) { place = end } else { out.append(byte) }
        }
        return out
    }
    /// Where the next line begins, when only spaces are left on this one.
    private static func softEnd(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int? {
        var place = start
        while place < bytes.endIndex, place < start + 80, bytes[place] == 32 || bytes[place] == 9 || bytes[place] == 13 { place += 1 }
        if place == bytes.endIndex { return place }
        return bytes[place] == 10 ? place + 1 : nil
    }
    private static func value(ofHex byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 48
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
        default: nil
        }
    }
}

/// `=?utf-8?Q?p=C3=A4iv=C3=A4?=` in headers (RFC 2047); two that follow one another join without the space between them.
enum EncodedWords {
    static func decode(_ text: String) -> String {
        var out = "", rest = text.prefix(20_000)[...], wasWord = false
        while let start = rest.firstRange(of: "=?") {
            let before = rest[..<start.lowerBound]
            let parts = rest[start.upperBound...].split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count == 4, parts[3].hasPrefix("="), ["q", "b"].contains(parts[1].lowercased()), !parts[0].contains(where: \.isWhitespace) else {
                out += before + "=?"
                rest = rest[start.upperBound...]
                wasWord = false
                continue
            }
            if !(wasWord && before.allSatisfy(\.isWhitespace)) { out += before }
            let bytes = Array(parts[2].utf8)[...]
            let decoded = parts[1].lowercased() == "b" ? TransferDecoding.base64(bytes) : TransferDecoding.quotedPrintable(bytes, inHeader: true)
            out += Charset.text(decoded[...], String(parts[0].prefix { $0 != "*" }))
            rest = parts[3].dropFirst()
            wasWord = true
        }
        return out + rest
    }
}
