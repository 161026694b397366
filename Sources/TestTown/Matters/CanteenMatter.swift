import Talkoot

extension Matter {
    /// The one that was refuted, with a failure report that others use.
    public static let fullPlates = Matter(
        hint: Hint(
            text: "So much food is thrown away in the school canteen. The bins are full every day at noon.", place: "Kirkkola school", district: "kirkkola",
            department: "schools", sender: .onni, answer: "You are right, and we have the scales to show it. The school department takes it on."),
        problem: ProblemText(
            title: "A sixth of every school lunch is thrown away", statement: "In eleven canteens 62 grams of food per pupil end in the bin each day. The kitchens cook for everybody who could come.",
            affected: "4 100 pupils, 60 people in the kitchens, and whoever pays.", quadrant: .citizensImprove,
            outcome: "Pupils eat what is cooked, and what is cooked is eaten.", metric: "Grams thrown away per pupil and day", baseline: "62", goal: "30"),
        call: CallText(
            title: "Lunches that are eaten", summary: "How can a school kitchen know in the morning how much will be eaten at noon?",
            text: "We open two canteens and three years of weighing to whoever has an idea. It must not shame anybody and must not cost pupils time.", prize: "30000"),
        answers: [
            Answer(
                author: .ville, title: "The app that counts hungry pupils", summary: "Pupils tell in the morning by telephone whether they will eat.",
                text: "One tap in the first lesson. The kitchen sees the number at nine and cooks for it.", budget: "22000", scores: [[7, 8, 6], [7, 7, 7], [6, 8, 6]]),
            Answer(
                author: .fatima, title: "Small first, more after", summary: "Half portions, and everybody may come again.",
                text: "Most of what is thrown away was put on the plate by somebody else. Let pupils take twice.", budget: "4000", scores: [[6, 8, 7], [6, 6, 8], [6, 7, 7]]),
        ],
        decision: DecisionText(
            reasons: "The count in the morning touches the cause that the kitchens name: they cook in the dark.",
            against: "Half portions are cheaper. We keep them in mind if the count does not help.", feedback: "Your proposal is simple and stays on our list.", mandate: "24000"),
        trial: Trial(
            title: "Counting hungry pupils in two canteens", hypothesis: "If the kitchen knows at nine who will eat, less than 45 grams are thrown away.",
            metric: "Food thrown away", unit: "g per pupil and day", baseline: "62", threshold: "45", site: "Canteens of Kirkkola and Myllymäki", budget: "22000", days: 70,
            measurements: [("60", ""), ("58.5", ""), ("55.2", "Half of the pupils answer"), ("56.9", ""), ("58.1", "A third still answers"), ("57.3", "Last week")],
            finding: "57.3 grams are left, far above the threshold of 45. The kitchens knew the number and cooked less; the pupils left as much on their plates."),
        lesson: LessonText(
            kind: .failureReport, title: "We counted heads where plates were the matter",
            happened: "The kitchens cooked closer to the number, but waste from plates, four fifths of all, did not change. After three weeks pupils stopped answering.",
            cause: .problemUnderstanding, advice: "Weigh pots and plates apart before anything is built. It takes one week and two bins.", appliesTo: "Canteens that want less waste, schools or not."),
        offer: nil)
}
