@testable import TalkootWeb

/// The lifelines of the gallery.
enum GalleryLifelines {
    typealias Stage = Lifeline.Stage

    static func stage(
        _ name: String, promised: CivilDate, late: Int, gate: Bool = false, pause: Stage.Pause? = nil, reason: String? = nil
    ) -> Stage {
        Stage(
            name: name, address: "/kuusila/stage", state: .done, promised: promised, actual: promised + late, isGate: gate,
            pause: pause,
            reason: reason)
    }

    static let stages: [Stage] = [
        stage("Signal", promised: CivilDate(year: 2024, month: 12, day: 9), late: -7),
        stage(
            "Problem", promised: CivilDate(year: 2025, month: 2, day: 28), late: 14, gate: true,
            reason: "Two departments claimed it"),
        stage("Challenge", promised: CivilDate(year: 2025, month: 4, day: 15), late: 0),
        stage("Submissions", promised: CivilDate(year: 2025, month: 5, day: 30), late: 0),
        stage("Evaluation", promised: CivilDate(year: 2025, month: 6, day: 27), late: 7, reason: "A juror fell ill"),
        stage("Decision", promised: CivilDate(year: 2025, month: 8, day: 19), late: 0, gate: true),
        stage(
            "Agreement", promised: CivilDate(year: 2025, month: 9, day: 15), late: 35, gate: true,
            pause: .init(days: 21, reason: "heat network permit"), reason: "The permit took a month"),
        stage(
            "Pilot", promised: CivilDate(year: 2026, month: 1, day: 31), late: 13, pause: .init(days: 9, reason: "cracked mats")),
        stage("Verdict", promised: CivilDate(year: 2026, month: 2, day: 20), late: 0, gate: true),
        stage("Lesson", promised: CivilDate(year: 2026, month: 3, day: 6), late: -1),
        Stage(
            name: "Adoption", address: "/kuusila/adoption", state: .now, promised: CivilDate(year: 2026, month: 3, day: 27),
            who: "Rantala acts"),
    ]

    static func long(_ dates: Dates) -> HTML {
        Lifeline(dates: dates, label: "Lifeline of KU-2024-118", stages: stages).html
    }

    static func others(_ dates: Dates) -> HTML {
        let challenge: [Stage] = [
            stage("Draft", promised: CivilDate(year: 2026, month: 2, day: 3), late: 0),
            stage("In review", promised: CivilDate(year: 2026, month: 2, day: 12), late: 12),
            Stage(
                name: "Open", state: .now, promised: CivilDate(year: 2026, month: 3, day: 1), who: "everyone may submit",
                isGate: true),
            Stage(name: "Evaluating", state: .todo, promised: CivilDate(year: 2026, month: 5, day: 8), who: "jury"),
            Stage(name: "Decided", state: .todo, isGate: true),
        ]
        let words = dates.words
        return Section(
            "lifelines", "Lifelines",
            """
            \(Lifeline(dates: dates, label: "Lifeline of a challenge", stages: challenge, id: "challenge-line", showsKey: false))\
            <p class="row push">\(MiniLifeline(words, delays: [0, 0, 0, 2, 0, 0], now: 5, total: 11))\
            \(MiniLifeline(words, delays: [0, 7, 35], now: 2, total: 6))\(MiniLifeline(words, delays: [0, 9, 0], now: 3, total: 3))</p>
            """
        ).html
    }
}
