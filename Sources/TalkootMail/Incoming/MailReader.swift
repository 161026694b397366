public import Talkoot

/// Reads letters of strangers (RFC 5322, RFC 2045 to 2047), whatever they hold: without recursion beyond eight parts, in time and memory linear in
/// their length, and without believing any of it. Addresses are for answering only.
public enum MailReader {
    /// No letter with more is read.
    public static let mostBytes = 30_000_000

    /// - Parameter own: the address that letters of the house come from; a letter from there is a loop.
    public static func read(_ bytes: [UInt8], own: EmailAddress? = nil) throws(MailTrouble) -> MailReading {
        guard bytes.count <= mostBytes else { throw .tooLarge(mostBytes / 1_000_000) }
        let headers = MailHeaders(bytes[...])
        let senders = headers.all("from").map(address)
        if let why = sign(ofProgram: headers, senders.first ?? nil, own) { return .automatic(why) }
        guard headers.has("from") || headers.has("to") || headers.has("subject") else { throw .unreadable }
        guard senders.count == 1, let from = senders[0] else { throw .noSender }
        let parts = MailParts(bytes[...], headers)
        let subject = String(EncodedWords.decode(headers["subject"] ?? "").prefix(1_000))
        let text = MailText.of(parts)
        guard (text + subject).contains(where: { $0.isLetter || $0.isNumber }) else { throw .empty }
        return .letter(IncomingMail(
            from: from, subject: subject, text: text, messageID: identities(headers["message-id"]).first, references: identities(headers["references"]) + identities(headers["in-reply-to"]),
            pictures: parts.files.map { ReceivedFile(name: $0.name, bytes: $0.bytes) }, leftOut: parts.leftOut))
    }

    /// Why a letter was sent by a program, or nil. Answering such letters makes loops (RFC 3834 §2).
    private static func sign(ofProgram headers: MailHeaders, _ from: EmailAddress?, _ own: EmailAddress?) -> String? {
        if let value = headers["auto-submitted"], ParameterValue(value).value != "no" { return "it says that a program sent it (Auto-Submitted)" }
        if headers["return-path"]?.filter({ !$0.isWhitespace }) == "<>" { return "it came back from a mail server" }
        if ParameterValue(headers["content-type"] ?? "").value == "multipart/report" { return "it is a mail server's report" }
        if let value = headers["precedence"], ["bulk", "list", "junk", "auto_reply"].contains(value.lowercased()) { return "it was sent to many (Precedence)" }
        for name in ["list-id", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-loop"] where headers.has(name) { return "it was sent to many or by a program (\(name))" }
        guard let from else { return nil }
        if from == own { return "it is a letter of this house" }
        let name = from.text.prefix { $0 != "@" }
        return ["mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply"].contains(String(name)) ? "its address takes no answers" : nil
    }

    /// The one address of a `From`. Several, groups and comments that hide another are none.
    static func address(_ field: String) -> EmailAddress? {
        let text = EncodedWordsFree.text(field)
        if let open = text.lastIndex(of: "<") {
            guard text[open...].hasSuffix(">"), text.count(where: { $0 == "<" }) == 1 else { return nil }
            return EmailAddress(text[text.index(after: open)...].dropLast().trimmingSpaces)
        }
        return EmailAddress(text)
    }

    /// What stands in angle brackets, of visible ASCII.
    static func identities(_ field: String?) -> [String] {
        guard let field else { return [] }
        return field.prefix(10_000).split(separator: "<").dropFirst(field.hasPrefix("<") ? 0 : 1).prefix(50).compactMap { part in
            guard let end = part.firstIndex(of: ">") else { return nil }
            let id = String(part[..<end])
            return (1...300).contains(id.utf8.count) && id.utf8.allSatisfy { (33...126).contains($0) } ? id : nil
        }
    }
}

/// A header's text with quoted phrases taken out, in which anything may stand.
private enum EncodedWordsFree {
    static func text(_ field: String) -> String {
        var out = "", isQuoted = false, isEscaped = false, depth = 0
        for character in field.prefix(2_000) {
            if isEscaped { isEscaped = false; continue }
            switch character {
            case "\\": isEscaped = true
            case "\"" where depth == 0: isQuoted.toggle()
            case "(" where !isQuoted: depth += 1
            case ")" where !isQuoted && depth > 0: depth -= 1
            default: if !isQuoted && depth == 0 { out.append(character) }
            }
        }
        return out.trimmingSpaces
    }
}
