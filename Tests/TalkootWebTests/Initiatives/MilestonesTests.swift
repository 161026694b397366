import Talkoot
@testable import TalkootWeb
import Testing

/// Where an initiative stands on its line of nine steps.
struct MilestonesTests {
    private typealias Mark = Milestones.Mark
    private let day: Int64 = 86_400_000
    private func at(_ day: Int64) -> Instant { Instant(milliseconds: day * self.day) }
    private func states(_ marks: [Mark]) -> [Lifeline.Stage.State] { Milestones.along(marks).map(\.state) }

    @Test func nothingHasBegunWithoutStages() {
        #expect(states([]) == Array(repeating: .todo, count: 9))
    }

    @Test func theFirstOpenStageIsNow() {
        let marks = [
            Mark(kind: .signal, state: "new", promisedAt: at(15), leftAt: at(3)), Mark(kind: .problem, state: "draft", promisedAt: nil, leftAt: at(4)),
            Mark(kind: .problem, state: "submitted", promisedAt: at(10), leftAt: nil),
        ]
        #expect(states(marks) == [.done, .now] + Array(repeating: .todo, count: 7))
    }

    @Test func aPilotThatRestsIsStillNow() {
        let started = Mark(kind: .pilot, state: "running", promisedAt: at(90), leftAt: at(40))
        let pilot = 6
        #expect(states([started])[pilot] == .done, "a pilot that left its run has ended it")
        #expect(states([started, Mark(kind: .pilot, state: "paused", promisedAt: nil, leftAt: nil)])[pilot] == .now)
        let again = [started, Mark(kind: .pilot, state: "paused", promisedAt: nil, leftAt: at(50)), Mark(kind: .pilot, state: "running", promisedAt: at(90), leftAt: nil)]
        #expect(states(again)[pilot] == .now)
        #expect(Milestones.along(again)[pilot].mark == 2, "the promise is that of the run that goes on")
    }
}
