internal import Crypto
internal import CryptoExtras
internal import Foundation
public import Talkoot

/// Signs letters (RFC 6376) so that their recipients' servers know them as the city's: once with RSA, which all verify, and once with Ed25519
/// (RFC 8463). Both relaxed/relaxed, over every header that a reader or a mail program acts upon, those of unsubscribing among them (RFC 8058 §4).
public struct DKIM: Sendable {
    public let domain: String
    private let key: MailKey

    /// - Parameter domain: what stands after the @ of the letters' sender.
    public init(domain: String, key: MailKey) { (self.domain, self.key) = (domain, key) }

    /// The letter with its signatures before it.
    public func sign(_ letter: Letter) throws -> [UInt8] {
        let bytes = letter.bytes
        let message = SignedMessage(bytes)
        let seconds = letter.at.milliseconds / 1000
        let rsa = try signature(of: message, "rsa-sha256", MailKey.rsaSelector, seconds) { try key.rsa.signature(for: $0, padding: .insecurePKCS1v1_5).rawRepresentation }
        let ed25519 = try signature(of: message, "ed25519-sha256", MailKey.ed25519Selector, seconds) { try key.ed25519.signature(for: Data($0)) }
        return Array((ed25519 + rsa).utf8) + bytes
    }

    private func signature(of message: SignedMessage, _ algorithm: String, _ selector: String, _ seconds: Int64, _ sign: (SHA256.Digest) throws -> Data) throws -> String {
        // The sender's name is listed once more than it stands there: a second one, put in on the way, breaks the signature.
        let listed = (message.names + ["from"]).joined(separator: ":")
        let head = [
            "DKIM-Signature: v=1; a=\(algorithm); c=relaxed/relaxed; d=\(domain);", " s=\(selector); t=\(seconds);", " h=" + Self.folded(listed, at: ":") + ";",
            " bh=\(message.bodyHash);", " b=",
        ].joined(separator: "\r\n")
        let signed = message.headers.joined() + SignedMessage.relaxed(header: head)
        let value = try sign(SHA256.hash(data: Data(signed.utf8))).base64EncodedString()
        return head + Self.chunks(of: value).joined(separator: "\r\n  ") + "\r\n"
    }

    private static func folded(_ text: String, at mark: Character) -> String {
        var lines = [""]
        for part in text.split(separator: mark) {
            if let last = lines.last, last.utf8.count + part.utf8.count > 68 { lines.append("") }
            lines[lines.count - 1] += (lines.count == 1 && lines[0].isEmpty ? "" : String(mark)) + part
        }
        return lines.joined(separator: "\r\n  ")
    }
    private static func chunks(of text: String) -> [Substring] {
        stride(from: 0, to: text.utf8.count, by: 70).map { text.dropFirst($0).prefix(70) }
    }
}

/// A message as RFC 6376 §3.4 reads it for signing. All of a letter's headers are signed, and none stands there twice.
struct SignedMessage {
    let names: [String]
    let headers: [String]
    let bodyHash: String

    init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let end = text.range(of: "\r\n\r\n")
        let head = end.map { String(text[..<$0.lowerBound]) } ?? text
        let body = end.map { String(text[$0.upperBound...]) } ?? ""
        var fields: [String] = []
        for line in head.components(separatedBy: "\r\n") {
            if line.hasPrefix(" ") || line.hasPrefix("\t"), !fields.isEmpty { fields[fields.count - 1] += "\r\n" + line } else { fields.append(line) }
        }
        names = fields.map { $0.prefix { $0 != ":" }.lowercased() }
        headers = fields.map { Self.relaxed(header: $0) + "\r\n" }
        bodyHash = Data(SHA256.hash(data: Data(Self.relaxed(body: body).utf8))).base64EncodedString()
    }

    /// §3.4.2: the name in small letters, on one line, each run of blanks one space, none at the ends.
    static func relaxed(header: String) -> String {
        let name = header.prefix { $0 != ":" }
        let value = header.dropFirst(name.count + 1)
        return name.lowercased().trimmingCharacters(in: .whitespaces) + ":" + squeezed(value.replacingOccurrences(of: "\r\n", with: "")).trimmingCharacters(in: CharacterSet(charactersIn: " "))
    }
    /// §3.4.4: no blanks at the ends of lines, each other run of them one space, no empty lines at the end.
    static func relaxed(body: String) -> String {
        var lines = body.components(separatedBy: "\r\n").map { line in
            let squeezed = squeezed(line)
            return squeezed.hasSuffix(" ") ? String(squeezed.dropLast()) : squeezed
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { $0 + "\r\n" }.joined()
    }
    private static func squeezed(_ text: String) -> String {
        var out = "", wasBlank = false
        for character in text {
            let isBlank = character == " " || character == "\t"
            if !(isBlank && wasBlank) { out.append(isBlank ? " " : character) }
            wasBlank = isBlank
        }
        return out
    }
}
