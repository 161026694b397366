import Crypto

/// The installation's own key, kept in a file beside the database and never in it. Codes and form tokens follow from it, so none has to be stored.
public struct Secrets: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: 32 random bytes.
    public init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    /// A keyed hash of a purpose and a text, as 64 hexadecimal digits.
    public func seal(_ purpose: String, _ text: String) -> String {
        Hex.text(HMAC<SHA256>.authenticationCode(for: Array("\(purpose)\u{0}\(text)".utf8), using: key))
    }
    public func matches(_ given: String, _ purpose: String, _ text: String) -> Bool {
        Secrets.equal(given, seal(purpose, text))
    }
    /// Six digits for one sign-in request.
    public func code(of request: String) -> String {
        let bytes = Array(HMAC<SHA256>.authenticationCode(for: Array("sign-in code\u{0}\(request)".utf8), using: key))
        let number = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
    /// Takes the same time wherever the texts differ.
    static func equal(_ a: String, _ b: String) -> Bool {
        let (x, y) = (Array(a.utf8), Array(b.utf8))
        guard x.count == y.count else { return false }
        return zip(x, y).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
    static func hash(_ token: String) -> String { Hex.text(SHA256.hash(data: Array(token.utf8))) }
}
