/// A small published random generator, so that anybody can repeat a draw from its seed.
///
/// The seed text is hashed with 64-bit FNV-1a over its UTF-8 bytes; the numbers are SplitMix64
/// (G. Steele, D. Lea, C. Flood, *Fast Splittable Pseudorandom Number Generators*, 2014). It is
/// repeatable, not secret: the seed must come from an event that nobody could foresee.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts the sequence that belongs to a seed text.
    public init(seed: String) {
        state = 0xcbf2_9ce4_8422_2325
        for byte in seed.utf8 {
            state ^= UInt64(byte)
            state &*= 0x0000_0100_0000_01b3
        }
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A whole number in 0..<bound, each equally likely (numbers that would favour some are redrawn).
    ///
    /// - Precondition: `bound` is positive.
    public mutating func whole(below bound: Int) -> Int {
        let size = UInt64(bound)
        let usable = UInt64.max - UInt64.max % size
        while true {
            let bits = next()
            if bits < usable { return Int(bits % size) }
        }
    }

    /// A number in 0..<1 with 53 random bits.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Fisher–Yates shuffle with this generator, the same on every platform.
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        guard elements.count > 1 else { return }
        for index in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(index, whole(below: index + 1))
        }
    }
}
