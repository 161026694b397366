public import Talkoot

extension TestTown {
    /// Founds the cities and lets them live for fourteen months, up to `ending`: signals, problems, open and closed calls, pilots, lessons, an adoption.
    /// Everything is an act at its own time, so the record, the stages and the notices are true. Give it a platform whose time is `clock`.
    @discardableResult
    public static func live(on platform: Platform, clock: TestClock, endingAt ending: Instant) async throws -> Town {
        clock.set(to: ending.adding(days: -430))
        let town = try await found(on: platform, clock: clock)
        var agenda = Agenda(endingAt: ending, try await town.look { $0.city.calendar })
        let kerbs = planTheAdopted(town, &agenda)
        let plates = planTheRefuted(town, &agenda)
        planTheRunning(town, &agenda)
        let pipes = planTheJudged(town, &agenda)
        let evenings = planTheAsked(town, &agenda)
        planTheDefinitions(kerbs: kerbs, snow: planTheYoung(town, &agenda), town, &agenda)
        for signal in SmallSignal.all { signal.plan(in: town, &agenda) }
        planTheModerated(town, &agenda)
        planTheSeals(plates: plates, pipes: pipes, evenings: evenings, town, &agenda)
        planTheEntered(town, &agenda)
        planTheIdeas(town, &agenda)
        planTheMandate(town, &agenda)
        try await agenda.play(in: town)
        return town
    }

    private static func planTheAdopted(_ town: Town, _ agenda: inout Agenda) -> Walk {
        let walk = Walk(.clearKerbs, in: town)
        agenda.follow(walk, to: .pilotStarted, on: [
            .signalSent: 424, .signalAccepted: 416, .problemDrafted: 413, .problemTriaged: 406, .problemDefined: 388, .problemRouted: 379, .challengeDrafted: 372,
            .jurySeated: 369, .challengePublished: 365, .answersBegun: 352, .answersSubmitted: 343, .challengeClosed: 334, .answersAdmitted: 331, .evaluationBegun: 330,
            .conflictsDeclared: 327, .scoresGiven: 318, .rankingConfirmed: 314, .decisionTaken: 309, .decisionPublished: 307, .pilotPlanned: 292, .pilotReady: 284, .pilotStarted: 276,
        ])
        planTheInsights(walk, town, &agenda)
        for week in 1...8 { agenda.add(daysBefore: 276 - 7 * week) { try await walk.measure() } }
        agenda.add(daysBefore: 217) { try await walk.pause(because: "Two lamps were broken by a plough. We replace all six mounts.") }
        agenda.add(daysBefore: 206) { try await walk.resume(because: "New mounts are in.") }
        for week in 1...4 { agenda.add(daysBefore: 206 - 7 * week) { try await walk.measure() } }
        let rest: [(Step, Int)] = [
            (.pilotFinished, 170), (.pilotJudged, 163), (.lessonProposed, 155), (.lessonPublished, 151), (.pilotClosed, 150), (.solutionListed, 141), (.solutionAdopted, 96),
        ]
        for (step, days) in rest { agenda.add(daysBefore: days) { try await walk.take(step) } }
        agenda.add(daysBefore: 140) {
            try await town.perform("problem.solve", on: walk.object(.problem), [
                "measured": "16.4", "civicValue": "At every second stop where it could not, the ramp reaches the kerb. People who had stopped going to town by bus go again.",
                "reason": "Blocked arrivals fell from 38 to 16.4; the lights stay and come to all 24 stops.",
            ], as: .paivi)
        }
        agenda.add(daysBefore: 132) {
            let minutes = "Minutes of the walk with eleven passengers, 3 June: https://kuusila.example/minutes/2026-06-03"
            try await town.perform("problem.review", on: walk.object(.problem), ["expectation": "1", "result": "realised", "evidence": .text(minutes)], as: .paivi)
        }
        agenda.add(daysBefore: 92) { try await town.perform("challenge.complete", on: walk.object(.challenge), ["reason": "The prize is paid and the result is listed."], as: .liisa) }
        agenda.add(daysBefore: 81) { try await town.perform("replication.run", on: walk.object(.replication), ["reason": "Four stops on the shore road to begin with."], as: .olavi) }
        agenda.add(daysBefore: 60) { try await town.perform("lesson.use", on: walk.object(.lesson), ["context": "We wrote minutes on the signs at the ferry."], as: .fatima) }
        return walk
    }

    private static func planTheRefuted(_ town: Town, _ agenda: inout Agenda) -> Walk {
        let walk = Walk(.fullPlates, in: town)
        agenda.follow(walk, to: .pilotStarted, on: [
            .signalSent: 345, .signalAccepted: 339, .problemDrafted: 336, .problemTriaged: 329, .problemDefined: 312, .problemRouted: 305, .challengeDrafted: 299, .challengePublished: 293,
            .answersBegun: 282, .answersSubmitted: 271, .challengeClosed: 262, .answersAdmitted: 259, .evaluationBegun: 258, .conflictsDeclared: 256, .scoresGiven: 247,
            .rankingConfirmed: 244, .decisionTaken: 238, .decisionPublished: 236, .pilotPlanned: 224, .pilotReady: 218, .pilotStarted: 210,
        ])
        for week in 1...6 { agenda.add(daysBefore: 210 - 10 * week) { try await walk.measure() } }
        let rest: [(Step, Int)] = [(.pilotFinished, 138), (.pilotJudged, 131), (.lessonProposed, 120), (.lessonPublished, 117), (.pilotClosed, 116)]
        for (step, days) in rest { agenda.add(daysBefore: days) { try await walk.take(step) } }
        agenda.add(daysBefore: 74) { try await town.perform("lesson.use", on: walk.object(.lesson), ["context": "We weighed pots and plates apart before we bought anything."], as: .ville) }
        return walk
    }

