internal import Foundation

/// The server's programs, where the distribution keeps them.
struct ServerPrograms {
    let folder: String

    /// The newest installed version, or a sentence saying that there is none.
    static func find() -> Result<ServerPrograms, NotInstalled> {
        let files = FileManager.default
        let versions = ((try? files.contentsOfDirectory(atPath: debianFolder)) ?? []).sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
        let folders = versions.map { "\(debianFolder)/\($0)/bin" } + ["/usr/local/bin", "/opt/homebrew/bin", "/usr/bin"]
        for folder in folders where files.isExecutableFile(atPath: "\(folder)/initdb") && files.isExecutableFile(atPath: "\(folder)/postgres") {
            return .success(ServerPrograms(folder: folder))
        }
        return .failure(NotInstalled())
    }
    private static let debianFolder = "/usr/lib/postgresql"

    struct NotInstalled: Error, CustomStringConvertible {
        var description: String { "PostgreSQL is not installed (on Debian: apt-get install postgresql)" }
    }

    /// Runs a program to its end and gives what it wrote.
    static func run(_ words: [String], in folder: String) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(words: words, output: text) }
        return text
    }

    struct Failed: Error, CustomStringConvertible {
        let words: [String]
        let output: String
        var description: String { "\(words.joined(separator: " ")) failed: \(output)" }
    }
}
