import Logging
import Talkoot

/// Lines of the log about signing in and about what was refused (`docs/asvs.md` 16.3). They name nobody: an account is told by a word that follows from it and
/// from the installation's key, so that the lines of one account belong together and only who has the key can find it.
struct SecurityLog: Sendable {
    enum Happening: String {
        case codeAsked = "code asked for", signedIn = "signed in", signedOut = "signed out", accountLeft = "account left"
        case codeRefused = "code refused", passwordRefused = "password refused", secondFactorRefused = "second factor refused", tokenRefused = "token refused"
        case tooMany = "too many tries", sessionCopied = "session copied", denied = "denied"

        /// What a watcher of the log may want to be woken by.
        var level: Logger.Level {
            switch self {
            case .codeAsked, .signedIn, .signedOut, .accountLeft: .notice
            case .codeRefused, .passwordRefused, .secondFactorRefused, .tokenRefused, .tooMany, .sessionCopied, .denied: .warning
            }
        }
    }
    static let label = "talkoot.security"
    private let logger = Logger(label: label)
    private let secrets: Secrets

    init(_ secrets: Secrets) { self.secrets = secrets }

    /// - Parameter what: an act or a way in, never anything that was typed.
    func note(_ happening: Happening, city: String, account: ID<Person>? = nil, _ what: String? = nil) {
        var values: Logger.Metadata = ["city": .string(city)]
        if let account { values["account"] = .string(Self.word(of: account, secrets)) }
        if let what { values["what"] = .string(what) }
        logger.log(level: happening.level, "\(happening.rawValue)", metadata: values)
    }

    /// Ten letters without digits, which the log would take for a secret.
    static func word(of account: ID<Person>, _ secrets: Secrets) -> String {
        String(secrets.seal("account in the log", account.rawValue).prefix(10).map { digit in
            Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(digit.hexDigitValue ?? 0)))
        })
    }
}
