import Foundation

/// Two items to show to the next voter.
public struct PairQuestion: Sendable, Hashable {
    public var first: Int
    public var second: Int
    /// How much one answer is expected to teach about all strengths, in nats.
    public var gain: Double
}

extension BradleyTerry {
    /// The pairs whose answer would teach most.
    ///
    /// One more comparison of i and j multiplies the determinant of the information by `1 + p·(1 − p)·Var(θi − θj)`;
    /// half its logarithm is the expected gain (Chen, Bennett, Collins-Thompson and Horvitz 2013, in its Laplace form).
    /// So the question goes where the outcome is open and the difference is uncertain.
    ///
    /// - Parameter allowed: which pairs may be asked, for instance those a voter has not yet seen; first < second.
    /// - Returns: at most `count` questions, best first; equal gains by index.
    /// - Complexity: O(items² · log count).
    public func questions(count: Int = 1, where allowed: (Int, Int) -> Bool = { _, _ in true }) -> [PairQuestion] {
        var best: [PairQuestion] = []
        for first in items.indices {
            for second in items.indices where first < second && allowed(first, second) {
                let open = chance(first, over: second)
                let gain = log1p(open * (1 - open) * differenceVariance(first, second)) / 2
                if best.count == count, let last = best.last, gain <= last.gain { continue }
                let place = best.partitioningIndex { $0.gain < gain }
                best.insert(PairQuestion(first: first, second: second, gain: gain), at: place)
                if best.count > count { best.removeLast() }
            }
        }
        return best
    }
}

extension PairwiseTally {
    /// Draws a pair with probability in proportion to min(1/votes, ceiling), so that pairs with few votes catch up
    /// (the choice of wiki surveys, Salganik and Levy 2015). `nil` with fewer than two items.
    ///
    /// - Complexity: O(items²).
    public func catchUpPair(ceiling: Double = 1, using random: inout PublishedRandom) -> (Int, Int)? {
        guard items.count > 1 else { return nil }
        var total = 0.0
        forEachPair { _, _, votes in total += min(1 / Double(votes), ceiling) }
        var left = random.unit() * total
        var chosen: (Int, Int)?
        forEachPair { first, second, votes in
            guard left >= 0 else { return }
            left -= min(1 / Double(votes), ceiling)
            chosen = (first, second)
        }
        return chosen
    }

    private func forEachPair(_ body: (Int, Int, Int) -> Void) {
        for first in items.indices {
            for second in items.indices where first < second {
                body(first, second, count(first, over: second) + count(second, over: first))
            }
        }
    }
}

extension Array {
    /// The first index whose element satisfies a condition that is false up to some point and true from there on.
    func partitioningIndex(_ belongsBehind: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongsBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
