import Foundation
import ParticipatoryBudgeting

/// The folder of published elections and reference outcomes, where it exists.
enum Published {
    static let folder: URL? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let path = ProcessInfo.processInfo.environment["TALKOOT_DATA"] ?? root.appending(path: "../shared/data").path
        let folder = URL(fileURLWithPath: path).standardizedFileURL
        return FileManager.default.fileExists(atPath: folder.appending(path: "pabulib").path) ? folder : nil
    }()

    static let isHere = folder != nil

    static func election(_ file: String) throws -> Election {
        let folder = try required(folder)
        return try PabulibFile(bytes: [UInt8](Data(contentsOf: folder.appending(path: "pabulib/\(file)")))).election
    }

    static func json(_ path: String) throws -> Any {
        let folder = try required(folder)
        return try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appending(path: path)))
    }

    static func files(in path: String, suffix: String) throws -> [String] {
        let folder = try required(folder)
        return try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path)
            .filter { $0.hasSuffix(suffix) }.sorted()
    }
}

extension Election {
    /// Whether counting it many times takes long in a build without optimisation; `make bench` counts these.
    var isForOptimizedBuilds: Bool {
        #if DEBUG
            ballots.count > 5000
        #else
            false
        #endif
    }
}

struct Missing: Error {}

func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
}

extension Election {
    func ids(_ places: [Int]) -> [String] { places.map { projects[$0].id } }

    func place(_ id: String) throws -> Int { try required(projects.firstIndex { $0.id == id }) }

    /// An approval election in a few characters: costs by id, and ballots as lists of ids.
    static func approval(budget: Int, costs: [(String, Int)], ballots lists: [[String]]) throws -> Election {
        var ballots = Ballots()
        for list in lists {
            ballots.append(try list.map { id in UInt32(try required(costs.firstIndex { $0.0 == id })) })
        }
        return try Election(
            budget: Amount(budget), voteType: .approval, projects: costs.map { Project(id: $0.0, cost: Amount($0.1)) },
            ballots: ballots)
    }

    static func read(_ text: String) throws -> Election { try PabulibFile(bytes: Array(text.utf8)).election }
}

func winners(
    _ election: Election, _ rule: Rule, utility: Utility? = nil, completion: Completion = .none, ties: TieRule? = nil,
    comparison: ComparisonStep? = nil
) throws -> [String] {
    var tally = Tally(rule: rule)
    (tally.utility, tally.completion, tally.ties, tally.comparison) = (utility, completion, ties, comparison)
    return election.ids(try tally.result(of: election).winners)
}
