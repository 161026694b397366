/// The spelling of signed notes, byte for byte.
enum NoteText {
    private static let newline = UInt8(ascii: "\n")
    /// An em dash and a space.
    private static let mark: [UInt8] = [0xE2, 0x80, 0x94, 0x20]

    /// Whether there are no ASCII control characters but newlines.
    static func isClean(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 || $0 == newline }
    }

    /// The place after the text's last newline: where the last empty line is.
    static func endOfText(_ bytes: [UInt8]) -> Int? {
        var place = bytes.count - 1
        while place >= 1 {
            if bytes[place] == newline, bytes[place - 1] == newline { return place }
            place -= 1
        }
        return nil
    }

    static func line(_ signature: NoteSignature) -> String {
        "— \(signature.name) \(Base64.encode(signature.keyID.bytes + signature.payload))"
    }

    static func signature(_ line: ArraySlice<UInt8>) -> NoteSignature? {
        guard line.starts(with: mark) else { return nil }
        let parts = line.dropFirst(mark.count).split(
            separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let bytes = Base64.decode(parts[1]), bytes.count > 4 else { return nil }
        let name = String(decoding: parts[0], as: UTF8.self)
        guard NoteKeyText.isName(name) else { return nil }
        let id = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        return NoteSignature(name: name, keyID: id, payload: Array(bytes.dropFirst(4)))
    }

    /// What a witness signs (C2SP tlog-cosignature, cosignature/v1).
    static func cosigned(_ text: String, at seconds: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n\(text)".utf8)
    }
}
