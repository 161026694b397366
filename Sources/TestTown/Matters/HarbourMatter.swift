extension Matter {
    /// The one whose pilot runs now.
    public static let cleanHarbour = Matter(
        hint: Hint(
            text: "After every warm weekend the bins in the harbour park overflow and gulls spread it all over.", place: "Harbour park", district: "satamala",
            department: "parks", sender: .sofia, answer: "We see it too, each Monday at six. The parks department takes it on."),
        problem: ProblemText(
            title: "Bins overflow where people meet", statement: "The lorry follows a plan made for weekdays. On a warm weekend 14 of 30 bins overflow; in the rain it drives for nothing.",
            affected: "Everybody who uses the shore, and the crew that clears it by hand.", outcome: "The lorry drives where bins are full, and only there.",
            metric: "Overflowing bins per weekend", baseline: "14", goal: "4"),
        call: CallText(
            title: "A lorry that knows which bin is full", summary: "Thirty bins, one lorry, no plan that fits the weather. What would you do?",
            text: "We look for a trial through a season. The crew must be able to work with it in gloves and in the rain.", prize: "40000"),
        answers: [
            Answer(
                author: .noora, title: "Eyes under the lid", summary: "A small sensor under each lid and a route drawn each morning.",
                text: "The sensor measures distance, four times an hour, and lives five years on a battery.", budget: "26000", scores: [[8, 8, 7], [7, 8, 6], [8, 7, 7]]),
            Answer(
                author: .ville, title: "Bigger bins below the ground", summary: "Ten large bins in place of thirty small ones.",
                text: "Below the ground there is room for a whole weekend.", budget: "39000", scores: [[7, 4, 5], [8, 5, 4], [7, 4, 6]]),
        ],
        decision: DecisionText(
            reasons: "It can be tried at once and taken away again; digging cannot.", against: "Large bins would need no electronics at all.",
            feedback: "We would like to come back to bins below the ground when the quay is rebuilt.", mandate: "30000"),
        trial: Trial(
            title: "Eyes under thirty lids", hypothesis: "If the crew sees which bins fill, six or fewer overflow on a weekend.", metric: "Overflowing bins", unit: "per weekend",
            baseline: "14", threshold: "6", site: "Harbour park and Itäranta shore", budget: "26000", days: 112,
            measurements: [("13", "Sensors in, route as before"), ("11", ""), ("9", "The crew drives by the map"), ("10", "A concert"), ("8", "")],
            finding: "The crew drives a third less and six bins overflow at most."),
        lesson: LessonText(
            title: "Draw the map with those who drive", happened: "The first map was right and useless; the second was drawn by the crew.", cause: nil,
            advice: "Let the crew choose what the screen shows.", appliesTo: "Collection by lorry, of anything."),
        offer: nil)
}
