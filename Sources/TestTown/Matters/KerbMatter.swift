extension Matter {
    /// The one that went well: tried, supported, listed, and adopted next door.
    public static let clearKerbs = Matter(
        hint: Hint(
            text: "Parked vans block the bus stops in Satamala every morning. My mother cannot get her wheelchair on the bus.",
            place: "Satamakatu 12", district: "satamala", department: "transport",
            answer: "Thank you. Drivers report the same from 24 stops. We make it a problem of ours and look for answers."),
        problem: ProblemText(
            title: "Buses cannot reach the kerb where vans stop",
            statement: "At 24 stops in Satamala and Koivuniemi delivery vans stand in the bay in the morning. The bus stops in the road, the ramp does not reach, and people with wheels or weak legs stay behind.",
            affected: "About 310 passengers a day, 40 of them with a wheelchair, a walker or a pram.",
            outcome: "Everybody can board at every stop on weekday mornings.", metric: "Blocked arrivals per 100 buses", baseline: "38", goal: "15"),
        call: CallText(
            title: "Keep the kerb free for the bus", summary: "How can 24 bus stops stay free of vans in the morning, without fines and without new walls?",
            text: """
                ## What we look for
                A way that works at six stops within three months and could work at all 24.

                ## What you get
                Two streets for a season, the bus company's arrival data, and a named contact at the transport department.

                ## What we cannot do
                Change the loading hours by law, or build in the roadway.
                """,
            prize: "60000"),
        answers: [
            Answer(
                author: .noora, title: "A kerb that says please", summary: "A flat sensor in the kerb and a small light that asks the van to move on before the bus comes.",
                text: "The sensor knows when a bay is taken. When the bus is four minutes away the light turns amber and counts down. No camera, no picture, no plate: only taken or free.",
                budget: "38000", scores: [[8, 7, 6], [8, 8, 5], [7, 8, 7]]),
            Answer(
                author: .fatima, title: "Ask the drivers", summary: "Neighbours talk with the twelve firms that deliver and mark a loading place round the corner.",
                text: "Most drivers stop where it is nearest. We agree on places with the shops, paint them, and stand there for two weeks.",
                budget: "9000", scores: [[6, 7, 8], [7, 5, 8], [5, 6, 8]]),
        ],
        decision: DecisionText(
            reasons: "The light reaches every driver, also those who come once, and the bus company can see at once whether it helps.",
            against: "The talks cost a quarter and could start tomorrow; but they would have to be repeated with every new driver.",
            feedback: "The jury liked your talks with the shops. Please stay in touch: the pilot will need them.", mandate: "45000"),
        trial: Trial(
            title: "Kerb lights at six stops", hypothesis: "If a light counts down before the bus comes, the bay is free in time.",
            metric: "Blocked arrivals", unit: "per 100 buses", baseline: "38", threshold: "19", site: "Six stops on Satamakatu and Niementie", budget: "38000", days: 112,
            measurements: [
                ("36.8", "First week, lights only at three stops"), ("35.1", ""), ("30.4", "All six stops"), ("26.9", ""), ("24.2", ""), ("22.8", ""), ("21.0", ""),
                ("20.6", "A market on one of the streets"), ("18.7", ""), ("18.1", ""), ("16.8", ""), ("16.4", "Last week, counted by hand too"),
            ],
            finding: "Blocked arrivals fell from 38 to 16.4 per 100 and stayed below the threshold for four weeks. The ramp could be used at every second stop where it could not before."),
        lesson: LessonText(
            title: "Tell the driver before, not the police after", happened: "Drivers left within a minute once they knew when the bus would come. The light at the school did nothing: parents wait for children, not for buses.",
            cause: nil, advice: "Begin where goods are delivered. Show minutes, not a red lamp. Count by hand in the first and the last week.", appliesTo: "Streets with deliveries in the morning and a bus at least every fifteen minutes."),
        offer: OfferText(
            title: "Kerb lights for blocked bus stops", summary: "A kerb sensor and a light that counts down. In Kuusila blocked arrivals fell from 38 to 16.4 per 100 buses.",
            package: "Drawings of kerb and lamp, the interface to the arrival data, the contract, the counting sheet, and what the installer asked us.", cost: "6300",
            adaptations: "Our stops have no power at night; we use batteries and half the lamps."))
}
