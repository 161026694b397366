/// What changed from one text to the next, in words.
public struct TextDifference: Sendable, Hashable {
    public enum Part: Sendable, Hashable { case same(String), removed(String), added(String) }
    public let parts: [Part]

    /// Shortest difference by Myers' algorithm (*An O(ND) Difference Algorithm and Its Variations*, Algorithmica 1, 1986), as the standard library has it.
    public init(from old: String, to new: String) {
        let (before, after) = (Self.words(old), Self.words(new))
        let change = after.difference(from: before)
        var removed: Set<Int> = [], added: Set<Int> = []
        for step in change {
            switch step {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var parts: [Part] = [], here = 0, there = 0
        while here < before.count || there < after.count {
            if here < before.count, removed.contains(here) { parts.append(.removed(before[here])); here += 1 }
            else if there < after.count, added.contains(there) { parts.append(.added(after[there])); there += 1 }
            else { parts.append(.same(after[there])); here += 1; there += 1 }
        }
        self.parts = Self.joined(parts)
    }

    /// Each word with the space behind it, so that joining them gives the text again.
    private static func words(_ text: String) -> [String] {
        var words: [String] = [], word = ""
        for character in text {
            if !character.isWhitespace, word.last?.isWhitespace == true { words.append(word); word = "" }
            word.append(character)
        }
        return word.isEmpty ? words : words + [word]
    }
    private static func joined(_ parts: [Part]) -> [Part] {
        parts.reduce(into: []) { all, part in
            switch (all.last, part) {
            case (.same(let before), .same(let now)): all[all.count - 1] = .same(before + now)
            case (.removed(let before), .removed(let now)): all[all.count - 1] = .removed(before + now)
            case (.added(let before), .added(let now)): all[all.count - 1] = .added(before + now)
            default: all.append(part)
            }
        }
    }
}
