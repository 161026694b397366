import BigInt

/// A whole number of fixed width that counts coalitions: n members form fewer than 2ⁿ.
protocol WideCount: Sendable {
    static var zero: Self { get }
    static var one: Self { get }
    static func &+ (left: Self, right: Self) -> Self
    static func &- (left: Self, right: Self) -> Self
    func addingWithCarry(_ other: Self) -> (sum: Self, carry: Bool)
    func subtractingWithBorrow(_ other: Self) -> (difference: Self, borrow: Bool)
    var big: BigInt { get }
    static var bits: Int { get }
}

extension WideCount where Self: FixedWidthInteger {
    static var one: Self { 1 }
    static var bits: Int { bitWidth }
    var big: BigInt { BigInt(self) }

    func addingWithCarry(_ other: Self) -> (sum: Self, carry: Bool) {
        let (sum, carry) = addingReportingOverflow(other)
        return (sum, carry)
    }

    func subtractingWithBorrow(_ other: Self) -> (difference: Self, borrow: Bool) {
        let (difference, borrow) = subtractingReportingOverflow(other)
        return (difference, borrow)
    }
}

extension UInt64: WideCount {}
extension UInt128: WideCount {}

/// Two counts side by side as one of double width.
struct DoubleCount<Half: WideCount>: WideCount {
    var low: Half
    var high: Half

    static var zero: Self { Self(low: .zero, high: .zero) }
    static var one: Self { Self(low: .one, high: .zero) }
    static var bits: Int { Half.bits * 2 }
    var big: BigInt { high.big << Half.bits + low.big }

    @inline(__always)
    static func &+ (left: Self, right: Self) -> Self { left.addingWithCarry(right).sum }
    @inline(__always)
    static func &- (left: Self, right: Self) -> Self { left.subtractingWithBorrow(right).difference }

    @inline(__always)
    func addingWithCarry(_ other: Self) -> (sum: Self, carry: Bool) {
        let (lower, carry) = low.addingWithCarry(other.low)
        let (upper, over) = high.addingWithCarry(other.high)
        guard carry else { return (Self(low: lower, high: upper), over) }
        let (more, again) = upper.addingWithCarry(.one)
        return (Self(low: lower, high: more), over || again)
    }

    @inline(__always)
    func subtractingWithBorrow(_ other: Self) -> (difference: Self, borrow: Bool) {
        let (lower, borrow) = low.subtractingWithBorrow(other.low)
        let (upper, under) = high.subtractingWithBorrow(other.high)
        guard borrow else { return (Self(low: lower, high: upper), under) }
        let (less, again) = upper.subtractingWithBorrow(.one)
        return (Self(low: lower, high: less), under || again)
    }
}
