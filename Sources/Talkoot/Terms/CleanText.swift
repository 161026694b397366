import Foundation
import Storage

/// What people type, made safe to keep: composed characters, plain line ends, no control or direction-changing characters, no NUL.
public enum CleanText {
    public static func clean(_ raw: String, lines: Bool) -> String {
        var scalars = String.UnicodeScalarView()
        var previousWasReturn = false
        for scalar in raw.unicodeScalars {
            defer { previousWasReturn = scalar == "\r" }
            switch scalar {
            case "\n" where previousWasReturn: continue
            case "\n", "\r", "\u{2028}", "\u{2029}", "\u{85}": scalars.append(lines ? "\n" : " ")
            case "\t": scalars.append(" ")
            case _ where isUnwanted(scalar): continue
            default: scalars.append(scalar)
            }
        }
        let text = String(String(scalars).trimmed)
        return text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
    }

    /// Controls, and the marks that make text run backwards or hide, with which names and links are forged.
    private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
        default: false
        }
    }
}

extension StringProtocol {
    var trimmed: SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return self[startIndex..<startIndex] }
        return self[first...last]
    }
}

/// An e-mail address, checked as far as it must be to be put on an envelope (RFC 5321 without quoted local parts).
public struct EmailAddress: Hashable, Sendable {
    public let text: String
    public var domain: String { String(text.drop { $0 != "@" }.dropFirst()) }
    public init?(_ raw: String) {
        // Some foreign letters become Latin ones in small letters (the Kelvin sign): another's address in disguise.
        guard raw.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let text = raw.lowercased()
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, (1...64).contains(halves[0].utf8.count), (3...253).contains(halves[1].utf8.count) else { return nil }
        let local = Set("abcdefghijklmnopqrstuvwxyz0123456789.!#$%&'*+/=?^_`{|}~-")
        let domain = Set("abcdefghijklmnopqrstuvwxyz0123456789.-")
        guard halves[0].allSatisfy(local.contains), !halves[0].hasPrefix("."), !halves[0].hasSuffix("."), !halves[0].contains("..") else { return nil }
        let labels = halves[1].split(separator: ".", omittingEmptySubsequences: false)
        guard halves[1].allSatisfy(domain.contains), labels.count >= 2,
              labels.allSatisfy({ (1...63).contains($0.utf8.count) && !$0.hasPrefix("-") && !$0.hasSuffix("-") }) else { return nil }
        self.text = text
    }
}

/// A decimal number with at most six places, as whole millionths: exact where a threshold decides.
public struct Decimal6: Hashable, Comparable, Sendable {
    public let millionths: Int64
    public init(millionths: Int64) { self.millionths = millionths }

    public init?(_ text: some StringProtocol) {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? text.dropFirst() : text[...]
        let halves = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), (1...12).contains(halves[0].count), halves[0].allSatisfy(\.isASCIIDigit), let whole = Int64(halves[0]) else { return nil }
        var fraction: Int64 = 0
        if halves.count == 2 {
            guard (1...6).contains(halves[1].count), halves[1].allSatisfy(\.isASCIIDigit), let value = Int64(halves[1] + String(repeating: "0", count: 6 - halves[1].count)) else { return nil }
            fraction = value
        }
        let sum = whole * 1_000_000 + fraction
        millionths = isNegative ? -sum : sum
    }

    public static func < (a: Decimal6, b: Decimal6) -> Bool { a.millionths < b.millionths }

    public var text: String {
        let size = millionths.magnitude
        var fraction = String(size % 1_000_000)
        fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return (millionths < 0 ? "-" : "") + String(size / 1_000_000) + (fraction.isEmpty ? "" : "." + fraction)
    }
}

extension Character {
    var isASCIIDigit: Bool { isASCII && isNumber }
}

/// A day and a time as the city's clocks show them; the city's calendar turns it into an ``Instant``.
public struct LocalTime: Hashable, Sendable {
    public let day: Day
    public let minuteOfDay: Int
    public init(day: Day, minuteOfDay: Int) {
        self.day = day
        self.minuteOfDay = minuteOfDay
    }
    public init?(_ text: String) {
        guard text.count >= 16, let day = Day(text.prefix(10)), "T ".contains(text.dropFirst(10).prefix(1)) else { return nil }
        // Seconds are passed over; a zone is refused, since it is the city's clocks that are meant.
        let rest = text.dropFirst(11).split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(rest.count), rest[0].count == 2, rest[1].count == 2, rest.allSatisfy({ $0.allSatisfy { $0.isASCIIDigit || $0 == "." } }),
              let hour = Int(rest[0]), let minute = Int(rest[1]), (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        self.init(day: day, minuteOfDay: hour * 60 + minute)
    }
    public var text: String { "\(day)T\(two(minuteOfDay / 60)):\(two(minuteOfDay % 60))" }
}
