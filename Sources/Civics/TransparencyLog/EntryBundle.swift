/// The entries of a bundle file: each is preceded by its length in two bytes,
/// the higher first (C2SP tlog-tiles, `tile/entries/…`).
public enum EntryBundle {
    /// The largest number of bytes in an entry.
    public static let largestEntry = Int(UInt16.max)

    /// The content of the file. Throws `InvalidBundle.entryTooLarge`.
    public static func encode(_ entries: some Sequence<[UInt8]>) throws(InvalidBundle) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, entry) in entries.enumerated() {
            guard entry.count <= largestEntry else { throw .entryTooLarge(index: index, bytes: entry.count) }
            bytes.append(UInt8(entry.count >> 8))
            bytes.append(UInt8(entry.count & 255))
            bytes += entry
        }
        return bytes
    }

    /// The entries of a file that must hold exactly `width` of them.
    ///
    /// Throws `InvalidBundle` when there are fewer or anything follows them. Linear, no copies.
    public static func decode(_ bytes: [UInt8], width: Int) throws(InvalidBundle) -> [ArraySlice<UInt8>] {
        let (entries, rest) = leading(bytes, atMost: width)
        guard entries.count == width else { throw .cutOff(index: entries.count) }
        guard rest.isEmpty else { throw .bytesAfterEnd(rest.count) }
        return entries
    }

    /// As many whole entries as there are, up to `width`, and what follows them.
    static func leading(_ bytes: [UInt8], atMost width: Int) -> ([ArraySlice<UInt8>], rest: ArraySlice<UInt8>) {
        var entries: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while entries.count < width, rest.count >= 2 {
            let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            guard rest.count >= 2 + length else { break }
            entries.append(rest.dropFirst(2).prefix(length))
            rest = rest.dropFirst(2 + length)
        }
        return (entries, rest)
    }
}

/// Why a bundle of entries cannot be read or made. Indexes count from the bundle's first entry.
public enum InvalidBundle: Error, Hashable, Sendable, CustomStringConvertible {
    /// An entry has more bytes than the format can hold.
    case entryTooLarge(index: Int, bytes: Int)
    /// The bytes end before or inside this entry.
    case cutOff(index: Int)
    /// More bytes follow the last entry.
    case bytesAfterEnd(Int)

    /// The reason in one English sentence.
    public var description: String {
        switch self {
        case .entryTooLarge(let index, let bytes):
            "Entry \(index) of the bundle has \(bytes) bytes; at most \(EntryBundle.largestEntry) fit."
        case .cutOff(let index): "The bundle ends before the end of its entry \(index)."
        case .bytesAfterEnd(let count): "\(count) bytes follow the bundle's last entry."
        }
    }
}
