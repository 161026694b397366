import Crypto

/// What a sender keeps to follow a signal without an account. It follows from the signal's id, which nobody outside ever sees;
/// the table holds only its hash, so a reader of the database cannot follow on somebody's behalf.
public enum TrackingCode {
    /// Ten letters in two groups, such as `7F3K2-M9QPX`.
    public static func of(_ id: String) -> String {
        let letters = SHA256.hash(data: Array(("talkoot tracking " + id).utf8)).prefix(10).map { PublicCode.alphabet[Int($0) % PublicCode.alphabet.count] }
        return String(decoding: letters.prefix(5), as: UTF8.self) + "-" + String(decoding: letters.suffix(5), as: UTF8.self)
    }
    /// The acts that give one to whoever has no account.
    public static func isGiven(by act: String) -> Bool { act == SendSignal.name || act == EnterSignal.name || act == SendIdea.name || act == ReportText.name }
    static func hash(_ code: String) -> String {
        let plain = code.uppercased().filter { $0.isLetter || $0.isNumber }
        return Hex.text(SHA256.hash(data: Array(plain.utf8)))
    }
}
