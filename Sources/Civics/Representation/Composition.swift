import BigInt
import Foundation

/// How a body is made up: the number of members of each group (sector, district, gender …).
public struct Composition: Sendable, Hashable, Codable {
    public let counts: [Int]
    public let total: Int

    /// - Throws: ``RepresentationError/unusableCounts`` for no groups, a negative count, nobody at all, or more than 2⁵³ people.
    public init(_ counts: [Int]) throws {
        guard counts.allSatisfy({ (0...1 << 53).contains($0) }), counts.count < 1 << 9 else {
            throw RepresentationError.unusableCounts
        }
        total = counts.reduce(0, +)
        guard total > 0 else { throw RepresentationError.unusableCounts }
        self.counts = counts
    }

    public var shares: [Double] { counts.map { Double($0) / Double(total) } }

    private var sumOfSquares: BigInt { counts.reduce(BigInt(0)) { $0 + BigInt($1) * BigInt($1) } }

    /// Blau's index (Gini–Simpson): the chance that two draws with replacement differ. `1 − Σ p²`.
    public var blau: ExactShare {
        let square = BigInt(total) * BigInt(total)
        return ExactShare(square - sumOfSquares, square)
    }

    /// Blau's index ÷ its largest value for this number of groups, `× K/(K−1)`; 0 for a single group.
    ///
    /// With the five outside and inside sectors as groups this is the cross-sector index of a team.
    public var normalisedBlau: ExactShare {
        guard counts.count > 1 else { return .zero }
        let blau = blau
        return ExactShare(blau.numerator * BigInt(counts.count), blau.denominator * BigInt(counts.count - 1))
    }

    /// How many equally large groups would be as diverse: `1 / Σ p²` (Laakso and Taagepera 1979).
    public var effectiveNumber: ExactShare { ExactShare(BigInt(total) * BigInt(total), sumOfSquares) }

    /// Shannon's entropy `−Σ p ln p`, in nats.
    public var shannon: Double { -shares.reduce(0) { $0 + ($1 > 0 ? $1 * log($1) : 0) } }

    /// Pielou's evenness: entropy ÷ ln K; 0 for a single group.
    public var evenness: Double { counts.count > 1 ? shannon / log(Double(counts.count)) : 0 }

    /// Hill's number of the given order: 0 counts groups, 1 is `exp(entropy)`, 2 the effective number.
    public func hillNumber(order: Double) -> Double {
        let present = shares.filter { $0 > 0 }
        if order == 1 { return exp(shannon) }
        return pow(present.reduce(0) { $0 + pow($1, order) }, 1 / (1 - order))
    }

    public var largestShare: ExactShare { ExactShare(counts.max() ?? 0, total) }
}

/// A body's composition beside the population it stands for, group by group.
public struct SeatBalance: Sendable, Hashable {
    public let seats: Composition
    public let population: Composition

    /// - Throws: ``RepresentationError/unusableCounts`` for different numbers of groups.
    public init(seats: [Int], population: [Int]) throws {
        guard seats.count == population.count else { throw RepresentationError.unusableCounts }
        (self.seats, self.population) = (try Composition(seats), try Composition(population))
    }

    /// For each group its share of seats ÷ its share of the population; nil for a group that nobody belongs to.
    public var ratios: [ExactShare?] {
        zip(seats.counts, population.counts).map { seat, people in
            people == 0 ? nil : ExactShare(BigInt(seat) * BigInt(population.total), BigInt(people) * BigInt(seats.total))
        }
    }

    /// A group's ratio counts as fair between 4/5 and 5/4.
    public static let fairRatios = ExactShare(4, 5)...ExactShare(5, 4)

    /// Half the sum of differences between shares (Loosemore and Hanby 1971): the part of seats that would have to change.
    public var distance: ExactShare {
        let sum = zip(seats.counts, population.counts).reduce(BigInt(0)) { sum, group in
            sum + BigInt((BigInt(group.0) * BigInt(population.total) - BigInt(group.1) * BigInt(seats.total)).magnitude)
        }
        return ExactShare(sum, 2 * BigInt(seats.total) * BigInt(population.total))
    }

    /// Rose's index of proportionality: 1 − ``distance``.
    public var proportionality: ExactShare { ExactShare(1, 1) - distance }

    /// The largest ratio: how much the most over-represented group has of its due.
    public var largestRatio: ExactShare { ratios.compactMap { $0 }.max() ?? .zero }

    private var pairs: [(seat: Double, people: Double)] {
        zip(seats.shares, population.shares).map { (seat: $0, people: $1) }
    }

    /// Gallagher's least-squares index `√(½ Σ (s − v)²)`.
    public var gallagher: Double {
        (pairs.reduce(0) { $0 + ($1.seat - $1.people) * ($1.seat - $1.people) } / 2).squareRoot()
    }

    /// Sainte-Laguë's index `Σ (s − v)² / v`; infinite where a group without people holds seats.
    public var sainteLague: Double {
        pairs.reduce(0) { sum, pair in
            let difference = pair.seat - pair.people
            return difference == 0 ? sum : sum + difference * difference / pair.people
        }
    }

    /// Kullback–Leibler divergence `Σ s ln(s/v)` in nats; infinite where a group without people holds seats.
    public var divergence: Double {
        pairs.reduce(0) { $1.seat > 0 ? $0 + $1.seat * log($1.seat / $1.people) : $0 }
    }
}
