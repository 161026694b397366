/// The parts of a letter that say or show something (RFC 2046), read without trust: at most eight deep, a hundred in all.
struct MailParts {
    static let deepest = 8, most = 100, longestText = 1_000_000

    private(set) var plain: [String] = []
    private(set) var html: [String] = []
    private(set) var files: [(name: String, bytes: [UInt8])] = []
    /// Attachments that are no pictures, and whatever lay too deep or was one too many.
    private(set) var leftOut = 0
    private var seen = 0

    init(_ bytes: ArraySlice<UInt8>, _ headers: MailHeaders) { read(bytes[headers.end...], headers, depth: 0) }

    private mutating func read(_ body: ArraySlice<UInt8>, _ headers: MailHeaders, depth: Int) {
        seen += 1
        guard depth <= Self.deepest, seen <= Self.most else { leftOut += 1; return }
        let type = ParameterValue(headers["content-type"] ?? "text/plain")
        let disposition = ParameterValue(headers["content-disposition"] ?? "inline")
        if type.value.hasPrefix("multipart/"), let boundary = type["boundary"], !boundary.isEmpty, boundary.utf8.count <= 200 {
            for part in Self.split(body, boundary) { read(part[MailHeaders(part).end...], MailHeaders(part), depth: depth + 1) }
            return
        }
        let content = TransferDecoding.decode(body, headers["content-transfer-encoding"])
        let isText = type.value == "text/plain" || type.value == "text/html" || !headers.has("content-type")
        if isText && disposition.value != "attachment" {
            let text = Charset.text(content.prefix(Self.longestText), type["charset"] ?? "")
            if type.value == "text/html" { html.append(text) } else { plain.append(text) }
        } else if type.value.hasPrefix("image/") || type.value == "application/octet-stream" {
            files.append((EncodedWords.decode(disposition["filename"] ?? type["name"] ?? "picture"), Array(content)))
        } else if type.value != "application/pgp-signature" && type.value != "application/pkcs7-signature" { leftOut += 1 }
    }

    /// What lies between lines of `--boundary`; what comes before the first and after the last is for nobody.
    private static func split(_ body: ArraySlice<UInt8>, _ boundary: String) -> [ArraySlice<UInt8>] {
        let mark = Array(("--" + boundary).utf8)
        var parts: [ArraySlice<UInt8>] = []
        var start: Int?
        var lines = MailLines(body), before = body.startIndex
        while let line = lines.next() {
            defer { before = lines.place }
            guard line.starts(with: mark) else { continue }
            let rest = line.dropFirst(mark.count)
            let isLast = rest.starts(with: [45, 45])
            guard isLast || rest.allSatisfy({ $0 == 32 || $0 == 9 }) else { continue }
            if let start { parts.append(body[start..<max(start, before)]) }
            if isLast || parts.count > most { return parts }
            start = lines.place
        }
        if let start, start < body.endIndex { parts.append(body[start...]) }
        return parts
    }
}
