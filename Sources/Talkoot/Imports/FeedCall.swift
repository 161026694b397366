/// A call as Challenge.gov's feed tells it, its HTML made Markdown.
public struct FeedCall: Sendable, Equatable {
    public var line: Int
    /// `challenge.gov:1088`.
    public var origin: String
    public var title: String
    public var summary: String
    /// Description, prizes, how to enter, rules and judging as sections, and where it comes from.
    public var text: String
    public var eligibility: String
    public var prize: Money
    public var criteria: [FeedCriterion]
    public var kind: Challenge.Kind
    /// As the feed has them, in the agency's own time.
    public var opens: LocalTime
    public var closes: LocalTime
    public var status: String
    public var address: String?
}

public struct FeedCriterion: Sendable, Equatable {
    public var name: String, weight: Int
}

/// Weights in a judging text: “Impact (40%): …”, “30 % Cost”, “Team – 20 points”. Taken only when they add up to a hundred.
enum FeedCriteria {
    /// What a jury scores where the text tells no weights.
    static let whole = [FeedCriterion(name: "As the judging text says", weight: 100)]

    static func read(_ judging: String) -> [FeedCriterion] {
        for unit in ["%", "points"] {
            let found = judging.split(separator: "\n").compactMap { criterion($0, unit) }
            let names = Set(found.map { Folding.fold($0.name) })
            if (2...12).contains(found.count), names.count == found.count, found.reduce(0, { $0 + $1.weight }) == 100 { return found }
        }
        return whole
    }

    private static func criterion(_ line: Substring, _ unit: String) -> FeedCriterion? {
        let pattern = unit == "%" ? #/[\(\[]?\s*([0-9]{1,2})\s*(?:%|percent)\s*[\)\]]?/# : #/[\(\[]?\s*([0-9]{1,2})\s*points?\s*[\)\]]?/#.ignoresCase()
        let matches = line.matches(of: pattern)
        guard matches.count == 1, let match = matches.first, let weight = Int(match.1), weight > 0 else { return nil }
        let before = name(in: line[..<match.range.lowerBound]), after = name(in: line[match.range.upperBound...])
        let chosen = before.isEmpty ? after : before
        guard !chosen.isEmpty else { return nil }
        return FeedCriterion(name: Shortening.cut(chosen, to: 80), weight: weight)
    }
    /// Without list signs, and up to the first colon or full stop.
    private static func name(in part: Substring) -> String {
        let unlisted = part.drop { !$0.isLetter }
        let head = unlisted.prefix { $0 != ":" && $0 != "." && $0 != "·" && $0 != "\n" }
        var name = head.replacing("\\", with: "").trimmed
        while let last = name.last, !last.isLetter && !last.isNumber && last != ")" { name = name.dropLast() }
        return String(name)
    }
}
