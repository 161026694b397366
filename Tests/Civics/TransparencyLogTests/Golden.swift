import Crypto
import Foundation
import TransparencyLog

/// The reference values of `golden/tlog/vectors.json`, with the names used there.
struct Golden: Decodable {
    struct Inclusion: Decodable {
        let size: Int, index: Int, leaf_hash: String, root: String, proof: [String]
    }
    struct Consistency: Decodable {
        let size1: Int, size2: Int, root1: String, root2: String, proof: [String]
    }
    struct Path: Decodable {
        let level: TileLevel, index: Int, width: Int, path: String
    }
    /// A number, or the word "entries".
    struct TileLevel: Decodable {
        let content: TilePath.Content

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let number = try? container.decode(Int.self)
            content = number.map { .hashes(level: $0) } ?? .entries
        }
    }
    struct Level: Decodable {
        let level: Int, full: Int, partial_width: Int
    }
    struct Big: Decodable {
        let size: Int, root: String, level1_tile0_sha256: String
    }
    struct Signed: Decodable {
        let seed_hex: String, name: String, key_id: String, vkey: String, note: String
        let witness_name: String, timestamp: Int, note_with_cosignature: String
    }
    struct GoNote: Decodable {
        let text: String, vkey: String, signature_base64: String
    }
    struct Tessera: Decodable {
        let vkey: String, leaves: [String], checkpoints: [String]
    }

    let inclusion: [Inclusion]
    let consistency: [Consistency]
    let tile_paths: [Path]
    let tiles_for_size: [String: [Level]]
    let big: Big
    let checkpoint_vector: Signed
    let go_note_example: GoNote
    let tessera: Tessera

    /// The folder of reference data: `TALKOOT_DATA`, else beside the package.
    static let folder: URL = {
        if let named = ProcessInfo.processInfo.environment["TALKOOT_DATA"] { return URL(filePath: named) }
        var package = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { package.deleteLastPathComponent() }
        return package.appending(path: "../shared/data").standardized
    }()

    private static var file: URL { folder.appending(path: "golden/tlog/vectors.json") }

    static var isThere: Bool { FileManager.default.fileExists(atPath: file.path) }

    static func read() throws -> Golden {
        try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
    }
}

func sha256(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

func base64(_ type: UInt8, hex: String) -> String {
    Data([type] + bytes(hex: hex)).base64EncodedString()
}
