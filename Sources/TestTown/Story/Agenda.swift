import Talkoot

/// What happens on which day before the end of the story. Days without work at the city hall move to the last one before them.
struct Agenda {
    private var plans: [(day: Day, turn: Int, act: @Sendable () async throws -> Void)] = []
    private let calendar: CityCalendar
    private let ending: Instant
    private let today: Day

    init(endingAt ending: Instant, _ calendar: CityCalendar) {
        self.ending = ending
        self.calendar = calendar
        today = calendar.day(of: ending)
    }

    mutating func add(daysBefore days: Int, _ act: @escaping @Sendable () async throws -> Void) {
        var day = today.adding(days: -days)
        while !calendar.isBusinessDay(day) { day = day.adding(days: -1) }
        plans.append((day, plans.count, act))
    }

    /// Takes the walk's steps on these days, each step that is not named right after the one before it.
    mutating func follow(_ walk: Walk, to last: Step, on days: KeyValuePairs<Step, Int>) {
        let known = Dictionary(days.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        var day = known.values.max() ?? 1
        for step in Step.allCases where step <= last {
            day = known[step] ?? day
            add(daysBefore: day) { try await walk.take(step) }
        }
    }

    /// Plays it in order. The clock moves through the mornings; what falls due between two acts happens at its own time.
    func play(in town: Town) async throws {
        let ordered = plans.sorted { ($0.day, $0.turn) < ($1.day, $1.turn) }
        var (day, minute) = (ordered.first?.day ?? today, 8 * 60)
        for plan in ordered {
            minute = plan.day == day ? minute + 7 : 8 * 60 + 12
            day = plan.day
            let time = calendar.instant(of: LocalTime(day: day, minuteOfDay: min(minute, 23 * 60)))
            try await town.wait(until: min(time, ending))
            try await plan.act()
        }
        try await town.wait(until: ending)
        try await town.settle()
    }
}
