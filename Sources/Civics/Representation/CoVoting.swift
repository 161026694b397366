/// One member's vote on a motion.
public enum MotionVote: Sendable, Hashable, Codable {
    case yes, no, abstained
}

/// How united a group voted: `|yes − no| / (yes + no)` (Rice 1925); nil where nobody voted yes or no.
public func riceCohesion(yes: Int, no: Int) -> ExactShare? {
    guard yes >= 0, no >= 0, yes + no > 0 else { return nil }
    return ExactShare(abs(yes - no), yes + no)
}

/// How united a group voted when abstaining counts as a choice:
/// `(max − ½ (total − max)) / total` (Hix, Noury and Roland 2005); nil for no votes.
public func agreementIndex(yes: Int, no: Int, abstained: Int) -> ExactShare? {
    let total = yes + no + abstained
    guard min(yes, no, abstained) >= 0, total > 0 else { return nil }
    return ExactShare(3 * max(yes, no, abstained) - total, 2 * total)
}

/// How far two members vote alike beyond what their habits would give by chance.
public struct CoVoting: Sendable, Hashable {
    /// Motions on which both voted.
    public let motions: Int
    /// Motions on which they voted the same.
    public let agreed: Int
    /// Cohen's kappa: 1 always alike, 0 as by chance; nil where chance alone makes them always agree.
    public let kappa: Double?
    /// How often shuffled votes agreed at least as often (permutation test, the observed order counted in).
    public let chance: Double

    /// - Parameters:
    ///   - one: votes by motion, nil for absent; `other` likewise, of the same length.
    ///   - permutations: shuffles for the test; the seed makes them repeatable.
    /// - Throws: ``RepresentationError/unusableCounts`` for different lengths or no motion in common.
    public init(_ one: [MotionVote?], _ other: [MotionVote?], permutations: Int = 999, seed: UInt64) throws {
        guard one.count == other.count else { throw RepresentationError.unusableCounts }
        let pairs = zip(one, other).compactMap { first, second in
            if let first, let second { (first, second) } else { nil }
        }
        guard !pairs.isEmpty else { throw RepresentationError.unusableCounts }
        motions = pairs.count
        agreed = pairs.count { $0.0 == $0.1 }
        let expected = [MotionVote.yes, .no, .abstained].reduce(0) { sum, vote in
            sum + pairs.count { $0.0 == vote } * pairs.count { $0.1 == vote }
        }
        let (count, possible) = (pairs.count, pairs.count * pairs.count)
        kappa = expected == possible ? nil : Double(agreed * count - expected) / Double(possible - expected)
        var generator = SeededGenerator(state: seed)
        var (shuffled, atLeast) = (pairs.map(\.1), 1)
        for _ in 0..<max(0, permutations) {
            for last in stride(from: count - 1, to: 0, by: -1) { shuffled.swapAt(last, generator.below(last + 1)) }
            let same = zip(pairs, shuffled).count { $0.0.0 == $0.1 }
            if same >= agreed { atLeast += 1 }
        }
        chance = Double(atLeast) / Double(max(0, permutations) + 1)
    }
}

/// Members who vote as one block: connected by pairs that agree more than `kappa` on at least `motions` motions.
///
/// - Parameter votes: for each member the votes by motion, nil for absent.
/// - Returns: blocks of two or more members, the largest first.
/// - Complexity: O(members² × motions).
public func votingBlocks(_ votes: [[MotionVote?]], kappa: Double = 0.8, motions: Int = 10) throws -> [[Int]] {
    var block = Array(votes.indices)
    for one in votes.indices {
        for other in votes.indices where other > one && block[one] != block[other] {
            let common = zip(votes[one], votes[other]).count { $0.0 != nil && $0.1 != nil }
            guard common >= max(1, motions) else { continue }
            let pair = try CoVoting(votes[one], votes[other], permutations: 0, seed: 0)
            guard let own = pair.kappa, own > kappa else { continue }
            let (from, to) = (block[other], block[one])
            block = block.map { $0 == from ? to : $0 }
        }
    }
    return Dictionary(grouping: votes.indices) { block[$0] }.values.filter { $0.count > 1 }
        .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
}

/// Vigna's SplitMix64.
struct SeededGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 up to, not including, `bound`.
    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }
}
