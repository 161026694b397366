extension Matter {
    /// The one whose jury is at work.
    public static let drippingPipes = Matter(
        hint: Hint(
            text: "Water has been running out of the pavement in Myllymäki for two weeks. How much is lost before anybody notices?", place: "Myllytie 3", district: "myllymaki",
            department: "water", answer: "The leak is closed. Your question is a good one: we lose a fifth of our water and find leaks late."),
        problem: ProblemText(
            title: "Leaks are found when the street is wet", statement: "Nineteen of a hundred litres never arrive. From the first drop to the repair 46 days go by, because nobody looks until somebody calls.",
            affected: "All who pay for water, and the streets above the pipes.", outcome: "A leak is known before it is seen.", metric: "Days from leak to repair", baseline: "46", goal: "10"),
        call: CallText(
            title: "Hear the leak before it is seen", summary: "240 kilometres of old pipe, nineteen of a hundred litres lost. How do we find leaks within days?",
            text: "You get the network map, two years of flow data and one district to listen to. The answer must work without digging.", prize: "75000", openDays: 35),
        answers: [
            Answer(
                author: .noora, title: "Listening caps", summary: "Microphones on hydrants that tell the hiss of a leak from a lorry.",
                text: "Forty caps cover Myllymäki. Each listens at three in the morning, when the city is quiet.", budget: "52000", scores: [[8, 7, 6], [7, 7, 7], [8, 6, 6]]),
            Answer(
                author: .ville, title: "The night balance", summary: "What flows into a district at three in the morning and is used by nobody is a leak.",
                text: "Twelve valves, twelve meters, and a balance each night.", budget: "47000", scores: [[7, 7, 7], [7, 8, 6], [7, 6, 8]]),
        ],
        decision: DecisionText(reasons: "It finds the street, not only the district.", against: "The balance needs fewer parts.", feedback: "A close second.", mandate: "60000"),
        trial: Trial(
            title: "Forty listening caps", hypothesis: "If hydrants listen at night, a leak is repaired within twenty days.", metric: "Days from leak to repair", unit: "days",
            baseline: "46", threshold: "20", site: "Myllymäki", budget: "52000", measurements: [("41", ""), ("30", ""), ("22", ""), ("17", "")], finding: "Repairs come after 17 days."),
        lesson: LessonText(title: "Listen at three", happened: "By day the caps heard buses.", cause: nil, advice: "One minute at night is worth an hour by day.", appliesTo: "Iron pipes."),
        offer: OfferText(title: "Listening caps", summary: "Leaks repaired after 17 days in place of 46.", package: "Where to put caps, and the contract.", cost: "52000", adaptations: "Plastic pipes need twice as many."))
}
