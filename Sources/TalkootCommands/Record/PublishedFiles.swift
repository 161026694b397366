import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif
import Talkoot

/// Where the files of a record are read from: a folder, or a server.
struct PublishedFiles: Sendable {
    private enum Place {
        case folder(URL)
        case site(URL)
    }
    private let place: Place

    init(_ source: String) throws {
        if source.hasPrefix("https://") || source.hasPrefix("http://") {
            guard let url = URL(string: source) else { throw RecordFault("\(source) is no address") }
            place = .site(url)
        } else {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: source, isDirectory: &isFolder), isFolder.boolValue else { throw RecordFault("\(source) is no folder") }
            place = .folder(URL(fileURLWithPath: source))
        }
    }

    /// The content of a file; nil where there is none.
    func read(_ path: String) async throws -> [UInt8]? {
        switch place {
        case .folder(let folder):
            let file = folder.appendingPathComponent(path).path
            guard FileManager.default.fileExists(atPath: file) else { return nil }
            return try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
        case .site(let site): return try await fetch(site.appendingPathComponent(path))
        }
    }

    private func fetch(_ url: URL) async throws -> [UInt8]? {
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: 30)
        request.setValue("text/plain, application/octet-stream", forHTTPHeaderField: "Accept")
        let (body, answer) = try await URLSession.shared.data(for: request)
        switch (answer as? HTTPURLResponse)?.statusCode {
        case 200?: return [UInt8](body)
        case 404?, 410?: return nil
        case let status: throw RecordFault("\(url.absoluteString) answered \(status.map(String.init) ?? "nothing")")
        }
    }
}
