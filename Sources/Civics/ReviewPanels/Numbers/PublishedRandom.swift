/// SplitMix64 (Steele, Lea, Flood 2014): random numbers that anybody can draw again from the published seed.
///
/// Its first outputs for seed 0 are 0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F.
public struct PublishedRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Uniform in [0, 1), a multiple of 2⁻⁵³.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A whole number from 0 to `bound` − 1, each equally likely (rejection of the incomplete last block).
    mutating func below(_ bound: UInt64) -> UInt64 {
        let limit = UInt64.max - (UInt64.max % bound + 1) % bound
        while true {
            let draw = next()
            if draw <= limit { return draw % bound }
        }
    }
}
