internal import CMail
internal import Dispatch
public import Talkoot

/// Hands letters to a mail server (RFC 5321) by libcurl, one after the other on a thread of its own.
public struct SMTP: Sendable {
    /// Whether the way to the server is encrypted. `smtps://` always is.
    public enum TLS: Int32, Sendable { case never = 0, whereOffered = 1, required = 2 }

    /// Why a configuration cannot be used.
    public enum Unusable: Error, Equatable, Sendable {
        /// The address begins with neither `smtp://` nor `smtps://`.
        case address
        /// A password would travel in clear text.
        case passwordInClear
        /// libcurl does not start.
        case library
    }

    private let server: String
    private let user: String?
    private let password: String?
    private let tls: TLS
    private let authorities: String?
    private let seconds: Double
    private let signer: DKIM?
    private let queue = DispatchQueue(label: "talkoot.mail")

    /// - Parameters:
    ///   - server: `smtp://host:587` or `smtps://host:465`, without user or password.
    ///   - tls: whether STARTTLS must be there, for `smtp://`.
    ///   - authorities: a PEM file of certificates to trust instead of the system's.
    ///   - signer: signs each letter; nil where the mail server does that itself.
    ///   - seconds: how long one letter may take in all; a quarter of it for the connection.
    public init(server: String, user: String? = nil, password: String? = nil, tls: TLS = .required, authorities: String? = nil, signer: DKIM? = nil, seconds: Double = 60) throws(Unusable) {
        guard server.hasPrefix("smtp://") || server.hasPrefix("smtps://"), !server.contains("@") else { throw .address }
        if password != nil, server.hasPrefix("smtp://"), tls != .required { throw .passwordInClear }
        guard Self.library == 0 else { throw .library }
        (self.server, self.user, self.password, self.tls, self.authorities, self.seconds) = (server, user, password, tls, authorities, seconds)
        self.signer = signer
    }
    private static let library = mail_prepare()

    /// Returns when the server has taken the letter. A refused recipient is refused for good; everything else is worth another try.
    public func send(_ letter: Letter) async throws(MailFailure) {
        let bytes: [UInt8]
        do { bytes = try signer?.sign(letter) ?? letter.bytes } catch { throw .later("the letter cannot be signed") }
        let outcome = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: deliver(letter, bytes)) }
        }
        if outcome.curl == 0 { return }
        if outcome.at_recipient != 0, (550...553).contains(outcome.reply) { throw .never("recipient refused with \(outcome.reply)") }
        let reply = outcome.reply > 0 ? " (last reply \(outcome.reply))" : ""
        throw .later(String(cString: mail_words(outcome.curl)) + reply)
    }

    /// The closure that a courier takes.
    public var mailer: Mailer { { letter in try await send(letter) } }

    /// Connects, encrypts and signs in as for a letter, and leaves. What stands in the way, in a few words; nil when nothing does.
    public func look() async -> String? {
        let outcome = await withCheckedContinuation { continuation in
            queue.async {
                continuation.resume(returning: addressed { letter in mail_look(&letter) })
            }
        }
        return outcome.curl == 0 ? nil : String(cString: mail_words(outcome.curl)) + (outcome.reply > 0 ? " (last reply \(outcome.reply))" : "")
    }

    /// Where letters go, without one.
    private func addressed(_ body: (inout mail_letter) -> mail_outcome) -> mail_outcome {
        withOptionalCString(user) { user in
            withOptionalCString(password) { password in
                withOptionalCString(authorities) { authorities in
                    server.withCString { server in
                        var raw = mail_letter(
                            url: server, user: user, password: password, authorities: authorities, tls: tls.rawValue,
                            connect_milliseconds: Int(seconds * 250), total_milliseconds: Int(seconds * 1000), sender: nil, recipient: nil, bytes: nil, length: 0)
                        return body(&raw)
                    }
                }
            }
        }
    }

    private func deliver(_ letter: Letter, _ bytes: [UInt8]) -> mail_outcome {
        return withOptionalCString(user) { user in
            withOptionalCString(password) { password in
                withOptionalCString(authorities) { authorities in
                    server.withCString { server in
                        "<\(letter.sender.text)>".withCString { sender in
                            "<\(letter.recipient.text)>".withCString { recipient in
                                bytes.withUnsafeBytes { body in
                                    var raw = mail_letter(
                                        url: server, user: user, password: password, authorities: authorities, tls: tls.rawValue,
                                        connect_milliseconds: Int(seconds * 250), total_milliseconds: Int(seconds * 1000),
                                        sender: sender, recipient: recipient, bytes: body.bindMemory(to: CChar.self).baseAddress, length: body.count)
                                    return mail_send(&raw)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

private func withOptionalCString<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    guard let text else { return body(nil) }
    return text.withCString { body($0) }
}
