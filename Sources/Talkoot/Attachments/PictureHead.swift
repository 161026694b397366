/// What the head of a picture says of it, read before anything decodes it: a few bytes may promise more pixels than a machine has memory.
struct PictureHead: Equatable, Sendable {
    let width: Int
    let height: Int
    /// How the camera was held, 1 to 8 (EXIF 2.32, tag 0x0112).
    let orientation: Int

    /// Forty million pixels: more than most cameras take, and 160 MB while they are decoded.
    static let mostPixels = 40_000_000

    init(_ bytes: [UInt8], _ type: FileType) throws(FileProblem) {
        let head: (width: Int, height: Int, orientation: Int)? = switch type {
        case .jpeg: Self.jpeg(ByteReader(bytes))
        case .png: Self.png(ByteReader(bytes))
        case .webp: Self.webp(ByteReader(bytes))
        case .pdf: nil
        }
        guard let head, head.width > 0, head.height > 0 else { throw FileProblem("problem.file.damaged") }
        guard head.width <= 65_535, head.height <= 65_535, head.width * head.height <= Self.mostPixels else {
            throw FileProblem("problem.file.pixels", ["width": "\(head.width)", "height": "\(head.height)", "limit": "\(Self.mostPixels / 1_000_000)"])
        }
        (width, height, orientation) = head
    }

    /// ITU T.81: segments up to the start of the frame; the orientation comes before it.
    private static func jpeg(_ bytes: ByteReader) -> (Int, Int, Int)? {
        var place = 2, orientation = 1
        while let mark = bytes.number(place, 2), mark >> 8 == 0xFF {
            let kind = mark & 0xFF
            if kind == 0xFF { place += 1; continue }
            guard let length = bytes.number(place + 2, 2), length >= 2 else { return nil }
            if (0xC0...0xCF).contains(kind), ![0xC4, 0xC8, 0xCC].contains(kind) {
                guard let height = bytes.number(place + 5, 2), let width = bytes.number(place + 7, 2) else { return nil }
                return (width, height, orientation)
            }
            if kind == 0xE1, bytes.holds("Exif\0\0", at: place + 4) { orientation = exif(bytes, from: place + 10) ?? orientation }
            if kind == 0xDA { return nil }
            place += 2 + length
        }
        return nil
    }

    /// RFC 2083: the size is in the first chunk; the orientation, if any, in `eXIf`.
    private static func png(_ bytes: ByteReader) -> (Int, Int, Int)? {
        guard bytes.holds("IHDR", at: 12), let width = bytes.number(16, 4), let height = bytes.number(20, 4) else { return nil }
        var place = 8, orientation = 1
        while let length = bytes.number(place, 4), !bytes.holds("IEND", at: place + 4) {
            if bytes.holds("eXIf", at: place + 4) { orientation = exif(bytes, from: place + 8) ?? orientation }
            place += 12 + length
        }
        return (width, height, orientation)
    }

    /// RFC 9649: a canvas, a lossy or a lossless frame.
    private static func webp(_ bytes: ByteReader) -> (Int, Int, Int)? {
        var place = 12, size: (width: Int, height: Int)?, orientation = 1
        while let length = bytes.number(place + 4, 4, isLittle: true) {
            let content = place + 8
            if bytes.holds("VP8X", at: place), let width = bytes.number(content + 4, 3, isLittle: true), let height = bytes.number(content + 7, 3, isLittle: true) {
                size = (width + 1, height + 1)
            } else if size == nil, bytes.holds("VP8 ", at: place), let width = bytes.number(content + 6, 2, isLittle: true), let height = bytes.number(content + 8, 2, isLittle: true) {
                size = (width & 0x3FFF, height & 0x3FFF)
            } else if size == nil, bytes.holds("VP8L", at: place), let both = bytes.number(content + 1, 4, isLittle: true) {
                size = ((both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1)
            } else if bytes.holds("EXIF", at: place) {
                orientation = exif(bytes, from: content) ?? orientation
            }
            place = content + length + length & 1
        }
        return size.map { ($0.width, $0.height, orientation) }
    }

    /// TIFF 6.0: the first directory's entry 0x0112.
    private static func exif(_ bytes: ByteReader, from start: Int) -> Int? {
        let isLittle = bytes.holds("II", at: start)
        guard isLittle || bytes.holds("MM", at: start), let first = bytes.number(start + 4, 4, isLittle: isLittle),
              let count = bytes.number(start + first, 2, isLittle: isLittle) else { return nil }
        for entry in 0..<min(count, 200) where bytes.number(start + first + 2 + 12 * entry, 2, isLittle: isLittle) == 0x0112 {
            guard let value = bytes.number(start + first + 2 + 12 * entry + 8, 2, isLittle: isLittle), (1...8).contains(value) else { return nil }
            return value
        }
        return nil
    }
}

/// Numbers and marks at places that may lie beyond the end.
private struct ByteReader {
    let bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func number(_ place: Int, _ length: Int, isLittle: Bool = false) -> Int? {
        guard place >= 0, place <= bytes.count - length else { return nil }
        let part = bytes[place..<(place + length)]
        return (isLittle ? Array(part.reversed()) : Array(part)).reduce(0) { $0 << 8 | Int($1) }
    }
    func holds(_ text: String, at place: Int) -> Bool {
        place >= 0 && place <= bytes.count - text.utf8.count && bytes[place..<(place + text.utf8.count)].elementsEqual(text.utf8)
    }
}
