internal import Crypto
internal import CryptoExtras
internal import Foundation

/// The keys with which letters are signed, kept in the file `mail.key` of the data folder, which only its owner may read.
public struct MailKey: Sendable {
    static let rsaSelector = "talkoot", ed25519Selector = "talkoot-ed"
    let rsa: _RSA.Signing.PrivateKey
    let ed25519: Curve25519.Signing.PrivateKey

    /// Why the file cannot be used, in a sentence.
    public struct Trouble: Error, Sendable, Equatable, CustomStringConvertible {
        public let description: String
    }

    /// Makes two new keys: RSA of 2048 bits, the longest that fits into every name server, and Ed25519.
    public init() throws {
        rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        ed25519 = Curve25519.Signing.PrivateKey()
    }

    private init(parsing text: String) throws {
        let mark = "-----END PRIVATE KEY-----"
        guard let end = text.range(of: mark), let seed = Data(base64Encoded: text[end.upperBound...].trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw Trouble(description: "mail.key is not what talkoot mail key wrote.")
        }
        rsa = try _RSA.Signing.PrivateKey(pemRepresentation: String(text[..<end.upperBound]))
        ed25519 = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    }
    private var text: String { rsa.pkcs8PEMRepresentation + "\n" + ed25519.rawRepresentation.base64EncodedString() + "\n" }

    private static func path(in folder: String) -> String { folder + "/mail.key" }

    /// Nil where letters are not signed here.
    public static func read(in folder: String) throws -> MailKey? {
        let path = path(in: folder)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let bytes = FileManager.default.contents(atPath: path) else { throw Trouble(description: "\(path) cannot be read.") }
        do { return try MailKey(parsing: String(decoding: bytes, as: UTF8.self)) } catch { throw Trouble(description: "\(path) holds no keys: \(error)") }
    }
    /// The keys of the folder, made where there are none.
    public static func load(in folder: String) throws -> MailKey {
        if let kept = try read(in: folder) { return kept }
        let key = try MailKey()
        guard FileManager.default.createFile(atPath: path(in: folder), contents: Data(key.text.utf8), attributes: [.posixPermissions: 0o600]) else {
            throw Trouble(description: "\(path(in: folder)) cannot be written.")
        }
        return key
    }

    /// What the domain's name server must say (RFC 6376 §3.6.1), as lines of a zone file: the name, and texts of at most 255 octets.
    public func records(domain: String) -> [(name: String, value: String)] {
        let rsaText = "v=DKIM1; k=rsa; p=" + rsa.publicKey.derRepresentation.base64EncodedString()
        let edText = "v=DKIM1; k=ed25519; p=" + ed25519.publicKey.rawRepresentation.base64EncodedString()
        return [("\(Self.rsaSelector)._domainkey.\(domain)", rsaText), ("\(Self.ed25519Selector)._domainkey.\(domain)", edText)]
    }
    /// One record as a line of a zone file.
    public static func line(_ record: (name: String, value: String)) -> String {
        let parts = stride(from: 0, to: record.value.utf8.count, by: 250).map { "\"\(record.value.dropFirst($0).prefix(250))\"" }
        return "\(record.name). IN TXT ( \(parts.joined(separator: " ")) )"
    }
}
