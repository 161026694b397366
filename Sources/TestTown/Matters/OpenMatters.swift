import Talkoot

extension Matter {
    /// Open for answers; one is in, one is being written.
    public static let quietEvenings = asking(
        Hint(
            text: "My neighbour is 84 and speaks to nobody from Friday to Monday. Could somebody just ring her bell?", place: "Kirkkotie", district: "kirkkola", department: "social",
            answer: "We hear this from many stairs. Social services make it a problem of theirs."),
        ProblemText(
            title: "Weekends without a word", statement: "1 900 people over 75 live alone. Four in ten say that on most weekends they speak to nobody.",
            affected: "About 760 people, and those who worry about them.", quadrant: .citizensNew, outcome: "Nobody who wants company stays alone for a whole weekend.",
            metric: "People over 75 without company on a weekend, per 100", baseline: "40", goal: "25"),
        CallText(
            kind: .coCreation, title: "Company for quiet weekends", summary: "What brings people together who live alone and would not come to a club?",
            text: "We look for something small that neighbours can carry on by themselves. Try it in one stair, one street or one district.", prize: "15000", openDays: 40),
        [Answer(
            author: .fatima, title: "One more plate", summary: "Families cook for one more and eat together, upstairs or downstairs.",
            text: "We match tables and people on a sheet of paper in the hall, and ring the bell the first time.", budget: "6000", scores: [[8, 8, 7], [8, 7, 8], [7, 8, 7]])])

    /// Open for answers; nobody has answered yet.
    public static let brightCrossings = asking(
        Hint(
            text: "At the crossing by the library cars do not see us in the dark. My son was nearly hit.", place: "Kirjastokatu", district: "keskusta", department: "streets",
            answer: "The streets department measured the light: it is too weak. We take it on."),
        ProblemText(
            title: "Crossings where drivers see walkers too late", statement: "At nine crossings drivers brake later than 25 metres before the stripes once it is dark.",
            affected: "Two schools, the library, and 6 000 people who walk there each day.", outcome: "Drivers stop in time in the dark as by day.",
            metric: "Late brakings per 100 crossings of a walker", baseline: "21", goal: "8"),
        CallText(
            kind: .agilePilotCall, title: "See and be seen at nine crossings", summary: "Make walkers visible without lamps that shine into bedrooms.",
            text: "Three crossings are yours for ten weeks. We measure braking with the radar that we have.", prize: "25000", openDays: 28),
        [])

    /// Published, opens in a few days.
    public static let slowSchoolStreets = asking(
        Hint(
            text: "In the morning there are more cars than children in front of the school. Could the street be ours for half an hour?", place: "Koivuniemi school", district: "koivuniemi",
            department: "transport", sender: .onni, answer: "Yes, let us find out how."),
        ProblemText(
            title: "Half an hour of cars before the first lesson", statement: "Between half past seven and eight 190 cars bring 230 children to one door.",
            affected: "540 pupils, their parents, and the street.", quadrant: .citizensImprove, outcome: "Most children arrive on their own feet.", metric: "Cars at the door between 7:30 and 8:00",
            baseline: "190", goal: "80"),
        CallText(
            kind: .ideaContest, title: "A street for the first half hour", summary: "How do 230 children get to school when the last 300 metres are free of cars?",
            text: "Ideas of any size. The best three are tried for a week each.", prize: "9000", openDays: 45),
        [])

    /// A call that is not further than its answers.
    private static func asking(_ hint: Hint, _ problem: ProblemText, _ call: CallText, _ answers: [Answer]) -> Matter {
        var matter = clearKerbs
        (matter.hint, matter.problem, matter.call, matter.answers) = (hint, problem, call, answers)
        return matter
    }
}
