/// An exact amount of money or points: a reduced fraction of two integers.
///
/// Costs in Pabulib files are decimal numbers (`308298.85`); an `Amount` holds them without rounding. Arithmetic is
/// left to the rules, which work in whole multiples of a common unit (``Election/unit``).
public struct Amount: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let numerator: Int
    /// Always positive, and without a common factor with the numerator.
    public let denominator: Int

    public init(_ whole: Int) {
        (numerator, denominator) = (whole, 1)
    }

    /// The fraction `numerator / denominator`, or nil where the denominator is not positive or the values overflow.
    public init?(_ numerator: Int, over denominator: Int) {
        guard denominator > 0, numerator != .min else { return nil }
        let common = greatestCommonDivisor(abs(numerator), denominator)
        (self.numerator, self.denominator) = (numerator / common, denominator / common)
    }

    /// Reads `12`, `-3.50`, `3,50`, `1.2e6` or `1/3`; nil for anything else or for more than 18 digits.
    public init?(_ text: some StringProtocol) {
        self.init(bytes: Array(text.utf8)[...])
    }

    init?(bytes: ArraySlice<UInt8>) {
        if let slash = bytes.firstIndex(of: UInt8(ascii: "/")) {
            guard let above = Amount(bytes: bytes[..<slash]), let below = Amount(bytes: bytes[(slash + 1)...]),
                above.denominator == 1, below.denominator == 1
            else { return nil }
            self.init(above.numerator, over: below.numerator)
            return
        }
        guard let decimal = Decimal(bytes: bytes), let value = decimal.amount else { return nil }
        self = value
    }

    public static func < (left: Amount, right: Amount) -> Bool {
        let a = left.numerator.multipliedFullWidth(by: right.denominator)
        let b = right.numerator.multipliedFullWidth(by: left.denominator)
        return (a.high, a.low) < (b.high, b.low)
    }

    /// A decimal number where one ends (`0.25`), else a fraction (`1/3`).
    public var description: String {
        var (scale, places) = (1, 0)
        while scale % denominator != 0 {
            guard places < 18 else { return "\(numerator)/\(denominator)" }
            scale *= 10
            places += 1
        }
        guard places > 0 else { return String(numerator) }
        let (digits, overflow) = numerator.multipliedReportingOverflow(by: scale / denominator)
        guard !overflow else { return "\(numerator)/\(denominator)" }
        let text = String(digits.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - text.count)) + text
        return (digits < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }

    /// The nearest double; for display and filters only.
    public var approximate: Double { Double(numerator) / Double(denominator) }

    /// This amount counted in units of `1 / unit`; nil where that is not whole or overflows.
    func inUnits(of unit: Int) -> Int? {
        guard unit % denominator == 0 else { return nil }
        let (product, overflow) = numerator.multipliedReportingOverflow(by: unit / denominator)
        return overflow ? nil : product
    }
}

func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}

/// `mantissa · 10^exponent`, as written.
private struct Decimal {
    var mantissa = 0
    var exponent = 0

    init?(bytes: ArraySlice<UInt8>) {
        var rest = bytes
        let negative = rest.first == UInt8(ascii: "-")
        if negative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        var (digits, point) = (0, false)
        while let byte = rest.first {
            if byte >= 48, byte <= 57 {
                guard digits < 18 || byte == 48 else { return nil }
                if digits > 0 || byte != 48 { digits += 1 }
                if digits <= 18 {
                    mantissa = mantissa * 10 + Int(byte - 48)
                    if point { exponent -= 1 }
                } else if !point {
                    exponent += 1
                }
            } else if (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")) && !point {
                point = true
            } else {
                break
            }
            rest.removeFirst()
        }
        guard rest.count < bytes.count - (point ? 1 : 0) - (negative ? 1 : 0) else { return nil }
        if let byte = rest.first {
            guard byte | 32 == UInt8(ascii: "e"), let power = Int(String(decoding: rest.dropFirst(), as: UTF8.self)),
                abs(power) <= 18
            else { return nil }
            exponent += power
        }
        if negative { mantissa = -mantissa }
    }

    var amount: Amount? {
        guard mantissa != 0 else { return Amount(0) }
        guard abs(exponent) <= 18 else { return nil }
        let power = (0..<abs(exponent)).reduce(1) { value, _ in value * 10 }
        guard exponent > 0 else { return Amount(mantissa, over: power) }
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: power)
        return overflow ? nil : Amount(product)
    }
}
