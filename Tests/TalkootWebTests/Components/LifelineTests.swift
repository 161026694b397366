import Foundation
import Testing

@testable import TalkootWeb

@Suite("A lifeline sags where a promise was late")
struct LifelineTests {
    /// The steps for −12…60 days, as the prototype of the look computes them.
    static let steps = [
        -2, -2, -2, -2, -2, -2, -2, -1, -1, -1, -1, -1, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 6, 6, 6,
        6, 6, 7,
        7, 7, 8, 8, 8, 8, 8, 9, 9, 9, 10, 10, 10, 10, 10, 11, 11, 11, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
    ]

    @Test("one step for four days, at least one for any delay, between two up and twelve down")
    func countsSteps() {
        #expect((-12...60).map { LifelineGeometry.steps(days: $0) } == Self.steps)
        #expect(LifelineGeometry.steps(days: 10_000) == 12)
    }

    @Test(
        "three days pass, thirty are late, more is broken",
        arguments: [(-5, ""), (0, ""), (3, ""), (4, "late"), (30, "late"), (31, "broken")])
    func judges(days: Int, lateness: String) {
        #expect(LifelineGeometry.lateness(days: days).rawValue == lateness)
    }

    @Test("the threads are the prototype's own curves")
    func drawsThreads() {
        #expect(LifelineGeometry.lyingThread(from: -2, to: 4) == "M0 8C50 8 50 32 100 32")
        #expect(LifelineGeometry.hangingThread(from: 4, to: 9) == "M30 0C30 50 50 50 50 100")
    }

    /// Signal seven days early, problem fourteen late, agreement thirty-five late after a pause, the next one now.
    private var line: Lifeline {
        let day = CivilDate(year: 2026, month: 1, day: 1)
        return Lifeline(
            dates: Gallery.dates("en"), label: "L",
            stages: [
                GalleryLifelines.stage("A", promised: day, late: -7),
                GalleryLifelines.stage("B", promised: day, late: 14, gate: true),
                GalleryLifelines.stage("C", promised: day, late: 35, pause: .init(days: 9, reason: "x <y>"), reason: "ice"),
                .init(name: "D", state: .now, promised: CivilDate(year: 2026, month: 3, day: 12), who: "Rantala acts"),
                .init(name: "E", state: .todo),
            ])
    }

    @Test("the drawing is the prototype's, segment by segment")
    func drawsSegments() {
        let markup = line.html.string
        #expect(markup.contains("<li class=\"done d-2\">"))
        #expect(markup.contains("<li class=\"done late gate d4\">"))
        #expect(markup.contains("<li class=\"done broken d9\">"))
        #expect(
            markup.contains(
                "<path class=\"ll-s late\" d=\"M0 8C50 8 50 32 100 32V16H0Z\"/><path class=\"ll-t late\" d=\"M0 8C50 8 50 32 100 32\"/>"
            ))
        #expect(markup.contains("<path class=\"ll-t broken pause\" d=\"M30 0C30 50 50 50 50 100\"/>"))
        #expect(
            markup.contains(
                "<path class=\"ll-s broken\" d=\"M50 0C50 50 14 50 14 100H14V0Z\"/><path class=\"ll-t \" d=\"M50 0C50 50 14 50 14 100\"/>"
            ))
        #expect(markup.contains("<path class=\"ll-t todo\" d=\"M0 16C50 16 50 16 100 16\"/>"))
        #expect(!markup.contains("lifeline flat"))
    }

    @Test("one stage is now, and it says who acts")
    func marksNow() {
        let markup = line.html.string
        #expect(markup.components(separatedBy: "aria-current=\"step\"").count == 2)
        #expect(markup.contains("<span class=\"ll-note\">Rantala acts</span>"))
    }

    @Test("a stage whose promise has passed is late before it is done")
    func countsRunningDelay() {
        let today = CivilDate(year: 2026, month: 3, day: 12)
        let stage = Lifeline.Stage(name: "D", state: .now, promised: today + -5)
        #expect(stage.daysLate(today: today) == 5)
        #expect(Lifeline.Stage(name: "D", state: .now, promised: today + 5).daysLate(today: today) == 0)
        #expect(Lifeline.Stage(name: "D", state: .todo, promised: today + -5).daysLate(today: today) == 0)
    }

    @Test("the table tells the reasons, escaped")
    func tellsReasons() {
        #expect(line.html.string.contains("<td data-h=\"Reason\">ice; 9 days: x &lt;y&gt;</td>"))
    }

    @Test("a long row of passed stages folds but for the last two")
    func folds() {
        let markup = Lifeline(dates: Gallery.dates("en"), label: "L", stages: GalleryLifelines.stages).html.string
        #expect(markup.components(separatedBy: " folded\"").count - 1 == 8)
        #expect(markup.contains("<label class=\"ll-unfold\" for=\"lifeline-fold\">Show 8 earlier stages</label>"))
        #expect(!line.html.string.contains("ll-fold"))
    }

    @Test("the small lifeline has the prototype's points and says itself in words")
    func drawsMini() {
        let markup = MiniLifeline(Gallery.words("en"), delays: [0, 7, 35], now: 2, total: 6).html.string
        #expect(
            markup.contains(
                "<path class=\"ll-t late\" d=\"M8 9C24 9 24 12.9 40 12.9\"/><path class=\"ll-t broken\" d=\"M40 12.9C56 12.9 56 28.3 72 28.3\"/>"
            ))
        #expect(markup.contains("<circle class=\"now\" cx=\"72\" cy=\"28.3\" r=\"7\"/>"))
        #expect(markup.contains("aria-label=\"Stage 3 of 6, 35 days late\""))
    }

    @Test("a lifeline of one stage or none is drawn", arguments: [0, 1])
    func drawsFew(total: Int) {
        #expect(MiniLifeline(Gallery.words("en"), delays: [], now: 0, total: total).html.string.hasSuffix("</svg>"))
        let stages = (0..<total).map { _ in Lifeline.Stage(name: "A", state: .now) }
        #expect(Lifeline(dates: Gallery.dates("en"), label: "L", stages: stages).html.string.contains("</ol>"))
    }
}
