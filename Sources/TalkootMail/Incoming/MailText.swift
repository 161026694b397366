internal import Talkoot

/// What somebody wrote in a letter, without what was written before and what is under every letter of theirs.
enum MailText {
    static func of(_ parts: MailParts) -> String {
        let plain = parts.plain.filter { $0.contains { !$0.isWhitespace } }
        let whole = plain.isEmpty ? parts.html.map { HTMLText.convert($0, as: .plain) }.joined(separator: "\n\n") : plain.joined(separator: "\n\n")
        let text = CleanText.clean(whole, lines: true)
        let own = withoutEarlier(text)
        // A letter that only passes another on still says something.
        return own.isEmpty ? text : own
    }

    static func withoutEarlier(_ text: String) -> String {
        var kept: [Substring] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            if isSignature(line) || isHeadOfEarlier(lines, number) { break }
            if line.hasPrefix(">") { continue }
            kept.append(line)
        }
        return joined(kept)
    }

    /// RFC 3676 §4.3, and the lines that telephones put under everything.
    private static func isSignature(_ line: Substring) -> Bool {
        if line == "--" || line == "-- " { return true }
        let low = line.lowercased()
        return ["sent from my ", "lähetetty ", "skickat från min ", "enviado desde mi ", "get outlook for ", "hanki outlook "].contains { low.hasPrefix($0) } && line.count < 80
    }

    /// “On … wrote:” in the languages of the house, and what Outlook puts before an earlier letter. The line may run over two.
    private static func isHeadOfEarlier(_ lines: [Substring], _ number: Int) -> Bool {
        let line = lines[number].trimmingSpaces.lowercased()
        if line.hasPrefix("-----") && line.hasSuffix("-----") && line.contains(where: \.isLetter) { return true }
        let next = number + 1 < lines.count ? lines[number + 1].trimmingSpaces.lowercased() : ""
        if line.count > 9, line.allSatisfy({ $0 == "_" }) { return isField(next) }
        if isField(line), ["sent:", "lähetetty:", "skickat:", "enviado:", "date:", "to:", "till:", "para:", "vastaanottaja:"].contains(where: { next.hasPrefix($0) }) { return true }
        let verbs = ["wrote:", "kirjoitti:", "skrev:", "escribió:", "schrieb:", "a écrit :"]
        guard line.count < 200, line.contains(where: \.isNumber) || line.contains("@") || line.hasPrefix("on ") || line.hasPrefix("el ") || line.hasPrefix("den ") else { return false }
        return verbs.contains { line.hasSuffix($0) } || (verbs.contains { next.hasSuffix($0) } && next.count < 80 && (line.hasPrefix("on ") || line.hasPrefix("el ") || line.hasPrefix("den ")))
    }
    private static func isField(_ line: String) -> Bool { ["from:", "lähettäjä:", "från:", "de:", "von:"].contains { line.hasPrefix($0) } }

    /// Empty lines at both ends go, and of several in a row all but one.
    private static func joined(_ lines: [Substring]) -> String {
        var out = "", isEmpty = true
        for line in lines {
            let text = line.trimmingSpaces
            if text.isEmpty {
                if !isEmpty { out += "\n" }
                isEmpty = true
                continue
            }
            out += text + "\n"
            isEmpty = false
        }
        return out.trimmingSpaces
    }
}
