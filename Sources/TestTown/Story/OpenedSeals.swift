import Talkoot

/// What the administration of Kuusila has had to read while it was sealed: an answer that threatened somebody, the scores of a jury whose member was said to be paid,
/// and a request that waits for its second person.
extension TestTown {
    static func planTheSeals(plates: Walk, pipes: Walk, evenings: Walk, _ town: Town, _ agenda: inout Agenda) {
        let threat = Opening(town), payment = Opening(town), doubt = Opening(town)
        agenda.add(daysBefore: 269) { try await threat.ask(await plates.answers.first, days: 3, because: "A caller says that this answer holds a threat against the cooks. The police ask to see it before the call closes.") }
        agenda.add(daysBefore: 268) { try await threat.perform("seal.agree", as: .kaisa) }
        agenda.add(daysBefore: 268) { try await threat.perform("seal.read", as: .pekka) }
        agenda.add(daysBefore: 267) { try await threat.perform("seal.read", as: .pekka) }
        agenda.add(daysBefore: 267) { try await threat.perform("seal.end", as: .pekka) }
        agenda.add(daysBefore: 5) { try await payment.ask(try await pipes.object(.challenge), days: 7, because: "A letter says that one of the jury was paid for high scores. The city's lawyer has to see what was given before it is counted.") }
        agenda.add(daysBefore: 4) { try await payment.perform("seal.agree", as: .matti) }
        agenda.add(daysBefore: 3) { try await payment.perform("seal.read", as: .pekka) }
        agenda.add(daysBefore: 1) { try await doubt.ask(await evenings.answers.first, days: 1, because: "The sender asks by telephone whether a bank number stands in it by mistake.") }
    }

    private actor Opening {
        private let town: Town
        private var seal: ObjectReference?
        init(_ town: Town) { self.town = town }

        func ask(_ object: ObjectReference?, days: Int, because reason: String) async throws {
            guard let object else { throw TownTrouble("nothing is sealed yet") }
            seal = try await town.perform("seal.ask", ["code": .text(object.code.rawValue), "reason": .text(reason), "days": .integer(Int64(days))], as: .pekka).object
        }
        func perform(_ act: String, as person: Townsperson) async throws {
            guard let seal else { throw TownTrouble("nobody asked to open a seal") }
            try await town.perform(act, on: seal, as: person)
        }
    }
}
