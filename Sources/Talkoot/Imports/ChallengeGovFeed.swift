public import Foundation

/// Reads Challenge.gov's feeds (`feed-open.json`, `feed-closed.json`: a JSON object whose `_challenge` is the list of calls).
public struct ChallengeGovFeed {
    static let longestText = 100_000
    static let longestEligibility = 4_000

    public static func read(_ bytes: Data) throws(ImportTrouble) -> ImportReading<FeedCall> {
        let json = try? JSONSerialization.jsonObject(with: bytes)
        guard let list = (json as? [String: Any])?["_challenge"] as? [Any] ?? json as? [Any] else {
            throw ImportTrouble(bytes.isEmpty ? .empty : .foreign(.notFeed, [:]))
        }
        var feed = ChallengeGovFeed()
        for (number, item) in list.enumerated() { feed.take(item, number + 1) }
        return feed.reading
    }

    private var reading = ImportReading<FeedCall>()
    private var itemOfOrigin: [String: Int] = [:]

    private mutating func take(_ item: Any, _ line: Int) {
        reading.count += 1
        do {
            guard let object = item as? [String: Any] else { throw RefusedLine(.notObject) }
            let call = try call(of: ForeignRecord(line: line, json: object))
            if let earlier = itemOfOrigin[call.origin] { throw RefusedLine(.sameID, ["line": "\(earlier)"]) }
            itemOfOrigin[call.origin] = line
            reading.items.append(call)
        } catch let refused as RefusedLine { reading.notes.append(ImportNote(line: line, .refused, refused.fault)) } catch { reading.notes.append(ImportNote(line: line, .refused, .other("\(error)"))) }
    }
    private mutating func note(_ line: Int, _ kind: ImportNote.Kind, _ fault: ForeignFault, _ values: [String: String]) { reading.notes.append(ImportNote(line: line, kind, fault, values)) }

    private mutating func call(of record: ForeignRecord) throws -> FeedCall {
        func line(_ name: String) -> String { CleanText.clean(HTMLText.convert(record.text(name)?.text ?? "", as: .plain), lines: false) }
        func text(_ name: String) -> String { HTMLText.convert(record.text(name)?.text ?? "", as: .markdown) }
        let id = line("challenge-id"), title = line("challenge-title")
        if id.isEmpty || id.count > 40 { throw RefusedLine(.noID) }
        if title.isEmpty { throw RefusedLine(.noTitle) }
        let (opens, closes) = try dates(line("submission-start"), line("submission-end"), record.line)
        let judging = text("judging"), rules = text("rules"), tagline = line("tagline"), cash = line("total-prize-offered-cash")
        var description = text("description")
        if description.isEmpty { description = text("tagline") }
        if description.isEmpty { throw RefusedLine(.noBody) }
        let address = SafeAddress.text(line("permalink"))
        let sections = [("", description), ("Prizes", text("prizes")), ("How to enter", text("how-to-enter")), ("Rules", rules), ("Judging", judging)]
        let origin = "Published by \(text("agency"))\(address.map { " on [Challenge.gov](\($0))" } ?? "")." + (cash.isEmpty ? "" : " Prizes there: \(cash).")
            + (SafeAddress.text(line("external-url")).map { " [More about it](\($0))." } ?? "")
        let shown = shortened(title, to: 120, .cutTitle, record.line)
        return FeedCall(
            line: record.line, origin: "challenge.gov:\(id)", title: shown, summary: shortened(tagline.isEmpty ? title : tagline, to: 600, .cutTagline, record.line),
            text: shortened(Self.joined((shown == title ? [] : [("", title)]) + sections + [("Where it comes from", origin)]), to: Self.longestText, .cutText, record.line),
            eligibility: Self.eligibility(in: rules), prize: Money(cash.replacing("$", with: "")) ?? Money(cents: 0), criteria: FeedCriteria.read(judging),
            kind: Self.kind(line("type-of-challenge")), opens: opens, closes: closes, status: String(line("challenge_status").prefix(60)), address: address)
    }

