import Foundation

/// Gives each different text a number, from 0 in the order they come; equal texts get the same one.
///
/// A file of comparisons names few items many times. So its cells are compared as bytes, and only a text not met before
/// becomes a `String`, trimmed of white space. A cell costs some ten nanoseconds.
struct TextNumbers {
    private(set) var texts: [String] = []
    /// Every spelling met, one after the other; spellings that mean the same text share its number.
    private var spellings: [UInt8] = []
    private var ends: [Int] = []
    private var numbers: [UInt32] = []
    private var slots = Array(repeating: UInt32.max, count: 64)
    /// Nobody can foresee which texts would fall on the same slot.
    private let seed = UInt64.random(in: 0...UInt64.max) | 1

    /// The number of the text in these bytes; nil if they are not UTF-8.
    mutating func number(of bytes: ArraySlice<UInt8>) -> Int? {
        let trimmed = Self.trimmed(bytes)
        let slot = trimmed.withUnsafeBytes { find($0) }
        if slots[slot] != .max { return Int(numbers[Int(slots[slot])]) }
        guard let text = String(validating: trimmed, as: UTF8.self) else { return nil }
        let number: Int
        let plain = trimmed.allSatisfy { $0 < 0x80 } ? text : Self.canonical(text)
        if plain.utf8.elementsEqual(trimmed) {
            number = texts.count
            texts.append(text)
        } else {
            // Another spelling of a text: composed otherwise, or within other white space.
            guard let known = self.number(of: Array(plain.utf8)[...]) else { return nil }
            number = known
        }
        keep(trimmed, number)
        return number
    }

    private static func canonical(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let first = rest.first, first == 0x20 || first == 0x09 { rest = rest.dropFirst() }
        while let last = rest.last, last == 0x20 || last == 0x09 { rest = rest.dropLast() }
        return rest
    }

    private mutating func keep(_ spelling: ArraySlice<UInt8>, _ number: Int) {
        let slot = spelling.withUnsafeBytes { find($0) }
        slots[slot] = UInt32(numbers.count)
        spellings += spelling
        ends.append(spellings.count)
        numbers.append(UInt32(number))
        if numbers.count * 2 > slots.count { grow() }
    }

    private mutating func grow() {
        slots = Array(repeating: .max, count: slots.count * 2)
        spellings.withUnsafeBytes { spellings in
            for entry in ends.indices {
                let range = (entry == 0 ? 0 : ends[entry - 1])..<ends[entry]
                var slot = hash(UnsafeRawBufferPointer(rebasing: spellings[range])) & (slots.count - 1)
                while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = UInt32(entry)
            }
        }
    }

    /// The slot of this spelling, or the empty one where it belongs.
    private func find(_ spelling: UnsafeRawBufferPointer) -> Int {
        var slot = hash(spelling) & (slots.count - 1)
        while slots[slot] != .max, !isSame(Int(slots[slot]), spelling) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private func isSame(_ entry: Int, _ spelling: UnsafeRawBufferPointer) -> Bool {
        let start = entry == 0 ? 0 : ends[entry - 1]
        guard ends[entry] - start == spelling.count else { return false }
        return spellings.withUnsafeBytes { known in
            for offset in 0..<spelling.count where known[start + offset] != spelling[offset] { return false }
            return true
        }
    }

    /// Eight bytes at a time, each time mixed by both halves of a product with a number that differs from run to run.
    private func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
        var value = seed ^ UInt64(truncatingIfNeeded: bytes.count)
        var offset = 0
        while offset + 8 <= bytes.count {
            value = mixed(value ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < bytes.count {
            rest = rest << 8 | UInt64(bytes[offset])
            offset += 1
        }
        return Int(truncatingIfNeeded: mixed(value ^ rest) >> 1)
    }

    private func mixed(_ value: UInt64) -> UInt64 {
        let (high, low) = value.multipliedFullWidth(by: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
        return high ^ low
    }
}
