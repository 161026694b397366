import Talkoot

/// What those who work for Kuusila think aloud: one idea by name that became an answer, one whose author hides.
extension TestTown {
    static func planTheIdeas(_ town: Town, _ agenda: inout Agenda) {
        let map = Thought(), names = Thought(), trial = Thought(), fewer = Thought()
        agenda.add(daysBefore: 20) {
            await map.keep(try await town.perform("idea.send", ["text": "Ploughs and buses could look at one map: each drives into the other's way.", "jobRole": "frontLine", "department": "streets"], as: .tuula).object)
        }
        agenda.add(daysBefore: 19) { try await town.perform("idea.join", on: map.object(), as: .paivi) }
        agenda.add(daysBefore: 18) { try await town.perform("idea.comment", on: map.object(), ["text": "Our buses send their places already. We would only have to show them."], as: .paivi) }
        agenda.add(daysBefore: 14) { try await town.perform("signal.accept", on: map.object(), ["reason": "Both departments look at one map from next week, in Havula first."], as: .matti) }
        agenda.add(daysBefore: 8) { await names.keep(try await town.perform("idea.send", ["text": "An order of pipes needs nine names. Three would do.", "hideName": true, "jobRole": "manager"], as: .jorma).object) }
        agenda.add(daysBefore: 6) { try await town.perform("idea.comment", on: names.object(), ["text": "It took seven weeks in spring."], as: .jorma) }
        agenda.add(daysBefore: 5) { try await town.perform("idea.join", on: names.object(), as: .kaisa) }
        planTheExperiments(town, map, trial, names, fewer, &agenda)
    }

    /// One that anybody may try, under way; one that takes more, for which its hidden author asks.
    private static func planTheExperiments(_ town: Town, _ map: Thought, _ trial: Thought, _ names: Thought, _ fewer: Thought, _ agenda: inout Agenda) {
        agenda.add(daysBefore: 12) {
            await trial.keep(try await town.perform("experiment.write", on: map.object(), try await plan(town, from: 2, days: 13, [
                "title": "One map at the Havula depot", "plan": "Two ploughs show their places on the map that the bus drivers have already.", "place": "Havula depot",
                "expects": "A quarter fewer buses wait behind a plough.", "measure": "We count them at the bridge, each morning from six to eight.", "hours": 24, "money": "0", "department": "streets",
            ]), as: .tuula).object)
        }
        agenda.add(daysBefore: 11) { try await town.perform("experiment.join", on: trial.object(), as: .paivi) }
        agenda.add(daysBefore: 10) { try await town.perform("experiment.start", on: trial.object(), as: .tuula) }
        agenda.add(daysBefore: 4) {
            await fewer.keep(try await town.perform("experiment.write", on: names.object(), try await plan(town, from: 7, days: 20, [
                "title": "Three names on an order of pipes", "plan": "For four weeks an order under 5 000 euros carries three names.", "place": "The pipe store",
                "expects": "An order leaves within two days.", "measure": "We note the days from the first name to the last.", "hours": 60, "money": "0", "department": "water",
            ]), as: .jorma).object)
        }
        agenda.add(daysBefore: 3) { try await town.perform("experiment.ask", on: fewer.object(), as: .jorma) }
    }

    private static func plan(_ town: Town, from first: Int, days: Int, _ rest: [String: JSON]) async throws -> JSON {
        let today = try await town.look { $0.today }
        return .object(rest.merging(["firstDay": .text(today.adding(days: first).description), "lastDay": .text(today.adding(days: first + days).description)]) { $1 })
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
