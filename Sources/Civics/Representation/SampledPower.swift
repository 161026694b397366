import BigInt

extension VotingBody.Power {
    /// Ranges that hold the exact values in 99 of 100 samples.
    public struct Uncertainty: Sendable, Hashable {
        public let banzhaf: ClosedRange<Double>
        public let banzhafChance: ClosedRange<Double>
        public let shapleyShubik: ClosedRange<Double>
    }
}

extension VotingBody {
    /// Estimates both powers from random coalitions and random orders, for bodies too large for ``power()``.
    ///
    /// Every coalition drawn is asked about every member, so each has the same number of trials. Chances get Wilson's
    /// interval, the Banzhaf share the interval of a ratio by linearisation; both at 99 %.
    /// - Parameter seed: the same seed gives the same numbers on every machine (SplitMix64).
    /// - Complexity: O(samples · members).
    /// - Source: Castro, Gómez and Tejada, *Polynomial calculation of the Shapley value based on sampling* (2009).
    public func sampledPower(samples: Int, seed: UInt64) -> [Power] {
        let samples = max(samples, 1)
        var drawing = PowerSample(self, seed: seed)
        for _ in 0..<samples {
            drawing.drawCoalition()
            drawing.drawOrder()
        }
        return members.indices.map { drawing.power(of: $0, samples: samples, in: self) }
    }
}

private struct PowerSample {
    private let weights: [Int]
    private let vetoes: [Int]
    private let hasVeto: [Bool]
    private let quota: Int
    private var generator: SeededGenerator
    private var isIn: [Bool]
    private var order: [Int]
    private var pivots: [Int]
    private var swings: [Int]
    /// For each member the swings of all in those coalitions in which it swings.
    private var shared: [Int]
    private var squares = 0

    init(_ body: VotingBody, seed: UInt64) {
        weights = body.members.map(\.weight)
        hasVeto = body.members.map(\.hasVeto)
        vetoes = hasVeto.indices.filter { body.members[$0].hasVeto }
        quota = body.quota
        generator = SeededGenerator(state: seed)
        isIn = Array(repeating: false, count: weights.count)
        order = Array(weights.indices)
        (pivots, swings, shared) = (isIn.map { _ in 0 }, isIn.map { _ in 0 }, isIn.map { _ in 0 })
    }

    mutating func drawCoalition() {
        var (bits, sum) = (UInt64(0), 0)
        for member in weights.indices {
            if member % 64 == 0 { bits = generator.next() }
            isIn[member] = bits & 1 == 1
            bits >>= 1
            if isIn[member] { sum += weights[member] }
        }
        let absent = vetoes.count { !isIn[$0] }
        var swinging: [Int] = []
        for member in weights.indices {
            let without = isIn[member] ? sum - weights[member] : sum
            let others = hasVeto[member] && !isIn[member] ? absent - 1 : absent
            if others == 0, without + weights[member] >= quota, hasVeto[member] || without < quota { swinging.append(member) }
        }
        for member in swinging {
            swings[member] += 1
            shared[member] += swinging.count
        }
        squares += swinging.count * swinging.count
    }

    mutating func drawOrder() {
        for place in order.indices.dropFirst().reversed() { order.swapAt(place, generator.below(place + 1)) }
        var (sum, absent) = (0, vetoes.count)
        for member in order {
            sum += weights[member]
            if hasVeto[member] { absent -= 1 }
            if sum >= quota, absent == 0 {
                pivots[member] += 1
                return
            }
        }
    }

    func power(of member: Int, samples: Int, in body: VotingBody) -> VotingBody.Power {
        let all = max(swings.reduce(0, +), 1)
        let share = Double(swings[member]) / Double(all)
        // The mean square of what a coalition adds to the numerator less the share of what it adds to the denominator.
        let square = Double(swings[member]) - 2 * share * Double(shared[member]) + share * share * Double(squares)
        let width = Self.quantile * max(square, 0).squareRoot() / Double(all)
        return VotingBody.Power(
            member: body.members[member], seatShare: ExactShare(weights[member], body.totalWeight),
            swings: ExactShare(BigInt(swings[member]) << (weights.count - 1), BigInt(samples)),
            banzhaf: ExactShare(swings[member], all), banzhafChance: ExactShare(swings[member], samples),
            shapleyShubik: ExactShare(pivots[member], samples),
            uncertainty: .init(
                banzhaf: max(0, share - width)...min(1, share + width), banzhafChance: Self.range(swings[member], samples),
                shapleyShubik: Self.range(pivots[member], samples)))
    }

    /// The normal quantile of 99 % on both sides.
    private static let quantile = 2.5758293035489004

    /// Wilson's interval of a proportion.
    private static func range(_ count: Int, _ samples: Int) -> ClosedRange<Double> {
        let (share, number, square) = (Double(count) / Double(samples), Double(samples), quantile * quantile)
        let middle = (share + square / (2 * number)) / (1 + square / number)
        let width = quantile / (1 + square / number) * (share * (1 - share) / number + square / (4 * number * number)).squareRoot()
        // At the ends the formula gives 0 and 1 but for rounding.
        return (count == 0 ? 0 : max(0, middle - width))...(count == samples ? 1 : min(1, middle + width))
    }
}
