import Talkoot

/// What those who work for Kuusila think aloud: one idea by name that became an answer, one whose author hides.
extension TestTown {
    static func planTheIdeas(_ town: Town, _ agenda: inout Agenda) {
        let map = Thought(), names = Thought()
        agenda.add(daysBefore: 20) {
            await map.keep(try await town.perform("idea.send", ["text": "Ploughs and buses could look at one map: each drives into the other's way.", "jobRole": "frontLine", "department": "streets"], as: .tuula).object)
        }
        agenda.add(daysBefore: 19) { try await town.perform("idea.join", on: map.object(), as: .paivi) }
        agenda.add(daysBefore: 18) { try await town.perform("idea.comment", on: map.object(), ["text": "Our buses send their places already. We would only have to show them."], as: .paivi) }
        agenda.add(daysBefore: 14) { try await town.perform("signal.accept", on: map.object(), ["reason": "Both departments look at one map from next week, in Havula first."], as: .matti) }
        agenda.add(daysBefore: 8) { await names.keep(try await town.perform("idea.send", ["text": "An order of pipes needs nine names. Three would do.", "hideName": true, "jobRole": "manager"], as: .jorma).object) }
        agenda.add(daysBefore: 6) { try await town.perform("idea.comment", on: names.object(), ["text": "It took seven weeks in spring."], as: .jorma) }
        agenda.add(daysBefore: 5) { try await town.perform("idea.join", on: names.object(), as: .kaisa) }
    }

    private actor Thought {
        private var reference: ObjectReference?
        func keep(_ object: ObjectReference?) { reference = object }
        func object() throws -> ObjectReference {
            guard let reference else { throw TownTrouble("nobody has had the idea yet") }
            return reference
        }
    }
}
