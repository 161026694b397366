import Foundation

extension Letter {
    /// The letter as RFC 5322 and RFC 2045 want it: lines end in CRLF and none is longer than 78 octets but for long addresses of the web,
    /// everything is ASCII, and no value can begin a header of its own.
    public var bytes: [UInt8] {
        var lines = [
            "From: " + HeaderText.phrase(senderName) + "<\(sender.text)>",
            "To: <\(recipient.text)>",
            "Subject: " + HeaderText.encoded(subject, after: 9),
            "Date: " + MailDate.text(of: at),
            "Message-ID: <\(HeaderText.token(id))>",
            "MIME-Version: 1.0",
            html == nil ? "Content-Type: text/plain; charset=utf-8" : "Content-Type: multipart/alternative; boundary=\"\(boundary)\"",
            "Content-Transfer-Encoding: \(html == nil ? "quoted-printable" : "7bit")",
            "Content-Language: \(language.rawValue)",
            "Auto-Submitted: auto-generated",
        ]
        if let answers, !HeaderText.token(answers).isEmpty {
            lines.append("In-Reply-To: <\(HeaderText.token(answers))>")
            lines.append("References: <\(HeaderText.token(answers))>")
        }
        if let list {
            lines.append("List-Id: <\(HeaderText.token(list.id))>")
            lines.append("List-Unsubscribe: <\(HeaderText.token(list.unsubscribe))>")
            // RFC 8058 §3.1 allows the one-click button over https only.
            if list.unsubscribe.hasPrefix("https://") { lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click") }
        }
        let head = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        guard let html else { return head + QuotedPrintable.encode(text) }
        return head + part("plain", text) + part("html", html) + Array("--\(boundary)--\r\n".utf8)
    }

    /// RFC 2046 §5.1.4: the plainest first. No quoted-printable text holds the two signs that the boundary begins with.
    private func part(_ kind: String, _ content: String) -> [UInt8] {
        Array("--\(boundary)\r\nContent-Type: text/\(kind); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".utf8) + QuotedPrintable.encode(content)
    }
    private var boundary: String { "=_" + id.prefix { $0 != "@" }.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(40) }
}

/// Values of headers (RFC 5322 §2.2, RFC 2047).
enum HeaderText {
    /// What names a thing: visible ASCII without the brackets around it.
    static func token(_ text: String) -> String {
        String(decoding: text.utf8.filter { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }.prefix(900), as: UTF8.self)
    }

    /// A name before an address, with the space that follows it; empty where there is none.
    static func phrase(_ text: String) -> String {
        let clean = CleanText.clean(text, lines: false)
        if clean.isEmpty { return "" }
        let isPlain = clean.utf8.count < 60 && clean.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        return isPlain ? "\"\(clean)\" " : words(clean, after: 6) + "\r\n "
    }

    /// A text of a header: as it is where it is short and plain, else in encoded words of at most 75 characters, each with whole characters.
    static func encoded(_ text: String, after column: Int) -> String {
        let clean = CleanText.clean(text, lines: false)
        let isPlain = clean.utf8.count + column <= 76 && clean.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !clean.contains("=?")
        return isPlain ? clean : words(clean, after: column)
    }

    private static func words(_ text: String, after column: Int) -> String {
        // 63 octets of base64 make 45 of text; the first word shares its line with the header's name.
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            let room = words.isEmpty ? 45 - column : 45
            if word.count + bytes.count > room {
                words.append(word)
                word = []
            }
            word += bytes
        }
        words.append(word)
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }
}

/// The body's encoding (RFC 2045 §6.7): readable where the text is, and safe on every way.
enum QuotedPrintable {
    static func encode(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        for line in CleanText.clean(text, lines: true).split(separator: "\n", omittingEmptySubsequences: false) {
            encode(Array(line.utf8), to: &out)
            out += [13, 10]
        }
        return out
    }

    private static func encode(_ line: [UInt8], to out: inout [UInt8]) {
        var column = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || byte == 0x20 && !isLast
            let width = isPlain ? 1 : 3
            // 76 octets with the mark of a soft break; characters of several octets may be parted, as the standard allows.
            if column + width > 75 {
                out += Array("=\r\n".utf8)
                column = 0
            }
            out += isPlain ? [byte] : Array("=".utf8) + hex(byte)
            column += width
        }
    }
    private static func hex(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}

enum MailDate {
    /// RFC 5322 §3.3 in UTC: `Sat, 21 Nov 2026 13:35:07 +0000`.
    static func text(of instant: Instant) -> String {
        let second = instant.milliseconds.flooredDivision(by: 1000)
        let day = Day(dayNumber: Int(second.flooredDivision(by: 86_400)))
        let rest = second - Int64(day.dayNumber) * 86_400
        let (year, month, number) = day.parts
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(weekdays[day.weekday - 1]), \(number) \(months[month - 1]) \(year) \(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60)) +0000"
    }
}
