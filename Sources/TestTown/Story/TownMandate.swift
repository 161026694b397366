import Talkoot

extension TestTown {
    /// An association of residents listens for the city where the city is not heard; its third report has not come.
    static func planTheMandate(_ town: Town, _ agenda: inout Agenda) {
        let paper = Paper()
        agenda.add(daysBefore: 121) {
            await paper.keep(body: try await town.perform("organisation.register", ["name": "Havulan Silta ry", "sector": "intermediary", "size": "micro", "registrationNumber": "2233445-6"], as: .onni).object)
        }
        agenda.add(daysBefore: 120) { try await town.perform("organisation.verify", on: paper.ofBody(), ["reason": "The register of associations has it since 2019."], as: .liisa) }
        agenda.add(daysBefore: 118) {
            let today = try await town.look { $0.today }, body = try await paper.ofBody()
            await paper.keep(mandate: try await town.perform("mandate.grant", [
                "organisation": .text(body.code.rawValue), "purpose": "It listens where the city is not heard: in yards, at the bread line, in five languages.", "phases": ["listening", "defining"],
                "firstDay": .text(today.description), "lastDay": .text(today.adding(days: 240).description), "reportWhat": "Whom it met, what they said, and what came of it.", "reportTo": "Innovation council",
                "rhythm": "monthly",
            ], as: .liisa).object)
        }
        agenda.add(daysBefore: 2) {
            let today = try await town.look { $0.today }, mandate = try await paper.ofMandate()
            try await town.perform("role.grant", ["email": .text(Townsperson.onni.email), "role": "staff", "mandateOf": .text(mandate.code.rawValue), "until": .text(today.adding(days: 90).description)], as: .pekka)
        }
        agenda.add(daysBefore: 91) { try await town.perform("mandate.report", on: paper.ofMandate(), ["report": "We met 64 people in eleven yards. Nineteen signals came of it, seven of them in Somali and Arabic."], as: .onni) }
        agenda.add(daysBefore: 61) { try await town.perform("mandate.report", on: paper.ofMandate(), ["report": "We met 41 people. Most spoke of the footways after snow; four came to the round of the design team."], as: .onni) }
    }

    private actor Paper {
        private var body: ObjectReference?
        private var mandate: ObjectReference?
        func keep(body: ObjectReference?) { self.body = body }
        func keep(mandate: ObjectReference?) { self.mandate = mandate }
        func ofBody() throws -> ObjectReference { try known(body) }
        func ofMandate() throws -> ObjectReference { try known(mandate) }
        private func known(_ reference: ObjectReference?) throws -> ObjectReference {
            guard let reference else { throw TownTrouble("nobody has given the mandate yet") }
            return reference
        }
    }
}
