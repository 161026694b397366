internal import Foundation
public import Talkoot

/// Writes letters as files that only their owner may read, for a house without a mail server. Their names sort by time.
public struct MailFolder: Sendable {
    public let path: String
    private let signer: DKIM?

    /// Makes the folder, readable for its owner only, where it is not there yet.
    public init(_ path: String, signer: DKIM? = nil) throws {
        self.path = path
        self.signer = signer
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Writes one letter: `20261121T133507123-….eml`. A file appears under its name only when it is whole.
    public func write(_ letter: Letter) throws(MailFailure) {
        let name = Self.name(of: letter)
        let draft = "\(path)/.\(name)"
        let files = FileManager.default
        let bytes: [UInt8]
        do { bytes = try signer?.sign(letter) ?? letter.bytes } catch { throw .later("the letter cannot be signed") }
        guard files.createFile(atPath: draft, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else { throw .later("the mail folder cannot be written") }
        guard rename(draft, "\(path)/\(name)") == 0 else { throw .later("the mail folder cannot be written") }
    }

    /// The names of all letters, oldest first.
    public func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".eml") && !$0.hasPrefix(".") }.sorted()
    }

    /// The closure that a courier takes.
    public var mailer: Mailer { { letter in try write(letter) } }

    private static func name(of letter: Letter) -> String {
        let time = letter.at.rfc3339.filter { $0 != "-" && $0 != ":" && $0 != "Z" }
        let thousandths = String(1000 + (letter.at.milliseconds % 1000 + 1000) % 1000).dropFirst()
        let id = letter.id.prefix { $0 != "@" }.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        return "\(time)\(thousandths)-\(id).eml"
    }
}
