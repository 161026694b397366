import Foundation

/// The last checkpoint of each city, in files beside the key: `record.head/kuusila`. They outlive a restored database, so the program
/// notices when its log went back behind what it has published.
struct PublishedHeads: Sendable {
    private let folder: String?

    init(beside key: RecordKey) { folder = key.directory.map { $0 + "/record.head" } }
    init(in directory: String) { folder = directory + "/record.head" }

    func note(of slug: String) throws -> String? {
        guard let path = path(of: slug), FileManager.default.fileExists(atPath: path) else { return nil }
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    func keep(_ note: String, of slug: String) throws {
        guard let folder, let path = path(of: slug) else { return }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data(note.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    func path(of slug: String) -> String? { folder.map { "\($0)/\(slug)" } }
}
