import Storage
import TextSimilarity

/// A sign that a text is advertising sent in bulk. Each has its points; their sum is explained to the moderator sign by sign.
public enum SpamSign: String, CaseIterable, Sendable {
    /// A link, and more of them.
    case link, manyLinks, mostlyLinks
    /// A link whose goal nobody can see, or into a chat.
    case shortener
    /// A link from a visitor, or from an account that is younger than three days.
    case newSender
    /// The same sender sent nearly the same before: once, or several times.
    case repeated, repeatedOften
    /// Many texts of one sender within ten minutes, or within a day.
    case burst, bulk
    /// A field that no person sees was filled in.
    case trap
    /// Nobody types so fast.
    case tooQuick

    public var points: Int {
        switch self {
        case .link, .newSender: 1
        case .manyLinks: 2
        case .mostlyLinks, .burst, .tooQuick: 3
        case .shortener, .repeated: 4
        case .bulk: 5
        case .repeatedOften, .trap: 6
        }
    }
}

/// What the rules say about one text.
public struct SpamVerdict: Sendable, Hashable {
    public let signs: [SpamSign]
    public var score: Int { signs.reduce(0) { $0 + $1.points } }
    public var isHeld: Bool { score >= SpamRules.threshold }
    static let clean = SpamVerdict(signs: [])

    var visibility: Visibility { isHeld ? .held : .shown }
    /// For the event, so that moderation opens a case.
    var facts: [String: JSON] { isHeld ? ["held": .list(signs.map { .text($0.rawValue) })] : [:] }
}

/// Rules that need no third party: each can be explained, and none throws anything away. What reaches the threshold waits for a moderator.
public enum SpamRules {
    public static let threshold = 5
    /// The acts whose texts are weighed.
    public static let weighed: Set<String> = [SendSignal.name, ReceiveSignal.name, RegisterOrganisation.name]
    /// So many of the sender's newest texts count.
    static let lookedAt = 40
    static let minimumSeconds = 3
    static let newAccountDays = 3
    /// Within ten minutes, and within a day.
    static let burst = 5, bulk = 15
    /// Shared words of two texts, as a part of all their words.
    static let nearlySame = 0.8

    /// - Parameter isNew: a visitor, or somebody whose account is young.
    public static func judge(_ text: String, isNew: Bool, _ circumstances: Circumstances, now: Instant) -> SpamVerdict {
        var signs = LinkSigns.of(text)
        if isNew, signs.contains(.link) { signs.append(.newSender) }
        let words = Set(FoldedText(text).strings)
        let same = circumstances.recent.count { likeness(words, Set(FoldedText($0.text).strings)) >= nearlySame }
        if same >= 2 { signs.append(.repeatedOften) } else if same == 1 { signs.append(.repeated) }
        if circumstances.recent.count(where: { $0.at > now.adding(seconds: -600) }) >= burst { signs.append(.burst) }
        if circumstances.recent.count >= bulk { signs.append(.bulk) }
        if circumstances.isTrapped { signs.append(.trap) }
        if let seconds = circumstances.secondsToFill, seconds < minimumSeconds { signs.append(.tooQuick) }
        return SpamVerdict(signs: signs)
    }

    /// The same for an act under way. City staff send on behalf of others and are not weighed.
    static func judge(_ text: String, _ change: Change) -> SpamVerdict {
        if change.standing.isStaff || change.standing.isSystem { return .clean }
        let isNew = change.standing.person.map { $0.createdAt > change.now.adding(days: -newAccountDays) } ?? true
        return judge(text, isNew: isNew, change.circumstances, now: change.now)
    }

    /// Jaccard's index of two sets of words.
    static func likeness(_ one: Set<String>, _ other: Set<String>) -> Double {
        if one.isEmpty || other.isEmpty { return 0 }
        let shared = one.intersection(other).count
        return Double(shared) / Double(one.count + other.count - shared)
    }
}

/// Links in a text, as people and programs write them.
enum LinkSigns {
    private static let shorteners: Set<String> = [
        "bit.ly", "tinyurl.com", "t.co", "goo.gl", "is.gd", "v.gd", "ow.ly", "cutt.ly", "rebrand.ly", "shorturl.at", "rb.gy", "t.ly", "buff.ly", "tiny.cc", "adf.ly", "s.id",
        "bit.do", "shorte.st", "clck.ru", "t.me", "wa.me", "telegram.me", "chat.whatsapp.com",
    ]

    static func of(_ text: String) -> [SpamSign] {
        let links = links(in: text)
        guard !links.isEmpty else { return [] }
        var signs: [SpamSign] = [.link]
        if links.count >= 3 { signs.append(.manyLinks) }
        let visible = text.unicodeScalars.count { !$0.properties.isWhitespace }
        if 2 * links.reduce(0, { $0 + $1.unicodeScalars.count }) >= visible { signs.append(.mostlyLinks) }
        if links.contains(where: { shorteners.contains(host(of: $0)) }) { signs.append(.shortener) }
        return signs
    }

    /// Words with a scheme, with `www.`, or like `name.tld/path`. A full stop without a space after it makes no link.
    static func links(in text: String) -> [String] {
        text.split { $0.isWhitespace || "<>()[]\"“”«»".contains($0) }.map { String($0.drop { !$0.isLetter }) }.filter { word in
            let low = word.lowercased()
            if low.contains("http://") || low.contains("https://") || low.contains("hxxp") || low.hasPrefix("www.") { return true }
            guard let stroke = low.firstIndex(of: "/") else { return false }
            let parts = low[..<stroke].split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count >= 2, let last = parts.last, (2...12).contains(last.count), last.allSatisfy({ $0.isASCII && $0.isLetter }) else { return false }
            return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } }
        }
    }

    private static func host(of link: String) -> String {
        var rest = link.lowercased()[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        if rest.hasPrefix("www.") { rest = rest.dropFirst(4) }
        return String(rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" })
    }
}
