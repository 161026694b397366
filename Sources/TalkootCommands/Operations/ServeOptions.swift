public import ArgumentParser
import Foundation
public import Talkoot
public import TalkootMail

/// How the server is run: flags, or else what is set for the installation (``Settings``).
public struct ServeOptions: ParsableArguments {
    @ArgumentParser.Option(help: "The port; 0 for a free one. (TALKOOT_PORT; else 8080)") public var port: Int?
    @ArgumentParser.Option(help: "The address to listen on. (TALKOOT_HOST; else 127.0.0.1)") public var host: String?
    @ArgumentParser.Option(help: "The address that people use, such as https://talkoot.example, when a proxy stands in front. (TALKOOT_ORIGIN)") public var origin: String?
    @ArgumentParser.Option(help: "The proxies in front, whose word on where a request came from is believed: addresses and networks, parted by commas. (TALKOOT_PROXIES)") public var proxies: String?
    @ArgumentParser.Option(help: "The mail server, such as smtp://mail.example:587; user and password come from TALKOOT_MAIL_USER and TALKOOT_MAIL_PASSWORD. Without one, letters are written to files. (TALKOOT_MAIL)") public var mail: String?
    @ArgumentParser.Option(help: "The address that letters come from. (TALKOOT_SENDER)") public var sender: String?
    @ArgumentParser.Option(help: "A port on this machine alone, for Prometheus to read /metrics from. (TALKOOT_METRICS)") public var metrics: Int?
    @ArgumentParser.Option(help: "How to write the log on standard error: text, or json, which also tells each request. (TALKOOT_LOG)") public var log: LogStyle?
    @ArgumentParser.Option(help: "Whom to tell of a weakness, for /.well-known/security.txt: an e-mail address or an https address; else the oldest city's own. (TALKOOT_SECURITY)") public var security: String?
    @ArgumentParser.Option(help: "A file of passwords that others have lost, which nobody may choose here: their SHA-1 in order, a line each. (TALKOOT_LOST_PASSWORDS)") public var lostPasswords: String?
    public init() {}

    public enum LogStyle: String, ExpressibleByArgument, CaseIterable, Sendable { case text, json }
    public static let usualSender = "talkoot@localhost.localdomain"

    /// The flags and what is set, put together and understood.
    public func settled() throws -> ServerSettings {
        var settings = ServerSettings()
        settings.host = host ?? Settings.value("TALKOOT_HOST") ?? settings.host
        settings.port = try port ?? Self.number("TALKOOT_PORT") ?? settings.port
        settings.origin = try Self.origin(origin ?? Settings.value("TALKOOT_ORIGIN") ?? "")
        settings.metricsPort = try metrics ?? Self.number("TALKOOT_METRICS")
        settings.mail = mail ?? Settings.value("TALKOOT_MAIL")
        let named = proxies ?? Settings.value("TALKOOT_PROXIES") ?? ""
        guard let trusted = TrustedProxies(named) else { throw ValidationError("--proxies (TALKOOT_PROXIES) takes addresses and networks such as 127.0.0.1,10.0.0.0/8, not “\(named)”.") }
        settings.proxies = trusted
        let address = sender ?? Settings.value("TALKOOT_SENDER") ?? Self.usualSender
        guard let sender = EmailAddress(address) else { throw ValidationError("--sender (TALKOOT_SENDER) takes an e-mail address, not “\(address)”.") }
        settings.sender = sender
        let style = log?.rawValue ?? Settings.value("TALKOOT_LOG") ?? LogStyle.text.rawValue
        guard let style = LogStyle(rawValue: style) else { throw ValidationError("--log (TALKOOT_LOG) takes text or json.") }
        settings.log = style
        settings.security = try Self.contact(security ?? Settings.value("TALKOOT_SECURITY"))
        settings.lostPasswords = (lostPasswords ?? Settings.value("TALKOOT_LOST_PASSWORDS")).map(LostPasswords.init(path:))
        return settings
    }

    private static func contact(_ text: String?) throws -> String? {
        guard let text, !text.isEmpty else { return nil }
        if let address = EmailAddress(text) { return "mailto:\(address.text)" }
        guard text.hasPrefix("https://"), URLComponents(string: text)?.host?.isEmpty == false, !text.contains(where: \.isWhitespace) else {
            throw ValidationError("--security (TALKOOT_SECURITY) takes an e-mail address or an https address, not “\(text)”.")
        }
        return text
    }

    private static func number(_ name: String) throws -> Int? {
        guard let text = Settings.value(name) else { return nil }
        guard let number = Int(text), (0...65_535).contains(number) else { throw ValidationError("\(name) takes a port, not “\(text)”.") }
        return number
    }

    /// Scheme and host alone: a stroke at the end is dropped, a path is refused.
    private static func origin(_ text: String) throws -> String {
        if text.isEmpty { return "" }
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard let parts = URLComponents(string: trimmed), parts.scheme == "https" || parts.scheme == "http", parts.host?.isEmpty == false, parts.path.isEmpty, parts.query == nil else {
            throw ValidationError("--origin (TALKOOT_ORIGIN) takes an address such as https://talkoot.example, not “\(text)”.")
        }
        return trimmed
    }
}

/// How the server is run.
public struct ServerSettings: Sendable {
    public var host = "127.0.0.1"
    public var port = 8080
    public var origin = ""
    public var proxies = TrustedProxies.none
    public var mail: String?
    public var sender = EmailAddress(ServeOptions.usualSender)
    public var metricsPort: Int?
    /// Whom to tell of a weakness, as an address with its scheme.
    public var security: String?
    public var log = ServeOptions.LogStyle.text
    public var lostPasswords: LostPasswords?

    /// TLS at a proxy in front: cookies are then `__Host-`, and browsers are told to come by TLS alone.
    public var isSecure: Bool { origin.hasPrefix("https://") }
    /// What the record's logs are named after. It stays what it was when the key was made.
    public var installationName: String { URLComponents(string: origin)?.host ?? "talkoot.local" }

    /// What signs letters here; nil where there are no keys for it.
    public func signer(in folder: String) throws -> DKIM? {
        guard let sender, let key = try MailKey.read(in: folder) else { return nil }
        return DKIM(domain: sender.domain, key: key)
    }

    /// The list of lost passwords; a server with a list that cannot be used does not start.
    public func checkedLostPasswords() throws -> LostPasswords? {
        do { try lostPasswords?.check() } catch {
            throw OperationProblem("The list of lost passwords (TALKOOT_LOST_PASSWORDS) cannot be used: \(Self.words(error)). It takes SHA-1 in hexadecimal digits, a line each, in order.")
        }
        return lostPasswords
    }
    private static func words(_ error: any Error) -> String {
        switch error as? LostPasswords.Fault {
        case .missing: "there is no such file for this user"
        case .empty: "it is empty"
        case .notInOrder(let offset): "at byte \(offset) it is not in order"
        case .noHash(let offset): "at byte \(offset) there is no hash"
        case nil: "\(error)"
        }
    }

    /// The mail server; nil where letters are written to files.
    /// - Parameter signer: signs the letters, where there are keys for it.
    public func smtp(signer: DKIM? = nil) throws -> SMTP? {
        guard let mail else { return nil }
        do { return try SMTP(server: mail, user: Settings.value("TALKOOT_MAIL_USER"), password: Settings.value("TALKOOT_MAIL_PASSWORD"), signer: signer) } catch {
            throw OperationProblem(error == .passwordInClear ? "A password would go to \(mail) in clear: use smtps://, or leave it out." : "\(mail) is no mail server's address: write smtp://host:587 or smtps://host:465, without user and password.")
        }
    }
}
