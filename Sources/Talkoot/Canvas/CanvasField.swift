/// One question of the sheet on which a problem is defined, with the stage by which it must be answered.
/// In words: `canvas.<name>.label`, and `canvas.<name>.hint` where it needs one.
public struct CanvasField: Sendable, Hashable {
    /// By when: before the problem is defined, or before its way is chosen.
    public enum Stage: Int, Sendable, Comparable {
        case definition, route
        public static func < (a: Stage, b: Stage) -> Bool { a.rawValue < b.rawValue }
    }
    /// As on the printed sheet: `2.1`.
    public let name: String
    public let stage: Stage
    /// In characters.
    public let limit: Int
    /// Where people are apt to write down a solution instead of what is wrong.
    public let asksForProblem: Bool

    /// The question it belongs to, 0 to 6.
    public var question: Int { Int(name.prefix(1)) ?? 0 }

    private init(_ name: String, _ stage: Stage, limit: Int = 2_000, asksForProblem: Bool = false) {
        (self.name, self.stage, self.limit, self.asksForProblem) = (name, stage, limit, asksForProblem)
    }

    public static let all: [CanvasField] = [
        CanvasField("0.1", .definition, limit: 240, asksForProblem: true), CanvasField("0.2", .definition, asksForProblem: true), CanvasField("0.3", .definition),
        CanvasField("0.4", .definition), CanvasField("0.5", .definition), CanvasField("0.6", .definition, asksForProblem: true), CanvasField("0.7", .definition),
        CanvasField("1.1", .definition), CanvasField("1.2", .definition), CanvasField("1.3", .definition), CanvasField("1.4", .definition),
        CanvasField("2.1", .definition, limit: 500, asksForProblem: true), CanvasField("2.2", .definition), CanvasField("2.3", .definition), CanvasField("2.4", .definition),
        CanvasField("2.5", .definition), CanvasField("2.6", .route),
        CanvasField("3.1", .definition), CanvasField("3.2", .route), CanvasField("3.3", .route), CanvasField("3.4", .route),
        CanvasField("4.1", .route), CanvasField("4.2", .route), CanvasField("4.3", .route),
        CanvasField("5.1", .route), CanvasField("5.2", .route), CanvasField("5.3", .route), CanvasField("5.4", .definition),
        CanvasField("6.1", .definition), CanvasField("6.2", .route), CanvasField("6.3", .route), CanvasField("6.4", .route),
    ]
    public static func named(_ name: String) -> CanvasField? { all.first { $0.name == name } }
    public static let questions = 0...6
    static func of(_ question: Int) -> [CanvasField] { all.filter { $0.question == question } }
}
