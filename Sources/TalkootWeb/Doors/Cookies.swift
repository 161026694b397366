import HTTPTypes
import Hummingbird

/// The few cookies of the site. With TLS, or behind a declared proxy, they carry `__Host-`; on plain loopback (the demo) they cannot.
struct Cookies: Sendable {
    enum Name: String { case session = "talkoot", visitor = "talkoot-visitor", language = "talkoot-language", flash = "talkoot-flash", request = "talkoot-request" }

    private let values: [Substring: Substring]
    let isSecure: Bool

    init(_ request: Request, isSecure: Bool) {
        self.isSecure = isSecure
        var values: [Substring: Substring] = [:]
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let halves = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                if halves.count == 2 { values[halves[0]] = halves[1] }
            }
        }
        self.values = values
    }

    /// None, and none is known to be safe to set.
    init() { (values, isSecure) = ([:], true) }

    subscript(name: Name) -> String? {
        values[Substring((isSecure ? "__Host-" : "") + name.rawValue)].map(String.init)
    }

    /// The header that sets one; an empty value ends it.
    func setting(_ name: Name, to value: String, seconds: Int64 = 14 * 86_400) -> String {
        let age = value.isEmpty ? 0 : seconds
        return "\(isSecure ? "__Host-" : "")\(name.rawValue)=\(value); Path=/; Max-Age=\(age); HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")"
    }
}
