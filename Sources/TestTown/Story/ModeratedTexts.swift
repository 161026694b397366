import Talkoot

/// What the moderators of Kuusila have had to do: an insult that was hidden and appealed, a complaint that stayed, and a queue with something in it.
extension TestTown {
    static func planTheModerated(_ town: Town, _ agenda: inout Agenda) {
        let insult = Said(), complaint = Said(), address = Said()
        insult.plan("The woman who drives the morning bus 4 is too stupid to find the kerb.", by: .onni, sent: 48, accepted: 44, town, &agenda)
        agenda.add(daysBefore: 40) { try await town.report(insult.object(), because: "This insults the driver, whom everybody on the line knows.", as: .sofia) }
        agenda.add(daysBefore: 39) {
            try await town.perform("moderation.hide", on: town.openCase(of: insult.object()), [
                "rule": "harassment", "reason": "“Too stupid to find the kerb” insults the driver. Tell us that the bus stops far from the kerb, and it can stand.",
            ], as: .helmi)
        }
        agenda.add(daysBefore: 36) { try await town.perform("moderation.appeal", on: insult.found(in: town), ["text": "I was angry about the bus, not about her."], as: .onni) }
        agenda.add(daysBefore: 31) {
            try await town.perform("moderation.uphold", on: insult.found(in: town), ["reason": "We believe you. The words still stand about a person. Send it again without them."], as: .joel)
        }
        complaint.plan("The city plan for the harbour is the worst paper I have read in years.", by: .aino, sent: 24, accepted: 20, town, &agenda)
        agenda.add(daysBefore: 16) { try await town.report(complaint.object(), because: "Very rude about the people who wrote it.", as: .ville) }
        agenda.add(daysBefore: 15) {
            try await town.perform("moderation.dismiss", on: town.openCase(of: complaint.object()), ["reason": "It is hard on a paper and names nobody. That is allowed."], as: .joel)
        }
        address.plan("The dog at Koulutie 4 B 12 barks all night. Its owner never answers the door.", by: .onni, sent: 33, accepted: 29, town, &agenda)
        agenda.add(daysBefore: 2) { try await town.report(address.object(), rule: .personalData, because: "It tells where somebody lives.", as: .sofia) }
        agenda.add(daysBefore: 1) {
            try await town.report(address.object(), rule: .harassment, because: "Nobody should read this about their home.", as: .fatima)
            try await town.perform("signal.send", ["text": "Best loans for everybody, no questions: https://bit.ly/loan-ku https://bit.ly/loan-now https://bit.ly/loan-fi"], as: nil)
        }
    }

    private actor Said {
        private var reference: ObjectReference?
        private func keep(_ object: ObjectReference?) { reference = object }

        nonisolated func plan(_ text: String, by person: Townsperson, sent: Int, accepted: Int, _ town: Town, _ agenda: inout Agenda) {
            agenda.add(daysBefore: sent) { await self.keep(try await town.perform("signal.send", ["text": .text(text)], as: person).object) }
            agenda.add(daysBefore: accepted) { try await town.perform("signal.accept", on: self.object(), ["reason": "We look at it this week."], as: .liisa) }
        }
        func object() throws -> ObjectReference {
            guard let reference else { throw TownTrouble("nothing was said yet") }
            return reference
        }
        /// The case about it, as a moderator finds it.
        func found(in town: Town) async throws -> ObjectReference {
            let object = try object()
            guard let found = try await town.look(as: .helmi, { try ModerationQueries.behind(object, $0) }) else { throw TownTrouble("nobody decided about \(object.code)") }
            return found.reference
        }
    }
}
