import BigInt

/// A body that decides by weighted vote: a motion passes when its supporters hold at least `quota` and include every
/// member with a veto.
public struct VotingBody: Sendable, Hashable, Codable {
    public struct Member: Sendable, Hashable, Codable {
        public let name: String
        /// Votes or seats; not negative.
        public let weight: Int
        public let hasVeto: Bool

        public init(_ name: String, weight: Int, hasVeto: Bool = false) {
            (self.name, self.weight, self.hasVeto) = (name, weight, hasVeto)
        }
    }

    public let members: [Member]
    public let quota: Int
    public let totalWeight: Int

    /// - Throws: ``RepresentationError/unusableCounts`` for no members or a negative weight;
    ///   ``RepresentationError/unreachableQuota`` for a quota below 1 or above the total;
    ///   ``RepresentationError/tooLarge`` where the total passes 2⁵³.
    public init(members: [Member], quota: Int) throws {
        guard !members.isEmpty, members.allSatisfy({ $0.weight >= 0 }) else { throw RepresentationError.unusableCounts }
        var total = 0
        for member in members {
            let (sum, overflow) = total.addingReportingOverflow(member.weight)
            guard !overflow, sum <= 1 << 53 else { throw RepresentationError.tooLarge }
            total = sum
        }
        guard quota >= 1, quota <= total else { throw RepresentationError.unreachableQuota }
        (self.members, self.quota, totalWeight) = (members, quota, total)
    }

    /// The smallest weight that is more than half of all.
    public static func simpleMajority(of weights: [Int]) -> Int { weights.reduce(0, +) / 2 + 1 }
}

extension VotingBody {
    /// What a member's votes are worth.
    public struct Power: Sendable, Hashable {
        public internal(set) var member: Member
        /// Share of all votes.
        public let seatShare: ExactShare
        /// Coalitions of others that lose without the member and win with it.
        public let swings: ExactShare
        /// Own swings ÷ all swings; the share of power usually meant.
        public let banzhaf: ExactShare
        /// The chance to swing when everybody else votes by a coin.
        public let banzhafChance: ExactShare
        /// The chance to be the member whose vote decides when all join in random order.
        public let shapleyShubik: ExactShare

        /// How far the three powers may be off; nil where they are exact.
        public let uncertainty: Uncertainty?

        /// Power share less seat share; positive where seats understate influence.
        public var excess: ExactShare { banzhaf - seatShare }
    }

    /// Banzhaf and Shapley–Shubik power of every member, exact.
    ///
    /// Coalitions are counted once for all members: by a generating function over sizes and weights where the quota is
    /// modest, or by meeting in the middle where few coalitions differ, whichever is shorter. A member with a veto belongs
    /// to every winning coalition, so vetoes only lower the quota that the others have to fill.
    /// - Complexity: for n members, d different weights and quota q after division by the weights' common divisor, O(n²·q)
    ///   additions of ⌈n/64⌉ words in a table of at most 64 MB (n below 512); or O(d·2^(n/2)·n), up to 36 members of
    ///   different weights and more where weights repeat.
    /// - Throws: ``RepresentationError/tooLarge`` where neither is short enough; ``sampledPower(samples:seed:)`` always is.
    /// - Source: Banzhaf 1965; Shapley and Shubik 1954; Bilbao et al., *Generating functions for computing power indices
    ///   efficiently* (2000); Horowitz and Sahni (1974) for the halves.
    public func power() throws -> [Power] {
        guard let counts = pivots() else { throw RepresentationError.tooLarge }
        let all = counts.reduce(BigInt(0)) { $0 + $1.swings }
        var known: [Int: Power] = [:]
        return zip(members, counts).map { member, count in
            let key = member.hasVeto ? -1 - member.weight : member.weight
            var power = known[key] ?? Power(member, of: self, count, allSwings: all)
            known[key] = power
            power.member = member
            return power
        }
    }
}

extension VotingBody.Power {
    fileprivate init(_ member: VotingBody.Member, of body: VotingBody, _ count: PivotCount, allSwings: BigInt) {
        self.member = member
        seatShare = ExactShare(member.weight, body.totalWeight)
        swings = ExactShare(count.swings, 1)
        banzhaf = ExactShare(count.swings, max(1, allSwings))
        banzhafChance = ExactShare(count.swings, 1 << (body.members.count - 1))
        shapleyShubik = count.shapleyShubik
        uncertainty = nil
    }
}
