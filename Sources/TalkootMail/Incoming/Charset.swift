internal import Foundation

/// Bytes as text, in the character sets that letters come in. Nothing is refused: what does not fit its set is read as Western European.
enum Charset {
    static func text(_ bytes: ArraySlice<UInt8>, _ name: String) -> String {
        switch name.lowercased() {
        case "", "utf-8", "utf8", "us-ascii", "ascii", "unknown-8bit", "default": return String(validating: bytes, as: UTF8.self) ?? western(bytes)
        case "iso-8859-1", "latin1", "windows-1252", "cp1252": return western(bytes)
        default: return converted(bytes, name) ?? String(validating: bytes, as: UTF8.self) ?? western(bytes)
        }
    }

    /// Windows-1252, which is what programs mean by ISO 8859-1 (WHATWG Encoding §4.2).
    static func western(_ bytes: ArraySlice<UInt8>) -> String {
        var scalars = String.UnicodeScalarView()
        for byte in bytes {
            let value = (0x80...0x9F).contains(byte) ? high[Int(byte) - 0x80] : UInt32(byte)
            scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
        return String(scalars)
    }
    private static let high: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// Only sets that people's programs use, so that a letter cannot choose among all that the C library has.
    private static let known = Set(
        [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16].map { "iso-8859-\($0)" } + (1250...1258).map { "windows-\($0)" }
            + ["koi8-r", "koi8-u", "gb2312", "gbk", "gb18030", "big5", "shift_jis", "iso-2022-jp", "euc-jp", "euc-kr", "utf-16", "utf-16le", "utf-16be"])

    private static func converted(_ bytes: ArraySlice<UInt8>, _ name: String) -> String? {
        let name = name.lowercased()
        guard known.contains(name), let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var input = Array(bytes).map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: 4 * input.count + 16)
        var made = 0
        input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var (from, left) = (input.baseAddress, input.count)
                var (to, room) = (output.baseAddress, output.count)
                while left > 0, iconv(converter, &from, &left, &to, &room) == Int.max.magnitude * 2 + 1, left > 0, room > 3 {
                    // An octet that the set does not have is passed over.
                    from = from?.advanced(by: 1)
                    left -= 1
                }
                made = output.count - room
            }
        }
        return String(decoding: output.prefix(made).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
