/// Weights by term, in a small open hash table that stays in the processor's cache.
struct TermTable {
    private struct Slot {
        var term: Int32
        var weight: Float
    }

    private var slots: [Slot]

    /// Room for `count` terms; more must not be added.
    init(capacity count: Int) {
        var size = 64
        while size < 4 * count { size *= 2 }
        slots = Array(repeating: Slot(term: -1, weight: 0), count: size)
    }

    mutating func add(_ weight: Float, to term: Int) {
        let mask = slots.count - 1
        var slot = Self.start(of: Int32(term), mask)
        while slots[slot].term != Int32(term), slots[slot].term >= 0 { slot = (slot + 1) & mask }
        slots[slot].term = Int32(term)
        slots[slot].weight += weight
    }

    private static func start(of term: Int32, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (UInt32(bitPattern: term) &* 2_654_435_769) >> 8) & mask
    }

    /// The sum of table weight × text weight over the terms of a text.
    ///
    /// Unchecked pointers, because this loop is where searches spend their time: slots are masked to the table's size,
    /// and `strength` covers every count that an occurrence can hold.
    func product(with entries: ArraySlice<Occurrence>, strength: [Float], rarity: [Float]) -> Float {
        let mask = slots.count - 1
        return slots.withUnsafeBufferPointer { slots in
            entries.withUnsafeBufferPointer { entries in
                var sum: Float = 0
                for entry in entries {
                    let term = Int32(truncatingIfNeeded: entry.target)
                    var slot = Self.start(of: term, mask)
                    while slots[slot].term != term, slots[slot].term >= 0 { slot = (slot + 1) & mask }
                    let weight = slots[slot].weight
                    if weight != 0 { sum += weight * strength[entry.count] * rarity[entry.target] }
                }
                return sum
            }
        }
    }
}

/// A term of a text or a text of a term, with the number of occurrences, in four bytes.
struct Occurrence {
    private let packed: UInt32

    /// `target` below 2²⁴; counts above 255 count as 255.
    init(_ target: Int, count: Int) { packed = UInt32(target) << 8 | UInt32(min(count, 255)) }

    var target: Int { Int(packed >> 8) }
    var count: Int { Int(packed & 255) }

    static let largestTarget = 1 << 24 - 1
}
