/// Signs that a text tells more about people than a signal needs: the sender is asked once and may go on.
public enum PersonalHint: String, CaseIterable, Sendable {
    case identityCode, phoneNumber, emailAddress

    /// What is found, in this order. Codes count only where their check digit is right, so that a date or a number of a lamp is none.
    public static func find(in text: String) -> [PersonalHint] {
        let tokens = text.prefix(5_000).split { $0.isWhitespace || ",;()<>\"“”«»".contains($0) }.map { String($0).trimmingSigns }
        var found: [PersonalHint] = []
        if tokens.contains(where: IdentityCode.isOne) { found.append(.identityCode) }
        if hasPhoneNumber(text.prefix(5_000)) { found.append(.phoneNumber) }
        if tokens.contains(where: { $0.contains("@") && EmailAddress($0) != nil }) { found.append(.emailAddress) }
        return found
    }

    /// Seven to fifteen digits that begin with `+` or `0`, or nine in a row that begin as Spanish ones do.
    private static func hasPhoneNumber(_ text: Substring) -> Bool {
        var run = ""
        for character in text + "." {
            if character.isASCII && character.isNumber || " -".contains(character) && !run.isEmpty || character == "+" && run.isEmpty { run.append(character); continue }
            if isPhoneNumber(run) { return true }
            run = ""
        }
        return false
    }
    private static func isPhoneNumber(_ run: String) -> Bool {
        let digits = run.filter(\.isNumber)
        if run.hasPrefix("+") { return (8...15).contains(digits.count) }
        if run.hasPrefix("0") { return (7...15).contains(digits.count) && !run.contains(" - ") }
        return run.trimmed.count == 9 && digits.count == 9 && "6789".contains(digits.prefix(1))
    }
}

/// Identity codes of the countries whose languages the house speaks.
private enum IdentityCode {
    static func isOne(_ token: String) -> Bool {
        let text = token.uppercased()
        guard (9...13).contains(text.utf8.count), text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
        return isFinnish(text) || isSwedish(text) || isSpanish(text)
    }

    /// `131052-308T`: day, month, year, century, number, and the rest of the number by 31.
    private static func isFinnish(_ text: String) -> Bool {
        let signs = Array(text)
        guard signs.count == 11, "+-ABCDEFUVWXY".contains(signs[6]), let date = Int(String(signs[0..<6])), let number = Int(String(signs[7..<10])) else { return false }
        guard (1...31).contains(date / 10_000), (1...12).contains(date / 100 % 100) else { return false }
        return Array("0123456789ABCDEFHJKLMNPRSTUVWXY")[(date * 1_000 + number) % 31] == signs[10]
    }

    /// `811228-9874`, also with the century before it: the last digit by Luhn's rule.
    private static func isSwedish(_ text: String) -> Bool {
        let digits = text.filter(\.isNumber).compactMap(\.wholeNumberValue).suffix(10)
        guard digits.count == 10, text.filter(\.isNumber).count == 10 || text.filter(\.isNumber).count == 12, text.count(where: { "+-".contains($0) }) == 1,
              text.dropLast(4).last.map({ "+-".contains($0) }) ?? false, text.allSatisfy({ $0.isNumber || "+-".contains($0) }) else { return false }
        let number = Array(digits)
        guard (1...12).contains(number[2] * 10 + number[3]), (1...31).contains((number[4] * 10 + number[5]) % 60) else { return false }
        let sum = number.enumerated().reduce(0) { sum, digit in
            let value = digit.offset % 2 == 0 ? digit.element * 2 : digit.element
            return sum + value / 10 + value % 10
        }
        return sum % 10 == 0
    }

    /// `12345678Z`, or `X1234567L` of residents from abroad: the letter by 23.
    private static func isSpanish(_ text: String) -> Bool {
        let plain = text.filter { $0 != "-" }
        guard plain.count == 9, let last = plain.last, let first = plain.first else { return false }
        let place = "XYZ".firstIndex(of: first).map { "XYZ".distance(from: "XYZ".startIndex, to: $0) }
        guard let number = Int((place.map { "\($0)" } ?? String(first)) + plain.dropFirst().dropLast()), number >= 0 else { return false }
        return Array("TRWAGMYFPDXBNJZSQVHLCKE")[number % 23] == last
    }
}

extension String {
    fileprivate var trimmingSigns: String { String(drop { ".:!?'’".contains($0) }.reversed().drop { ".:!?'’".contains($0) }.reversed()) }
}
