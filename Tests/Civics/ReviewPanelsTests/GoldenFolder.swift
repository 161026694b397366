import Foundation

/// The published data that the comparisons with other tools read; absent in a plain checkout.
enum GoldenFolder {
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["TALKOOT_DATA"] { return URL(fileURLWithPath: path) }
        var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
            folder.deleteLastPathComponent()
        }
        return folder.appending(path: "../shared/data").standardized
    }()

    static let isThere = FileManager.default.fileExists(atPath: root.appending(path: "golden/pairwise").path)
    static let absence = "the data folder ../shared/data (or TALKOOT_DATA) is not here"

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: root.appending(path: path)))
    }

    /// Rows of numbers of a CSV file without header.
    static func matrix(_ path: String) throws -> [[Double]] {
        try text(path).split(separator: "\n").map { $0.split(separator: ",").map { Double($0) ?? .nan } }
    }
}
