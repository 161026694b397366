import Crypto
import Embedded
import NIOCore

/// A file that is compiled into the program: the style sheet, scripts, pictures and words.
struct EmbeddedFile: Sendable {
    /// The path below the repository: `Assets/talkoot.css`, `Words/fi/Signals.json`.
    let name: String
    /// The first twelve hexadecimal digits of the file's SHA-256. An address with it in can be cached for ever.
    let version: String
    let bytes: [UInt8]
    /// `/assets/<version>/talkoot.css`: what is there never changes, so it may be kept for a year.
    let address: Address

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        version = SHA256.hash(data: bytes).prefix(6).map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
        address = Address(path: "/assets/\(version)/\(name.split(separator: "/").dropFirst().joined(separator: "/"))")
    }

    static let all: [EmbeddedFile] = {
        var count = 0
        let table = embedded_files(&count)
        return UnsafeBufferPointer(start: table, count: count).map { file in
            EmbeddedFile(name: String(cString: file.name), bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.size)))
        }
    }()

    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

    static func named(_ name: String) -> EmbeddedFile? { byName[name] }

    /// The file that a versioned address of this site means, or nil when there is none of that name and version.
    static func at(path: String) -> EmbeddedFile? { byPath[path] }

    /// Nil where it would be no shorter, as with pictures.
    var compressed: ByteBuffer? { Self.packed[name] }

    /// Made once, when the first browser asks.
    private static let packed = Dictionary(uniqueKeysWithValues: byPath.values.compactMap { file in Compression.gzip(ByteBuffer(bytes: file.bytes), level: 9).map { (file.name, $0) } })

    private static let byPath = Dictionary(
        all.filter { $0.name.hasPrefix("Assets/") }.map { ($0.address.text, $0) }
    ) { first, _ in first }

    var contentType: String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "webp": "image/webp"
        case "ico": "image/x-icon"
        case "json": "application/json"
        default: "application/octet-stream"
        }
    }
}

/// Files of the program for its other parts: the demo's calls.
public enum SiteFiles {
    public static func bytes(_ name: String) -> [UInt8]? { EmbeddedFile.named(name)?.bytes }
}
