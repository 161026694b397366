/// How a language sets digits apart.
struct NumberMarks: Sendable {
    let grouping: String
    let decimal: String
    let percent: String
    /// Spanish leaves four digits together.
    let smallestGrouped: UInt64

    init(language: String) {
        let noBreakSpace = "\u{A0}"
        switch language {
        case "en": (grouping, decimal, percent, smallestGrouped) = (",", ".", "%", 1_000)
        case "es": (grouping, decimal, percent, smallestGrouped) = (".", ",", noBreakSpace + "%", 10_000)
        default: (grouping, decimal, percent, smallestGrouped) = (noBreakSpace, ",", noBreakSpace + "%", 1_000)
        }
    }
}

extension Words {
    /// A whole number: "4,812", "4 812", "4812".
    func number(_ number: Int) -> String { (number < 0 ? "−" : "") + grouped(UInt64(number.magnitude)) }

    /// A number with a fixed count of decimals, rounded half away from zero: "16.4", "16,4".
    func decimal(_ value: Double, digits: Int = 1) -> String {
        guard value.isFinite, value.magnitude < 1e15, (0...6).contains(digits) else { return "–" }
        let scale = (0..<digits).reduce(UInt64(1)) { power, _ in power * 10 }
        let scaled = UInt64((value.magnitude * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "−" : ""
        guard digits > 0 else { return sign + grouped(scaled) }
        let fraction = String(scaled % scale)
        let zeros = String(repeating: "0", count: digits - fraction.utf8.count)
        return sign + grouped(scaled / scale) + numberMarks.decimal + zeros + fraction
    }

    /// A share between 0 and 1 as per cent: "82%", "82 %".
    func percent(_ share: Double, digits: Int = 0) -> String { decimal(share * 100, digits: digits) + numberMarks.percent }

    /// An amount in cents of a currency (ISO 4217): "12,000 €", "12 000,50 €". Whole amounts show no cents.
    func money(cents: Int64, currency: String = "EUR") -> String {
        let amount = cents.magnitude
        let rest = amount % 100
        let fraction = rest == 0 ? "" : numberMarks.decimal + (rest < 10 ? "0" : "") + String(rest)
        return (cents < 0 ? "−" : "") + grouped(amount / 100) + fraction + "\u{A0}" + Self.sign(of: currency)
    }

    static func sign(of currency: String) -> String {
        switch currency {
        case "EUR": "€"
        case "GBP": "£"
        case "USD": "$"
        case "SEK", "NOK", "DKK": "kr"
        default: currency
        }
    }

    private func grouped(_ number: UInt64) -> String {
        let digits = String(number)
        guard number >= numberMarks.smallestGrouped else { return digits }
        var grouped: [UInt8] = []
        for (place, digit) in digits.utf8.enumerated() {
            if place > 0, (digits.utf8.count - place) % 3 == 0 { grouped += numberMarks.grouping.utf8 }
            grouped.append(digit)
        }
        return String(decoding: grouped, as: UTF8.self)
    }
}
