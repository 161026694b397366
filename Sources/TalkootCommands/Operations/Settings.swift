import Foundation

/// What the city's IT has set for this installation: names such as `TALKOOT_ORIGIN` in the environment, or else in the file that the package
/// keeps. A flag of the command line counts before both, so every command works on the installation that serves.
public enum Settings {
    /// Where the file lies, unless `TALKOOT_SETTINGS` names another one.
    public static let usualFile = "/etc/talkoot/talkoot.conf"

    public static func value(_ name: String) -> String? {
        let found = ProcessInfo.processInfo.environment[name] ?? file[name]
        return found.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The file is there but not for this user: whoever runs a command then works on something else than they think.
    public static var isHidden: Bool {
        FileManager.default.fileExists(atPath: path) && !FileManager.default.isReadableFile(atPath: path)
    }

    private static let path = ProcessInfo.processInfo.environment["TALKOOT_SETTINGS"] ?? usualFile
    private static let file = parse((try? String(contentsOfFile: path, encoding: .utf8)) ?? "")

    /// Lines of `NAME=value` as systemd reads them: `#` begins a comment line, quotation marks around a value go.
    static func parse(_ text: String) -> [String: String] {
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.hasPrefix("#"), !line.hasPrefix(";"), let mark = line.firstIndex(of: "=") else { continue }
            var value = line[line.index(after: mark)...].trimmingCharacters(in: .whitespaces)
            for quote in ["\"", "'"] where value.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) { value = String(value.dropFirst().dropLast()) }
            values[line[..<mark].trimmingCharacters(in: .whitespaces)] = value
        }
        return values
    }
}

/// Why an operation cannot be done, in a sentence that says what to do.
public struct OperationProblem: Error, Equatable, Sendable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