    /// Where one date cannot be read, or they stand the wrong way round, the call is taken to last sixty days.
    private mutating func dates(_ start: String, _ end: String, _ line: Int) throws -> (opens: LocalTime, closes: LocalTime) {
        let read = (opens: FeedDate.read(start), closes: FeedDate.read(end, isEnd: true))
        if let opens = read.opens, let closes = read.closes, (opens.day, opens.minuteOfDay) < (closes.day, closes.minuteOfDay) { return (opens, closes) }
        if let opens = read.opens {
            note(line, .changed, .badEnd, ["day": end])
            return (opens, LocalTime(day: opens.day.adding(days: 60), minuteOfDay: 16 * 60))
        }
        guard let closes = read.closes else { throw RefusedLine(.noDates) }
        note(line, .changed, .badStart, ["day": start])
        return (LocalTime(day: closes.day.adding(days: -60), minuteOfDay: 9 * 60), closes)
    }

    private mutating func shortened(_ text: String, to length: Int, _ fault: ForeignFault, _ line: Int) -> String {
        let short = Shortening.cut(text, to: length)
        if short != text { note(line, .shortened, fault, ["length": "\(length)"]) }
        return short
    }
    private static func joined(_ sections: [(heading: String, text: String)]) -> String {
        sections.filter { !$0.text.isEmpty }.map { $0.heading.isEmpty ? $0.text : "## \($0.heading)\n\n\($0.text)" }.joined(separator: "\n\n")
    }

    /// The part of the rules under a heading that speaks of eligibility; else how the rules begin.
    private static func eligibility(in rules: String) -> String {
        var lines = rules.split(separator: "\n", omittingEmptySubsequences: false)[...]
        if let heading = lines.firstIndex(where: { $0.hasPrefix("### ") && $0.lowercased().contains("eligib") }) {
            let rest = lines[(heading + 1)...]
            let part = rest.prefix { !$0.hasPrefix("### ") }
            if part.contains(where: { !$0.isEmpty }) { lines = part }
        }
        let text = String(lines.joined(separator: "\n").trimmed)
        return text.isEmpty ? "As the text says." : Shortening.cut(text, to: longestEligibility)
    }

    private static func kind(_ types: String) -> Challenge.Kind {
        if types.hasPrefix("Ideas") { return .ideaContest }
        if types.hasPrefix("Creative") { return .designContest }
        return .problemPrize
    }
}

/// `2020/03/19 12 p.m.`, `04/22/2019 12:00 AM`: months stand before days, as in the United States.
enum FeedDate {
    /// Without a time a call opens with its first day and closes with its last.
    static func read(_ text: String, isEnd: Bool = false) -> LocalTime? {
        let match = text.wholeMatch(of: #/([0-9]{1,4})[\/-]([0-9]{1,2})[\/-]([0-9]{1,4})(?:\s+([0-9]{1,2})(?::([0-9]{2}))?(?::[0-9]{2})?\s*([ap])\.?m\.?)?(?:\s.*)?/#.ignoresCase())
        guard let match, let a = Int(match.1), let b = Int(match.2), let c = Int(match.3) else { return nil }
        guard let day = a > 999 ? Day(year: a, month: b, day: c) : Day(year: c, month: a, day: b) else { return nil }
        guard let hourText = match.4, let hour = Int(hourText), let half = match.6 else { return LocalTime(day: day, minuteOfDay: isEnd ? 24 * 60 - 1 : 0) }
        let minute = match.5.flatMap { Int($0) } ?? 0
        guard (0...12).contains(hour), (0...59).contains(minute) else { return nil }
        return LocalTime(day: day, minuteOfDay: (hour % 12 + (half.lowercased() == "p" ? 12 : 0)) * 60 + minute)
    }
}
