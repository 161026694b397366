import Talkoot

/// What people say and measure in one initiative, from the first hint to the last lesson.
public struct Matter: Sendable {
    public var hint: Hint
    var problem: ProblemText
    var call: CallText
    var answers: [Answer]
    var decision: DecisionText
    var trial: Trial
    var lesson: LessonText
    var offer: OfferText?

    public struct Hint: Sendable {
        var text: String
        var place = ""
        var district: String?
        /// Who answers for it.
        var department: String
        /// Nil for somebody without an account.
        var sender: Townsperson? = .aino
        var answer = "Thank you. We agree and take it on."
    }
    struct ProblemText: Sendable {
        var title: String, statement: String, affected: String
        var quadrant = CityProblem.Quadrant.companiesNew
        var outcome: String, metric: String, baseline: String, goal: String
    }
    struct CallText: Sendable {
        var kind = Challenge.Kind.openCall
        var title: String, summary: String, text: String
        var eligibility = openToAll
        var prize: String
        var criteria = usualCriteria
        var openDays = 30
    }
    /// A submission, with the scores of the three jurors for each criterion.
    struct Answer: Sendable {
        var author: Townsperson, title: String, summary: String, text: String, budget: String
        var scores: [[Int]]
    }
    /// The first answer in the ranking is the one that is chosen.
    struct DecisionText: Sendable {
        var reasons: String, against: String, feedback: String, mandate: String
    }
    struct Trial: Sendable {
        var title: String, hypothesis: String, metric: String, unit: String
        var direction = Pilot.Direction.atMost
        var baseline: String, threshold: String, site: String, budget: String
        var days = 98
        var measurements: [(value: String, note: String)]
        var finding: String
    }
    struct LessonText: Sendable {
        var kind = Lesson.Kind.lesson
        var title: String, happened: String, cause: Lesson.Cause?, advice: String, appliesTo: String
    }
    struct OfferText: Sendable {
        var title: String, summary: String, package: String, cost: String
        var licence = Solution.Licence.ccBy
        var adaptations: String
    }

    static let openToAll = "Companies, associations, research groups and named groups of residents. One answer each. You keep what is yours; the city may use the result."
    static let usualCriteria: [(name: String, weight: Int)] = [("Benefit for residents", 40), ("Can be tried within three months", 30), ("Cost over five years", 30)]
}
