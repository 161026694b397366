/// How much of a promise is used up: a dial that fills, and words.
struct ClockDial: Component {
    enum State: String, Sendable { case inTime = "", near = " clock-near", late = " clock-late", paused = " clock-paused" }

    var state: State
    /// The used part of the time, 0 to 1.
    var share: Double
    var text: HTML

    var html: HTML {
        let hand: HTML =
            state == .paused
            ? "<path class=\"c1\" d=\"M7.5 6.5v7M12.5 6.5v7\"/>"
            : "<circle class=\"c1\" cx=\"10\" cy=\"10\" r=\"4\" pathLength=\"100\" stroke-dasharray=\"\(filledPercent) 100\"/>"
        return """
            <span class="clock\(state.rawValue)"><svg viewBox="0 0 20 20" aria-hidden="true">\
            <circle class="c0" cx="10" cy="10" r="9"/>\(hand)</svg><span>\(text)</span></span>
            """
    }

    private var filledPercent: Int { Int((min(max(share, 0), 1) * 100).rounded()) }
}

extension ClockDial {
    /// A running clock from its start to the promised instant. The last fifth is "near": of the business days where those are known, of the time elsewhere.
    init(_ dates: Dates, start: Int64, due: Int64, nearFrom: Int64? = nil, showsDate: Bool = true) {
        let share = due > start ? Double(dates.now - start) / Double(due - start) : 1
        let state: State = dates.now > due ? .late : nearFrom.map({ dates.now > $0 }) ?? (share >= 0.8) ? .near : .inTime
        let day: HTML? = showsDate ? dates.dayElement(due) : nil
        self.init(state: state, share: share, text: Self.words(for: state, dates, due: due, day: day))
    }

    /// A clock that stands still, with the days so far and the reason.
    init(_ words: Words, pausedDays: Int, reason: String) {
        self.init(
            state: .paused, share: 0,
            text: HTML(text: words("clock.paused", count: pausedDays, ["reason": .text(reason)])))
    }

    private static func words(for state: State, _ dates: Dates, due: Int64, day: HTML?) -> HTML {
        let words = dates.words
        let days = dates.date(due) - dates.today
        if state == .late {
            let text = HTML(text: days < 0 ? words("clock.late", count: -days) : words("clock.lateToday"))
            return day.map { "\(text), \(words.html("clock.promised", ["date": $0]))" } ?? text
        }
        if days == 0 { return words.html("clock.until", ["time": HTML(text: dates.time(due))]) }
        let text = HTML(text: words("clock.left", count: days))
        return day.map { "\(text), \(words.html("clock.to", ["date": $0]))" } ?? text
    }
}
