@testable import Talkoot
import Testing

@Suite("Codes of the clock are those that every app shows")
struct TOTPTests {
    private let secret = Array("12345678901234567890".utf8)

    @Test("the examples of RFC 6238, of which six digits are shown", arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ] as [(Int64, String)])
    func published(second: Int64, code: String) {
        let step = TOTP.step(at: Instant(milliseconds: second * 1000))
        #expect(TOTP.code(secret, step: step) == code)
    }

    @Test("a telephone may be half a minute off, and no more") func drift() {
        let now = Instant(milliseconds: 1_773_302_400_000), step = TOTP.step(at: now)
        for off in -3...3 {
            let found = TOTP.step(of: TOTP.code(secret, step: step + Int64(off)), secret, at: now)
            #expect(found == (abs(off) <= 1 ? step + Int64(off) : nil))
        }
        #expect(TOTP.step(of: "", secret, at: now) == nil && TOTP.step(of: "12345", secret, at: now) == nil)
    }

    @Test("the examples of RFC 4648 without padding", arguments: [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI")])
    func base32(plain: String, text: String) { #expect(Base32.text(Array(plain.utf8)) == text) }

    @Test("what is locked opens for its own purpose and installation alone") func locking() throws {
        let ours = Secrets(key: Array(repeating: 7, count: 32)), others = Secrets(key: Array(repeating: 8, count: 32))
        let locked = try ours.lock(secret, for: "Aino", nonce: Array(0..<12))
        #expect(ours.unlock(locked, for: "Aino") == secret)
        #expect(ours.unlock(locked, for: "Onni") == nil && others.unlock(locked, for: "Aino") == nil)
        #expect(ours.unlock(String(locked.dropLast(2)) + "00", for: "Aino") == nil || locked.hasSuffix("00"))
        #expect(ours.unlock("", for: "Aino") == nil && !locked.contains(Hex.text(secret)))
    }
}
