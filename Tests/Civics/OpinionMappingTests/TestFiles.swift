import Foundation

@testable import OpinionMapping

/// Where the tests find their files.
enum TestFiles {
    /// A file beside the tests.
    static func own(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Cases")
        return try [UInt8](Data(contentsOf: folder.appending(path: name)))
    }

    /// The folder of public datasets, nil where it is absent.
    static let shared: URL? = {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let path = ProcessInfo.processInfo.environment["TALKOOT_DATA"] ?? root.path + "/../shared/data"
        return FileManager.default.fileExists(atPath: path + "/polis") ? URL(fileURLWithPath: path) : nil
    }()

    static let absence = "the public opinion datasets are not in ../shared/data (or TALKOOT_DATA)"

    static func shared(_ path: String) throws -> [UInt8] {
        guard let shared else { throw CocoaError(.fileNoSuchFile) }
        return try [UInt8](Data(contentsOf: shared.appending(path: path)))
    }

    static func folders(in path: String) -> [String] {
        guard let shared else { return [] }
        let names = try? FileManager.default.contentsOfDirectory(atPath: shared.appending(path: path).path)
        return (names ?? []).filter { !$0.contains("README") && !$0.hasPrefix(".") }.sorted()
    }
}

/// A JSON document as a tree, for expectations only.
struct Tree {
    let value: Any?

    init(_ bytes: [UInt8]) throws { value = try JSONSerialization.jsonObject(with: Data(bytes)) }
    private init(value: Any?) { self.value = value }

    subscript(key: String) -> Tree { Tree(value: (value as? [String: Any])?[key]) }
    subscript(index: Int) -> Tree { Tree(value: list[index].value) }

    var list: [Tree] { (value as? [Any] ?? []).map(Tree.init(value:)) }
    var keys: [String] { (value as? [String: Any] ?? [:]).keys.sorted() }
    var number: Double { (value as? NSNumber)?.doubleValue ?? .nan }
    var numbers: [Double] { list.map(\.number) }
    var text: String { value as? String ?? (value as? NSNumber)?.stringValue ?? "" }
    var texts: [String] { list.map(\.text) }
}

/// The largest difference between two rows of numbers; infinite when they differ in length.
func largestDifference(_ left: [Double], _ right: [Double]) -> Double {
    guard left.count == right.count else { return .infinity }
    return zip(left, right).map { abs($0 - $1) }.max() ?? 0
}

/// 1 when two directions are the same, -1 when they are opposite.
func cosine(_ left: [Double], _ right: [Double]) -> Double {
    dot(left, right) / (length(left) * length(right))
}

/// An invented conversation of two camps; deterministic from the seed.
func inventedLog(people: Int = 60, statements: Int = 20, seed: UInt64, answering share: Double = 0.7) -> VoteLog {
    var random = SeededGenerator(seed: seed)
    let pull = (0..<statements).map { _ in random.symmetric() }
    var log = VoteLog()
    for person in 0..<people {
        for statement in 0..<statements where random.symmetric() < 2 * share - 1 {
            let value = (person % 5 < 3 ? 1 : -1) * pull[statement] + 0.4 * random.symmetric()
            let opinion: Opinion = value > 0.1 ? .agree : value < -0.1 ? .disagree : .pass
            log.append(participant: "p\(person)", statement: "\(statement)", opinion: opinion)
        }
    }
    return log
}
