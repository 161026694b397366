import Crypto
import Foundation

/// Codes that change with the clock (RFC 6238), as all apps for them read it: HMAC-SHA-1, steps of thirty seconds, six digits.
enum TOTP {
    static let stepSeconds: Int64 = 30

    static func step(at now: Instant) -> Int64 { now.milliseconds.flooredDivision(by: 1000 * stepSeconds) }

    /// The code of one step (RFC 4226 §5.3).
    static func code(_ secret: [UInt8], step: Int64) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step that a code belongs to: this one, or the one before or after for a telephone whose clock is a little off. All three are compared whatever the first says.
    static func step(of code: String, _ secret: [UInt8], at now: Instant) -> Int64? {
        let current = step(at: now)
        return [current - 1, current, current + 1].filter { Secrets.equal(code, Self.code(secret, step: $0)) }.first
    }

    /// What an app reads from the picture or as a link. An app shows the city and the address beside the code.
    static func address(_ secret: [UInt8], account: String, city: String) -> String {
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@")
        func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: plain) ?? "" }
        // A colon parts the two names, so neither may hold one.
        let issuer = escaped(city.filter { $0 != ":" })
        return "otpauth://totp/\(issuer):\(escaped(account.filter { $0 != ":" }))?secret=\(Base32.text(secret))&issuer=\(issuer)"
    }
}

/// RFC 4648 §6 without padding, as authenticator apps take it.
enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    static func text(_ bytes: [UInt8]) -> String {
        var text = "", held: UInt32 = 0, count = 0
        for byte in bytes {
            held = (held << 8 | UInt32(byte)) & 0xFFFF
            count += 8
            while count >= 5 {
                text.append(letters[Int(held >> UInt32(count - 5)) & 31])
                count -= 5
            }
        }
        if count > 0 { text.append(letters[Int(held << UInt32(5 - count)) & 31]) }
        return text
    }
}
