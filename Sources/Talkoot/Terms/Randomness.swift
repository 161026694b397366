/// Where ids, codes, salts and secrets come from. Only the program makes the real one; tests give a seeded one.
public struct Randomness: Sendable {
    private let fill: @Sendable (Int) -> [UInt8]

    public init(bytes: @escaping @Sendable (Int) -> [UInt8]) { fill = bytes }

    public func bytes(_ count: Int) -> [UInt8] { fill(count) }

    /// A UUID of version 7 (RFC 9562 §5.7): it orders by time, so neighbours in time are neighbours on disk.
    public func datedID(at now: Instant) -> String {
        var uuid = fill(16)
        let time = UInt64(bitPattern: now.milliseconds)
        for index in 0..<6 { uuid[index] = UInt8(truncatingIfNeeded: time >> (8 * UInt64(5 - index))) }
        return Randomness.text(of: &uuid, version: 7)
    }

    /// A UUID of version 4, for what must not be datable or orderable.
    public func undatedID() -> String {
        var uuid = fill(16)
        return Randomness.text(of: &uuid, version: 4)
    }

    /// Letters drawn evenly: bytes beyond the last whole multiple of the alphabet are drawn again.
    public func letters(_ count: Int, of alphabet: [UInt8]) -> String {
        let limit = 256 / alphabet.count * alphabet.count
        var chosen: [UInt8] = []
        while chosen.count < count {
            for byte in fill(count) where Int(byte) < limit && chosen.count < count {
                chosen.append(alphabet[Int(byte) % alphabet.count])
            }
        }
        return String(decoding: chosen, as: UTF8.self)
    }

    private static func text(of uuid: inout [UInt8], version: UInt8) -> String {
        uuid[6] = uuid[6] & 0x0F | version << 4
        uuid[8] = uuid[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in uuid.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
