public import Storage

/// A moment in milliseconds since 1970 in UTC. Rooms never ask what time it is; they are told.
public struct Instant: Hashable, Comparable, Sendable, Codable, SQLBindable {
    public var milliseconds: Int64
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }
    public static var sqlType: SQLType { .integer }
    public var sqlValue: SQLValue { .integer(milliseconds) }

    public func adding(seconds: Int64) -> Instant { Instant(milliseconds: milliseconds + seconds * 1000) }
    public func adding(days: Int) -> Instant { adding(seconds: Int64(days) * 86_400) }

    public init(from decoder: any Decoder) throws { milliseconds = try decoder.singleValueContainer().decode(Int64.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    /// RFC 3339 in UTC with seconds, as the record and all exports write it.
    public var rfc3339: String {
        let second = milliseconds.flooredDivision(by: 1000)
        let day = Day(dayNumber: Int(second.flooredDivision(by: 86_400)))
        let rest = second - Int64(day.dayNumber) * 86_400
        return "\(day)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}

extension Row {
    public mutating func instant() throws -> Instant { Instant(milliseconds: try integer()) }
    public mutating func optionalInstant() throws -> Instant? { try optionalInteger().map(Instant.init(milliseconds:)) }
}

func two(_ number: some BinaryInteger) -> String { number < 10 ? "0\(number)" : "\(number)" }

extension FixedWidthInteger {
    /// Division that rounds down, so that times before 1970 fall on the right day.
    func flooredDivision(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor != 0 && (self < 0) != (divisor < 0) ? quotient - 1 : quotient
    }
}
