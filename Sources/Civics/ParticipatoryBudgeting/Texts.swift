/// Many short texts in one piece of memory: their bytes and four more for each.
public struct Texts: Sendable, Equatable, RandomAccessCollection, ExpressibleByArrayLiteral {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    public init() {}

    public init(_ texts: some Sequence<String>) {
        for text in texts { append(text.utf8) }
    }

    public init(arrayLiteral elements: String...) { self.init(elements) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { ends.count }
    public subscript(place: Int) -> String { String(decoding: slice(place), as: UTF8.self) }

    /// Adds a text. All texts together hold less than 4 GB.
    public mutating func append(_ utf8: some Sequence<UInt8>) {
        bytes.append(contentsOf: utf8)
        ends.append(UInt32(bytes.count))
    }

    mutating func reserve(_ count: Int) { ends.reserveCapacity(count) }

    func slice(_ place: Int) -> ArraySlice<UInt8> {
        bytes[(place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])]
    }
}

/// Different texts, each with a number in order of appearance: open addressing over FNV-1a, because a city's file asks
/// millions of times.
struct TextPool: Sendable, Equatable {
    private(set) var texts = Texts()
    private var slots: [Int32] = Array(repeating: -1, count: 16)

    init(_ texts: some Sequence<String>) {
        for text in texts { _ = number(of: Array(text.utf8)[...]) }
    }

    /// The number of a text, which is added if it is new.
    mutating func number(of text: ArraySlice<UInt8>) -> UInt32 {
        var slot = place(of: text)
        if slots[slot] < 0 {
            if texts.count * 2 >= slots.count {
                grow()
                slot = place(of: text)
            }
            slots[slot] = Int32(texts.count)
            texts.append(text)
        }
        return UInt32(slots[slot])
    }

    func find(_ text: ArraySlice<UInt8>) -> UInt32? {
        let number = slots[place(of: text)]
        return number < 0 ? nil : UInt32(number)
    }

    /// The slot that holds the text, or the empty one where it would stand.
    private func place(of text: ArraySlice<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var slot = Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & UInt64(slots.count - 1))
        while slots[slot] >= 0, !texts.slice(Int(slots[slot])).elementsEqual(text) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for number in texts.indices { slots[place(of: texts.slice(number))] = Int32(number) }
    }
}

/// Tells which of many texts have been met before, by their places among ``Texts``.
struct SeenTexts {
    private var slots: [Int32] = Array(repeating: -1, count: 16)
    private var count = 0

    /// Notes the last of these texts; false if an equal one was noted before.
    mutating func noteLast(of texts: Texts) -> Bool {
        let place = texts.count - 1
        if (count + 1) * 2 > slots.count { grow(texts) }
        let slot = slot(of: texts.slice(place), in: texts)
        guard slots[slot] < 0 else { return false }
        slots[slot] = Int32(place)
        count += 1
        return true
    }

    private func slot(of text: ArraySlice<UInt8>, in texts: Texts) -> Int {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        value ^= value >> 32
        var slot = Int(truncatingIfNeeded: value) & (slots.count - 1)
        while slots[slot] >= 0, texts.slice(Int(slots[slot])) != text { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private mutating func grow(_ texts: Texts) {
        let old = slots
        slots = Array(repeating: -1, count: old.count * 2)
        for place in old where place >= 0 { slots[slot(of: texts.slice(Int(place)), in: texts)] = place }
    }
}
