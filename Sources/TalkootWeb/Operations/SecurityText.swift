import HTTPTypes
import Hummingbird
import NIOCore
import Talkoot

/// `/.well-known/security.txt` (RFC 9116): whom to tell of a weakness before telling everybody.
struct SecurityText: Sendable {
    let contact: String
    let origin: String
    let languages: [Language]
    let now: Instant

    /// It is made anew at each request, so it never runs out; a copy that somebody kept does, as the standard wants it, well within a year.
    var text: String {
        let expires = Instant(milliseconds: now.adding(days: 180).milliseconds / 86_400_000 * 86_400_000)
        var lines = ["Contact: \(contact)", "Expires: \(expires.rfc3339)", "Preferred-Languages: \(languages.map(\.rawValue).joined(separator: ", "))"]
        if origin.hasPrefix("https://") { lines.append("Canonical: \(origin)/.well-known/security.txt") }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension Site {
    /// The address of the settings, or else the one at which the oldest city can be written to. Without either there is no such page.
    func securityText(_ request: Request, _ context: WebContext) async throws -> Response {
        let cities = try await platform.reading { try CityQueries.cities($0) }
        guard let contact = options.securityContact ?? cities.lazy.map(\.profile.contacts.email).first(where: { !$0.isEmpty }).map({ "mailto:\($0)" }) else {
            return Site.plain(.notFound, Ask(request, context, self).words)
        }
        let languages = cities.flatMap(\.languages).reduce(into: [Language]()) { all, language in if !all.contains(language) { all.append(language) } }
        let file = SecurityText(contact: contact, origin: options.origin, languages: languages.isEmpty ? [.english] : languages, now: platform.now())
        return Response(status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "max-age=86400"], body: .init(byteBuffer: ByteBuffer(string: file.text)))
    }
}
