/// Where something stands: the stages it passed, the one it is in, those to come, and how each promise was kept.
/// It lies where there is room and hangs where there is none; its table twin tells the same with the reasons.
struct Lifeline: Component {
    struct Stage: Sendable {
        enum State: String, Sendable { case done, now, todo }

        struct Pause: Sendable {
            var days: Int
            var reason: String
        }

        var name: String
        var address: Address?
        var state: State
        var promised: CivilDate?
        /// When it was really done; only a done stage has one.
        var actual: CivilDate?
        /// Who acts here, or another word about it: "jury", "Rantala acts".
        var who: String?
        /// Somebody decides whether it goes on.
        var isGate = false
        var pause: Pause?
        /// Why it was late, for the table.
        var reason: String?

        /// The days between promise and deed; for the stage that is now, the days since the promise passed.
        func daysLate(today: CivilDate) -> Int {
            guard let promised else { return 0 }
            switch state {
            case .done: return actual.map { $0 - promised } ?? 0
            case .now: return max(0, today - promised)
            case .todo: return 0
            }
        }
    }

    var dates: Dates
    /// What it is the lifeline of, for screen readers: "Lifeline of KU-2024-118".
    var label: String
    var stages: [Stage]
    /// Unique on the page.
    var id = "lifeline"
    var showsKey = true
    var showsTable = true

    var html: HTML {
        """
        <div class="ll-box">\(if: passedToFold > 0, foldControl)<ol class="lifeline\(isFlat ? " flat" : "")" \
        aria-label="\(label)">\(stages.indices.map(item))</ol></div>\
        \(if: showsKey, LifelineKey(words: words).html)\(if: showsTable, twin)
        """
    }

    var words: Words { dates.words }

    func delay(_ place: Int) -> Int { stages[place].daysLate(today: dates.today) }

    private func steps(_ place: Int) -> Int { LifelineGeometry.steps(days: delay(place)) }

    private var isFlat: Bool { stages.indices.allSatisfy { steps($0) <= 2 } }

    /// On a phone a long row of passed stages folds away but for the last two.
    private var passedToFold: Int {
        let passed = stages.prefix { $0.state == .done }.count
        return passed >= 5 ? passed - 2 : 0
    }

    private var foldControl: HTML {
        """
        <input class="ll-fold" type="checkbox" id="\(id)-fold"><label class="ll-unfold" for="\(id)-fold">\
        \(words("lifeline.unfold", count: passedToFold))</label>
        """
    }

    private func item(_ place: Int) -> HTML {
        let stage = stages[place]
        let name: HTML = stage.address.map { "<a href=\"\($0)\">\(stage.name)</a>" } ?? HTML(text: stage.name)
        return """
            <li class="\(classes(place))"\(attribute: "aria-current", stage.state == .now ? "step" : nil)>\
            <span class="ll-rail">\(thread(after: place))<i class="ll-dot"></i>\
            \(if: stage.state == .now, "<span class=\"ll-now\">\(words("lifeline.now"))</span>")</span>\
            <span class="ll-name">\(name)</span>\(when(stage))\
            \(note(place).map { "<span class=\"ll-note\">\($0)</span>" })\
            \(stage.pause.map { "<span class=\"ll-pause\">\(pauseText($0))</span>" })</li>
            """
    }

    private func classes(_ place: Int) -> String {
        let stage = stages[place]
        var classes = [stage.state.rawValue]
        let lateness = LifelineGeometry.lateness(days: delay(place))
        if stage.state != .todo, lateness != .kept { classes.append(lateness.rawValue) }
        if stage.isGate { classes.append("gate") }
        if steps(place) != 0 { classes.append("d\(steps(place))") }
        if place < passedToFold { classes.append("folded") }
        return classes.joined(separator: " ")
    }
}

extension Lifeline {
    private func when(_ stage: Stage) -> HTML? {
        if let actual = stage.actual { return "<span class=\"ll-when\">\(dates.shortElement(actual))</span>" }
        guard let promised = stage.promised else { return nil }
        return "<span class=\"ll-when\">\(words.html("lifeline.by", ["date": dates.shortElement(promised)]))</span>"
    }

    private func note(_ place: Int) -> String? {
        let stage = stages[place]
        switch stage.state {
        case .done: return stage.promised == nil ? stage.who : dates.lateness(days: delay(place))
        case .now where delay(place) > 0:
            return [dates.lateness(days: delay(place)), stage.who].compactMap(\.self).joined(separator: " · ")
        case .now, .todo: return stage.who ?? (stage.isGate ? words("lifeline.gate") : nil)
        }
    }

    func pauseText(_ pause: Stage.Pause) -> String {
        words("lifeline.pause", count: pause.days, ["reason": .text(pause.reason)])
    }

    /// The thread from a stage to the next one, once lying and once hanging; the style sheet shows one of them.
    private func thread(after place: Int) -> HTML? {
        guard place + 1 < stages.count else { return nil }
        let (from, to) = (steps(place), steps(place + 1))
        let next = LifelineGeometry.lateness(days: delay(place + 1))
        let fill = next == .kept ? LifelineGeometry.lateness(days: delay(place)) : next
        let isDone = stages[place].state == .done
        let pause = stages[place + 1].pause == nil ? "" : " pause"
        let kind = isDone ? next.rawValue + pause : "todo"
        let sags = isDone && (from > 0 || to > 0)
        let lying = LifelineGeometry.lyingThread(from: from, to: to)
        let hanging = LifelineGeometry.hangingThread(from: from, to: to)
        return """
            <svg class="ll-h" viewBox="0 0 100 72" preserveAspectRatio="none" aria-hidden="true">\
            \(if: sags, "<path class=\"ll-s \(fill.rawValue)\" d=\"\(lying)V16H0Z\"/>")<path class="ll-t \(kind)" d="\(lying)"/></svg>\
            <svg class="ll-v" viewBox="0 0 72 100" preserveAspectRatio="none" aria-hidden="true">\
            \(if: sags, "<path class=\"ll-s \(fill.rawValue)\" d=\"\(hanging)H14V0Z\"/>")<path class="ll-t \(kind)" d="\(hanging)"/></svg>
            """
    }
}
