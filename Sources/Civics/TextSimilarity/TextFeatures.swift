/// What is compared of a text: beginnings of words, pairs of them, and letter groups inside words.
///
/// The first four letters stand for a word's stem in any language; letter groups of four and five, word edges included,
/// forgive misspelling and inflection. Each feature is a 64-bit hash, so that no strings are kept.
enum TextFeatures {
    static let stemLength = 4
    static let letterGroups = 4...5
    /// Weight of letter groups beside words and pairs.
    static let letterGroupWeight: Float = 0.7

    /// A feature's hash, with the lowest bit saying whether it is a letter group.
    static func isLetterGroup(_ feature: UInt64) -> Bool { feature & 1 == 1 }

    /// Every feature with the number of times it occurs, ordered by hash. O(length).
    static func counts(_ text: FoldedText) -> [(feature: UInt64, count: Int)] {
        var features: [UInt64] = []
        features.reserveCapacity(text.words.count * 12)
        var before: UInt64?
        for word in text.words {
            let stem = hash(word.prefix(stemLength), seed: 0x5EED)
            features.append(stem & ~1)
            if let before { features.append(mix(before ^ stem &* 0x9E37_79B9_7F4A_7C15) & ~1) }
            before = stem
            appendLetterGroups(of: word, to: &features)
        }
        features.sort()
        var counts: [(feature: UInt64, count: Int)] = []
        counts.reserveCapacity(features.count)
        for feature in features {
            if counts.last?.feature == feature {
                counts[counts.count - 1].count += 1
            } else {
                counts.append((feature, 1))
            }
        }
        return counts
    }

    private static func appendLetterGroups(of word: [UInt32], to features: inout [UInt64]) {
        let edge = UInt32(UInt8(ascii: " "))
        let padded = [edge] + word + [edge]
        for size in letterGroups {
            guard size < padded.count else {
                features.append(hash(padded[...], seed: 0xED6E) | 1)
                return
            }
            for start in 0...(padded.count - size) {
                features.append(hash(padded[start..<(start + size)], seed: 0xED6E) | 1)
            }
        }
    }

    private static func hash(_ scalars: ArraySlice<UInt32>, seed: UInt64) -> UInt64 {
        var hash = seed
        for scalar in scalars { hash = mix(hash ^ UInt64(scalar)) }
        return hash
    }

    /// The finaliser of SplitMix64: one to one, and every bit depends on every other.
    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
