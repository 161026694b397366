import Storage

/// The acts on one answer share their subject: an answer of a problem whose canvas is open.
protocol AnswerAct: Act where Subject == CanvasAnswer {}
extension AnswerAct {
    public static var target: ObjectKind? { .answer }
    public static func isOpen(_ answer: CanvasAnswer, _ scene: Scene) -> Bool { answer.problem.isCanvasOpen }
    public static func load(_ target: Target, _ scene: Scene) throws -> CanvasAnswer { try CanvasQueries.answer(target, scene) }

    /// Touches the canvas and keeps what happened, sealed until the canvas is public.
    func noted(_ answer: CanvasAnswer, _ event: CanvasEvent, facts: [String: JSON], _ change: Change) throws {
        try CanvasTable.touch(answer.problem.id, change)
        let isOpen = answer.problem.isCanvasPublic && !answer.isRestricted
        try change.noted(answer.problem, event, isOpen: isOpen, facts: facts.merging(["field": .text(answer.field.name)]) { $1 })
    }
}

/// Writes or changes one answer. Whoever wrote from an older version loses nothing: the text is kept beside the newer one, and both are shown.
public struct AnswerCanvas: AnswerAct {
    public static let name = "canvas.answer"
    public static let permitted: [Who] = [.author, .role(.staff), .role(.departmentHead), .role(.innovationOfficer)]
    public static let form = Form(.text("text", max: 2_000), .version) { AnswerCanvas(text: $0, version: $1) }
    let text: String, version: Int?

    public static func prefill(_ answer: CanvasAnswer, _ scene: Scene) throws -> [String: JSON] { ["text": .text(answer.text), "version": .integer(Int64(answer.version))] }

    public func problems(_ answer: CanvasAnswer, _ scene: Scene) throws -> [Problem] {
        let length = text.unicodeScalars.count
        if length > answer.field.limit { return [Problem("text", "problem.tooLong", ["limit": "\(answer.field.limit)", "over": "\(length - answer.field.limit)"])] }
        return text == answer.text ? [Problem("text", "problem.unchanged")] : []
    }

    public func apply(_ answer: CanvasAnswer, _ change: Change) throws -> Outcome {
        let isBeside = version.map { $0 < answer.version } ?? false
        if isBeside { try CanvasTable.writeBeside(text, answer, from: version ?? 0, change) } else { try CanvasTable.write(text, in: answer, change) }
        let number = Int64(isBeside ? answer.version : answer.version + 1)
        try noted(answer, isBeside ? .writtenBeside : .answered, facts: ["version": .integer(number), "text": .text(text)], change)
        let words = answer.field.asksForProblem ? SolutionWords.found(in: text) : []
        return Outcome(answer.reference, ["version": .integer(number), "beside": .bool(isBeside), "solutionWords": .list(words.map { .text($0) })])
    }
}

/// Says that texts which stood beside the answer are worked into it, or not needed. They stay in the history.
public struct SettleTexts: AnswerAct {
    public static let name = "canvas.settle"
    public static let permitted = AnswerCanvas.permitted
    public static let form = Form(.picks("texts")) { SettleTexts(texts: $0) }
    let texts: [String]

    public static func isOpen(_ answer: CanvasAnswer, _ scene: Scene) throws -> Bool {
        try answer.problem.isCanvasOpen && !CanvasTable.beside(answer.problem.id, field: answer.field.name, scene).isEmpty
    }
    public static func options(_ answer: CanvasAnswer, _ scene: Scene) throws -> [String: [Option]] {
        ["texts": try CanvasTable.beside(answer.problem.id, field: answer.field.name, scene).map { Option($0.id.rawValue, $0.text) }]
    }
    public static func prefill(_ answer: CanvasAnswer, _ scene: Scene) throws -> [String: JSON] {
        ["texts": .list(try CanvasTable.beside(answer.problem.id, field: answer.field.name, scene).map { .text($0.id.rawValue) })]
    }
    public func problems(_ answer: CanvasAnswer, _ scene: Scene) throws -> [Problem] {
        let known = Set(try Self.options(answer, scene)["texts"]?.map(\.value) ?? [])
        return known.isSuperset(of: texts) ? [] : [Problem("texts", "problem.choice")]
    }
    public func apply(_ answer: CanvasAnswer, _ change: Change) throws -> Outcome {
        try change.tx.run("UPDATE canvas_beside SET settled_at = \(change.now) WHERE city = \(change.city.id) AND problem = \(answer.problem.id) AND id IN (\(list: texts))")
        try noted(answer, .settled, facts: ["texts": .integer(Int64(texts.count))], change)
        return Outcome(answer.reference)
    }
}

/// Keeps one answer from the public page, and says there on what legal ground; or opens it again.
public struct RestrictAnswer: AnswerAct {
    public static let name = "canvas.restrict"
    public static let permitted: [Who] = [.role(.departmentHead), .role(.innovationOfficer)]
    public static let form = Form(.optional(.line("ground", max: 300))) { RestrictAnswer(ground: $0) }
    let ground: String?

    public static func isOpen(_ answer: CanvasAnswer, _ scene: Scene) -> Bool { answer.problem.isCanvasOpen && answer.isAnswered }
    public static func prefill(_ answer: CanvasAnswer, _ scene: Scene) throws -> [String: JSON] { ["ground": .text(answer.ground)] }
    public func problems(_ answer: CanvasAnswer, _ scene: Scene) throws -> [Problem] { (ground ?? "") == answer.ground ? [Problem("ground", "problem.unchanged")] : [] }
    public func apply(_ answer: CanvasAnswer, _ change: Change) throws -> Outcome {
        try change.tx.run("""
            UPDATE canvas_answer SET ground = \(ground ?? "") WHERE city = \(change.city.id) AND problem = \(answer.problem.id) AND field = \(answer.field.name)
            """)
        try noted(answer, .restricted, facts: ["ground": .text(ground ?? "")], change)
        return Outcome(answer.reference)
    }
}
