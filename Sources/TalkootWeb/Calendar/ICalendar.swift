/// Writes iCalendar (RFC 5545): lines end with CRLF and are folded at 75 octets (§3.1), texts are escaped (§3.3.11).
struct ICalendar: Sendable {
    struct Entry: Sendable {
        /// The same for ever for the same date of the same object.
        var uid: String
        /// A whole day (`2026-03-12`) or a moment in UTC milliseconds.
        var when: When
        var summary: String
        var address: String
    }
    enum When: Sendable, Hashable { case day(year: Int, month: Int, day: Int), moment(String) }

    var name: String
    /// `20260312T140000Z`.
    var stamp: String
    var entries: [Entry]

    var text: String {
        var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Talkoot//Talkoot//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:\(Self.escape(name))"]
        for entry in entries {
            lines += ["BEGIN:VEVENT", "UID:\(entry.uid)", "DTSTAMP:\(stamp)", Self.start(entry.when), "SUMMARY:\(Self.escape(entry.summary))", "URL:\(entry.address)", "STATUS:CONFIRMED",
                      "TRANSP:TRANSPARENT", "END:VEVENT"]
        }
        lines.append("END:VCALENDAR")
        return lines.map { Self.fold($0) + "\r\n" }.joined()
    }

    private static func start(_ when: When) -> String {
        switch when {
        case .moment(let text): "DTSTART:\(text)"
        case .day(let year, let month, let day): "DTSTART;VALUE=DATE:\(padded(year, 4))\(padded(month, 2))\(padded(day, 2))"
        }
    }
    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    static func escape(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": out += "\\"; out.unicodeScalars.append(scalar)
            case "\n": out += "\\n"
            case "\r": continue
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// At most 75 octets a line, the leading space of a continuation among them; no UTF-8 sequence is split.
    static func fold(_ line: String) -> String {
        var out = "", width = 0
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if width + size > 75 {
                out += "\r\n "
                width = 1
            }
            out.unicodeScalars.append(scalar)
            width += size
        }
        return out
    }
}
