import Foundation
public import Logging
import Talkoot

/// Lines of the log on standard error, without personal data: addresses, codes and tokens are taken out of whatever an error says.
public struct JSONLog: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level = .notice
    private let label: String
    private let isJSON: Bool
    private let write: @Sendable (String) -> Void

    /// Takes over all logging of the program. Call it once, before the first line.
    public static func begin(isJSON: Bool) {
        LoggingSystem.bootstrap { JSONLog($0, isJSON: isJSON) { line in FileHandle.standardError.write(Data(line.utf8)) } }
    }

    init(_ label: String, isJSON: Bool, write: @escaping @Sendable (String) -> Void) {
        self.label = label
        self.isJSON = isJSON
        self.write = write
        // Who signed in when is told in either form.
        if !isJSON && label != SecurityLog.label { logLevel = .warning }
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let values = metadata.merging(event.metadata ?? [:]) { $1 }.filter { !$0.key.hasPrefix("hb.") }
        let message = LogScrub.text(event.message.description)
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let at = Instant(milliseconds: Int64(time.tv_sec) * 1000).rfc3339
        if isJSON {
            var members: [String: JSON] = ["at": .text(at), "level": .text(event.level.rawValue), "message": .text(message), "logger": .text(label)]
            for (key, value) in values { members[key] = Self.json(value) }
            write(JSON.object(members).canonical + "\n")
        } else {
            let rest = values.sorted { $0.key < $1.key }.map { " \($0.key)=\(LogScrub.text("\($0.value)"))" }.joined()
            write("\(at) \(event.level.rawValue): \(message)\(rest)\n")
        }
    }

    private static func json(_ value: Logger.MetadataValue) -> JSON {
        if case .stringConvertible(let number as Int) = value { return .integer(Int64(number)) }
        return .text(LogScrub.text("\(value)"))
    }
}

/// Takes out of a text what could name somebody or open a door, and whatever could begin another line.
enum LogScrub {
    static func text(_ text: String) -> String {
        text.split(whereSeparator: { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } }).map(word).joined(separator: " ")
    }

    private static func word(_ word: Substring) -> String {
        let asked = word.firstIndex(of: "?").map { word[..<$0] + "?…" } ?? word
        if asked.contains("@") { return "[address]" }
        var result = "", run = ""
        func settle() {
            result += isSecret(run) ? "[secret]" : run
            run = ""
        }
        for letter in asked {
            if letter.isLetter || letter.isNumber || letter == "-" || letter == "_" || letter == "." || letter == ":" { run.append(letter) } else {
                settle()
                result.append(letter)
            }
        }
        settle()
        return result
    }

    /// Codes of six digits and more, numbers of networks, and long words with digits in them, as tokens are.
    private static func isSecret(_ run: String) -> Bool {
        if Network(run) != nil || Network(String(run.prefix { $0 != ":" })) != nil { return true }
        let digits = run.count { $0.isNumber }
        return digits >= 6 || (run.count >= 16 && digits > 0)
    }
}