    private static func planTheRunning(_ town: Town, _ agenda: inout Agenda) {
        let walk = Walk(.cleanHarbour, in: town)
        agenda.follow(walk, to: .pilotStarted, on: [
            .signalSent: 202, .signalAccepted: 196, .problemDrafted: 193, .problemTriaged: 187, .problemDefined: 172, .problemRouted: 166, .challengeDrafted: 160, .challengePublished: 155,
            .answersBegun: 143, .answersSubmitted: 134, .challengeClosed: 123, .answersAdmitted: 120, .evaluationBegun: 119, .conflictsDeclared: 117, .scoresGiven: 108,
            .rankingConfirmed: 104, .decisionTaken: 97, .decisionPublished: 95, .pilotPlanned: 70, .pilotReady: 62, .pilotStarted: 55,
        ])
        for week in 1...5 { agenda.add(daysBefore: 55 - 9 * week) { try await walk.measure() } }
    }

    /// The jury has scored in part: one juror all, one the first answer, one nothing.
    private static func planTheJudged(_ town: Town, _ agenda: inout Agenda) -> Walk {
        let walk = Walk(.drippingPipes, in: town)
        agenda.follow(walk, to: .evaluationBegun, on: [
            .signalSent: 118, .signalAccepted: 112, .problemDrafted: 110, .problemTriaged: 103, .problemDefined: 86, .problemRouted: 80, .challengeDrafted: 70, .challengePublished: 57,
            .answersBegun: 40, .answersSubmitted: 29, .challengeClosed: 20, .answersAdmitted: 16, .evaluationBegun: 15,
        ])
        agenda.add(daysBefore: 13) { try await walk.declareNoConflict(.riku) }
        agenda.add(daysBefore: 12) { try await walk.score(.riku) }
        agenda.add(daysBefore: 8) { try await walk.declareNoConflict(.marja) }
        agenda.add(daysBefore: 6) { try await walk.score(.marja, first: 1) }
        return walk
    }

    private static func planTheAsked(_ town: Town, _ agenda: inout Agenda) -> Walk {
        let quiet = Walk(.quietEvenings, in: town)
        agenda.follow(quiet, to: .answersSubmitted, on: [
            .signalSent: 96, .signalAccepted: 90, .problemDrafted: 88, .problemTriaged: 80, .problemDefined: 64, .problemRouted: 57, .challengeDrafted: 41, .challengePublished: 28,
            .answersBegun: 15, .answersSubmitted: 9,
        ])
        agenda.add(daysBefore: 5) {
            try await town.perform("submission.begin", on: quiet.object(.challenge), [
                "team": "Lindqvist and friends", "title": "Sunday table", "summary": "A long table in the yard of each block, once a month.", "text": "We have tables. We need the yards.", "budget": "1200",
            ], as: .sofia)
        }
        let bright = Walk(.brightCrossings, in: town)
        agenda.follow(bright, to: .challengeOpened, on: [
            .signalSent: 74, .signalAccepted: 69, .problemDrafted: 66, .problemTriaged: 59, .problemDefined: 44, .problemRouted: 38, .challengeDrafted: 22, .challengePublished: 10,
        ])
        let slow = Walk(.slowSchoolStreets, in: town)
        agenda.follow(slow, to: .jurySeated, on: [
            .signalSent: 63, .signalAccepted: 58, .problemDrafted: 55, .problemTriaged: 48, .problemDefined: 33, .problemRouted: 27, .challengeDrafted: 12, .jurySeated: 8,
        ])
        agenda.add(daysBefore: 3) { try await slow.publish(opensIn: 9) }
        return quiet
    }

    private static func planTheYoung(_ town: Town, _ agenda: inout Agenda) -> Walk {
        let snow = Walk(.snowAndWalkers, in: town)
        agenda.follow(snow, to: .problemTriaged, on: [.signalSent: 47, .signalAccepted: 41, .problemDrafted: 36, .problemTriaged: 29])
        planThePeople(around: snow, in: town, &agenda)
        let ways: [(Matter, Step, KeyValuePairs<Step, Int>)] = [
            (.libraryDoor, .problemDefined, [.signalSent: 88, .signalAccepted: 83, .problemDrafted: 79, .problemTriaged: 71, .problemDefined: 17]),
            (.schoolYards, .problemSubmitted, [.signalSent: 31, .signalAccepted: 24, .problemDrafted: 7]),
            (.emptyShops, .problemRouted, [.signalSent: 131, .signalAccepted: 122, .problemDrafted: 115, .problemTriaged: 106, .problemDefined: 68, .problemRouted: 25]),
        ]
        for (matter, last, days) in ways { agenda.follow(Walk(matter, in: town), to: last, on: days) }
        return snow
    }
}
