/// The lifeline in the size of a line, for lists: the same sag, without names.
struct MiniLifeline: Component {
    var words: Words
    /// The days late of each passed stage and of the one that is now.
    var delays: [Int]
    /// The place of the stage that is now, counted from 0; the count of stages when all are passed.
    var now: Int
    var total: Int

    init(_ words: Words, delays: [Int], now: Int, total: Int) {
        self.words = words
        self.delays = delays
        self.now = now
        self.total = total
    }

    var html: HTML {
        let points = LifelineGeometry.miniPoints(delays: delays, total: total)
        return """
            <svg class="ll-mini" viewBox="0 0 176 32" role="img" aria-label="\(summary)"><path class="ll-p" d="M8 9H168"/>\
            \(points.indices.dropLast().map { segment(from: points[$0], to: points[$0 + 1], place: $0) })\
            \(points.indices.map { dot(points[$0], place: $0) })</svg>
            """
    }

    /// "Stage 6 of 11, all on time"
    private var summary: String {
        let latest = delays.last ?? 0
        let worst = delays.max() ?? 0
        let kept =
            worst <= 0
            ? words("lifeline.mini.kept")
            : latest > 0 ? words("date.late", count: latest) : words("lifeline.mini.wasLate", count: worst)
        let place =
            now >= total
            ? words("lifeline.mini.all", ["total": .number(total)])
            : words("lifeline.mini.stage", ["number": .number(now + 1), "total": .number(total)])
        return "\(place), \(kept)"
    }

    private func lateness(_ place: Int) -> LifelineGeometry.Lateness {
        place < delays.count ? LifelineGeometry.lateness(days: delays[place]) : .kept
    }

    private func segment(from: (x: Double, y: Double), to: (x: Double, y: Double), place: Int) -> HTML {
        let middle = (from.x + to.x) / 2
        let kind = place >= now ? "todo" : lateness(place + 1).rawValue
        return """
            <path class="ll-t \(kind)" d="M\(at: from.x) \(at: from.y)C\(at: middle) \(at: from.y) \
            \(at: middle) \(at: to.y) \(at: to.x) \(at: to.y)"/>
            """
    }

    private func dot(_ point: (x: Double, y: Double), place: Int) -> HTML {
        let kind = place == now ? "now" : place > now ? "todo" : lateness(place).rawValue
        return "<circle class=\"\(kind)\" cx=\"\(at: point.x)\" cy=\"\(at: point.y)\" r=\"\(place == now ? 7 : 4)\"/>"
    }
}
