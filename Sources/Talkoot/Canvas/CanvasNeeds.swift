import Storage

extension GateContribution {
    /// Before a problem is defined: each of the six questions has its answers, and those whom they bind have signed. What people and risks cost may come later.
    static let canvas = GateContribution(.definition, CanvasField.questions.map { "canvas\($0)" } + [1, 2, 3, 5, 6].map { "sign\($0)" }) { problem, scene in
        let questions = try CanvasQueries.questions(problem, .counted, scene)
        return questions.map { answered($0, .definition) } + questions.filter { [1, 2, 3, 5, 6].contains($0.number) }.map(signed)
    }
    /// Before its way is chosen: the rest of the answers, and every signature under what stands now.
    static let canvasForRoute = GateContribution(.route, CanvasField.questions.map { "canvas\($0)" } + (1...6).map { "sign\($0)" }) { problem, scene in
        let questions = try CanvasQueries.questions(problem, .counted, scene)
        return questions.filter { $0.number > 1 }.map { answered($0, .route) } + questions.filter { $0.number > 0 }.map(signed)
    }

    /// A question is answered when its required fields are, here or in the rooms that answer them; and never by nothing at all.
    private static func answered(_ question: CanvasQuestion, _ stage: CanvasField.Stage) -> GateNeed {
        let missing = question.missing(for: stage)
        let isMet = missing.isEmpty && question.answers.contains(where: \.isFilled)
        let fields = (missing.isEmpty ? question.answers.map(\.field) : missing).map(\.name).joined(separator: ", ")
        return GateNeed("canvas\(question.number)", isMet: isMet, asked: .role(question.number == 1 ? .innovationOfficer : .departmentHead), .page("canvas"), sentence: "need.canvas.missing", values: ["fields": fields])
    }
    private static func signed(_ question: CanvasQuestion) -> GateNeed {
        let isAskedAgain = question.seats.contains { seat in question.sign(of: seat).map { !question.stands($0) } ?? false }
        return GateNeed("sign\(question.number)", isMet: question.isSigned, asked: .role(question.seats.first?.role ?? .departmentHead), .page("canvas"),
                        sentence: isAskedAgain ? "need.sign.again" : "need.sign.missing", values: ["question": "\(question.number)"])
    }
}
