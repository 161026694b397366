import Talkoot

/// A hint that leads no further yet, or nowhere.
struct SmallSignal: Sendable {
    enum Fate: Sendable {
        case waiting
        /// Given to another department than the sender guessed, and waiting there.
        case routed(String)
        case accepted(String)
        case declined(String)
        /// Says the same as the one with this number in ``all``.
        case merged(Int)
    }
    let text: String, place: String, district: String?, department: String, sender: Townsperson?, daysAgo: Int
    let fate: Fate

    init(_ text: String, _ place: String, _ district: String?, _ department: String, _ sender: Townsperson?, _ daysAgo: Int, _ fate: Fate = .waiting) {
        (self.text, self.place, self.district, self.department, self.sender, self.daysAgo, self.fate) = (text, place, district, department, sender, daysAgo, fate)
    }

    func plan(in town: Town, _ agenda: inout Agenda) {
        let sent = Sent()
        agenda.add(daysBefore: daysAgo) { await sent.keep(try await town.perform("signal.send", input, as: sender).object) }
        let answeredOn = max(1, daysAgo - 4 - daysAgo % 7)
        agenda.add(daysBefore: answeredOn) { try await answer(try await sent.object(), in: town) }
    }

    private var input: JSON {
        var input: [String: JSON] = ["text": .text(text), "department": .text(department)]
        if !place.isEmpty { input["place"] = .text(place) }
        if let district { input["district"] = .text(district) }
        if let arena { input["arena"] = .text(arena.rawValue) }
        return .object(input)
    }

    /// Whoever names a place mostly says of which kind it is.
    private var arena: Signal.Arena? {
        guard !place.isEmpty else { return nil }
        if place.lowercased().contains("market") { return .square }
        return ["parks": .park, "schools": .campus, "streets": .street, "transport": .street, "water": .neighbourhood][department]
    }

    private func answer(_ signal: ObjectReference, in town: Town) async throws {
        guard let head = Townsperson.head(of: department) else { throw TownTrouble("nobody heads \(department)") }
        switch fate {
        case .waiting: break
        case .routed(let department): try await town.perform("signal.route", on: signal, ["department": .text(department)], as: .tuula)
        case .accepted(let reason): try await town.perform("signal.accept", on: signal, ["reason": .text(reason)], as: head)
        case .declined(let reason): try await town.perform("signal.decline", on: signal, ["reason": .text(reason)], as: head)
        case .merged(let number):
            let wanted = Self.all[number].text
            let other = try await town.look(as: .liisa) { scene in
                try SignalQueries.list(SignalFilter(state: .accepted), limit: 200, scene).rows.first { $0.text == wanted }?.code
            }
            guard let other else { throw TownTrouble("“\(wanted)” is not accepted yet") }
            try await town.perform("signal.merge", on: signal, ["into": .text(other.rawValue), "reason": "Your neighbour wrote of the same; we answer both together."], as: head)
        }
    }

    private actor Sent {
        private var reference: ObjectReference?
        func keep(_ object: ObjectReference?) { reference = object }
        func object() throws -> ObjectReference {
            guard let reference else { throw TownTrouble("the signal was not sent") }
            return reference
        }
    }
}
