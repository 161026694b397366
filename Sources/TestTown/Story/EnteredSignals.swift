import Talkoot

/// What people of Kuusila said on the telephone and wrote on paper, and the answers that Tuula has still to pass on.
extension TestTown {
    static func planTheEntered(_ town: Town, _ agenda: inout Agenda) {
        plan("The bench at the bus stop by the health centre has no back. I cannot get up from it.", by: "phone", tell: "phone", "040 555 0142", "kirkkola", "transport", .paivi, sent: 12, answered: 2,
             "Two benches with backs and arms come in May.", town, &agenda)
        plan("Kirjastoauto ei enää pysähdy Havulantiellä. Kävelymatka on minulle liian pitkä.", by: "paper", tell: "letter", "Havulantie 18 B 4, 90100 Kuusila", "havula", "schools", .henrik, sent: 9, answered: 1,
             "Auto pysähtyy taas Havulantiellä huhtikuun alusta.", town, &agenda)
        agenda.add(daysBefore: 4) {
            try await town.perform("signal.enter", ["channel": "board", "text": "The playground has no shade in July.", "answerBy": "none", "district": "itaranta", "department": "parks"], as: .tuula)
        }
    }

    private static func plan(_ text: String, by channel: String, tell way: String, _ contact: String, _ district: String, _ department: String, _ head: Townsperson, sent: Int, answered: Int,
                             _ answer: String, _ town: Town, _ agenda: inout Agenda) {
        let entered = Entered()
        agenda.add(daysBefore: sent) {
            let input: [String: JSON] = [
                "channel": .text(channel), "text": .text(text), "answerBy": .text(way), "contact": .text(contact), "district": .text(district), "department": .text(department),
            ]
            await entered.keep(try await town.perform("signal.enter", .object(input), as: .tuula).object)
        }
        agenda.add(daysBefore: answered) { try await town.perform("signal.accept", on: entered.object(), ["reason": .text(answer)], as: head) }
    }

    private actor Entered {
        private var reference: ObjectReference?
        func keep(_ object: ObjectReference?) { reference = object }
        func object() throws -> ObjectReference {
            guard let reference else { throw TownTrouble("nothing was entered yet") }
            return reference
        }
    }
}
