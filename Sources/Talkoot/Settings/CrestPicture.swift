/// A PNG picture that is safe to show to everybody (PNG specification, third edition): whole, of a size for a crest, and with nothing in it but the picture.
/// Other formats are refused: an SVG picture is a program that runs in the reader's browser.
public struct CrestPicture: Sendable {
    public static let mostBytes = 100_000
    static let sides = 32...1_024
    /// Chunks without which the picture is not drawn right. Texts, times, places and whatever else a camera or a program adds are left out.
    private static let kept: Set<String> = ["IHDR", "PLTE", "tRNS", "gAMA", "sRGB", "cICP", "pHYs", "IDAT", "IEND"]
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    public let bytes: [UInt8]
    public let width: Int, height: Int

    /// - Throws: a ``Problem`` of the field that says what to send instead.
    init(_ sent: [UInt8], field: String) throws(Problem) {
        guard sent.starts(with: Self.signature) else { throw Problem(field, Self.isSVG(sent) ? "problem.crestSVG" : "problem.crestType") }
        var clean = Self.signature, place = Self.signature.count, size: (Int, Int)?, hasPicture = false, isWhole = false
        while place < sent.count, !isWhole {
            guard let chunk = Chunk(sent, at: place) else { throw Problem(field, "problem.crestBroken") }
            if size == nil && chunk.type != "IHDR" { throw Problem(field, "problem.crestBroken") }
            if chunk.type == "IHDR" {
                guard size == nil, chunk.content.count == 13 else { throw Problem(field, "problem.crestBroken") }
                size = (Chunk.number(sent, at: place + 8), Chunk.number(sent, at: place + 12))
            }
            hasPicture = hasPicture || chunk.type == "IDAT"
            isWhole = chunk.type == "IEND"
            if Self.kept.contains(chunk.type) { clean += chunk.whole }
            place += chunk.whole.count
        }
        guard let (width, height) = size, hasPicture, isWhole, place == sent.count else { throw Problem(field, "problem.crestBroken") }
        guard Self.sides.contains(width), Self.sides.contains(height) else {
            throw Problem(field, "problem.crestSize", ["width": "\(width)", "height": "\(height)", "least": "\(Self.sides.lowerBound)", "most": "\(Self.sides.upperBound)"])
        }
        (bytes, self.width, self.height) = (clean, width, height)
    }

    private static func isSVG(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes.prefix(1_000), as: UTF8.self).lowercased().contains("<svg")
    }

    /// Length, type, content and check sum, as they lie in the file.
    private struct Chunk {
        let type: String
        let content: ArraySlice<UInt8>
        let whole: ArraySlice<UInt8>

        init?(_ bytes: [UInt8], at place: Int) {
            guard place + 12 <= bytes.count else { return nil }
            let length = Self.number(bytes, at: place)
            guard length <= bytes.count - place - 12 else { return nil }
            let end = place + 8 + length
            guard Self.checkSum(bytes[(place + 4)..<end]) == UInt32(Self.number(bytes, at: end)) else { return nil }
            type = String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self)
            content = bytes[(place + 8)..<end]
            whole = bytes[place..<(end + 4)]
        }
        static func number(_ bytes: [UInt8], at place: Int) -> Int { bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) } }

        /// CRC-32 (PNG specification, annex D).
        private static func checkSum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
            ~bytes.reduce(UInt32.max) { sum, byte in
                (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
            }
        }
    }
}
