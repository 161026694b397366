/// A number of a certificate: an exact fraction where the solution is rational, else a double.
///
/// In JSON a fraction is a string such as `"1/3"`, a double a number.
public struct CertifiedNumber: Sendable, Equatable, Codable {
    /// The number, rounded if need be.
    public let value: Double
    /// The number itself; nil when only the double is known.
    public let exact: Fraction?

    /// A number known as a double only.
    public init(_ value: Double) { (self.value, exact) = (value, nil) }

    /// An exact number.
    public init(_ exact: Fraction) { (value, self.exact) = (exact.doubleValue, exact) }

    /// Reads a number or a string such as `1/3`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Double.self) {
            self.init(value)
            return
        }
        let text = try container.decode(String.self)
        guard let exact = Fraction(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is not a fraction")
        }
        self.init(exact)
    }

    /// Writes a string such as `1/3` where the number is exact.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let exact { try container.encode(exact.description) } else { try container.encode(value) }
    }
}
