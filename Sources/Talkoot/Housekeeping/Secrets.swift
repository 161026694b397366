import Crypto
import Foundation

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
    /// Locks a few bytes for keeping: AES-256-GCM under a key that follows from the installation's own and is used for nothing else. What is locked
    /// for one purpose, such as one person's account, does not open for another.
    /// - Parameter nonce: 12 bytes that are never used twice.
    func lock(_ plain: [UInt8], for purpose: String, nonce: [UInt8]) throws -> String {
        let box = try AES.GCM.seal(plain, using: lockKey, nonce: AES.GCM.Nonce(data: nonce), authenticating: Array(purpose.utf8))
        return Hex.text(nonce + Array(box.ciphertext) + Array(box.tag))
    }
    /// Nil for what this installation did not lock for this purpose.
    func unlock(_ locked: String, for purpose: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: Hex.bytes(locked)) else { return nil }
        return try? Array(AES.GCM.open(box, using: lockKey, authenticating: Array(purpose.utf8)))
    }
    private var lockKey: SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array("talkoot: what is kept locked".utf8), outputByteCount: 32)
    }
    /// Takes the same time wherever the texts differ.
    static func equal(_ a: String, _ b: String) -> Bool {
        let (x, y) = (Array(a.utf8), Array(b.utf8))
        guard x.count == y.count else { return false }
        return zip(x, y).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
    static func hash(_ token: String) -> String { Hex.text(SHA256.hash(data: Array(token.utf8))) }
}
