/// A panel as counts per type, with its chance in a lottery over panels.
public struct WeightedPanel: Sendable, Equatable {
    /// Seats by type.
    public let panel: [Int]
    /// Chance of the panel, 0...1.
    public let weight: Double
    /// The same exactly; nil where only the double is known.
    public let share: Fraction?

    /// A panel with its chance.
    public init(panel: [Int], weight: Double) {
        (self.panel, self.weight, share) = (panel, weight, nil)
    }

    /// A panel with its exact chance.
    public init(panel: [Int], share: Fraction) {
        (self.panel, weight, self.share) = (panel, share.doubleValue, share)
    }
}

extension WeightedPanel: Codable {
    private enum CodingKeys: CodingKey { case panel, weight }

    /// Reads the weight as a number or as a fraction such as `"1/3"`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let number = try container.decode(CertifiedNumber.self, forKey: .weight)
        panel = try container.decode([Int].self, forKey: .panel)
        (weight, share) = (number.value, number.exact)
    }

    /// Writes the exact weight where it is known.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(panel, forKey: .panel)
        try container.encode(share.map { CertifiedNumber($0) } ?? CertifiedNumber(weight), forKey: .weight)
    }
}
