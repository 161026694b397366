import Talkoot

/// Answers and their jury.
extension Walk {
    func takeAnswers(_ step: Step) async throws {
        switch step {
        case .answersBegun: for answer in matter.answers { try await begin(answer) }
        case .answersSubmitted:
            for (number, answer) in matter.answers.enumerated() {
                try await town.perform("submission.submit", on: answers[number], ["declaration": true], as: answer.author)
            }
        case .answersAdmitted: for answer in answers { try await town.perform("submission.admit", on: answer, as: .liisa) }
        case .conflictsDeclared: for juror in Townsperson.jurors { try await declareNoConflict(juror) }
        default: for juror in Townsperson.jurors { try await score(juror) }
        }
    }

    private func begin(_ answer: Matter.Answer) async throws {
        let challenge = try object(.challenge)
        let organisation = town.organisations[answer.author]
        let team = try await name(of: organisation) ?? answer.author.name
        var input: [String: JSON] = [
            "team": .text(team), "title": .text(answer.title), "summary": .text(answer.summary), "text": .text(answer.text), "budget": .text(answer.budget),
        ]
        if let organisation { input["organisation"] = .text(organisation.rawValue) }
        if let begun = try await town.perform("submission.begin", on: challenge, .object(input), as: answer.author).object { answers.append(begun) }
    }
    private func name(of organisation: PublicCode?) async throws -> String? {
        guard let organisation else { return nil }
        return try await town.look { try OrganisationQueries.organisation(Target(organisation.rawValue), $0).name }
    }

    public func declareNoConflict(_ juror: Townsperson) async throws {
        for answer in answers { try await town.perform("jury.declare", on: answer, ["conflict": "none"], as: juror) }
    }
    /// Gives the juror's scores, or only those for the first so many answers.
    public func score(_ juror: Townsperson, first count: Int = .max) async throws {
        guard let seat = Townsperson.jurors.firstIndex(of: juror) else { throw TownTrouble("\(juror.name) sits on no jury") }
        let code = try object(.challenge).code
        let criteria = try await town.look { try ChallengeQueries.criteria(of: try ChallengeQueries.challenge(Target(code.rawValue), $0), $0).map(\.id.rawValue) }
        for (number, answer) in answers.enumerated().prefix(count) {
            let values = matter.answers[number].scores[seat]
            try await town.perform("jury.score", on: answer, ["scores": .list(zip(criteria, values).map { ["criterion": .text($0), "value": .integer(Int64($1))] })], as: juror)
        }
    }
}
