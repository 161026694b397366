/// Which of several equally good projects is taken; every rule declares it, and it is total.
public enum TieRule: Sendable, Equatable {
    /// The id that is smaller as a string of code points, so “10” before “9” (pabutools).
    case lexicographic
    /// Lower cost, then more voters, then the smaller id (equalshares.net and the Polish cities, where a tie that cost and
    /// voters leave open is an error).
    case costThenVotes
    /// Lower cost, then the earlier line of the file; reproduces the official greedy results in Pabulib.
    case costThenPosition
    /// An order drawn once from a published seed (SplitMix64 and Fisher–Yates over the ids in code-point order).
    case lot(seed: UInt64)
}

extension Election {
    /// For each project its place in the order of the tie rule.
    func tieRanks(_ rule: TieRule) -> [Int] {
        let byID = projects.indices.sorted { precedesByCodePoint(projects[$0].id, projects[$1].id) }
        let order: [Int]
        switch rule {
        case .lexicographic: order = byID
        case .costThenVotes:
            let votes = listings
            var place = Array(repeating: 0, count: projects.count)
            for (index, project) in byID.enumerated() { place[project] = index }
            order = byID.sorted { (costUnits[$0], -votes[$0], place[$0]) < (costUnits[$1], -votes[$1], place[$1]) }
        case .costThenPosition:
            order = projects.indices.sorted { (costUnits[$0], $0) < (costUnits[$1], $1) }
        case .lot(let seed):
            var generator = SplitMix64(state: seed)
            order = byID.shuffled(using: &generator)
        }
        var ranks = Array(repeating: 0, count: projects.count)
        for (rank, project) in order.enumerated() { ranks[project] = rank }
        return ranks
    }
}

/// Steele, Lea, Flood: *Fast splittable pseudorandom number generators*, OOPSLA 2014.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
