import BigInt

/// A group of players, one bit each: bit i stands for player i.
public struct Coalition: Sendable, Hashable {
    public let bits: UInt64

    public init(bits: UInt64) { self.bits = bits }

    public init(_ members: some Sequence<Int>) { bits = members.reduce(0) { $0 | 1 << UInt64($1) } }

    public static let empty = Coalition(bits: 0)
    public static func everyone(of count: Int) -> Coalition {
        Coalition(bits: count >= 64 ? .max : (1 << UInt64(count)) - 1)
    }

    public var count: Int { bits.nonzeroBitCount }
    public func contains(_ player: Int) -> Bool { bits >> UInt64(player) & 1 == 1 }
    public func with(_ player: Int) -> Coalition { Coalition(bits: bits | 1 << UInt64(player)) }
    public func without(_ player: Int) -> Coalition { Coalition(bits: bits & ~(1 << UInt64(player))) }

    /// Player numbers in ascending order.
    public var members: [Int] {
        var (rest, members): (UInt64, [Int]) = (bits, [])
        while rest != 0 {
            members.append(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
        return members
    }
}

/// What every group of cities (or other players) would pay on its own: a cooperative cost game, complete up to 16 players.
///
/// Costs are exact: a common denominator is found once and whole numbers are kept. Memory 16 bytes × 2ⁿ.
public struct CostGame: Sendable {
    /// More players than this have more groups than anybody can price; sample instead (``sampledShapley(players:samples:seed:cost:)``).
    public static let largestPlayerCount = 16

    public let players: [String]
    /// Costs × `scale`, indexed by the coalition's bits.
    let scaled: [Int128]
    let scale: Int128

    public var everyone: Coalition { .everyone(of: players.count) }
    public var total: Rational { self[everyone] }

    /// Asks `cost` once for each group except the empty one, whose cost is 0.
    /// - Throws: ``FairSharesError/unusablePlayers`` for none, more than 16 or a name that stands twice;
    ///   ``FairSharesError/amountTooLarge`` where costs over their common denominator pass 2⁹⁰; whatever `cost` throws.
    /// - Complexity: O(2ⁿ) calls.
    public init(players: [String], cost: (Coalition) throws -> Rational) throws {
        guard (1...Self.largestPlayerCount).contains(players.count), Set(players).count == players.count else {
            throw FairSharesError.unusablePlayers
        }
        self.players = players
        let costs = try (0..<UInt64(1) << UInt64(players.count)).map { bits in
            bits == 0 ? Rational(0) : try cost(Coalition(bits: bits))
        }
        (scaled, scale) = try Self.scaledToWholeNumbers(costs)
    }

    public subscript(coalition: Coalition) -> Rational { rational(scaled[Int(coalition.bits)]) }

    func rational(_ scaledCost: Int128) -> Rational { Rational(BigInt(scaledCost), BigInt(scale)) }

    private static func scaledToWholeNumbers(_ costs: [Rational]) throws -> (scaled: [Int128], scale: Int128) {
        let limit = Rational(BigInt(1) << 90, 1)
        var scale = Rational(1)
        for cost in costs where (cost * scale).denominator != 1 {
            scale *= Rational((cost * scale).denominator, 1)
            guard scale < limit else { throw FairSharesError.amountTooLarge }
        }
        let whole = try costs.map { cost in
            let product = cost * scale
            guard product.magnitude < limit else { throw FairSharesError.amountTooLarge }
            return Int128(product.numerator)
        }
        return (whole, Int128(scale.numerator))
    }
}

extension CostGame {
    /// A group that would pay less on its own.
    public struct Objection: Sendable, Hashable {
        public let coalition: Coalition
        /// What the group pays together under the proposed shares.
        public let pays: Rational
        /// What it would pay on its own; less than `pays`.
        public let alone: Rational

        public init(coalition: Coalition, pays: Rational, alone: Rational) {
            (self.coalition, self.pays, self.alone) = (coalition, pays, alone)
        }

        public var excess: Rational { pays - alone }

        /// The order of objections: the largest excess first, equal ones by size, then by bits.
        public static func weightierFirst(_ one: Objection, _ other: Objection) -> Bool {
            (other.excess, one.coalition.count, one.coalition.bits)
                < (one.excess, other.coalition.count, other.coalition.bits)
        }
    }

    /// All groups that pay more than they would alone, the largest excess first (equal ones by size, then bits).
    ///
    /// Shares are stable (in the core) when they sum to the total and this is empty. O(n·2ⁿ).
    /// - Throws: ``FairSharesError/unusableWeights`` for another number of shares than players.
    public func objections(to shares: [Rational]) throws -> [Objection] {
        guard shares.count == players.count else { throw FairSharesError.unusableWeights }
        let unit = commonDenominator(shares + [Rational(1, BigInt(scale))])
        let factor = unit.numerator / BigInt(scale)
        let whole = shares.map { ($0 * unit).numerator }
        var pays = [BigInt](repeating: 0, count: scaled.count)
        var found: [Objection] = []
        for bits in 1..<(scaled.count - 1) {
            pays[bits] = pays[bits & (bits - 1)] + whole[bits.trailingZeroBitCount]
            guard pays[bits] > BigInt(scaled[bits]) * factor else { continue }
            let coalition = Coalition(bits: UInt64(bits))
            found.append(Objection(coalition: coalition, pays: Rational(pays[bits], unit.numerator), alone: self[coalition]))
        }
        return found.sorted(by: Objection.weightierFirst)
    }

    /// Whether no group pays more than it would alone and the shares sum to the total. O(n·2ⁿ).
    public func isStable(_ shares: [Rational]) throws -> Bool {
        try objections(to: shares).isEmpty && shares.reduce(0, +) == total
    }

    /// Two groups without a common player that would pay less apart than together, if there are any.
    ///
    /// Where there are none the game is subadditive: working together never costs more. O(3ⁿ).
    public func wastefulUnion() -> (Coalition, Coalition)? {
        for union in 1..<scaled.count {
            var part = (union - 1) & union
            while part > union - part {
                if scaled[part] + scaled[union - part] < scaled[union] {
                    return (Coalition(bits: UInt64(part)), Coalition(bits: UInt64(union - part)))
                }
                part = (part - 1) & union
            }
        }
        return nil
    }
}
