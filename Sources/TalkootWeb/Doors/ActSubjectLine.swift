import Talkoot

/// What an act's form says of its subject.
struct ActSubjectLine: Sendable {
    var title: String
    var address: Address?
    var note: String?
}

extension Visit {
    func about(_ subject: any ActSubject) -> ActSubjectLine? {
        // A juror's work is about a submission.
        if let moving = (subject as? Assignment)?.submission ?? subject as? any Moving { return ActSubjectLine(title: moving.title, address: address(of: moving.reference)) }
        if let mandate = subject as? PlanPilot.Mandate { return ActSubjectLine(title: mandate.decision.title, address: address(of: mandate.decision.reference)) }
        if let found = subject as? ModerationCase { return ActSubjectLine(title: found.title, address: address(of: found.reference)) }
        if let idea = subject as? Idea {
            return ActSubjectLine(title: idea.signal.title, address: address(of: idea.signal.reference), note: idea.isHidden && idea.isOwn ? words("ideas.staysHidden") : nil)
        }
        if let telling = subject as? SenderTelling { return line(telling) }
        if let answer = subject as? CanvasAnswer {
            return ActSubjectLine(title: "\(answer.problem.title): \(answer.field.name) \(words("canvas.\(answer.field.name).label"))", address: address(of: answer.reference), note: words.find("canvas.\(answer.field.name).hint"))
        }
        if let mandate = subject as? Mandate { return ActSubjectLine(title: mandate.purpose.excerpt(120), address: address(of: mandate.reference)) }
        if let one = subject as? SupportedProblem { return ActSubjectLine(title: one.problem.title, address: address(of: one.problem.reference)) }
        if let sheet = subject as? GoalSheet { return ActSubjectLine(title: sheet.problem.title, address: address(of: sheet.problem.reference)) }
        if let question = subject as? CanvasQuestion { return ActSubjectLine(title: "\(question.problem.title): \(words("canvas.q\(question.number)"))", address: address(of: question.reference)) }
        if let text = subject as? PublicText { return ActSubjectLine(title: text.title, address: address(of: text.object)) }
        if let place = subject as? any PartSubject { return ActSubjectLine(title: place.lineTitle.map { "\(place.place.problem.title): \($0)" } ?? place.place.problem.title, address: address(of: place.place.reference)) }
        if let map = subject as? JourneyMap { return ActSubjectLine(title: map.journey.title, address: address(of: map.journey.reference)) }
        if let step = subject as? StepOfMap { return ActSubjectLine(title: "\(step.map.journey.title): \(step.step.title)", address: address(of: step.map.journey.reference)) }
        if let card = subject as? InsightCard { return ActSubjectLine(title: card.insight.observation, address: address(of: card.insight.reference)) }
        return settingLine(subject)
    }
}
